//! Secrets Manager.

mod secret;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_secretsmanager_secret", secret::price)];
