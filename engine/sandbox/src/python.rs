//! Which Python there is on the machine.

use std::process::Stdio;

use crate::install::InstallError;
use crate::surroundings::Surroundings;

/// The oldest Python that the pins have wheels for.
pub(crate) const OLDEST: (u32, u32) = (3, 10);

/// The names under which a Python may be found, the user's own choice first.
const NAMES: &[&str] = &[
    "python3",
    "python",
    "python3.13",
    "python3.12",
    "python3.14",
    "python3.11",
    "python3.10",
];

/// A Python that is new enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Python {
    /// Its path, as it says itself.
    pub path: String,
    /// Major and minor version.
    pub version: (u32, u32),
}

/// The first on the path that is new enough.
pub(crate) fn find(surroundings: &Surroundings) -> Result<Python, InstallError> {
    let mut too_old = None;
    for name in NAMES {
        match ask(surroundings, name) {
            Some(python) if python.version >= OLDEST => return Ok(python),
            Some(python) => too_old = too_old.or(Some(python)),
            None => {}
        }
    }
    Err(
        too_old.map_or(InstallError::NoPython, |python| InstallError::OldPython {
            path: python.path,
            version: format!("{}.{}", python.version.0, python.version.1),
        }),
    )
}

/// Asks a program who it is. `None`: it is not there, or no Python 3.
fn ask(surroundings: &Surroundings, name: &str) -> Option<Python> {
    let output = surroundings
        .installer(name)
        .args([
            "-I",
            "-c",
            "import sys; print(*sys.version_info[:2], sys.executable)",
        ])
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.trim().splitn(3, ' ');
    let version = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let path = words.next()?.to_owned();
    Some(Python { path, version })
}
