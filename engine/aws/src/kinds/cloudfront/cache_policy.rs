//! `aws_cloudfront_cache_policy`.

use async_trait::async_trait;
use aws_sdk_cloudfront::types::{
    CachePolicyConfig, CachePolicyCookiesConfig, CachePolicyHeadersConfig,
    CachePolicyQueryStringsConfig, CachePolicyType, ParametersInCacheKeyAndForwardedToOrigin,
};
use tollgate_model::facts::Default::Whole;
use tollgate_model::{Facts, Object};

use super::{built, items};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudfront_cache_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudfront_cache_policy",
        replaces: &["name"],
        defaults: &[
            ("default_ttl", Whole(86400)),
            ("max_ttl", Whole(31_536_000)),
            ("min_ttl", Whole(0)),
        ],
        recomputed: &[("etag", &[])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudfront:ListCachePolicies"],
        read: &["cloudfront:GetCachePolicy"],
        create: &[
            "cloudfront:CreateCachePolicy",
            "cloudfront:ListCachePolicies",
        ],
        update: &["cloudfront:UpdateCachePolicy"],
        delete: &["cloudfront:DeleteCachePolicy"],
    },
    operations: &CachePolicy,
};

struct CachePolicy;

#[async_trait]
impl Operations for CachePolicy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(all(aws).await?.into_iter().map(|(id, _)| id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudfront().get_cache_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let config = found
            .cache_policy()
            .and_then(|policy| policy.cache_policy_config());
        let Some(config) = config else {
            return Ok(None);
        };
        let account = aws.account().await?;
        let arn = format!(
            "arn:{}:cloudfront::{account}:cache-policy/{id}",
            aws.partition()
        );
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("etag", found.e_tag())
            .text("name", Some(config.name()))
            .text("comment", config.comment())
            .whole("min_ttl", Some(config.min_ttl()))
            .whole("default_ttl", config.default_ttl())
            .whole("max_ttl", config.max_ttl())
            .block(
                "parameters_in_cache_key_and_forwarded_to_origin",
                config
                    .parameters_in_cache_key_and_forwarded_to_origin()
                    .map(live_parameters),
            );
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let request = aws.cloudfront().create_cache_policy();
        let answer = request.cache_policy_config(config(desired)?).send().await?;
        let made = answer.cache_policy;
        made.map(|made| made.id)
            .ok_or_else(|| Failure::incomplete("cloudfront:CreateCachePolicy", "id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.cloudfront().update_cache_policy().id(id);
        request
            .set_if_match(change.prior.string("etag"))
            .cache_policy_config(config(change.desired)?)
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudfront().get_cache_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(());
        };
        let request = aws.cloudfront().delete_cache_policy().id(id);
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
        let request = aws.cloudfront().list_cache_policies();
        let request = request.r#type(CachePolicyType::Custom);
        let answer = request.set_marker(marker.take()).send().await?;
        let Some(list) = answer.cache_policy_list else {
            return Ok(found);
        };
        for one in list.items.unwrap_or_default() {
            if let Some(policy) = one.cache_policy
                && let Some(config) = policy.cache_policy_config
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

fn config(desired: Attributes<'_>) -> Result<CachePolicyConfig> {
    let parameters = desired.block("parameters_in_cache_key_and_forwarded_to_origin");
    let parameters = parameters.map(parameters_of).transpose()?;
    built(
        CachePolicyConfig::builder()
            .name(desired.required("name")?)
            .set_comment(desired.string("comment"))
            .min_ttl(desired.whole("min_ttl").unwrap_or(0))
            .set_default_ttl(desired.whole("default_ttl"))
            .set_max_ttl(desired.whole("max_ttl"))
            .set_parameters_in_cache_key_and_forwarded_to_origin(parameters)
            .build(),
    )
}

fn parameters_of(block: Attributes<'_>) -> Result<ParametersInCacheKeyAndForwardedToOrigin> {
    let empty = Object::new();
    let nothing = Attributes::new("aws_cloudfront_cache_policy", &empty);
    let cookies = block.block("cookies_config").unwrap_or(nothing);
    let cookies = built(
        CachePolicyCookiesConfig::builder()
            .cookie_behavior(cookies.text("cookie_behavior").unwrap_or("none").into())
            .set_cookies(items::cookies(cookies)?)
            .build(),
    )?;
    let headers = block.block("headers_config").unwrap_or(nothing);
    let headers = CachePolicyHeadersConfig::builder()
        .header_behavior(headers.text("header_behavior").unwrap_or("none").into())
        .set_headers(items::headers(headers)?)
        .build();
    let headers = built(headers)?;
    let strings = block.block("query_strings_config").unwrap_or(nothing);
    let strings = built(
        CachePolicyQueryStringsConfig::builder()
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
        ParametersInCacheKeyAndForwardedToOrigin::builder()
            .enable_accept_encoding_gzip(block.flag("enable_accept_encoding_gzip").unwrap_or(false))
            .set_enable_accept_encoding_brotli(block.flag("enable_accept_encoding_brotli"))
            .cookies_config(cookies)
            .headers_config(headers)
            .query_strings_config(strings)
            .build(),
    )
}

fn live_parameters(found: &ParametersInCacheKeyAndForwardedToOrigin) -> Live {
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
    Live::block_of()
        .flag(
            "enable_accept_encoding_gzip",
            Some(found.enable_accept_encoding_gzip()),
        )
        .flag(
            "enable_accept_encoding_brotli",
            found.enable_accept_encoding_brotli(),
        )
        .block("cookies_config", cookies)
        .block("headers_config", headers)
        .block("query_strings_config", strings)
}
