//! Tags of KMS keys.

use std::collections::BTreeMap;

use aws_sdk_kms::types::Tag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new key, and the one by which a half-made one is found.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Result<Vec<Tag>> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// The tags of a key, all pages; none of a key that is not there.
pub async fn read(aws: &Aws, key: &str) -> Result<Vec<Tag>> {
    let request = aws.kms().list_resource_tags().key_id(key);
    let mut pages = request.into_paginator().items().send();
    let mut tags = Vec::new();
    while let Some(tag) = pages.next().await {
        let Some(tag) = tag.or_absent()? else {
            break;
        };
        tags.push(tag);
    }
    Ok(tags)
}

/// Whether the operation made what has these tags.
pub fn made_by(tags: &[Tag], operation: &Operation) -> bool {
    tags.iter()
        .any(|tag| tag.tag_key() == OPERATION_TAG && tag.tag_value() == operation.id)
}

/// Tags as pairs.
pub fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| (tag.tag_key(), tag.tag_value()))
}

/// Brings the tags of a key to what is desired.
pub async fn update(aws: &Aws, key: &str, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|name| !desired.contains_key(*name))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.kms().untag_resource().key_id(key);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    let new = desired
        .into_iter()
        .filter(|(name, value)| prior.get(name) != Some(value));
    let new = all(new)?;
    if !new.is_empty() {
        let request = aws.kms().tag_resource().key_id(key);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<Tag>> {
    tags.map(|(key, value)| Tag::builder().tag_key(key).tag_value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("kms:TagResource", error.to_string()))
}
