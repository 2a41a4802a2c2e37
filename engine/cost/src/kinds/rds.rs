//! RDS and Aurora.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
