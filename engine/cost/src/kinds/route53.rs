//! Route 53.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
