//! Remembers what exists, durably, privately, for one writer.
//!
//! ```text
//!            read ──────────────────────────────────► State      (plan, show, drift)
//! Backend ──┤
//!            lock ──► Session ── begin, progress, end ──► journal, one small object at a time
//!                        │       commit ────────────────► snapshot, and the journal is emptied
//!                        │       release
//!                        └ the lease is renewed meanwhile
//! ```
//!
//! An [`ObjectStore`] keeps objects and changes them by compare-and-swap: a [`Folder`] here, a bucket in
//! the binary, which knows AWS. [`contract`] is what each must do. All but the lease is encrypted. What was begun is in the journal before AWS is asked,
//! so a run that is killed at any moment leaves a state from which the next one can tell what to look
//! for: [`State::unresolved`]. No secret value is ever part of a state ([`secret`]).
//!
//! `docs/state.md` tells users what lies where.

pub mod backend;
pub mod contract;
pub mod edit;
pub mod envelope;
pub mod error;
pub mod export;

pub mod faults;
pub mod folder;
pub mod journal;
pub mod json;
pub mod key;
pub mod key_file;
pub mod lease;
pub mod operation;
pub mod places;
pub mod process;
pub mod resource;
pub mod secret;
pub mod session;
pub mod snapshot;
pub mod state;
pub mod store;
pub mod succession;

mod cipher;
mod clock;
mod load;
mod replay;
mod writer;

pub use backend::Backend;
pub use edit::{Edit, EditError};
pub use error::{Error, Result};
pub use folder::Folder;
pub use key::{DataKey, KeyContext, KeyError, KeyProvider, PlainKey, WrappedKey};
pub use key_file::KeyFile;
pub use lease::{Held, Holder, Lease, Terms};
pub use operation::{Begin, Intent, Left, Operation, Outcome, Task};
pub use process::Process;
pub use replay::RecordError;
pub use resource::{Key, Recorded, Status};
pub use secret::Secret;
pub use session::{Loss, Session};
pub use state::State;
pub use store::{Condition, ETag, ObjectStore, StoreError, Stored};
pub use succession::Succession;

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
