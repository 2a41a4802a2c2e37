//! Valkey instead of Redis OSS.

use tollgate_model::Value;

use super::{Proposal, Step, one};
use crate::world::World;

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    [
        "aws_elasticache_replication_group",
        "aws_elasticache_cluster",
    ]
    .iter()
    .flat_map(|resource_type| world.all(resource_type))
    .filter(|cache| {
        let engine = cache.text("engine").or("redis".into()).value();
        engine.as_deref() == Some("redis")
    })
    .filter_map(|cache| {
        let mut proposal = one(
            "valkey",
            cache.resource,
            "engine",
            Value::from("valkey"),
            None,
        )?;
        // Valkey began at 7.2: with Redis's version the change would not be what is meant.
        let address = cache.resource.address.clone();
        let version = Step::Set(address, "engine_version".into(), Value::from("8.0"));
        proposal.steps.push(version);
        proposal.change.push_str(", engine_version = \"8.0\"");
        Some(proposal)
    })
    .collect()
}
