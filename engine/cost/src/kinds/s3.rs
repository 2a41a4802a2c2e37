//! S3.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
