//! Tags of vaults and plans. They are kept by ARN.

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Result};

/// The tags, as pairs; none of what is not there.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let request = aws.backup().list_tags().resource_arn(arn);
    let mut pages = request.into_paginator().send();
    let mut tags = Vec::new();
    while let Some(page) = pages.next().await {
        let Some(page) = page.or_absent()? else {
            break;
        };
        tags.extend(page.tags.unwrap_or_default());
    }
    Ok(tags)
}

/// Brings the tags to what is desired.
pub async fn update(aws: &Aws, change: Change<'_>) -> Result<()> {
    let (arn, (new, gone)) = (change.prior.required("arn")?, change.tags());
    if !gone.is_empty() {
        let request = aws.backup().untag_resource().resource_arn(arn);
        request.set_tag_key_list(Some(gone)).send().await?;
    }
    if !new.is_empty() {
        let new = new.into_iter().collect();
        let request = aws.backup().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}
