//! EC2 Auto Scaling.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
