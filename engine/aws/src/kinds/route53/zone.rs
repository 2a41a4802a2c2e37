//! `aws_route53_zone`: a public domain. Its id is that of the hosted zone.

use async_trait::async_trait;
use aws_sdk_route53::types::{HostedZone, HostedZoneConfig, Tag, TagResourceType};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_route53_zone`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_route53_zone",
        replaces: &["name", "delegation_set_id", "vpc"],
        filled_in: &["enable_accelerated_recovery"],
        defaults: &[
            ("comment", Text("Managed by Terraform")),
            ("force_destroy", Flag(false)),
        ],
        write_only: &["force_destroy"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["route53:ListHostedZones"],
        read: &["route53:GetHostedZone", "route53:ListTagsForResource"],
        create: &[
            "route53:CreateHostedZone",
            "route53:ChangeTagsForResource",
            "route53:ListHostedZones",
        ],
        update: &[
            "route53:UpdateHostedZoneComment",
            "route53:ChangeTagsForResource",
        ],
        delete: &["route53:DeleteHostedZone"],
    },
    operations: &Zone,
};

struct Zone;

#[async_trait]
impl Operations for Zone {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let zones = listed(aws).await?;
        let ids = zones.iter().map(|zone| bare(zone.id()).to_owned());
        Ok(ids.collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.route53().get_hosted_zone().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let Some(zone) = found.hosted_zone() else {
            return Ok(None);
        };
        let request = aws.route53().list_tags_for_resource();
        let request = request
            .resource_type(TagResourceType::Hostedzone)
            .resource_id(id);
        let tags = request.send().await.or_absent()?;
        let tags = tags.and_then(|tags| tags.resource_tag_set);
        let pairs = tags.iter().flat_map(|set| set.tags()).filter_map(|tag| {
            Some((
                tag.key()?.to_owned(),
                tag.value().unwrap_or_default().to_owned(),
            ))
        });
        let servers = found.delegation_set().map(|set| set.name_servers());
        let live = Live::with_id(id)
            .text("zone_id", Some(id))
            .text(
                "arn",
                Some(format!("arn:{}:route53:::hostedzone/{id}", aws.partition())),
            )
            .text("name", Some(zone.name().trim_end_matches('.')))
            .text("comment", zone.config().and_then(|config| config.comment()))
            .texts("name_servers", servers.unwrap_or_default())
            .tags(pairs.collect::<Vec<_>>());
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        if desired.block("vpc").is_some() {
            let message = "private zones cannot be made yet";
            return Err(Failure::invalid("route53:CreateHostedZone", message));
        }
        let config = HostedZoneConfig::builder().set_comment(desired.string("comment"));
        let answer = aws
            .route53()
            .create_hosted_zone()
            .name(desired.required("name")?)
            .caller_reference(&operation.id)
            .hosted_zone_config(config.build())
            .set_delegation_set_id(desired.string("delegation_set_id"))
            .send()
            .await?;
        let zone = answer.hosted_zone();
        zone.map(|zone| bare(zone.id()).to_owned())
            .ok_or_else(|| Failure::incomplete("route53:CreateHostedZone", "zone"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["comment"]) {
            let request = aws.route53().update_hosted_zone_comment().id(id);
            let comment = change.desired.string("comment").unwrap_or_default();
            request.comment(comment).send().await?;
        }
        let (prior, desired) = (change.prior.tags(), change.desired.tags());
        let gone: Vec<String> = prior
            .keys()
            .filter(|key| !desired.contains_key(*key))
            .cloned()
            .collect();
        let new: Vec<Tag> = desired
            .into_iter()
            .filter(|(key, value)| prior.get(key) != Some(value))
            .map(|(key, value)| Tag::builder().key(key).value(value).build())
            .collect();
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        aws.route53()
            .change_tags_for_resource()
            .resource_type(TagResourceType::Hostedzone)
            .resource_id(id)
            .set_add_tags(Some(new).filter(|new| !new.is_empty()))
            .set_remove_tag_keys(Some(gone).filter(|gone| !gone.is_empty()))
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.route53().delete_hosted_zone().id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let mut zones = listed(aws).await?.into_iter();
        let own = zones.find(|zone| zone.caller_reference() == operation.id);
        Ok(own.map(|zone| bare(zone.id()).to_owned()))
    }
}

/// `Z123` from `/hostedzone/Z123`.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

async fn listed(aws: &Aws) -> Result<Vec<HostedZone>> {
    let mut pages = aws.route53().list_hosted_zones().into_paginator().send();
    let mut zones = Vec::new();
    while let Some(page) = pages.next().await {
        zones.extend(page?.hosted_zones);
    }
    Ok(zones)
}
