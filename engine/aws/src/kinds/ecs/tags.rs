//! Tags of ECS's resources, which all kinds of the service share. They are kept by ARN.

use std::collections::BTreeMap;

use aws_sdk_ecs::types::Tag;

use crate::aws::Aws;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new resource, and the one by which a half-made one is found.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Vec<Tag> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    tags.into_iter().chain([own]).map(tag).collect()
}

/// Whether these are the tags of what an operation made.
pub fn made_by(tags: &[Tag], operation: &Operation) -> bool {
    pairs(tags).any(|(key, value)| key == OPERATION_TAG && value == operation.id)
}

/// Tags as pairs.
pub fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| {
        (
            tag.key().unwrap_or_default(),
            tag.value().unwrap_or_default(),
        )
    })
}

/// Brings the tags of a resource to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (prior, mut desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.ecs().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    desired.retain(|key, value| prior.get(key) != Some(value));
    if !desired.is_empty() {
        let new = desired.into_iter().map(tag).collect();
        let request = aws.ecs().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

/// Gives a resource one tag.
pub async fn give(aws: &Aws, arn: &str, key: &str, value: &str) -> Result<()> {
    let request = aws.ecs().tag_resource().resource_arn(arn);
    let new = tag((key.to_owned(), value.to_owned()));
    request.tags(new).send().await?;
    Ok(())
}

fn tag((key, value): (String, String)) -> Tag {
    Tag::builder().key(key).value(value).build()
}
