//! `aws_cloudfront_distribution`.

use async_trait::async_trait;
use aws_sdk_cloudfront::types::{
    DistributionConfigWithTags, DistributionSummary, Tag, TagKeys, Tags,
};
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::distribution_config::config;
use super::distribution_live::live;
use super::{built, items::quantity};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::OPERATION_TAG;

/// `aws_cloudfront_distribution`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudfront_distribution",
        replaces: &["staging", "continuous_deployment_policy_id"],
        filled_in: &[
            "origin[*].connection_attempts",
            "origin[*].connection_timeout",
            "origin[*].response_completion_timeout",
            "origin[*].custom_origin_config[*].ip_address_type",
            "default_cache_behavior[*].default_ttl",
            "default_cache_behavior[*].max_ttl",
            "default_cache_behavior[*].grpc_config",
            "ordered_cache_behavior[*].default_ttl",
            "ordered_cache_behavior[*].max_ttl",
            "ordered_cache_behavior[*].grpc_config",
            "viewer_certificate[*].ssl_support_method",
        ],
        defaults: &[
            ("http_version", Text("http2")),
            ("price_class", Text("PriceClass_All")),
            ("is_ipv6_enabled", Flag(false)),
            ("staging", Flag(false)),
            ("retain_on_delete", Flag(false)),
            ("wait_for_deployment", Flag(true)),
            ("default_cache_behavior[*].compress", Flag(false)),
            ("default_cache_behavior[*].min_ttl", Whole(0)),
            ("default_cache_behavior[*].smooth_streaming", Flag(false)),
            ("ordered_cache_behavior[*].compress", Flag(false)),
            ("ordered_cache_behavior[*].min_ttl", Whole(0)),
            ("ordered_cache_behavior[*].smooth_streaming", Flag(false)),
            (
                "origin[*].custom_origin_config[*].origin_keepalive_timeout",
                Whole(5),
            ),
            (
                "origin[*].custom_origin_config[*].origin_read_timeout",
                Whole(30),
            ),
            (
                "viewer_certificate[*].cloudfront_default_certificate",
                Flag(false),
            ),
            (
                "viewer_certificate[*].minimum_protocol_version",
                Text("TLSv1"),
            ),
        ],
        write_only: &["retain_on_delete", "wait_for_deployment"],
        unordered: &[],
        recomputed: &[("etag", &[]), ("status", &[]), ("last_modified_time", &[])],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidViewerCertificate", "NoSuchOrigin"],
    permissions: Permissions {
        list: &["cloudfront:ListDistributions"],
        read: &[
            "cloudfront:GetDistribution",
            "cloudfront:ListTagsForResource",
        ],
        create: &[
            "cloudfront:CreateDistribution",
            "cloudfront:TagResource",
            "acm:ListCertificates",
            "cloudfront:ListDistributions",
            "cloudfront:GetDistributionConfig",
            "cloudfront:UpdateDistribution",
        ],
        update: &[
            "cloudfront:GetDistributionConfig",
            "cloudfront:UpdateDistribution",
            "cloudfront:TagResource",
            "cloudfront:UntagResource",
        ],
        delete: &[
            "cloudfront:UpdateDistribution",
            "cloudfront:DeleteDistribution",
        ],
    },
    operations: &Distribution,
};

struct Distribution;

#[async_trait]
impl Operations for Distribution {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let listed = listed(aws).await?;
        Ok(listed.into_iter().map(|one| one.id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudfront().get_distribution().id(id);
        let Some(answer) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let etag = answer.e_tag().map(str::to_owned);
        let Some(found) = answer.distribution else {
            return Ok(None);
        };
        let request = aws.cloudfront().list_tags_for_resource();
        let tags = request.resource(&found.arn).send().await.or_absent()?;
        let tags = tags.and_then(|tags| tags.tags).and_then(|tags| tags.items);
        let pairs: Vec<(String, String)> = tags
            .into_iter()
            .flatten()
            .map(|tag| (tag.key, tag.value.unwrap_or_default()))
            .collect();
        let live = live(&found).text("etag", etag).tags(pairs);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let own = (OPERATION_TAG.to_owned(), operation.id.clone());
        let tags = all(desired.tags().into_iter().chain([own]))?;
        let with_tags = DistributionConfigWithTags::builder()
            .distribution_config(config(desired, &operation.id)?)
            .tags(Tags::builder().set_items(Some(tags)).build())
            .build();
        let request = aws.cloudfront().create_distribution_with_tags();
        let answer = request
            .distribution_config_with_tags(with_tags)
            .send()
            .await?;
        let made = answer.distribution;
        made.map(|made| made.id)
            .ok_or_else(|| Failure::incomplete("cloudfront:CreateDistribution", "id"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let request = aws.cloudfront().get_distribution().id(id);
        let answer = request.send().await.or_absent()?;
        let status = answer
            .and_then(|answer| answer.distribution)
            .map(|found| found.status);
        Ok(match status {
            Some(status) if status == "InProgress" => Progress::Going(status),
            _ => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.cloudfront().get_distribution_config().id(id);
        let now = request.send().await?;
        let reference = now
            .distribution_config()
            .map(|config| config.caller_reference());
        let reference = reference.unwrap_or_default().to_owned();
        let request = aws.cloudfront().update_distribution().id(id);
        request
            .set_if_match(now.e_tag)
            .distribution_config(config(change.desired, &reference)?)
            .send()
            .await?;
        let (prior, desired) = (change.prior.tags(), change.desired.tags());
        let arn = change.prior.text("arn").unwrap_or_default();
        let gone: Vec<String> = prior
            .keys()
            .filter(|key| !desired.contains_key(*key))
            .cloned()
            .collect();
        if !gone.is_empty() {
            let request = aws.cloudfront().untag_resource().resource(arn);
            let keys = TagKeys::builder().set_items(Some(gone)).build();
            request.tag_keys(keys).send().await?;
        }
        let new = desired
            .into_iter()
            .filter(|(key, value)| prior.get(key) != Some(value));
        let new = all(new)?;
        if quantity(&new) > 0 {
            let request = aws.cloudfront().tag_resource().resource(arn);
            let tags = Tags::builder().set_items(Some(new)).build();
            request.tags(tags).send().await?;
        }
        Ok(())
    }

    /// A distribution is switched off first. The engine calls again once that is in effect everywhere.
    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudfront().get_distribution().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(());
        };
        let etag = found.e_tag;
        let distribution = found.distribution;
        let is_going = distribution
            .as_ref()
            .is_some_and(|one| one.status == "InProgress");
        let config = distribution.and_then(|one| one.distribution_config);
        let Some(mut config) = config else {
            return Ok(());
        };
        if config.enabled {
            config.enabled = false;
            let request = aws.cloudfront().update_distribution().id(id);
            let request = request.set_if_match(etag).distribution_config(config);
            let answer = request.send().await?;
            // Emulators are done at once.
            let status = answer.distribution.map(|one| one.status);
            if status.as_deref() == Some("InProgress") {
                return Ok(());
            }
            let request = aws.cloudfront().delete_distribution().id(id);
            let request = request.set_if_match(answer.e_tag);
            return request.send().await.or_absent().map(drop);
        }
        if is_going {
            return Ok(());
        }
        let request = aws.cloudfront().delete_distribution().id(id);
        let request = request.set_if_match(etag);
        request.send().await.or_absent().map(drop)
    }

    /// The list does not tell the caller reference, which AWS refuses to take twice.
    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let comment = desired.text("comment").unwrap_or_default();
        for one in listed(aws).await? {
            if one.comment != comment {
                continue;
            }
            let request = aws.cloudfront().get_distribution_config().id(&one.id);
            let answer = request.send().await.or_absent()?;
            let config = answer.and_then(|answer| answer.distribution_config);
            if config.is_some_and(|config| config.caller_reference == operation.id) {
                return Ok(Some(one.id));
            }
        }
        Ok(None)
    }
}

async fn listed(aws: &Aws) -> Result<Vec<DistributionSummary>> {
    let request = aws.cloudfront().list_distributions();
    let mut pages = request.into_paginator().send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        let list = page?.distribution_list;
        found.extend(list.and_then(|list| list.items).unwrap_or_default());
    }
    Ok(found)
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<Tag>> {
    tags.map(|(key, value)| built(Tag::builder().key(key).value(value).build()))
        .collect()
}
