//! The one place where this crate asks what time it is: leases run out, and records say when.

use jiff::Timestamp;

/// The time of this machine.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::now()
}
