//! Tags of cost anomaly monitors and subscriptions. They are kept by ARN.

use std::collections::BTreeMap;

use aws_sdk_costexplorer::types::ResourceTag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of something new, and the one by which a half-made one is found.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Result<Vec<ResourceTag>> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// The tags; none of what is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<BTreeMap<String, String>> {
    let request = aws.cost_explorer().list_tags_for_resource();
    let answer = request.resource_arn(arn).send().await.or_absent()?;
    let tags = answer.and_then(|answer| answer.resource_tags);
    let tags = tags.into_iter().flatten();
    Ok(tags.map(|tag| (tag.key, tag.value)).collect())
}

/// Whether the operation made what has this ARN.
pub async fn is_made_by(aws: &Aws, arn: &str, operation: &Operation) -> Result<bool> {
    let tags = read(aws, arn).await?;
    Ok(tags.get(OPERATION_TAG) == Some(&operation.id))
}

/// Brings the tags to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (new, gone) = change.tags();
    if !gone.is_empty() {
        let request = aws.cost_explorer().untag_resource().resource_arn(arn);
        request.set_resource_tag_keys(Some(gone)).send().await?;
    }
    if !new.is_empty() {
        let request = aws.cost_explorer().tag_resource().resource_arn(arn);
        let new = all(new.into_iter())?;
        request.set_resource_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<ResourceTag>> {
    tags.map(|(key, value)| ResourceTag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("ce:TagResource", error.to_string()))
}
