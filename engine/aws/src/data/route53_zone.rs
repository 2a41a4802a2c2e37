//! `aws_route53_zone`: a domain that the account serves.

use async_trait::async_trait;
use aws_sdk_route53::types::HostedZone;
use tollgate_model::Object;

use super::{DataSource, Lookup};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// `aws_route53_zone`.
pub static DATA_SOURCE: DataSource = DataSource {
    data_type: "aws_route53_zone",
    permissions: &["route53:ListHostedZones"],
    lookup: &Zone,
};

struct Zone;

#[async_trait]
impl Lookup for Zone {
    async fn read(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<Option<Object>> {
        let name = arguments
            .text("name")
            .map(|name| name.trim_end_matches('.'));
        let id = arguments.text("zone_id");
        let private = arguments.flag("private_zone").unwrap_or(false);
        let matches = |zone: &HostedZone| {
            let is_private = zone.config().is_some_and(|config| config.private_zone());
            name.is_none_or(|name| zone.name().trim_end_matches('.') == name)
                && id.is_none_or(|id| bare(zone.id()) == id)
                && (id.is_some() || is_private == private)
        };
        let mut found: Vec<HostedZone> = Vec::new();
        let mut pages = aws.route53().list_hosted_zones().into_paginator().send();
        while let Some(page) = pages.next().await {
            found.extend(page?.hosted_zones.into_iter().filter(matches));
        }
        let zone = match found.as_slice() {
            [] => return Ok(None),
            [zone] => zone,
            _ => {
                let many = format!("{} hosted zones match; say which by `zone_id`", found.len());
                return Err(Failure::invalid("route53:ListHostedZones", many));
            }
        };
        let id = bare(zone.id());
        let arn = format!("arn:{}:route53:::hostedzone/{id}", aws.partition());
        let live = Live::with_id(id)
            .text("zone_id", Some(id))
            .text("arn", Some(arn))
            .text("name", Some(zone.name().trim_end_matches('.')))
            .text("comment", zone.config().and_then(|config| config.comment()))
            .flag(
                "private_zone",
                zone.config().map(|config| config.private_zone()),
            )
            .text("caller_reference", Some(zone.caller_reference()));
        Ok(Some(live.into_object()))
    }

    async fn provide(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<bool> {
        let Some(name) = arguments.text("name") else {
            return Ok(false);
        };
        aws.route53()
            .create_hosted_zone()
            .name(name)
            .caller_reference(format!("tollgate-sandbox-{name}"))
            .send()
            .await?;
        Ok(true)
    }
}

/// `Z123` from `/hostedzone/Z123`.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
