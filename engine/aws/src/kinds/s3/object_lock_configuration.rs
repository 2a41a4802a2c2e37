//! `aws_s3_bucket_object_lock_configuration`. Once on, the lock stays: only its rule can go.

use async_trait::async_trait;
use aws_sdk_s3::types::{
    DefaultRetention, ObjectLockConfiguration, ObjectLockEnabled, ObjectLockRule,
};
use tollgate_model::Facts;
use tollgate_model::facts::Default::Text;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_object_lock_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_object_lock_configuration",
        replaces: &["bucket", "expected_bucket_owner", "object_lock_enabled"],
        defaults: &[("object_lock_enabled", Text("Enabled"))],
        write_only: &["expected_bucket_owner", "token"],
        sensitive: &["token"],
        adopted: true,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketObjectLockConfiguration"],
        create: &["s3:PutBucketObjectLockConfiguration"],
        update: &["s3:PutBucketObjectLockConfiguration"],
        delete: &["s3:PutBucketObjectLockConfiguration"],
    },
    operations: &Satellite(ObjectLock),
};

struct ObjectLock;

#[async_trait]
impl Setting for ObjectLock {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_object_lock_configuration().bucket(bucket);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.object_lock_configuration);
        Ok(found.map(|found| {
            let retention = found.rule().and_then(|rule| rule.default_retention());
            let rule = retention.map(|retention| {
                let inner = Live::block_of()
                    .text("mode", retention.mode().map(|mode| mode.as_str()))
                    .whole("days", retention.days().filter(|days| *days > 0))
                    .whole("years", retention.years().filter(|years| *years > 0));
                Live::block_of().block("default_retention", Some(inner))
            });
            let enabled = found.object_lock_enabled().map(|enabled| enabled.as_str());
            Live::block_of()
                .text("object_lock_enabled", enabled)
                .block("rule", rule)
        }))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let retention = desired
            .block("rule")
            .and_then(|rule| rule.block("default_retention"));
        let rule = retention.map(|retention| {
            let retention = DefaultRetention::builder()
                .set_mode(retention.text("mode").map(Into::into))
                .set_days(retention.whole("days"))
                .set_years(retention.whole("years"))
                .build();
            ObjectLockRule::builder()
                .default_retention(retention)
                .build()
        });
        let configuration = ObjectLockConfiguration::builder()
            .object_lock_enabled(ObjectLockEnabled::Enabled)
            .set_rule(rule)
            .build();
        let request = aws.s3().put_object_lock_configuration().bucket(bucket);
        request
            .object_lock_configuration(configuration)
            .set_token(desired.string("token"))
            .send()
            .await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let configuration = ObjectLockConfiguration::builder()
            .object_lock_enabled(ObjectLockEnabled::Enabled)
            .build();
        let request = aws.s3().put_object_lock_configuration().bucket(bucket);
        request
            .object_lock_configuration(configuration)
            .send()
            .await?;
        Ok(())
    }
}
