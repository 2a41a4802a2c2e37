//! A bucket as a place for small objects: each is read and written as a whole, and written over only by
//! who knows which version it is.

use std::time::Duration;

use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::Result;

/// How long one attempt may take. The objects are small, and whoever writes them has a lease that ends.
const PATIENCE: Duration = Duration::from_secs(20);

/// Attempts at a write that S3 puts off because another one is at work.
const TRIES: u32 = 6;

/// The region whose buckets are made without naming it.
const UNNAMED: &str = "us-east-1";

/// A bucket, and who calls it.
#[derive(Clone, Debug)]
pub struct Bucket {
    aws: Aws,
    name: String,
}

/// An object as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Its version, quotes and all.
    pub etag: String,
}

/// What must be there for a write to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected<'a> {
    /// Nothing.
    Absent,
    /// The version with this tag.
    Version(&'a str),
}

impl Bucket {
    /// A bucket of the region that `aws` is for.
    #[must_use]
    pub fn new(aws: Aws, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { aws, name }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes the bucket, unless it is there.
    ///
    /// # Errors
    /// When it cannot be made, or is another account's.
    pub async fn make(&self) -> Result<()> {
        let region = self.aws.region();
        let place = (region != UNNAMED).then(|| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(region))
                .build()
        });
        let request = self.aws.s3().create_bucket().bucket(&self.name);
        match request.set_create_bucket_configuration(place).send().await {
            Ok(_) => Ok(()),
            Err(error) => match Failure::from(error) {
                there if there.code == "BucketAlreadyOwnedByYou" => Ok(()),
                failure => Err(failure),
            },
        }
    }

    /// The object; none if there is none.
    ///
    /// # Errors
    /// When the bucket cannot be read, or is not there.
    pub async fn get(&self, key: &str) -> Result<Option<Content>> {
        let request = self.aws.s3().get_object().bucket(&self.name).key(key);
        let answer = request.customize().config_override(patience()).send().await;
        let found = match answer.or_absent_key()? {
            Some(found) => found,
            None => return Ok(None),
        };
        let etag = found
            .e_tag
            .ok_or_else(|| Failure::incomplete("s3:GetObject", "ETag"))?;
        let bytes = found.body.collect().await.map_err(|error| Failure {
            class: crate::failure::Class::Transient,
            ..Failure::invalid("s3:GetObject", format!("the object broke off: {error}"))
        })?;
        Ok(Some(Content {
            bytes: bytes.to_vec(),
            etag,
        }))
    }

    /// Writes the object, and gives the tag of the new version; none if what is there is not what was
    /// expected.
    ///
    /// # Errors
    /// When the bucket cannot be written. The write may have happened all the same.
    pub async fn put(
        &self,
        key: &str,
        bytes: &[u8],
        expected: Expected<'_>,
    ) -> Result<Option<String>> {
        for attempt in 0..TRIES {
            let request = self.aws.s3().put_object().bucket(&self.name).key(key);
            let request = match expected {
                Expected::Absent => request.if_none_match("*"),
                Expected::Version(etag) => request.if_match(etag),
            };
            let request = request.body(ByteStream::from(bytes.to_vec()));
            let answer = request.customize().config_override(patience()).send().await;
            let failure = match answer {
                Ok(written) => {
                    let etag = written.e_tag;
                    return match etag {
                        Some(etag) => Ok(Some(etag)),
                        None => Err(Failure::incomplete("s3:PutObject", "ETag")),
                    };
                }
                Err(error) => Failure::from(error),
            };
            match refusal(&failure) {
                // Whether the other write succeeds is not known yet.
                Refusal::Busy => {
                    tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
                }
                Refusal::Otherwise => return Ok(None),
                Refusal::Gone if expected != Expected::Absent => return Ok(None),
                Refusal::Gone | Refusal::None => return Err(failure),
            }
        }
        Ok(None)
    }

    /// Removes the object, if it still is this version (any, if none is given). False if it is another.
    /// That there is no object is no error.
    ///
    /// # Errors
    /// When the bucket cannot be written.
    pub async fn delete(&self, key: &str, version: Option<&str>) -> Result<bool> {
        let request = self.aws.s3().delete_object().bucket(&self.name).key(key);
        let request = request.set_if_match(version.map(str::to_owned));
        let answer = request.customize().config_override(patience()).send().await;
        let Err(failure) = answer.map_err(Failure::from) else {
            return Ok(true);
        };
        match refusal(&failure) {
            Refusal::Gone => Ok(true),
            // An earlier attempt may have removed it, and its answer was lost.
            Refusal::Otherwise | Refusal::Busy => Ok(self.get(key).await?.is_none()),
            Refusal::None => Err(failure),
        }
    }

    /// The keys that begin with `prefix`, in order, all pages of them.
    ///
    /// # Errors
    /// When the bucket cannot be listed.
    pub async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        let request = self.aws.s3().list_objects_v2().bucket(&self.name);
        let mut pages = request.prefix(prefix).into_paginator().send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let objects = page?.contents.unwrap_or_default();
            keys.extend(objects.into_iter().filter_map(|object| object.key));
        }
        keys.sort_unstable();
        Ok(keys)
    }
}

/// Why a conditional call was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// What is there is something else: 412.
    Otherwise,
    /// There is nothing: 404, and the bucket is there.
    Gone,
    /// Another write is at work: 409.
    Busy,
    /// For another reason.
    None,
}

fn refusal(failure: &Failure) -> Refusal {
    match failure.code.as_str() {
        "PreconditionFailed" | "412" => Refusal::Otherwise,
        "NoSuchKey" | "404" => Refusal::Gone,
        "ConditionalRequestConflict" | "409" => Refusal::Busy,
        _ => Refusal::None,
    }
}

/// Turns "there is no such object" into none, but not "there is no such bucket".
trait OrAbsentKey<T> {
    fn or_absent_key(self) -> Result<Option<T>>;
}

impl<T, E: Into<Failure>> OrAbsentKey<T> for std::result::Result<T, E> {
    fn or_absent_key(self) -> Result<Option<T>> {
        match self.map_err(Into::into) {
            Err(failure) if failure.code == "NoSuchBucket" => Err(failure),
            answer => answer.or_absent(),
        }
    }
}

fn patience() -> aws_sdk_s3::config::Builder {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(PATIENCE);
    aws_sdk_s3::config::Config::builder().timeout_config(timeouts.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_from_a_bucket_that_is_not_there() {
        for (code, expected) in [
            ("PreconditionFailed", Refusal::Otherwise),
            ("412", Refusal::Otherwise),
            ("NoSuchKey", Refusal::Gone),
            ("ConditionalRequestConflict", Refusal::Busy),
            ("NoSuchBucket", Refusal::None),
            ("AccessDenied", Refusal::None),
        ] {
            let failure = Failure {
                code: code.to_owned(),
                ..Failure::invalid("s3:PutObject", "no")
            };
            assert_eq!(refusal(&failure), expected, "{code}");
        }
    }
}
