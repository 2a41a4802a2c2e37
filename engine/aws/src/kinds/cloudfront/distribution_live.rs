//! What a distribution is, as the provider's schema has it.

use aws_sdk_cloudfront::types::{
    AllowedMethods, CacheBehavior, DefaultCacheBehavior, Distribution, Origin, OriginGroup,
    ViewerCertificate,
};
use tollgate_model::Value;

use crate::live::Live;

/// The hosted zone of every distribution, for alias records: a constant of AWS's.
const HOSTED_ZONE: &str = "Z2FDTNDATAQYW2";

fn filled(text: &&str) -> bool {
    !text.is_empty()
}

/// The attributes, but for tags and `etag`.
pub fn live(found: &Distribution) -> Live {
    let head = Live::with_id(found.id())
        .text("arn", Some(found.arn()))
        .text("domain_name", Some(found.domain_name()))
        .text("hosted_zone_id", Some(HOSTED_ZONE))
        .text("status", Some(found.status()))
        .whole(
            "in_progress_validation_batches",
            Some(found.in_progress_invalidation_batches()),
        );
    let Some(config) = found.distribution_config() else {
        return head;
    };
    let aliases = config
        .aliases()
        .map(|aliases| aliases.items())
        .unwrap_or_default();
    let origins = config
        .origins()
        .map(|origins| origins.items())
        .unwrap_or_default();
    let groups = config
        .origin_groups()
        .map(|groups| groups.items())
        .unwrap_or_default();
    let behaviours = config.cache_behaviors();
    let behaviours = behaviours.map(|all| all.items()).unwrap_or_default();
    let responses = config.custom_error_responses();
    let responses = responses.map(|all| all.items()).unwrap_or_default();
    let responses = responses.iter().map(|one| {
        let code = one
            .response_code()
            .and_then(|code| code.parse::<i64>().ok());
        Live::block_of()
            .whole("error_code", Some(one.error_code()))
            .whole("response_code", code)
            .text(
                "response_page_path",
                one.response_page_path().filter(filled),
            )
            .whole("error_caching_min_ttl", one.error_caching_min_ttl())
    });
    let geo = config.restrictions().and_then(|one| one.geo_restriction());
    let restrictions = geo.map(|geo| {
        let inner = Live::block_of()
            .text("restriction_type", Some(geo.restriction_type().as_str()))
            .texts("locations", geo.items());
        Live::block_of().block("geo_restriction", Some(inner))
    });
    head.text("caller_reference", Some(config.caller_reference()))
        .text("comment", Some(config.comment()).filter(filled))
        .flag("enabled", Some(config.enabled()))
        .flag("is_ipv6_enabled", config.is_ipv6_enabled())
        .text(
            "http_version",
            config
                .http_version()
                .map(|version| version.as_str().to_lowercase()),
        )
        .text(
            "price_class",
            config.price_class().map(|class| class.as_str()),
        )
        .text(
            "default_root_object",
            config.default_root_object().filter(filled),
        )
        .text("web_acl_id", config.web_acl_id().filter(filled))
        .texts("aliases", aliases)
        .blocks("origin", origins.iter().map(origin))
        .blocks("origin_group", groups.iter().map(group))
        .block(
            "default_cache_behavior",
            config.default_cache_behavior().map(default_behaviour),
        )
        .blocks("ordered_cache_behavior", behaviours.iter().map(behaviour))
        .blocks("custom_error_response", responses)
        .block("restrictions", restrictions)
        .block(
            "viewer_certificate",
            config.viewer_certificate().map(certificate),
        )
}

fn origin(found: &Origin) -> Live {
    let custom = found.custom_origin_config().map(|custom| {
        let protocols = custom.origin_ssl_protocols();
        let protocols = protocols.map(|all| all.items()).unwrap_or_default();
        Live::block_of()
            .whole("http_port", Some(custom.http_port()))
            .whole("https_port", Some(custom.https_port()))
            .text(
                "origin_protocol_policy",
                Some(custom.origin_protocol_policy().as_str()),
            )
            .texts(
                "origin_ssl_protocols",
                protocols.iter().map(|one| one.as_str()),
            )
            .whole("origin_read_timeout", custom.origin_read_timeout())
            .whole(
                "origin_keepalive_timeout",
                custom.origin_keepalive_timeout(),
            )
    });
    let identity = found
        .s3_origin_config()
        .map(|bucket| bucket.origin_access_identity())
        .filter(filled)
        .map(|identity| Live::block_of().text("origin_access_identity", Some(identity)));
    let headers = found
        .custom_headers()
        .map(|all| all.items())
        .unwrap_or_default();
    let headers = headers.iter().map(|header| {
        Live::block_of()
            .text("name", Some(header.header_name()))
            .text("value", Some(header.header_value()))
    });
    Live::block_of()
        .text("origin_id", Some(found.id()))
        .text("domain_name", Some(found.domain_name()))
        .text("origin_path", found.origin_path().filter(filled))
        .text(
            "origin_access_control_id",
            found.origin_access_control_id().filter(filled),
        )
        .whole("connection_attempts", found.connection_attempts())
        .whole("connection_timeout", found.connection_timeout())
        .blocks("custom_header", headers)
        .block("custom_origin_config", custom)
        .block("s3_origin_config", identity)
}

fn group(found: &OriginGroup) -> Live {
    let codes = found
        .failover_criteria()
        .and_then(|criteria| criteria.status_codes());
    let codes = codes.map(|codes| codes.items()).unwrap_or_default();
    let codes: Vec<Value> = codes
        .iter()
        .map(|code| Value::from(i64::from(*code)))
        .collect();
    let members = found
        .members()
        .map(|members| members.items())
        .unwrap_or_default();
    let members = members
        .iter()
        .map(|member| Live::block_of().text("origin_id", Some(member.origin_id())));
    let criteria = Live::block_of().value("status_codes", Some(Value::List(codes)));
    Live::block_of()
        .text("origin_id", Some(found.id()))
        .block("failover_criteria", Some(criteria))
        .blocks("member", members)
}

fn methods(block: Live, found: Option<&AllowedMethods>) -> Live {
    let allowed = found.map(|found| found.items()).unwrap_or_default();
    let cached = found.and_then(|found| found.cached_methods());
    let cached = cached.map(|cached| cached.items()).unwrap_or_default();
    block
        .texts(
            "allowed_methods",
            allowed.iter().map(|method| method.as_str()),
        )
        .texts(
            "cached_methods",
            cached.iter().map(|method| method.as_str()),
        )
}

fn default_behaviour(found: &DefaultCacheBehavior) -> Live {
    let policy = found.viewer_protocol_policy().as_str();
    let block = Live::block_of()
        .text("target_origin_id", Some(found.target_origin_id()))
        .text("viewer_protocol_policy", Some(policy))
        .flag("compress", found.compress())
        .flag("smooth_streaming", found.smooth_streaming())
        .text("cache_policy_id", found.cache_policy_id().filter(filled))
        .text(
            "origin_request_policy_id",
            found.origin_request_policy_id().filter(filled),
        )
        .text(
            "response_headers_policy_id",
            found.response_headers_policy_id().filter(filled),
        );
    methods(block, found.allowed_methods())
}

fn behaviour(found: &CacheBehavior) -> Live {
    let policy = found.viewer_protocol_policy().as_str();
    let block = Live::block_of()
        .text("path_pattern", Some(found.path_pattern()))
        .text("target_origin_id", Some(found.target_origin_id()))
        .text("viewer_protocol_policy", Some(policy))
        .flag("compress", found.compress())
        .flag("smooth_streaming", found.smooth_streaming())
        .text("cache_policy_id", found.cache_policy_id().filter(filled))
        .text(
            "origin_request_policy_id",
            found.origin_request_policy_id().filter(filled),
        )
        .text(
            "response_headers_policy_id",
            found.response_headers_policy_id().filter(filled),
        );
    methods(block, found.allowed_methods())
}

fn certificate(found: &ViewerCertificate) -> Live {
    let version = found
        .minimum_protocol_version()
        .map(|version| version.as_str());
    let method = found.ssl_support_method().map(|method| method.as_str());
    Live::block_of()
        .flag(
            "cloudfront_default_certificate",
            Some(found.cloud_front_default_certificate().unwrap_or(false)),
        )
        .text(
            "acm_certificate_arn",
            found.acm_certificate_arn().filter(filled),
        )
        .text(
            "iam_certificate_id",
            found.iam_certificate_id().filter(filled),
        )
        .text("minimum_protocol_version", version)
        .text("ssl_support_method", method.filter(filled))
}
