//! Tags of load balancers and what belongs to them.

use std::collections::BTreeMap;

use aws_sdk_elasticloadbalancingv2::types::Tag;

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// Of how many objects tags are told at once.
const AT_ONCE: usize = 20;

/// The tags of a new object, and the one by which a half-made one is found.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Vec<Tag> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// The tags of an object.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.elbv2().describe_tags().resource_arns(arn);
    let answer = request.send().await.or_absent()?;
    let described = answer.and_then(|answer| answer.tag_descriptions);
    let described = described.into_iter().flatten().next();
    let tags = described.and_then(|described| described.tags);
    Ok(tags
        .into_iter()
        .flatten()
        .filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default())))
        .collect())
}

/// Which of these the operation made.
pub async fn made_by(
    aws: &Aws,
    arns: Vec<String>,
    operation: &Operation,
) -> Result<Option<String>> {
    let is_own =
        |tag: &Tag| tag.key() == Some(OPERATION_TAG) && tag.value() == Some(operation.id.as_str());
    for some in arns.chunks(AT_ONCE) {
        let request = aws.elbv2().describe_tags();
        let request = request.set_resource_arns(Some(some.to_vec()));
        // One of them may be gone by now.
        let answer = request.send().await.or_absent()?;
        let described = answer.and_then(|answer| answer.tag_descriptions);
        let mut described = described.into_iter().flatten();
        if let Some(found) = described.find(|one| one.tags().iter().any(is_own)) {
            return Ok(found.resource_arn);
        }
    }
    Ok(None)
}

/// Brings the tags of an object to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    if !gone.is_empty() {
        let request = aws.elbv2().remove_tags().resource_arns(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    let new = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value));
    let new = all(new);
    if !new.is_empty() {
        let request = aws.elbv2().add_tags().resource_arns(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Vec<Tag> {
    tags.map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect()
}
