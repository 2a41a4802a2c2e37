//! CloudTrail.

mod trail;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_cloudtrail", trail::price)];
