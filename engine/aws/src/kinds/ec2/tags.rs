//! Tags of EC2's resources, which all kinds of the service share.

use std::collections::BTreeMap;

use aws_sdk_ec2::types::{Filter, ResourceType, Tag, TagSpecification};

use crate::aws::Aws;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new resource, and the one by which a half-made one is found.
pub fn specification(
    kind: ResourceType,
    tags: BTreeMap<String, String>,
    operation: &Operation,
) -> TagSpecification {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    TagSpecification::builder()
        .resource_type(kind)
        .set_tags(Some(tags.into_iter().chain([own]).map(tag).collect()))
        .build()
}

/// What finds the resource that an operation made.
pub fn made_by(operation: &Operation) -> Filter {
    Filter::builder()
        .name(format!("tag:{OPERATION_TAG}"))
        .values(&operation.id)
        .build()
}

/// Whether these are the tags of what an operation made: not everything that answers a filter has
/// looked at it.
pub fn is_made_by(tags: &[Tag], operation: &Operation) -> bool {
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
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<Tag> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .map(|key| Tag::builder().key(key).build())
        .collect();
    if !gone.is_empty() {
        let request = aws.ec2().delete_tags().resources(id);
        request.set_tags(Some(gone)).send().await?;
    }
    let new: Vec<Tag> = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value))
        .map(tag)
        .collect();
    if !new.is_empty() {
        let request = aws.ec2().create_tags().resources(id);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn tag((key, value): (String, String)) -> Tag {
    Tag::builder().key(key).value(value).build()
}
