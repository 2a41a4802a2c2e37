//! ECS and Fargate.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
