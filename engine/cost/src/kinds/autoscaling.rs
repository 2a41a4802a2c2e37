//! EC2 Auto Scaling.

mod group;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_autoscaling_group", group::price)];
