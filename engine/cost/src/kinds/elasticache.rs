//! ElastiCache.

mod cache;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_elasticache_cluster", cache::cluster),
    Kind::new("aws_elasticache_replication_group", cache::group),
];
