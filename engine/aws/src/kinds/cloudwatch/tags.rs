//! Tags of alarms.

use std::collections::BTreeMap;

use aws_sdk_cloudwatch::types::Tag;

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Result};

/// The tags of a new alarm. Putting an alarm that is there leaves its tags as they are.
pub fn new(tags: BTreeMap<String, String>) -> Option<Vec<Tag>> {
    Some(tags.into_iter().map(tag).collect()).filter(|tags: &Vec<_>| !tags.is_empty())
}

/// The tags of an alarm, as pairs; none of one that is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.cloudwatch().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    let tags = answer.and_then(|answer| answer.tags).unwrap_or_default();
    Ok(tags
        .into_iter()
        .map(|tag| (tag.key.unwrap_or_default(), tag.value.unwrap_or_default()))
        .collect())
}

/// Brings the tags of an alarm to what is desired.
pub async fn update(aws: &Aws, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let arn = change.prior.required("arn")?;
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.cloudwatch().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    let new: Vec<Tag> = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value))
        .map(tag)
        .collect();
    if !new.is_empty() {
        let request = aws.cloudwatch().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn tag((key, value): (String, String)) -> Tag {
    Tag::builder().key(key).value(value).build()
}
