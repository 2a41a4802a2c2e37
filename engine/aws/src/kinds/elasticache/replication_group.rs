//! `aws_elasticache_replication_group`: Redis or Valkey on one node or more.

mod create;
mod live;
mod modify;

use async_trait::async_trait;
use aws_sdk_elasticache::types::{CacheCluster, ReplicationGroup as Described};
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};

/// `aws_elasticache_replication_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_elasticache_replication_group",
        replaces: &[
            "at_rest_encryption_enabled",
            "data_tiering_enabled",
            "global_replication_group_id",
            "kms_key_id",
            "network_type",
            "node_group_configuration",
            "port",
            "replication_group_id",
            "subnet_group_name",
        ],
        filled_in: &[
            "at_rest_encryption_enabled",
            "auto_minor_version_upgrade",
            "cluster_mode",
            "data_tiering_enabled",
            "engine_version",
            "global_replication_group_id",
            "ip_discovery",
            "kms_key_id",
            "maintenance_window",
            "network_type",
            "node_group_configuration",
            "node_group_configuration[*].node_group_id",
            "node_group_configuration[*].primary_availability_zone",
            "node_group_configuration[*].replica_availability_zones",
            "node_group_configuration[*].replica_count",
            "node_group_configuration[*].slots",
            "node_type",
            "num_cache_clusters",
            "num_node_groups",
            "parameter_group_name",
            "port",
            "replicas_per_node_group",
            "security_group_ids",
            "snapshot_window",
            "subnet_group_name",
            "transit_encryption_enabled",
            "transit_encryption_mode",
        ],
        defaults: &[
            ("automatic_failover_enabled", Flag(false)),
            ("engine", Text("redis")),
            ("multi_az_enabled", Flag(false)),
            ("snapshot_retention_limit", Whole(0)),
        ],
        write_only: &[
            "apply_immediately",
            "auth_token",
            "auth_token_update_strategy",
            "final_snapshot_identifier",
            "preferred_cache_cluster_azs",
            "security_group_names",
            "snapshot_arns",
            "snapshot_name",
        ],
        sensitive: &["auth_token"],
        arn_or_id: &["kms_key_id"],
        abbreviated: &["engine_version"],
        recomputed: &[
            ("configuration_endpoint_address", &["cluster_mode"]),
            ("engine_version_actual", &["engine", "engine_version"]),
            (
                "member_clusters",
                &[
                    "num_cache_clusters",
                    "num_node_groups",
                    "replicas_per_node_group",
                ],
            ),
            (
                "num_cache_clusters",
                &["num_node_groups", "replicas_per_node_group"],
            ),
            ("replicas_per_node_group", &["num_cache_clusters"]),
        ],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["elasticache:DescribeReplicationGroups"],
        read: &[
            "elasticache:DescribeReplicationGroups",
            "elasticache:DescribeCacheClusters",
            "elasticache:ListTagsForResource",
        ],
        create: &[
            "elasticache:CreateReplicationGroup",
            "elasticache:AddTagsToResource",
            "kms:CreateGrant",
            "kms:DescribeKey",
            "logs:CreateLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:PutResourcePolicy",
            "elasticache:ModifyReplicationGroup",
        ],
        update: &[
            "elasticache:ModifyReplicationGroup",
            "elasticache:ModifyReplicationGroupShardConfiguration",
            "elasticache:IncreaseReplicaCount",
            "elasticache:DecreaseReplicaCount",
            "elasticache:AddTagsToResource",
            "elasticache:RemoveTagsFromResource",
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery",
        ],
        delete: &[
            "elasticache:DeleteReplicationGroup",
            "elasticache:CreateSnapshot",
            "logs:DeleteLogDelivery",
        ],
    },
    operations: &ReplicationGroup,
};

struct ReplicationGroup;

#[async_trait]
impl Operations for ReplicationGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.elasticache().describe_replication_groups();
        let mut groups = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            ids.extend(group?.replication_group_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        match described(aws, id).await? {
            Some(group) => Ok(Some(object(aws, id, &group).await?)),
            None => Ok(None),
        }
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let id = desired.required("replication_group_id")?.to_lowercase();
        create::create(aws, &id, desired).await?;
        Ok(id)
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let group = described(aws, id).await?;
        let status = group.as_ref().and_then(Described::status);
        Ok(match status {
            Some("available") => Progress::Done,
            Some("create-failed") => Progress::Failed("create-failed".to_owned()),
            status => Progress::Going(status.unwrap_or("creating").to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, change.prior.required("arn")?, change).await?;
        let Some(group) = described(aws, id).await? else {
            return Ok(());
        };
        let mut now = object(aws, id, &group).await?;
        // What AWS never tells is as it was.
        for name in KIND.facts.write_only {
            if let Some(value) = change.prior.get(name) {
                now.insert((*name).to_owned(), value.clone());
            }
        }
        let prior = Attributes::new(KIND.facts.resource_type, &now);
        modify::modify(aws, id, &group, Change { prior, ..change }).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let request = aws.elasticache().delete_replication_group();
        let answer = request
            .replication_group_id(id)
            .set_final_snapshot_identifier(prior.string("final_snapshot_identifier"))
            .send()
            .await;
        match answer.or_absent() {
            Err(failure) if failure.class == Class::Conflict => match described(aws, id).await? {
                Some(group) if group.status() != Some("deleting") => Err(failure),
                _ => Ok(()),
            },
            other => other.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let id = desired.required("replication_group_id")?.to_lowercase();
        Ok(described(aws, &id).await?.map(|_| id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    let request = aws.elasticache().describe_replication_groups();
    let answer = request.replication_group_id(id).send().await.or_absent()?;
    let groups = answer.and_then(|answer| answer.replication_groups);
    Ok(groups.into_iter().flatten().next())
}

async fn object(aws: &Aws, id: &str, group: &Described) -> Result<Object> {
    let member = match group.member_clusters().first() {
        Some(member) => cluster(aws, member).await?,
        None => None,
    };
    let mut live = live::live(id, group, member.as_ref());
    // The tags of a group that is being made or goes cannot be asked for.
    let is_told = !matches!(group.status(), Some("creating" | "deleting"));
    if let Some(arn) = group.arn().filter(|_| is_told) {
        live = live.tags(tags::read(aws, arn).await?);
    }
    Ok(live.into_object())
}

async fn cluster(aws: &Aws, id: &str) -> Result<Option<CacheCluster>> {
    let request = aws.elasticache().describe_cache_clusters();
    let answer = request.cache_cluster_id(id).send().await.or_absent()?;
    let clusters = answer.and_then(|answer| answer.cache_clusters);
    Ok(clusters.into_iter().flatten().next())
}
