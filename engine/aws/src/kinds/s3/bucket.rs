//! `aws_s3_bucket`. Its settings are resources of their own.

use async_trait::async_trait;
use aws_sdk_s3::types::{
    BucketLocationConstraint, CreateBucketConfiguration, Delete, ObjectIdentifier,
    ObjectLockEnabled, Tag, Tagging,
};
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use super::satellite::{buckets, exists};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_s3_bucket`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket",
        replaces: &["bucket", "bucket_prefix", "object_lock_enabled"],
        filled_in: &[
            "bucket",
            "acceleration_status",
            "region",
            "acl",
            "cors_rule",
            "grant",
            "lifecycle_rule",
            "logging",
            "object_lock_configuration",
            "policy",
            "replication_configuration",
            "request_payer",
            "server_side_encryption_configuration",
            "versioning",
            "website",
        ],
        defaults: &[
            ("object_lock_enabled", Flag(false)),
            ("force_destroy", Flag(false)),
        ],
        write_only: &["bucket_prefix", "force_destroy"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &["OperationAborted"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &[
            "s3:ListBucket",
            "s3:GetBucketTagging",
            "s3:GetBucketObjectLockConfiguration",
        ],
        create: &[
            "s3:CreateBucket",
            "s3:PutBucketTagging",
            "s3:PutBucketObjectLockConfiguration",
            "s3:PutBucketVersioning",
        ],
        update: &["s3:PutBucketTagging"],
        delete: &[
            "s3:DeleteBucket",
            "s3:ListBucketVersions",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:BypassGovernanceRetention",
        ],
    },
    operations: &Bucket,
};

struct Bucket;

#[async_trait]
impl Operations for Bucket {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        buckets(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        if !exists(aws, id).await? {
            return Ok(None);
        }
        let tags = tags(aws, id).await?;
        let lock = aws.s3().get_object_lock_configuration().bucket(id);
        let lock = lock.send().await.or_absent()?;
        let is_locked = lock
            .and_then(|lock| lock.object_lock_configuration)
            .is_some_and(|lock| lock.object_lock_enabled() == Some(&ObjectLockEnabled::Enabled));
        let region = aws.region();
        let domain = format!("{id}.s3.amazonaws.com");
        let live = Live::with_id(id)
            .text("bucket", Some(id))
            .text("arn", Some(format!("arn:{}:s3:::{id}", aws.partition())))
            .text("bucket_domain_name", Some(domain))
            .text(
                "bucket_regional_domain_name",
                Some(format!("{id}.s3.{region}.amazonaws.com")),
            )
            .text("bucket_region", Some(region))
            .text("region", Some(region))
            .flag("object_lock_enabled", Some(is_locked))
            .tags(tags);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = name(desired, operation);
        // S3 has no other name for its first region.
        let place = Some(aws.region()).filter(|region| *region != "us-east-1");
        let place = place.map(|region| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(region))
                .build()
        });
        let request = aws.s3().create_bucket().bucket(&name);
        let created = request
            .set_create_bucket_configuration(place)
            .set_object_lock_enabled_for_bucket(desired.flag("object_lock_enabled"))
            .send()
            .await;
        match created.map_err(Failure::from) {
            // An earlier try of this very operation, or of one before it.
            Err(failure) if failure.code == "BucketAlreadyOwnedByYou" => {
                let found = tags(aws, &name).await?;
                let is_ours = found
                    .iter()
                    .any(|(key, value)| key == OPERATION_TAG && *value == operation.id);
                if !is_ours && !found.is_empty() {
                    return Err(failure);
                }
            }
            Err(failure) => return Err(failure),
            Ok(_) => {}
        }
        let mut wanted = desired.tags();
        wanted.insert(OPERATION_TAG.to_owned(), operation.id.clone());
        put_tags(aws, &name, wanted).await?;
        Ok(name)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["tags", "tags_all"]) {
            let mut wanted = change.desired.tags();
            let own = tags(aws, id).await?;
            wanted.extend(own.into_iter().filter(|(key, _)| key == OPERATION_TAG));
            put_tags(aws, id, wanted).await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let deleted = aws.s3().delete_bucket().bucket(id).send().await;
        match deleted.or_absent() {
            Err(failure)
                if failure.code == "BucketNotEmpty"
                    && prior.flag("force_destroy") == Some(true) =>
            {
                empty(aws, id).await?;
                let deleted = aws.s3().delete_bucket().bucket(id).send().await;
                deleted.or_absent().map(drop)
            }
            Err(failure) if failure.code == "BucketNotEmpty" => Err(Failure {
                class: Class::Invalid,
                message: "it holds objects; empty it, or say `force_destroy = true`".to_owned(),
                ..failure
            }),
            other => other.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = name(desired, operation);
        Ok(exists(aws, &name).await?.then_some(name))
    }
}

fn name(desired: Attributes<'_>, operation: &Operation) -> String {
    desired.string("bucket").unwrap_or_else(|| {
        let prefix = desired.text("bucket_prefix").unwrap_or("tollgate-");
        format!("{prefix}{}", operation.id.to_lowercase())
    })
}

async fn tags(aws: &Aws, bucket: &str) -> Result<Vec<(String, String)>> {
    let request = aws.s3().get_bucket_tagging().bucket(bucket);
    let found = request.send().await.or_absent()?;
    let tags = found.map(|found| found.tag_set).unwrap_or_default();
    Ok(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
}

async fn put_tags(
    aws: &Aws,
    bucket: &str,
    wanted: impl IntoIterator<Item = (String, String)>,
) -> Result<()> {
    let invalid = |error: String| Failure::invalid("s3:PutBucketTagging", error);
    let mut tags = Vec::new();
    for (key, value) in wanted {
        let tag = Tag::builder().key(key).value(value).build();
        tags.push(tag.map_err(|error| invalid(error.to_string()))?);
    }
    let tagging = Tagging::builder().set_tag_set(Some(tags)).build();
    let tagging = tagging.map_err(|error| invalid(error.to_string()))?;
    let request = aws.s3().put_bucket_tagging().bucket(bucket);
    request.tagging(tagging).send().await?;
    Ok(())
}

/// Removes every version of every object, a thousand at a time.
async fn empty(aws: &Aws, bucket: &str) -> Result<()> {
    let invalid = |error: String| Failure::invalid("s3:DeleteObjects", error);
    loop {
        let found = aws
            .s3()
            .list_object_versions()
            .bucket(bucket)
            .send()
            .await?;
        let versions = found.versions().iter();
        let versions = versions.map(|version| (version.key(), version.version_id()));
        let markers = found.delete_markers().iter();
        let markers = markers.map(|marker| (marker.key(), marker.version_id()));
        let mut objects = Vec::new();
        for (key, version) in versions.chain(markers) {
            let object = ObjectIdentifier::builder()
                .key(key.unwrap_or_default())
                .set_version_id(version.map(str::to_owned))
                .build();
            objects.push(object.map_err(|error| invalid(error.to_string()))?);
        }
        if objects.is_empty() {
            return Ok(());
        }
        let delete = Delete::builder()
            .set_objects(Some(objects))
            .quiet(true)
            .build();
        let delete = delete.map_err(|error| invalid(error.to_string()))?;
        let answer = aws
            .s3()
            .delete_objects()
            .bucket(bucket)
            .bypass_governance_retention(true)
            .delete(delete)
            .send()
            .await?;
        if let Some(error) = answer.errors().first() {
            let message = error.message().unwrap_or("no message").to_owned();
            return Err(invalid(format!("an object cannot be deleted: {message}")));
        }
    }
}
