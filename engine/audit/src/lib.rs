//! Live accounts and regions into inventories.
//!
//! ```text
//! regions × kinds ─ list ─► ids ─ read ─► LiveObject ─► Resource ─► rules
//!                    └ what cannot be listed or read: NotAssessed, never nothing
//! ```
//!
//! The same `read` serves refresh, verification and audit, so a rule sees the same document everywhere.

mod global;
mod live;
mod scan;

pub use global::is_global;
pub use live::{LiveObject, resource};
pub use scan::{NotAssessed, Scan, Scanned, Scope, scan};
