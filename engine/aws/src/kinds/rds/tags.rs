//! Tags of RDS's resources, which all kinds of the service share. They are kept by ARN.

use std::collections::BTreeMap;

use aws_sdk_rds::types::Tag;

use crate::aws::Aws;
use crate::kind::{Change, Result};

/// Tags as a request takes them.
pub fn all(tags: BTreeMap<String, String>) -> Vec<Tag> {
    tags.into_iter()
        .map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect()
}

/// The tags of a resource, as pairs.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.rds().list_tags_for_resource().resource_name(arn);
    let answer = request.send().await?;
    let tags = answer.tag_list.unwrap_or_default().into_iter();
    Ok(tags
        .filter_map(|tag| Some((tag.key?, tag.value?)))
        .collect())
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
        let request = aws.rds().remove_tags_from_resource().resource_name(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    desired.retain(|key, value| prior.get(key) != Some(value));
    if !desired.is_empty() {
        let request = aws.rds().add_tags_to_resource().resource_name(arn);
        request.set_tags(Some(all(desired))).send().await?;
    }
    Ok(())
}
