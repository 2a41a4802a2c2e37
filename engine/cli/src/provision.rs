//! Everything that builds, and everything that looks at what was built. Only here is AWS asked.

pub mod account;
pub mod approval;
pub mod authority;
pub mod backend;
pub mod bucket;
pub mod build;
pub mod calls;
pub mod confirm;
pub mod desire;
pub mod docket;
pub mod drift;
#[cfg(test)]
pub mod emulators;
pub mod files;
pub mod gatekeeper;
pub mod imports;
pub mod kms;
pub mod live;
pub mod outputs;
pub mod planning;
pub mod policies;
pub mod project;
pub mod regions;
pub mod runtime;
pub mod signals;
pub mod signer;
pub mod stand_in;
pub mod state_access;
pub mod subject;
pub mod summary;
pub mod target;
pub mod watch;
pub mod work;

use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_state::Error as StateError;

/// An error and what caused it, as one sentence.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// What is wrong with the state.
pub fn state_failed(error: &StateError) -> Diagnostics {
    Diagnostic::error("state::failed", chain(error)).into()
}
