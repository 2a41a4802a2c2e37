//! `aws_s3_bucket_ownership_controls`.

use async_trait::async_trait;
use aws_sdk_s3::types::{OwnershipControls, OwnershipControlsRule};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_ownership_controls`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_ownership_controls",
        replaces: &["bucket"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketOwnershipControls"],
        create: &["s3:PutBucketOwnershipControls"],
        update: &["s3:PutBucketOwnershipControls"],
        delete: &["s3:PutBucketOwnershipControls"],
    },
    operations: &Satellite(Ownership),
};

struct Ownership;

#[async_trait]
impl Setting for Ownership {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_ownership_controls().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.ownership_controls);
        Ok(found.map(|found| {
            let rules = found.rules().iter().map(|rule| {
                let ownership = rule.object_ownership().as_str();
                Live::block_of().text("object_ownership", Some(ownership))
            });
            Live::block_of().blocks("rule", rules)
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let invalid = |error: String| Failure::invalid("s3:PutBucketOwnershipControls", error);
        let mut rules = Vec::new();
        for rule in desired.blocks("rule") {
            let rule = OwnershipControlsRule::builder()
                .object_ownership(rule.required("object_ownership")?.into())
                .build();
            rules.push(rule.map_err(|error| invalid(error.to_string()))?);
        }
        let controls = OwnershipControls::builder().set_rules(Some(rules)).build();
        let controls = controls.map_err(|error| invalid(error.to_string()))?;
        let request = aws.s3().put_bucket_ownership_controls().bucket(bucket);
        request.ownership_controls(controls).send().await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_bucket_ownership_controls().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}
