//! What AWS tells of a replication group, in the provider's words.
//!
//! Half of it is told only of the clusters that are its members, which are all alike.

use aws_sdk_elasticache::types::{
    AutomaticFailoverStatus, CacheCluster, ClusterMode, DataTieringStatus, DestinationDetails,
    Endpoint, IpDiscovery, LogDeliveryConfiguration, LogDeliveryConfigurationStatus, MultiAzStatus,
    NetworkType, NodeGroup, ReplicationGroup, TransitEncryptionMode,
};

use crate::live::Live;
use tollgate_model::Value;

/// The attributes of a group, `member` being one of its clusters.
pub fn live(id: &str, group: &ReplicationGroup, member: Option<&CacheCluster>) -> Live {
    let live = Live::with_id(id)
        .text("replication_group_id", group.replication_group_id())
        .text("arn", group.arn())
        .text("description", group.description())
        .text("engine", group.engine())
        .text("node_type", group.cache_node_type())
        .flag(
            "auto_minor_version_upgrade",
            group.auto_minor_version_upgrade(),
        )
        .whole("snapshot_retention_limit", group.snapshot_retention_limit())
        .text("snapshot_window", group.snapshot_window())
        .texts("user_group_ids", group.user_group_ids())
        .text(
            "global_replication_group_id",
            group
                .global_replication_group_info()
                .and_then(|info| info.global_replication_group_id()),
        )
        .flag(
            "data_tiering_enabled",
            group
                .data_tiering()
                .map(|tiering| *tiering == DataTieringStatus::Enabled),
        );
    let live = nodes(live, group);
    let live = endpoints(live, group);
    let live = encryption(live, group);
    let live = match member {
        Some(member) => from_member(live, member),
        None => live,
    };
    let logs = group.log_delivery_configurations().iter();
    let logs = logs.filter(|log| log.status() != Some(&LogDeliveryConfigurationStatus::Disabling));
    live.blocks("log_delivery_configuration", logs.map(log))
}

fn nodes(live: Live, group: &ReplicationGroup) -> Live {
    let shards = group.node_groups();
    let members = shards.iter().flat_map(NodeGroup::node_group_members);
    let replicas = shards.first().map(replicas);
    let failover = group.automatic_failover().map(|status| {
        use AutomaticFailoverStatus::{Enabled, Enabling};
        matches!(status, Enabled | Enabling)
    });
    live.texts("member_clusters", group.member_clusters())
        .whole("num_cache_clusters", count(members))
        .whole("num_node_groups", count(shards.iter()))
        .whole("replicas_per_node_group", replicas)
        .blocks("node_group_configuration", shards.iter().map(shard))
        .flag("automatic_failover_enabled", failover)
        .flag(
            "multi_az_enabled",
            group
                .multi_az()
                .map(|zones| *zones == MultiAzStatus::Enabled),
        )
        .flag("cluster_enabled", group.cluster_enabled())
        .text(
            "cluster_mode",
            group.cluster_mode().map(ClusterMode::as_str),
        )
}

fn shard(shard: &NodeGroup) -> Live {
    let members = shard.node_group_members();
    let is_primary = |role: Option<&str>| role == Some("primary");
    let primary = members
        .iter()
        .find(|member| is_primary(member.current_role()))
        .or(members.first());
    let replicas = members
        .iter()
        .filter(|member| primary.is_none_or(|primary| *primary != **member));
    Live::block_of()
        .text("node_group_id", shard.node_group_id())
        .text("slots", shard.slots())
        .whole("replica_count", Some(self::replicas(shard)))
        .text(
            "primary_availability_zone",
            primary.and_then(|member| member.preferred_availability_zone()),
        )
        .text(
            "primary_outpost_arn",
            primary.and_then(|member| member.preferred_outpost_arn()),
        )
        .texts(
            "replica_availability_zones",
            replicas
                .clone()
                .filter_map(|member| member.preferred_availability_zone()),
        )
        .texts(
            "replica_outpost_arns",
            replicas.filter_map(|member| member.preferred_outpost_arn()),
        )
}

fn endpoints(live: Live, group: &ReplicationGroup) -> Live {
    let shard = group.node_groups().first();
    let all = group.configuration_endpoint();
    let primary = shard.and_then(NodeGroup::primary_endpoint);
    let reader = shard.and_then(NodeGroup::reader_endpoint);
    live.whole("port", all.or(primary).and_then(Endpoint::port))
        .text(
            "configuration_endpoint_address",
            all.and_then(Endpoint::address),
        )
        .text(
            "primary_endpoint_address",
            primary.and_then(Endpoint::address),
        )
        .text(
            "reader_endpoint_address",
            reader.and_then(Endpoint::address),
        )
        .text(
            "network_type",
            group.network_type().map(NetworkType::as_str),
        )
        .text(
            "ip_discovery",
            group.ip_discovery().map(IpDiscovery::as_str),
        )
}

fn encryption(live: Live, group: &ReplicationGroup) -> Live {
    live.flag(
        "at_rest_encryption_enabled",
        group.at_rest_encryption_enabled(),
    )
    // That there is a token is all that AWS tells of it.
    .value(
        "auth_token",
        (group.auth_token_enabled() == Some(true))
            .then(|| Value::Sensitive(Box::new(Value::unknown()))),
    )
    .text("kms_key_id", group.kms_key_id())
    .flag(
        "transit_encryption_enabled",
        group.transit_encryption_enabled(),
    )
    .text(
        "transit_encryption_mode",
        group
            .transit_encryption_mode()
            .map(TransitEncryptionMode::as_str),
    )
}

fn from_member(live: Live, member: &CacheCluster) -> Live {
    let parameters = member.cache_parameter_group();
    let topic = member.notification_configuration();
    let topic = topic.filter(|topic| topic.topic_status() == Some("active"));
    let groups = member.security_groups().iter();
    let groups = groups.filter(|group| group.status() != Some("removing"));
    live.text("engine_version", member.engine_version().map(short))
        .text("engine_version_actual", member.engine_version())
        .text("maintenance_window", member.preferred_maintenance_window())
        .text(
            "parameter_group_name",
            parameters.and_then(|group| group.cache_parameter_group_name()),
        )
        .text("subnet_group_name", member.cache_subnet_group_name())
        .texts(
            "security_group_ids",
            groups.filter_map(|group| group.security_group_id()),
        )
        .text(
            "notification_topic_arn",
            topic.and_then(|topic| topic.topic_arn()),
        )
}

fn log(log: &LogDeliveryConfiguration) -> Live {
    let details = log.destination_details();
    let group = details
        .and_then(DestinationDetails::cloud_watch_logs_details)
        .and_then(|details| details.log_group());
    let stream = details
        .and_then(DestinationDetails::kinesis_firehose_details)
        .and_then(|details| details.delivery_stream());
    Live::block_of()
        .text("log_type", log.log_type().map(|kind| kind.as_str()))
        .text("log_format", log.log_format().map(|format| format.as_str()))
        .text(
            "destination_type",
            log.destination_type().map(|kind| kind.as_str()),
        )
        .text("destination", group.or(stream))
}

/// Nodes of a shard besides the primary.
pub fn replicas(shard: &NodeGroup) -> i64 {
    count(shard.node_group_members().iter()).map_or(0, |members| members - 1)
}

/// How many there are; none if AWS does not tell.
fn count<T>(items: impl Iterator<Item = T>) -> Option<i64> {
    i64::try_from(items.count()).ok().filter(|count| *count > 0)
}

/// The provider names a version by two numbers: of `7.1.0`, `7.1`. Before 6, by all.
fn short(version: &str) -> String {
    let mut numbers = version.split('.');
    let major = numbers.next().unwrap_or_default();
    match numbers.next() {
        Some(minor) if major.parse::<u8>().is_ok_and(|major| major >= 6) => {
            format!("{major}.{minor}")
        }
        _ => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn versions_since_six_have_two_numbers() {
        for (version, expected) in [("7.1.0", "7.1"), ("6.2.6", "6.2"), ("5.0.6", "5.0.6")] {
            assert_eq!(short(version), expected);
        }
    }
}
