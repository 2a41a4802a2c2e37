//! ElastiCache: Redis and Valkey.

mod parameter_group;
mod replication_group;
mod subnet_group;
mod tags;

use crate::kind::Kind;

/// The kinds of ElastiCache.
pub static KINDS: &[&Kind] = &[
    &parameter_group::KIND,
    &replication_group::KIND,
    &subnet_group::KIND,
];
