//! Tags of log groups and of what delivers logs. They are kept by ARN.

use std::collections::{BTreeMap, HashMap};

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Operation, Result};
use crate::live::OPERATION_TAG;

/// The tags of something new, and the one by which a half-made one is told from another's.
pub fn new(tags: BTreeMap<String, String>, operation: &Operation) -> HashMap<String, String> {
    let own = (OPERATION_TAG.to_owned(), operation.id.clone());
    tags.into_iter().chain([own]).collect()
}

/// Whether these are the tags of what an operation made.
pub fn made_by(tags: &HashMap<String, String>, operation: &Operation) -> bool {
    tags.get(OPERATION_TAG) == Some(&operation.id)
}

/// The tags of what has this ARN; none of what is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<HashMap<String, String>> {
    let request = aws.logs().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.tags).unwrap_or_default())
}

/// Brings the tags to what is desired.
pub async fn update(aws: &Aws, change: Change<'_>) -> Result<()> {
    let (arn, (new, gone)) = (change.prior.required("arn")?, change.tags());
    if !gone.is_empty() {
        let request = aws.logs().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    if !new.is_empty() {
        let new = new.into_iter().collect();
        let request = aws.logs().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}
