//! RDS and Aurora.

mod insights;
mod instance;
mod storage;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_db_instance", instance::price)];
