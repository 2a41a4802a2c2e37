//! Without what stands by.

use rust_decimal::Decimal;
use tollgate_model::Value;

use super::{Proposal, Step, one};
use crate::world::World;

const NO_STANDBY: &str = "when its zone fails, the database is away until it is restored";
const NO_REPLICA: &str = "when the node fails, what is in the cache is lost";
const NO_REGION: &str = "when the region is lost, so are the backups";

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    let databases = world.all("aws_db_instance").filter_map(|database| {
        database.flag("multi_az").then(|| {
            one(
                "no-standby",
                database.resource,
                "multi_az",
                false.into(),
                Some(NO_STANDBY),
            )
        })?
    });
    let backups = world.all("aws_db_instance").filter_map(|database| {
        let address = database.resource.address.clone();
        let copies = database.list("automated_backups_replication");
        (!copies.is_empty()).then(|| Proposal {
            kind: "no-recovery-region",
            address: address.clone(),
            change: "no automated_backups_replication".to_owned(),
            price: Some(NO_REGION),
            steps: vec![Step::Set(
                address,
                "automated_backups_replication".into(),
                Value::Null,
            )],
        })
    });
    databases.chain(backups).chain(caches(world)).collect()
}

fn caches(world: &World<'_>) -> Vec<Proposal> {
    let groups = world
        .all("aws_elasticache_replication_group")
        .filter_map(|group| {
            let nodes = group.number("num_cache_clusters").value()?;
            if nodes < Decimal::TWO {
                return None;
            }
            let mut proposal = one(
                "no-replica",
                group.resource,
                "num_cache_clusters",
                1_i64.into(),
                Some(NO_REPLICA),
            )?;
            for attribute in ["automatic_failover_enabled", "multi_az_enabled"] {
                let address = group.resource.address.clone();
                proposal
                    .steps
                    .push(Step::Set(address, attribute.into(), false.into()));
            }
            Some(proposal)
        });
    groups.collect()
}
