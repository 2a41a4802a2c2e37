//! `aws_s3_bucket_policy`.

use async_trait::async_trait;
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_policy",
        replaces: &["bucket"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A principal that was just made is not seen by S3 at once.
    not_yet: &["NoSuchBucket", "MalformedPolicy"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketPolicy"],
        create: &["s3:PutBucketPolicy"],
        update: &["s3:PutBucketPolicy"],
        delete: &["s3:DeleteBucketPolicy"],
    },
    operations: &Satellite(Policy),
};

struct Policy;

#[async_trait]
impl Setting for Policy {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_policy().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let policy = found.and_then(|found| found.policy);
        let policy = policy.filter(|policy| !policy.is_empty());
        Ok(policy.map(|policy| Live::block_of().text("policy", Some(policy))))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let request = aws.s3().put_bucket_policy().bucket(bucket);
        let policy = desired.required("policy")?;
        request.policy(policy).send().await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_bucket_policy().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}
