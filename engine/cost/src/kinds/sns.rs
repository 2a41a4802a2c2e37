//! SNS.

mod topic;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_sns_topic", topic::price)];
