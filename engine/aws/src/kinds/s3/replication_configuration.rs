//! `aws_s3_bucket_replication_configuration`.

use async_trait::async_trait;
use aws_sdk_s3::types::{
    DeleteMarkerReplication, Destination, EncryptionConfiguration, ReplicationConfiguration,
    ReplicationRule, ReplicationRuleFilter,
};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_replication_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_replication_configuration",
        replaces: &["bucket"],
        filled_in: &["rule[*].id", "rule[*].priority", "rule[*].prefix"],
        write_only: &["token"],
        sensitive: &["token"],
        ..Facts::NONE
    },
    find: Find::Again,
    // Versioning of either bucket, or the role, is not seen at once.
    not_yet: &["NoSuchBucket", "InvalidRequest"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetReplicationConfiguration"],
        create: &["s3:PutReplicationConfiguration", "iam:PassRole"],
        update: &["s3:PutReplicationConfiguration", "iam:PassRole"],
        delete: &["s3:PutReplicationConfiguration"],
    },
    operations: &Satellite(Replication),
};

/// The call that sets rules, for errors.
const PUT: &str = "s3:PutBucketReplication";

struct Replication;

#[async_trait]
impl Setting for Replication {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_replication().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.replication_configuration);
        Ok(found.map(|found| {
            Live::block_of()
                .text("role", Some(found.role()))
                .blocks("rule", found.rules().iter().map(live_rule))
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let invalid = |error: String| Failure::invalid(PUT, error);
        let mut rules = Vec::new();
        for (number, rule) in desired.blocks("rule").into_iter().enumerate() {
            rules.push(rule_of(rule, number)?);
        }
        let configuration = ReplicationConfiguration::builder()
            .role(desired.required("role")?)
            .set_rules(Some(rules))
            .build()
            .map_err(|error| invalid(error.to_string()))?;
        let request = aws.s3().put_bucket_replication().bucket(bucket);
        request
            .replication_configuration(configuration)
            .set_token(desired.string("token"))
            .send()
            .await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_bucket_replication().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}

fn live_rule(rule: &ReplicationRule) -> Live {
    let filled = |text: &&str| !text.is_empty();
    let filter = rule.filter().map(|filter| {
        let tag = filter.tag().map(|tag| {
            Live::block_of()
                .text("key", Some(tag.key()))
                .text("value", Some(tag.value()))
        });
        Live::block_of()
            .text("prefix", filter.prefix().filter(filled))
            .block("tag", tag)
    });
    let markers = rule.delete_marker_replication().map(|markers| {
        Live::block_of().text("status", markers.status().map(|status| status.as_str()))
    });
    let destination = rule.destination().map(|destination| {
        let encryption = destination.encryption_configuration().map(|encryption| {
            Live::block_of().text("replica_kms_key_id", encryption.replica_kms_key_id())
        });
        Live::block_of()
            .text("bucket", Some(destination.bucket()))
            .text("account", destination.account())
            .text(
                "storage_class",
                destination.storage_class().map(|class| class.as_str()),
            )
            .block("encryption_configuration", encryption)
    });
    Live::block_of()
        .text("id", rule.id())
        .whole("priority", rule.priority())
        .text("status", Some(rule.status().as_str()))
        .block("filter", filter)
        .block("delete_marker_replication", markers)
        .block("destination", destination)
}

fn rule_of(rule: Attributes<'_>, number: usize) -> Result<ReplicationRule> {
    let invalid = |error: String| Failure::invalid(PUT, error);
    let Some(destination) = rule.block("destination") else {
        return Err(invalid("a rule has no `destination`".to_owned()));
    };
    let encryption = destination
        .block("encryption_configuration")
        .map(|encryption| {
            EncryptionConfiguration::builder()
                .set_replica_kms_key_id(encryption.string("replica_kms_key_id"))
                .build()
        });
    let destination = Destination::builder()
        .bucket(destination.required("bucket")?)
        .set_account(destination.string("account"))
        .set_storage_class(destination.text("storage_class").map(Into::into))
        .set_encryption_configuration(encryption)
        .build()
        .map_err(|error| invalid(error.to_string()))?;
    let markers = rule.block("delete_marker_replication").map(|markers| {
        DeleteMarkerReplication::builder()
            .set_status(markers.text("status").map(Into::into))
            .build()
    });
    let filter = rule.block("filter");
    let filter = filter.map(|filter| {
        let prefix = filter.text("prefix").unwrap_or_default();
        ReplicationRuleFilter::builder().prefix(prefix).build()
    });
    // Rules with filters must have priorities, each its own.
    let priority = rule
        .whole("priority")
        .or_else(|| i32::try_from(number).ok());
    ReplicationRule::builder()
        .set_id(rule.string("id"))
        .set_priority(priority.filter(|_| filter.is_some()))
        .status(rule.required("status")?.into())
        .set_filter(filter)
        .set_delete_marker_replication(markers)
        .destination(destination)
        .build()
        .map_err(|error| invalid(error.to_string()))
}
