//! `aws_cloudfront_origin_access_control`.

use async_trait::async_trait;
use aws_sdk_cloudfront::types::OriginAccessControlConfig;
use tollgate_model::{Facts, Object};

use super::built;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudfront_origin_access_control`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudfront_origin_access_control",
        replaces: &["name"],
        recomputed: &[("etag", &[])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudfront:ListOriginAccessControls"],
        read: &["cloudfront:GetOriginAccessControl"],
        create: &[
            "cloudfront:CreateOriginAccessControl",
            "cloudfront:ListOriginAccessControls",
        ],
        update: &["cloudfront:UpdateOriginAccessControl"],
        delete: &["cloudfront:DeleteOriginAccessControl"],
    },
    operations: &OriginAccessControl,
};

struct OriginAccessControl;

#[async_trait]
impl Operations for OriginAccessControl {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(all(aws).await?.into_iter().map(|(id, _)| id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudfront().get_origin_access_control().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let config = found
            .origin_access_control()
            .and_then(|control| control.origin_access_control_config());
        let Some(config) = config else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("etag", found.e_tag())
            .text("name", Some(config.name()))
            .text("description", config.description())
            .text("signing_behavior", Some(config.signing_behavior().as_str()))
            .text("signing_protocol", Some(config.signing_protocol().as_str()))
            .text(
                "origin_access_control_origin_type",
                Some(config.origin_access_control_origin_type().as_str()),
            );
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let request = aws.cloudfront().create_origin_access_control();
        let answer = request
            .origin_access_control_config(config(desired)?)
            .send()
            .await?;
        let made = answer.origin_access_control;
        made.map(|made| made.id)
            .ok_or_else(|| Failure::incomplete("cloudfront:CreateOriginAccessControl", "id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.cloudfront().update_origin_access_control().id(id);
        request
            .set_if_match(change.prior.string("etag"))
            .origin_access_control_config(config(change.desired)?)
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudfront().get_origin_access_control().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(());
        };
        let request = aws.cloudfront().delete_origin_access_control().id(id);
        let request = request.set_if_match(found.e_tag);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let found = all(aws).await?.into_iter().find(|(_, known)| known == name);
        Ok(found.map(|(id, _)| id))
    }
}

/// Id and name of each.
async fn all(aws: &Aws) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let request = aws.cloudfront().list_origin_access_controls();
        let answer = request.set_marker(marker.take()).send().await?;
        let Some(list) = answer.origin_access_control_list else {
            return Ok(found);
        };
        let items = list.items.unwrap_or_default().into_iter();
        found.extend(items.map(|one| (one.id, one.name)));
        match list.next_marker.filter(|_| list.is_truncated) {
            Some(next) => marker = Some(next),
            None => return Ok(found),
        }
    }
}

fn config(desired: Attributes<'_>) -> Result<OriginAccessControlConfig> {
    built(
        OriginAccessControlConfig::builder()
            .name(desired.required("name")?)
            .set_description(desired.string("description"))
            .signing_behavior(desired.required("signing_behavior")?.into())
            .signing_protocol(desired.required("signing_protocol")?.into())
            .origin_access_control_origin_type(
                desired
                    .required("origin_access_control_origin_type")?
                    .into(),
            )
            .build(),
    )
}
