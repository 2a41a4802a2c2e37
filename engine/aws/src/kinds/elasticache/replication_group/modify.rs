//! Changing a replication group in place.
//!
//! AWS does one change at a time: while one goes on, another is refused with
//! `InvalidReplicationGroupState`, and the engine calls again. So each call looks at what is there now,
//! and goes on where the last one was refused.

use aws_sdk_elasticache::operation::modify_replication_group::builders::ModifyReplicationGroupFluentBuilder as Request;
use aws_sdk_elasticache::types::{
    AuthTokenUpdateStrategyType, LogDeliveryConfigurationRequest, ReplicationGroup,
};

use super::create::{log, truth};
use super::live::replicas;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Result};

/// Sets an attribute if it changes: the setter, what it is called, and how it is read.
macro_rules! changed {
    ($request:ident, $change:expr, $($setter:ident: $name:literal $how:ident;)*) => {
        $(if $change.touches(&[$name]) {
            $request = $request.$setter($change.desired.$how($name));
        })*
    };
}

/// Asks for all changes but those of the tags. `group` is what is there now, and so is the prior of
/// `change`.
pub async fn modify(
    aws: &Aws,
    id: &str,
    group: &ReplicationGroup,
    change: Change<'_>,
) -> Result<()> {
    shards(aws, id, group, change).await?;
    let before = group.node_groups().first().map_or(0, replicas);
    let after = wanted_replicas(change).unwrap_or(before);
    // A failover needs a replica: it comes before one is asked for, and goes after.
    if after > before {
        aws.elasticache()
            .increase_replica_count()
            .replication_group_id(id)
            .set_new_replica_count(i32::try_from(after).ok())
            .apply_immediately(true)
            .send()
            .await?;
    }
    settings(aws, id, change).await?;
    if after < before {
        aws.elasticache()
            .decrease_replica_count()
            .replication_group_id(id)
            .set_new_replica_count(i32::try_from(after).ok())
            .apply_immediately(true)
            .send()
            .await?;
    }
    auth_token(aws, id, change).await
}

fn wanted_replicas(change: Change<'_>) -> Option<i64> {
    let desired = change.desired;
    let clusters: Option<i64> = desired.whole("num_cache_clusters");
    if let Some(clusters) = clusters.filter(|_| change.touches(&["num_cache_clusters"])) {
        return Some(clusters - 1);
    }
    let each = desired.whole("replicas_per_node_group");
    each.filter(|_| change.touches(&["replicas_per_node_group"]))
}

async fn shards(aws: &Aws, id: &str, group: &ReplicationGroup, change: Change<'_>) -> Result<()> {
    let wanted: Option<i32> = change.desired.whole("num_node_groups");
    let Some(wanted) = wanted.filter(|_| change.touches(&["num_node_groups"])) else {
        return Ok(());
    };
    let kept = usize::try_from(wanted).unwrap_or_default();
    let surplus = group.node_groups().iter().skip(kept);
    let surplus: Vec<String> = surplus
        .filter_map(|shard| shard.node_group_id().map(str::to_owned))
        .collect();
    aws.elasticache()
        .modify_replication_group_shard_configuration()
        .replication_group_id(id)
        .node_group_count(wanted)
        .set_node_groups_to_remove((!surplus.is_empty()).then_some(surplus))
        .apply_immediately(true)
        .send()
        .await?;
    Ok(())
}

async fn settings(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let desired = change.desired;
    let request = aws.elasticache().modify_replication_group();
    let untouched = request.replication_group_id(id);
    let mut request = untouched.clone();
    changed! { request, change,
        set_cache_node_type: "node_type" string;
        set_cache_parameter_group_name: "parameter_group_name" string;
        set_preferred_maintenance_window: "maintenance_window" string;
        set_replication_group_description: "description" string;
        set_security_group_ids: "security_group_ids" some_texts;
        set_snapshot_retention_limit: "snapshot_retention_limit" whole;
        set_snapshot_window: "snapshot_window" string;
    }
    if change.touches(&["auto_minor_version_upgrade"]) {
        let upgrades = truth(desired, "auto_minor_version_upgrade");
        request = request.set_auto_minor_version_upgrade(upgrades);
    }
    if change.touches(&["automatic_failover_enabled", "multi_az_enabled"]) {
        request = request
            .set_automatic_failover_enabled(desired.flag("automatic_failover_enabled"))
            .set_multi_az_enabled(desired.flag("multi_az_enabled"));
    }
    if change.touches(&["engine", "engine_version"]) {
        request = request
            .set_engine(
                desired
                    .string("engine")
                    .filter(|_| change.touches(&["engine"])),
            )
            .set_engine_version(desired.string("engine_version"));
    }
    if change.touches(&["cluster_mode"]) {
        request = request.set_cluster_mode(desired.text("cluster_mode").map(Into::into));
    }
    if change.touches(&["ip_discovery"]) {
        request = request.set_ip_discovery(desired.text("ip_discovery").map(Into::into));
    }
    if change.touches(&["transit_encryption_enabled", "transit_encryption_mode"]) {
        let mode = desired.text("transit_encryption_mode");
        request = request
            .set_transit_encryption_enabled(desired.flag("transit_encryption_enabled"))
            .set_transit_encryption_mode(mode.map(Into::into));
    }
    let request = topic(request, change);
    let request = user_groups(request, change);
    let request = logs(request, change);
    if request.as_input() == untouched.as_input() {
        return Ok(());
    }
    let at_once = desired.flag("apply_immediately").unwrap_or(false);
    request.apply_immediately(at_once).send().await?;
    Ok(())
}

fn topic(request: Request, change: Change<'_>) -> Request {
    if !change.touches(&["notification_topic_arn"]) {
        return request;
    }
    match change.desired.text("notification_topic_arn") {
        Some(topic) => request
            .notification_topic_arn(topic)
            .notification_topic_status("active"),
        None => request.notification_topic_status("inactive"),
    }
}

fn user_groups(request: Request, change: Change<'_>) -> Request {
    let (more, fewer) = change.difference("user_group_ids");
    request
        .set_user_group_ids_to_add((!more.is_empty()).then_some(more))
        .set_user_group_ids_to_remove((!fewer.is_empty()).then_some(fewer))
}

/// A log that is not wanted any more is switched off.
fn logs(request: Request, change: Change<'_>) -> Request {
    let name = "log_delivery_configuration";
    if !change.touches(&[name]) {
        return request;
    }
    let (prior, desired) = (change.prior.blocks(name), change.desired.blocks(name));
    let kind = |block: &Attributes<'_>| block.string("log_type");
    let kept: Vec<_> = desired.iter().map(kind).collect();
    let gone = prior.iter().map(kind).filter(|kind| !kept.contains(kind));
    let gone = gone.flatten().map(|kind| {
        LogDeliveryConfigurationRequest::builder()
            .log_type(kind.as_str().into())
            .enabled(false)
            .build()
    });
    let all = desired.iter().copied().map(log).chain(gone).collect();
    request.set_log_delivery_configurations(Some(all))
}

/// The password has a call of its own. Without another word the old one goes on beside the new one.
async fn auth_token(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    if !change.touches(&["auth_token"]) {
        return Ok(());
    }
    let desired = change.desired;
    let strategy = match desired.text("auth_token") {
        Some(_) => desired
            .text("auth_token_update_strategy")
            .map_or(AuthTokenUpdateStrategyType::Rotate, Into::into),
        None => AuthTokenUpdateStrategyType::Delete,
    };
    aws.elasticache()
        .modify_replication_group()
        .replication_group_id(id)
        .set_auth_token(desired.string("auth_token"))
        .auth_token_update_strategy(strategy)
        .apply_immediately(true)
        .send()
        .await?;
    Ok(())
}
