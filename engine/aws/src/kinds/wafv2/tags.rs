//! Tags of web ACLs. They are kept by ARN.

use aws_sdk_wafv2::types::Tag;

use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Result};

/// The tags, as pairs.
pub async fn read(aws: &Aws, arn: &str) -> Result<Vec<(String, String)>> {
    let mut tags = Vec::new();
    let mut marker = None;
    loop {
        let request = aws.wafv2().list_tags_for_resource().resource_arn(arn);
        let page = request.set_next_marker(marker).send().await?;
        let found = page.tag_info_for_resource.and_then(|info| info.tag_list);
        let found = found.unwrap_or_default().into_iter();
        tags.extend(found.map(|tag| (tag.key, tag.value)));
        marker = page.next_marker.filter(|marker| !marker.is_empty());
        if marker.is_none() {
            return Ok(tags);
        }
    }
}

/// Tags as requests take them; none rather than an empty list, which AWS refuses.
pub fn written(tags: impl IntoIterator<Item = (String, String)>) -> Result<Option<Vec<Tag>>> {
    let mut written = Vec::new();
    for (key, value) in tags {
        let tag = Tag::builder().key(key).value(value).build();
        written.push(tag.map_err(|error| Failure::invalid("tags", error.to_string()))?);
    }
    Ok(Some(written).filter(|tags| !tags.is_empty()))
}

/// Brings the tags to what is desired.
pub async fn update(aws: &Aws, arn: &str, change: Change<'_>) -> Result<()> {
    let (new, gone) = change.tags();
    if !gone.is_empty() {
        let request = aws.wafv2().untag_resource().resource_arn(arn);
        request.set_tag_keys(Some(gone)).send().await?;
    }
    if let Some(new) = written(new)? {
        let request = aws.wafv2().tag_resource().resource_arn(arn);
        request.set_tags(Some(new)).send().await?;
    }
    Ok(())
}
