//! Tags of budgets.

use std::collections::BTreeMap;

use aws_sdk_budgets::types::ResourceTag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new budget, and the one by which a half-made one is told from another's.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Result<Vec<ResourceTag>> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// The tags of a budget, as pairs; none of one that is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<BTreeMap<String, String>> {
    let request = aws.budgets().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    let tags = answer.and_then(|answer| answer.resource_tags);
    let tags = tags.into_iter().flatten();
    Ok(tags.map(|tag| (tag.key, tag.value)).collect())
}

/// Brings the tags of a budget to what is desired.
pub async fn update(aws: &Aws, change: Change<'_>) -> Result<()> {
    let (arn, (new, gone)) = (change.prior.required("arn")?, change.tags());
    if !gone.is_empty() {
        let request = aws.budgets().untag_resource().resource_arn(arn);
        request.set_resource_tag_keys(Some(gone)).send().await?;
    }
    if !new.is_empty() {
        let request = aws.budgets().tag_resource().resource_arn(arn);
        let new = all(new.into_iter())?;
        request.set_resource_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<ResourceTag>> {
    tags.map(|(key, value)| ResourceTag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("budgets:TagResource", error.to_string()))
}
