//! The call that makes a replication group.

use aws_sdk_elasticache::types::{
    CloudWatchLogsDestinationDetails, DestinationDetails, DestinationType,
    KinesisFirehoseDestinationDetails, LogDeliveryConfigurationRequest, NodeGroupConfiguration,
};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::Result;
use crate::kinds::elasticache::tags;

/// Asks for a group of this id.
pub async fn create(aws: &Aws, id: &str, desired: Attributes<'_>) -> Result<()> {
    let shards: Vec<_> = desired.blocks("node_group_configuration");
    let shards: Vec<_> = shards.into_iter().map(shard).collect();
    let logs: Vec<_> = desired.blocks("log_delivery_configuration");
    let logs: Vec<_> = logs.into_iter().map(log).collect();
    aws.elasticache()
        .create_replication_group()
        .replication_group_id(id)
        .set_at_rest_encryption_enabled(truth(desired, "at_rest_encryption_enabled"))
        .set_auth_token(desired.string("auth_token"))
        .set_auto_minor_version_upgrade(truth(desired, "auto_minor_version_upgrade"))
        .set_automatic_failover_enabled(desired.flag("automatic_failover_enabled"))
        .set_cache_node_type(desired.string("node_type"))
        .set_cache_parameter_group_name(desired.string("parameter_group_name"))
        .set_cache_security_group_names(desired.some_texts("security_group_names"))
        .set_cache_subnet_group_name(desired.string("subnet_group_name"))
        .set_cluster_mode(desired.text("cluster_mode").map(Into::into))
        .set_data_tiering_enabled(desired.flag("data_tiering_enabled"))
        .set_engine(desired.string("engine"))
        .set_engine_version(desired.string("engine_version"))
        .set_global_replication_group_id(desired.string("global_replication_group_id"))
        .set_ip_discovery(desired.text("ip_discovery").map(Into::into))
        .set_kms_key_id(desired.string("kms_key_id"))
        .set_log_delivery_configurations((!logs.is_empty()).then_some(logs))
        .set_multi_az_enabled(desired.flag("multi_az_enabled"))
        .set_network_type(desired.text("network_type").map(Into::into))
        .set_node_group_configuration((!shards.is_empty()).then_some(shards))
        .set_notification_topic_arn(desired.string("notification_topic_arn"))
        .set_num_cache_clusters(desired.whole("num_cache_clusters"))
        .set_num_node_groups(desired.whole("num_node_groups"))
        .set_port(desired.whole("port"))
        .set_preferred_cache_cluster_azs(desired.some_texts("preferred_cache_cluster_azs"))
        .set_preferred_maintenance_window(desired.string("maintenance_window"))
        .set_replicas_per_node_group(desired.whole("replicas_per_node_group"))
        .set_replication_group_description(desired.string("description"))
        .set_security_group_ids(desired.some_texts("security_group_ids"))
        .set_snapshot_arns(desired.some_texts("snapshot_arns"))
        .set_snapshot_name(desired.string("snapshot_name"))
        .set_snapshot_retention_limit(desired.whole("snapshot_retention_limit"))
        .set_snapshot_window(desired.string("snapshot_window"))
        .set_transit_encryption_enabled(desired.flag("transit_encryption_enabled"))
        .set_transit_encryption_mode(desired.text("transit_encryption_mode").map(Into::into))
        .set_user_group_ids(desired.some_texts("user_group_ids"))
        .set_tags(Some(tags::all(desired.tags())))
        .send()
        .await?;
    Ok(())
}

/// A truth value, of which the provider has some as text.
pub fn truth(desired: Attributes<'_>, name: &str) -> Option<bool> {
    let text = desired.text(name).map(|text| text == "true");
    desired.flag(name).or(text)
}

/// Where one of the two logs goes.
pub fn log(block: Attributes<'_>) -> LogDeliveryConfigurationRequest {
    let destination = block.string("destination");
    let kind = block.text("destination_type").map(DestinationType::from);
    let details = if kind == Some(DestinationType::KinesisFirehose) {
        let stream = KinesisFirehoseDestinationDetails::builder();
        let stream = stream.set_delivery_stream(destination).build();
        DestinationDetails::builder().kinesis_firehose_details(stream)
    } else {
        let group = CloudWatchLogsDestinationDetails::builder();
        let group = group.set_log_group(destination).build();
        DestinationDetails::builder().cloud_watch_logs_details(group)
    };
    LogDeliveryConfigurationRequest::builder()
        .destination_details(details.build())
        .set_destination_type(kind)
        .enabled(true)
        .set_log_format(block.text("log_format").map(Into::into))
        .set_log_type(block.text("log_type").map(Into::into))
        .build()
}

fn shard(block: Attributes<'_>) -> NodeGroupConfiguration {
    NodeGroupConfiguration::builder()
        .set_node_group_id(block.string("node_group_id"))
        .set_primary_availability_zone(block.string("primary_availability_zone"))
        .set_primary_outpost_arn(block.string("primary_outpost_arn"))
        .set_replica_availability_zones(block.some_texts("replica_availability_zones"))
        .set_replica_count(block.whole("replica_count"))
        .set_replica_outpost_arns(block.some_texts("replica_outpost_arns"))
        .set_slots(block.string("slots"))
        .build()
}
