//! AWS Backup.

mod plan;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_backup_plan", plan::price)];
