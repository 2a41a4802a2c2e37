//! Plan files and attestations.

use camino::Utf8Path;
use serde::de::DeserializeOwned;
use tollgate_attest::canonical;
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_plan::Plan;

use crate::output::write_file;

/// Writes a plan, or anything else that has a canonical form.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Utf8Path, document: &impl serde::Serialize) -> Result<(), Diagnostics> {
    let failed = |error: &dyn std::fmt::Display| {
        Diagnostics::from(Diagnostic::error(
            "cli::unwritable",
            format!("cannot write `{path}`: {error}"),
        ))
    };
    let bytes = canonical(document).map_err(|error| failed(&error))?;
    write_file(path, |out| {
        out.write_all(&bytes).and_then(|()| out.write_all(b"\n"))
    })
    .map_err(|error| failed(&error))
}

/// Reads a plan.
///
/// # Errors
/// When there is none.
pub fn plan(path: &Utf8Path) -> Result<Plan, Diagnostics> {
    let json: serde_json::Value = read(path)?;
    Plan::from_json(&json)
        .map_err(|error| Diagnostic::error("plan::unreadable", format!("`{path}`: {error}")).into())
}

/// Reads a document.
///
/// # Errors
/// When it cannot be read, or is another one.
pub fn read<T: DeserializeOwned>(path: &Utf8Path) -> Result<T, Diagnostics> {
    let bytes = std::fs::read(path).map_err(|error| {
        Diagnostic::error("cli::unreadable", format!("cannot read `{path}`: {error}"))
    })?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Diagnostic::error(
            "cli::unreadable",
            format!("`{path}` is not what it should be: {error}"),
        )
        .into()
    })
}
