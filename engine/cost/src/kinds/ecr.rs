//! ECR.

mod repository;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_ecr_repository", repository::price)];
