//! `aws_elasticache_replication_group` and `aws_elasticache_cluster`: hours of each node, and snapshots.

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::elasticache::{BACKUP, NODE_HOURS};
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

/// As many as one shard may have: a primary and five replicas.
const MOST: u32 = 6;

pub(super) fn group(group: &Subject<'_>, bill: &mut Bill<'_>) {
    nodes(group, group_nodes(group), bill);
    snapshots(group, bill);
}

pub(super) fn cluster(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    if cluster.value("replication_group_id") != Known::Unset {
        // A replica of a group: its type and engine are those of the group.
        if let Some(group) =
            cluster.target("replication_group_id", "aws_elasticache_replication_group")
        {
            nodes(&group, Quantity::exactly(1), bill);
            return;
        }
    }
    let span = Band::of(1, 2, MOST);
    nodes(
        cluster,
        cluster.quantity("num_cache_nodes", "nodes", 1, span),
        bill,
    );
    if cluster.text("engine").value().as_deref() != Some("memcached") {
        snapshots(cluster, bill);
    }
}

/// Shards times what each has, or as many as are asked for. AWS fills in the one from the other, so that
/// only what the author wrote is known before apply.
fn group_nodes(group: &Subject<'_>) -> Quantity {
    let span = Band::of(1, 2, MOST);
    let is_known = |name| matches!(group.number(name), Known::Set(_));
    if is_known("num_cache_clusters") || group.value("num_node_groups") == Known::Unset {
        return group.quantity("num_cache_clusters", "nodes", 1, span);
    }
    let replicas = group.quantity("replicas_per_node_group", "replicas", 0, Band::of(0, 1, 5));
    let each = replicas.and(&Quantity::exactly(1));
    let shards = group.quantity("num_node_groups", "shards", 1, span);
    shards.for_each(&each)
}

fn nodes(cache: &Subject<'_>, count: Quantity, bill: &mut Bill<'_>) {
    let engine = cache.text("engine").or("redis".into());
    match (cache.text("node_type"), engine.value()) {
        (Known::Set(size), Some(engine)) => {
            bill.hours("Nodes", NODE_HOURS.of(&format!("{size}@{engine}")), count);
        }
        _ => {
            bill.undecided(
                "Nodes",
                &NODE_HOURS,
                "node_type or engine is not known before apply",
            );
        }
    }
}

/// One snapshot of each cluster is free; each further one takes as much again.
fn snapshots(cache: &Subject<'_>, bill: &mut Bill<'_>) {
    let kept = cache.number("snapshot_retention_limit").value();
    let further = kept.unwrap_or_default() - Decimal::ONE;
    if further > Decimal::ZERO {
        let size = bill.usage("snapshot_storage_size_gb").times(further);
        bill.add("Snapshots beyond the free one", &BACKUP, size);
    }
}
