//! Tags of topics.

use std::collections::BTreeMap;

use aws_sdk_sns::types::Tag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new topic, and the one by which a half-made one is told from another's.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Result<Vec<Tag>> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// The tags of a topic; none of one that is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<Tag>> {
    let request = aws.sns().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.tags).unwrap_or_default())
}

/// Whether the operation made what has these tags.
pub fn made_by(tags: &[Tag], operation: &Operation) -> bool {
    pairs(tags).any(|tag| tag == (OPERATION_TAG, operation.id.as_str()))
}

/// Tags as pairs.
pub fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| (tag.key(), tag.value()))
}

/// Brings the tags of a topic to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.sns().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    let new = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value));
    let new = all(new)?;
    if !new.is_empty() {
        let request = aws.sns().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<Tag>> {
    tags.map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("sns:TagResource", error.to_string()))
}
