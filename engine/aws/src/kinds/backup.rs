//! AWS Backup: vaults, plans and what they cover.

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[];
