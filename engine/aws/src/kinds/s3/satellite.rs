//! What the settings of a bucket share: each is one document, named by the bucket alone.

use async_trait::async_trait;
use aws_sdk_s3::types::Bucket;
use tollgate_model::Object;

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Operation, Operations, Result};
use crate::live::Live;

/// One setting of a bucket.
#[async_trait]
pub trait Setting: Send + Sync {
    /// What is set; none if nothing is. The bucket's name is added by [`Satellite`].
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>>;

    /// Sets it as a whole.
    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()>;

    /// Takes it away.
    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()>;
}

/// A setting as a resource. Its id is the name of the bucket.
pub struct Satellite<S>(pub S);

#[async_trait]
impl<S: Setting> Operations for Satellite<S> {
    /// Every bucket may have the setting; reading tells whether it has.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        buckets(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let found = self.0.get(aws, id).await?;
        Ok(found.map(|live| {
            let live = live.text("id", Some(id)).text("bucket", Some(id));
            live.into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let bucket = desired.required("bucket")?;
        self.0.put(aws, bucket, desired).await?;
        Ok(bucket.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        self.0.put(aws, id, change.desired).await
    }

    /// A bucket that is gone has no settings.
    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        match self.0.remove(aws, id).await {
            Err(failure) if failure.is_not_found() => Ok(()),
            other => other,
        }
    }
}

/// The names of all buckets in the region of the client.
pub async fn buckets(aws: &Aws) -> Result<Vec<String>> {
    let request = aws.s3().list_buckets().bucket_region(aws.region());
    let mut pages = request.into_paginator().send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let buckets = page?.buckets.unwrap_or_default().into_iter();
        let buckets = buckets.inspect(|bucket| aws.keep(bucket.name(), bucket));
        names.extend(buckets.filter_map(|bucket| bucket.name));
    }
    Ok(names)
}

/// Whether the bucket is there.
pub async fn exists(aws: &Aws, bucket: &str) -> Result<bool> {
    if aws.kept::<Bucket>(bucket).is_some() {
        return Ok(true);
    }
    let request = aws.s3().head_bucket().bucket(bucket);
    Ok(request.send().await.or_absent()?.is_some())
}
