//! EFS.

mod file_system;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_efs_file_system", file_system::price)];
