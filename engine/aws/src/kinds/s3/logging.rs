//! `aws_s3_bucket_logging`.

use async_trait::async_trait;
use aws_sdk_s3::types::{BucketLoggingStatus, LoggingEnabled};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_logging`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_logging",
        replaces: &["bucket", "expected_bucket_owner"],
        write_only: &["expected_bucket_owner"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket", "InvalidTargetBucketForLogging"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketLogging"],
        create: &["s3:PutBucketLogging"],
        update: &["s3:PutBucketLogging"],
        delete: &["s3:PutBucketLogging"],
    },
    operations: &Satellite(Logging),
};

struct Logging;

#[async_trait]
impl Setting for Logging {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_logging().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.logging_enabled);
        Ok(found.map(|found| {
            Live::block_of()
                .text("target_bucket", Some(found.target_bucket()))
                .text("target_prefix", Some(found.target_prefix()))
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let enabled = LoggingEnabled::builder()
            .target_bucket(desired.required("target_bucket")?)
            .target_prefix(desired.text("target_prefix").unwrap_or_default())
            .build()
            .map_err(|error| Failure::invalid("s3:PutBucketLogging", error.to_string()))?;
        let status = BucketLoggingStatus::builder().logging_enabled(enabled);
        let request = aws.s3().put_bucket_logging().bucket(bucket);
        request.bucket_logging_status(status.build()).send().await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let status = BucketLoggingStatus::builder().build();
        let request = aws.s3().put_bucket_logging().bucket(bucket);
        request.bucket_logging_status(status).send().await?;
        Ok(())
    }
}
