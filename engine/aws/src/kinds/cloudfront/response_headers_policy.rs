//! `aws_cloudfront_response_headers_policy`: the security headers of answers.

use async_trait::async_trait;
use aws_sdk_cloudfront::types::{
    ResponseHeadersPolicyConfig, ResponseHeadersPolicyContentSecurityPolicy,
    ResponseHeadersPolicyContentTypeOptions, ResponseHeadersPolicyFrameOptions,
    ResponseHeadersPolicyReferrerPolicy, ResponseHeadersPolicySecurityHeadersConfig,
    ResponseHeadersPolicyStrictTransportSecurity, ResponseHeadersPolicyType,
    ResponseHeadersPolicyXssProtection,
};
use tollgate_model::{Facts, Object};

use super::built;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudfront_response_headers_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudfront_response_headers_policy",
        replaces: &["name"],
        recomputed: &[("etag", &[])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudfront:ListResponseHeadersPolicies"],
        read: &["cloudfront:GetResponseHeadersPolicy"],
        create: &[
            "cloudfront:CreateResponseHeadersPolicy",
            "cloudfront:ListResponseHeadersPolicies",
        ],
        update: &["cloudfront:UpdateResponseHeadersPolicy"],
        delete: &["cloudfront:DeleteResponseHeadersPolicy"],
    },
    operations: &ResponseHeadersPolicy,
};

struct ResponseHeadersPolicy;

#[async_trait]
impl Operations for ResponseHeadersPolicy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(all(aws).await?.into_iter().map(|(id, _)| id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudfront().get_response_headers_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        let config = found
            .response_headers_policy()
            .and_then(|policy| policy.response_headers_policy_config());
        let Some(config) = config else {
            return Ok(None);
        };
        let account = aws.account().await?;
        let partition = aws.partition();
        let arn = format!("arn:{partition}:cloudfront::{account}:response-headers-policy/{id}");
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("etag", found.e_tag())
            .text("name", Some(config.name()))
            .text("comment", config.comment())
            .block(
                "security_headers_config",
                config.security_headers_config().map(live_security),
            );
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let request = aws.cloudfront().create_response_headers_policy();
        let answer = request
            .response_headers_policy_config(config(desired)?)
            .send()
            .await?;
        let made = answer.response_headers_policy;
        made.map(|made| made.id)
            .ok_or_else(|| Failure::incomplete("cloudfront:CreateResponseHeadersPolicy", "id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.cloudfront().update_response_headers_policy().id(id);
        request
            .set_if_match(change.prior.string("etag"))
            .response_headers_policy_config(config(change.desired)?)
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudfront().get_response_headers_policy().id(id);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(());
        };
        let request = aws.cloudfront().delete_response_headers_policy().id(id);
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
        let request = aws.cloudfront().list_response_headers_policies();
        let request = request.r#type(ResponseHeadersPolicyType::Custom);
        let answer = request.set_marker(marker.take()).send().await?;
        let Some(list) = answer.response_headers_policy_list else {
            return Ok(found);
        };
        for one in list.items.unwrap_or_default() {
            if let Some(policy) = one.response_headers_policy
                && let Some(config) = policy.response_headers_policy_config
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

fn config(desired: Attributes<'_>) -> Result<ResponseHeadersPolicyConfig> {
    for name in [
        "cors_config",
        "custom_headers_config",
        "remove_headers_config",
        "server_timing_headers_config",
    ] {
        if desired.block(name).is_some() {
            let message = format!("`{name}` cannot be made yet");
            return Err(Failure::invalid(
                "cloudfront:CreateResponseHeadersPolicy",
                message,
            ));
        }
    }
    let security = desired.block("security_headers_config");
    built(
        ResponseHeadersPolicyConfig::builder()
            .name(desired.required("name")?)
            .set_comment(desired.string("comment"))
            .set_security_headers_config(security.map(security_of).transpose()?)
            .build(),
    )
}

fn security_of(block: Attributes<'_>) -> Result<ResponseHeadersPolicySecurityHeadersConfig> {
    let overrides = |block: Attributes<'_>| block.flag("override").unwrap_or(false);
    let transport = match block.block("strict_transport_security") {
        Some(block) => Some(built(
            ResponseHeadersPolicyStrictTransportSecurity::builder()
                .access_control_max_age_sec(block.whole("access_control_max_age_sec").unwrap_or(0))
                .set_include_subdomains(block.flag("include_subdomains"))
                .set_preload(block.flag("preload"))
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    let content_type = match block.block("content_type_options") {
        Some(block) => Some(built(
            ResponseHeadersPolicyContentTypeOptions::builder()
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    let frame = match block.block("frame_options") {
        Some(block) => Some(built(
            ResponseHeadersPolicyFrameOptions::builder()
                .frame_option(block.required("frame_option")?.into())
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    let referrer = match block.block("referrer_policy") {
        Some(block) => Some(built(
            ResponseHeadersPolicyReferrerPolicy::builder()
                .referrer_policy(block.required("referrer_policy")?.into())
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    let content = match block.block("content_security_policy") {
        Some(block) => Some(built(
            ResponseHeadersPolicyContentSecurityPolicy::builder()
                .content_security_policy(block.required("content_security_policy")?)
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    let scripting = match block.block("xss_protection") {
        Some(block) => Some(built(
            ResponseHeadersPolicyXssProtection::builder()
                .protection(block.flag("protection").unwrap_or(false))
                .set_mode_block(block.flag("mode_block"))
                .set_report_uri(block.string("report_uri"))
                .r#override(overrides(block))
                .build(),
        )?),
        None => None,
    };
    Ok(ResponseHeadersPolicySecurityHeadersConfig::builder()
        .set_strict_transport_security(transport)
        .set_content_type_options(content_type)
        .set_frame_options(frame)
        .set_referrer_policy(referrer)
        .set_content_security_policy(content)
        .set_xss_protection(scripting)
        .build())
}

fn live_security(found: &ResponseHeadersPolicySecurityHeadersConfig) -> Live {
    let transport = found.strict_transport_security().map(|one| {
        Live::block_of()
            .whole(
                "access_control_max_age_sec",
                Some(one.access_control_max_age_sec()),
            )
            .flag("include_subdomains", one.include_subdomains())
            .flag("preload", one.preload())
            .flag("override", Some(one.r#override()))
    });
    let content_type = found
        .content_type_options()
        .map(|one| Live::block_of().flag("override", Some(one.r#override())));
    let frame = found.frame_options().map(|one| {
        Live::block_of()
            .text("frame_option", Some(one.frame_option().as_str()))
            .flag("override", Some(one.r#override()))
    });
    let referrer = found.referrer_policy().map(|one| {
        Live::block_of()
            .text("referrer_policy", Some(one.referrer_policy().as_str()))
            .flag("override", Some(one.r#override()))
    });
    let content = found.content_security_policy().map(|one| {
        Live::block_of()
            .text(
                "content_security_policy",
                Some(one.content_security_policy()),
            )
            .flag("override", Some(one.r#override()))
    });
    let scripting = found.xss_protection().map(|one| {
        Live::block_of()
            .flag("protection", Some(one.protection()))
            .flag("mode_block", one.mode_block())
            .text("report_uri", one.report_uri())
            .flag("override", Some(one.r#override()))
    });
    Live::block_of()
        .block("strict_transport_security", transport)
        .block("content_type_options", content_type)
        .block("frame_options", frame)
        .block("referrer_policy", referrer)
        .block("content_security_policy", content)
        .block("xss_protection", scripting)
}
