//! A state's objects in a bucket: the client of `tollgate-aws` behind the `ObjectStore` of `tollgate-state`.

use async_trait::async_trait;
use tollgate_aws::{Bucket, Class, Expected, Failure};
use tollgate_state::{Condition, ETag, ObjectStore, StoreError, Stored};

/// The outcome of a call.
type Result<T> = std::result::Result<T, StoreError>;

/// A part of a bucket as a store.
#[derive(Clone, Debug)]
pub struct BucketStore {
    bucket: Bucket,
    /// What every key begins with: empty, or ends in a slash.
    prefix: String,
}

impl BucketStore {
    /// The part of a bucket whose keys begin with `folder/`; all of it if that is empty.
    #[must_use]
    pub fn new(bucket: Bucket, folder: &str) -> Self {
        let prefix = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        Self { bucket, prefix }
    }

    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn failed(&self, verb: &'static str, key: &str, failure: Failure) -> StoreError {
        let unsuitable = |reason: String| StoreError::Unsuitable {
            location: self.location(),
            reason,
        };
        let name = self.bucket.name();
        match (failure.code.as_str(), failure.class) {
            ("NoSuchBucket", _) => unsuitable(format!(
                "there is no bucket `{name}`; make it, with versions and without public access"
            )),
            ("PermanentRedirect" | "AuthorizationHeaderMalformed" | "301", _) => unsuitable(
                "the bucket is in another region; name it: `state = \"s3://…?region=…\"`"
                    .to_owned(),
            ),
            (_, Class::Unsupported) => unsuitable(format!(
                "it does not write under conditions ({failure}); take another one"
            )),
            _ => StoreError::Remote {
                verb,
                key: self.key(key),
                location: self.location(),
                source: Box::new(failure),
            },
        }
    }
}

#[async_trait]
impl ObjectStore for BucketStore {
    fn location(&self) -> String {
        format!("s3://{}/{}", self.bucket.name(), self.prefix)
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>> {
        let content = self.bucket.get(&self.key(key)).await;
        let content = content.map_err(|failure| self.failed("read", key, failure))?;
        Ok(content.map(|content| Stored {
            bytes: content.bytes,
            etag: ETag::new(content.etag),
        }))
    }

    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let expected = match condition {
            Condition::IfNoneMatch => Expected::Absent,
            Condition::IfMatch(version) => Expected::Version(version.as_str()),
        };
        let written = self.bucket.put(&self.key(key), bytes, expected).await;
        match written.map_err(|failure| self.failed("write", key, failure))? {
            Some(etag) => Ok(ETag::new(etag)),
            None => Err(conflict(key)),
        }
    }

    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        let version = version.map(ETag::as_str);
        let removed = self.bucket.delete(&self.key(key), version).await;
        match removed.map_err(|failure| self.failed("remove", key, failure))? {
            true => Ok(()),
            false => Err(conflict(key)),
        }
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        let keys = self.bucket.list(&self.key(prefix)).await;
        let keys = keys.map_err(|failure| self.failed("list", prefix, failure))?;
        let ours = keys.iter().filter_map(|key| key.strip_prefix(&self.prefix));
        Ok(ours.map(str::to_owned).collect())
    }
}

fn conflict(key: &str) -> StoreError {
    StoreError::Conflict {
        key: key.to_owned(),
    }
}

#[cfg(test)]
#[path = "bucket/tests.rs"]
mod tests;
