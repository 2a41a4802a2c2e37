//! `aws_cloudfront_origin_request_policy`.

use async_trait::async_trait;
use aws_sdk_cloudfront::types::{
    OriginRequestPolicyConfig, OriginRequestPolicyCookiesConfig, OriginRequestPolicyHeadersConfig,
    OriginRequestPolicyQueryStringsConfig, OriginRequestPolicyType,
};
use tollgate_model::{Facts, Object};

use super::{built, items};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudfront_origin_request_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudfront_origin_request_policy",
        replaces: &["name"],
        recomputed: &[("etag", &[])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudfront:ListOriginRequestPolicies"],
        read: &["cloudfront:GetOriginRequestPolicy"],
        create: &[
            "cloudfront:CreateOriginRequestPolicy",
            "cloudfront:ListOriginRequestPolicies",
        ],
        update: &["cloudfront:UpdateOriginRequestPolicy"],
        delete: &["cloudfront:DeleteOriginRequestPolicy"],
    },
    operations: &OriginRequestPolicy,
};

struct OriginRequestPolicy;

#[async_trait]
impl Operations for OriginRequestPolicy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(all(aws).await?.into_iter().map(|(id, _)| id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudfront().get_origin_request_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let config = found
            .origin_request_policy()
            .and_then(|policy| policy.origin_request_policy_config());
        let Some(config) = config else {
            return Ok(None);
        };
        let account = aws.account().await?;
        let arn = format!(
            "arn:{}:cloudfront::{account}:origin-request-policy/{id}",
            aws.partition()
        );
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("etag", found.e_tag())
            .text("name", Some(config.name()))
            .text("comment", config.comment());
        let live = live_config(live, config);
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let request = aws.cloudfront().create_origin_request_policy();
        let answer = request
            .origin_request_policy_config(config(desired)?)
            .send()
            .await?;
        let made = answer.origin_request_policy;
        made.map(|made| made.id)
            .ok_or_else(|| Failure::incomplete("cloudfront:CreateOriginRequestPolicy", "id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.cloudfront().update_origin_request_policy().id(id);
        request
            .set_if_match(change.prior.string("etag"))
            .origin_request_policy_config(config(change.desired)?)
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudfront().get_origin_request_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(());
        };
        let request = aws.cloudfront().delete_origin_request_policy().id(id);
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

/// Id and name of each that is not AWS's own.
async fn all(aws: &Aws) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let request = aws.cloudfront().list_origin_request_policies();
        let request = request.r#type(OriginRequestPolicyType::Custom);
        let answer = request.set_marker(marker.take()).send().await?;
        let Some(list) = answer.origin_request_policy_list else {
            return Ok(found);
        };
        for one in list.items.unwrap_or_default() {
            if let Some(policy) = one.origin_request_policy
                && let Some(config) = policy.origin_request_policy_config
            {
                found.push((policy.id, config.name));
            }
        }
        match list.next_marker.filter(|next| !next.is_empty()) {
            Some(next) => marker = Some(next),
            None => return Ok(found),
        }
    }
}

fn config(desired: Attributes<'_>) -> Result<OriginRequestPolicyConfig> {
    let empty = Object::new();
    let nothing = Attributes::new("aws_cloudfront_origin_request_policy", &empty);
    let cookies = desired.block("cookies_config").unwrap_or(nothing);
    let cookies = built(
        OriginRequestPolicyCookiesConfig::builder()
            .cookie_behavior(cookies.text("cookie_behavior").unwrap_or("none").into())
            .set_cookies(items::cookies(cookies)?)
            .build(),
    )?;
    let headers = desired.block("headers_config").unwrap_or(nothing);
    let headers = built(
        OriginRequestPolicyHeadersConfig::builder()
            .header_behavior(headers.text("header_behavior").unwrap_or("none").into())
            .set_headers(items::headers(headers)?)
            .build(),
    )?;
    let strings = desired.block("query_strings_config").unwrap_or(nothing);
    let strings = built(
        OriginRequestPolicyQueryStringsConfig::builder()
            .query_string_behavior(
                strings
                    .text("query_string_behavior")
                    .unwrap_or("none")
                    .into(),
            )
            .set_query_strings(items::query_strings(strings)?)
            .build(),
    )?;
    built(
        OriginRequestPolicyConfig::builder()
            .name(desired.required("name")?)
            .set_comment(desired.string("comment"))
            .cookies_config(cookies)
            .headers_config(headers)
            .query_strings_config(strings)
            .build(),
    )
}

fn live_config(live: Live, found: &OriginRequestPolicyConfig) -> Live {
    let cookies = found.cookies_config().map(|config| {
        let names = config
            .cookies()
            .map(|names| names.items())
            .unwrap_or_default();
        Live::block_of()
            .text("cookie_behavior", Some(config.cookie_behavior().as_str()))
            .block("cookies", items::live(names))
    });
    let headers = found.headers_config().map(|config| {
        let names = config
            .headers()
            .map(|names| names.items())
            .unwrap_or_default();
        Live::block_of()
            .text("header_behavior", Some(config.header_behavior().as_str()))
            .block("headers", items::live(names))
    });
    let strings = found.query_strings_config().map(|config| {
        let names = config
            .query_strings()
            .map(|names| names.items())
            .unwrap_or_default();
        Live::block_of()
            .text(
                "query_string_behavior",
                Some(config.query_string_behavior().as_str()),
            )
            .block("query_strings", items::live(names))
    });
    live.block("cookies_config", cookies)
        .block("headers_config", headers)
        .block("query_strings_config", strings)
}
