//! `aws_s3_bucket_versioning`.

use async_trait::async_trait;
use aws_sdk_s3::types::{BucketVersioningStatus, MfaDelete, VersioningConfiguration};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_versioning`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_versioning",
        replaces: &["bucket", "expected_bucket_owner"],
        filled_in: &["versioning_configuration[*].mfa_delete"],
        write_only: &["expected_bucket_owner", "mfa"],
        sensitive: &["mfa"],
        adopted: true,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketVersioning"],
        create: &["s3:PutBucketVersioning"],
        update: &["s3:PutBucketVersioning"],
        delete: &["s3:PutBucketVersioning"],
    },
    operations: &Satellite(Versioning),
};

struct Versioning;

#[async_trait]
impl Setting for Versioning {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_versioning().bucket(bucket);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let Some(status) = found.status() else {
            return Ok(None);
        };
        let inner = Live::block_of().text("status", Some(status.as_str())).text(
            "mfa_delete",
            found.mfa_delete().map(|status| status.as_str()),
        );
        Ok(Some(
            Live::block_of().block("versioning_configuration", Some(inner)),
        ))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let inner = desired.block("versioning_configuration");
        let text = |name| inner.and_then(|inner| inner.string(name));
        let configuration = VersioningConfiguration::builder()
            .set_status(text("status").map(|status| status.as_str().into()))
            .set_mfa_delete(text("mfa_delete").map(|status| MfaDelete::from(status.as_str())))
            .build();
        let request = aws.s3().put_bucket_versioning().bucket(bucket);
        request
            .versioning_configuration(configuration)
            .set_mfa(desired.string("mfa"))
            .send()
            .await?;
        Ok(())
    }

    /// Versioning can be suspended, and never taken away.
    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let found = aws
            .s3()
            .get_bucket_versioning()
            .bucket(bucket)
            .send()
            .await?;
        if found.status() != Some(&BucketVersioningStatus::Enabled) {
            return Ok(());
        }
        let configuration = VersioningConfiguration::builder()
            .status(BucketVersioningStatus::Suspended)
            .build();
        let request = aws.s3().put_bucket_versioning().bucket(bucket);
        request
            .versioning_configuration(configuration)
            .send()
            .await?;
        Ok(())
    }
}
