//! RDS and Aurora.

mod aurora;
mod backups;
mod class;
mod cluster;
mod engine;
mod insights;
mod instance;
mod logs;
mod member;
mod storage;
mod support;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_db_instance", instance::price),
    Kind::new("aws_rds_cluster", cluster::price),
    Kind::new("aws_rds_cluster_instance", member::price),
];
