//! Web access control lists.

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[];
