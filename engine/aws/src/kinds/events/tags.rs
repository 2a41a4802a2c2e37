//! Tags of rules.

use std::collections::BTreeMap;

use aws_sdk_eventbridge::types::Tag;

use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Result};

/// Tags as a request takes them; nothing if there are none.
pub fn new(tags: BTreeMap<String, String>) -> Result<Option<Vec<Tag>>> {
    let tags: Vec<Tag> = tags
        .into_iter()
        .map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("events:TagResource", error.to_string()))?;
    Ok((!tags.is_empty()).then_some(tags))
}

/// The tags of a rule, as pairs; none of one that is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.eventbridge().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    let tags = answer.and_then(|answer| answer.tags).unwrap_or_default();
    Ok(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
}

/// Brings the tags of a rule to what is desired.
pub async fn update(aws: &Aws, change: Change<'_>) -> Result<()> {
    let (arn, (new_tags, gone)) = (change.prior.required("arn")?, change.tags());
    if !gone.is_empty() {
        let request = aws.eventbridge().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    if let Some(tags) = new(new_tags)? {
        let request = aws.eventbridge().tag_resource().resource_arn(arn);
        request.set_tags(Some(tags)).send().await?;
    }
    Ok(())
}
