//! `aws_s3_bucket_server_side_encryption_configuration`. AWS always has one: without it, objects are
//! encrypted with keys of S3's own.

use async_trait::async_trait;
use aws_sdk_s3::types::{
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_server_side_encryption_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_server_side_encryption_configuration",
        replaces: &["bucket", "expected_bucket_owner"],
        filled_in: &["rule[*].bucket_key_enabled"],
        write_only: &["expected_bucket_owner"],
        arn_or_id: &["rule[*].apply_server_side_encryption_by_default[*].kms_master_key_id"],
        adopted: true,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetEncryptionConfiguration"],
        create: &["s3:PutEncryptionConfiguration"],
        update: &["s3:PutEncryptionConfiguration"],
        delete: &["s3:PutEncryptionConfiguration"],
    },
    operations: &Satellite(Encryption),
};

struct Encryption;

#[async_trait]
impl Setting for Encryption {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_encryption().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.server_side_encryption_configuration);
        Ok(found.map(|found| {
            let rules = found.rules().iter().map(|rule| {
                let by_default = rule.apply_server_side_encryption_by_default();
                let by_default = by_default.map(|by_default| {
                    Live::block_of()
                        .text("sse_algorithm", Some(by_default.sse_algorithm().as_str()))
                        .text("kms_master_key_id", by_default.kms_master_key_id())
                });
                Live::block_of()
                    .block("apply_server_side_encryption_by_default", by_default)
                    .flag("bucket_key_enabled", rule.bucket_key_enabled())
            });
            Live::block_of().blocks("rule", rules)
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let mut rules = Vec::new();
        for rule in desired.blocks("rule") {
            let by_default = rule.block("apply_server_side_encryption_by_default");
            let by_default = by_default.map(|by_default| {
                ServerSideEncryptionByDefault::builder()
                    .set_sse_algorithm(by_default.text("sse_algorithm").map(Into::into))
                    .set_kms_master_key_id(by_default.string("kms_master_key_id"))
                    .build()
            });
            let by_default = by_default
                .transpose()
                .map_err(|error| Failure::invalid("s3:PutBucketEncryption", error.to_string()))?;
            rules.push(
                ServerSideEncryptionRule::builder()
                    .set_apply_server_side_encryption_by_default(by_default)
                    .set_bucket_key_enabled(rule.flag("bucket_key_enabled"))
                    .build(),
            );
        }
        let configuration = ServerSideEncryptionConfiguration::builder()
            .set_rules(Some(rules))
            .build()
            .map_err(|error| Failure::invalid("s3:PutBucketEncryption", error.to_string()))?;
        let request = aws.s3().put_bucket_encryption().bucket(bucket);
        request
            .server_side_encryption_configuration(configuration)
            .send()
            .await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_bucket_encryption().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}
