//! Tags of IAM's roles and policies.

use std::collections::BTreeMap;

use aws_sdk_iam::types::Tag;

use crate::failure::Failure;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of a new object, and the one by which a half-made one is told from another's.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> Result<Vec<Tag>> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    all(tags.into_iter().chain([own]))
}

/// Whether the operation made what has these tags.
pub fn made_by(tags: &[Tag], operation: &Operation) -> bool {
    tags.iter()
        .any(|tag| tag.key() == OPERATION_TAG && tag.value() == operation.id)
}

/// Tags as pairs.
pub fn pairs(tags: &[Tag]) -> impl Iterator<Item = (&str, &str)> {
    tags.iter().map(|tag| (tag.key(), tag.value()))
}

/// What to do to come to the desired tags. None where there is nothing to do.
#[derive(Debug)]
pub struct Difference {
    /// Keys to take away.
    pub gone: Option<Vec<String>>,
    /// Tags to give.
    pub new: Option<Vec<Tag>>,
}

/// What differs between the tags that are there and those that shall be.
pub fn difference(change: Change<'_>) -> Result<Difference> {
    let (prior, desired) = (change.prior.tags(), change.desired.tags());
    let gone: Vec<String> = prior
        .keys()
        .filter(|key| !desired.contains_key(*key))
        .cloned()
        .collect();
    let new = desired
        .into_iter()
        .filter(|(key, value)| prior.get(key) != Some(value));
    let new = all(new)?;
    Ok(Difference {
        gone: (!gone.is_empty()).then_some(gone),
        new: (!new.is_empty()).then_some(new),
    })
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<Tag>> {
    tags.map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("iam:TagRole", error.to_string()))
}
