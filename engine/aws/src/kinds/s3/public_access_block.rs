//! `aws_s3_bucket_public_access_block`.

use async_trait::async_trait;
use aws_sdk_s3::types::PublicAccessBlockConfiguration;
use tollgate_model::Facts;
use tollgate_model::facts::Default::Flag;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_public_access_block`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_public_access_block",
        replaces: &["bucket"],
        write_only: &["skip_destroy"],
        defaults: &[
            ("block_public_acls", Flag(false)),
            ("block_public_policy", Flag(false)),
            ("ignore_public_acls", Flag(false)),
            ("restrict_public_buckets", Flag(false)),
        ],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketPublicAccessBlock"],
        create: &["s3:PutBucketPublicAccessBlock"],
        update: &["s3:PutBucketPublicAccessBlock"],
        delete: &["s3:PutBucketPublicAccessBlock"],
    },
    operations: &Satellite(PublicAccessBlock),
};

struct PublicAccessBlock;

#[async_trait]
impl Setting for PublicAccessBlock {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_public_access_block().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.public_access_block_configuration);
        Ok(found.map(|found| {
            Live::block_of()
                .flag("block_public_acls", found.block_public_acls())
                .flag("block_public_policy", found.block_public_policy())
                .flag("ignore_public_acls", found.ignore_public_acls())
                .flag("restrict_public_buckets", found.restrict_public_buckets())
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let flag = |name| desired.flag(name).unwrap_or(false);
        let configuration = PublicAccessBlockConfiguration::builder()
            .block_public_acls(flag("block_public_acls"))
            .block_public_policy(flag("block_public_policy"))
            .ignore_public_acls(flag("ignore_public_acls"))
            .restrict_public_buckets(flag("restrict_public_buckets"))
            .build();
        let request = aws.s3().put_public_access_block().bucket(bucket);
        request
            .public_access_block_configuration(configuration)
            .send()
            .await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_public_access_block().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}
