//! Tags of trails.

use std::collections::BTreeMap;

use aws_sdk_cloudtrail::types::Tag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Result};

/// The tags of a new trail.
pub fn new(tags: BTreeMap<String, String>) -> Result<Vec<Tag>> {
    tags.into_iter().map(tag).collect()
}

/// The tags of a trail, as pairs; none of one that is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.cloudtrail().list_tags().resource_id_list(arn);
    let mut pages = request.into_paginator().items().send();
    let mut pairs = Vec::new();
    while let Some(resource) = pages.next().await {
        let Some(resource) = resource.or_absent()? else {
            break;
        };
        let tags = resource.tags_list.unwrap_or_default().into_iter();
        pairs.extend(tags.map(|tag| (tag.key, tag.value.unwrap_or_default())));
    }
    Ok(pairs)
}

/// Brings the tags of a trail to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (new, gone) = change.tags();
    if !gone.is_empty() {
        let gone = gone.into_iter().map(|key| tag((key, String::new())));
        let gone: Vec<Tag> = gone.collect::<Result<_>>()?;
        let request = aws.cloudtrail().remove_tags().resource_id(arn);
        request.set_tags_list(Some(gone)).send().await?;
    }
    if !new.is_empty() {
        let new: Vec<Tag> = new.into_iter().map(tag).collect::<Result<_>>()?;
        let request = aws.cloudtrail().add_tags().resource_id(arn);
        request.set_tags_list(Some(new)).send().await?;
    }
    Ok(())
}

fn tag((key, value): (String, String)) -> Result<Tag> {
    let value = Some(value).filter(|value| !value.is_empty());
    let tag = Tag::builder().key(key).set_value(value).build();
    tag.map_err(|error| Failure::invalid("cloudtrail:AddTags", error.to_string()))
}
