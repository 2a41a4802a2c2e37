//! Tags of secrets.

use std::collections::BTreeMap;

use aws_sdk_secretsmanager::types::Tag;

use crate::aws::Aws;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new secret, and the one by which a half-made one is told from another's.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Vec<Tag> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    tags.into_iter().chain([own]).map(tag).collect()
}

/// Whether the operation made what has these tags.
pub fn made_by(tags: &[Tag], operation: &Operation) -> bool {
    pairs(tags).any(|tag| tag == (OPERATION_TAG, operation.id.as_str()))
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

/// Brings the tags of a secret to what is desired.
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.secretsmanager().untag_resource().secret_id(id);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    let new: Vec<Tag> = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value))
        .map(tag)
        .collect();
    if !new.is_empty() {
        let request = aws.secretsmanager().tag_resource().secret_id(id);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn tag((key, value): (String, String)) -> Tag {
    Tag::builder().key(key).value(value).build()
}
