//! What a distribution is to be, as CloudFront wants to be told.

use aws_sdk_cloudfront::types::{
    Aliases, AllowedMethods, CacheBehavior, CacheBehaviors, CachedMethods, CustomErrorResponse,
    CustomErrorResponses, CustomHeaders, CustomOriginConfig, DefaultCacheBehavior,
    DistributionConfig, FunctionAssociations, GeoRestriction, LambdaFunctionAssociations, Method,
    Origin, OriginCustomHeader, OriginGroup, OriginGroupFailoverCriteria, OriginGroupMember,
    OriginGroupMembers, OriginGroups, OriginSslProtocols, Origins, Restrictions, S3OriginConfig,
    SslProtocol, StatusCodes, TrustedKeyGroups, ViewerCertificate,
};

use super::built;
use super::items::quantity;
use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;

/// The configuration. `reference` tells it from others, and stays the same for all its life.
pub fn config(desired: Attributes<'_>, reference: &str) -> Result<DistributionConfig> {
    let aliases = desired.texts("aliases");
    let aliases = Aliases::builder()
        .quantity(quantity(&aliases))
        .set_items(Some(aliases).filter(|aliases| !aliases.is_empty()))
        .build();
    let behaviour = desired.block("default_cache_behavior").ok_or_else(|| {
        let message = "`default_cache_behavior` is missing";
        Failure::invalid("cloudfront:CreateDistribution", message)
    })?;
    built(
        DistributionConfig::builder()
            .caller_reference(reference)
            .comment(desired.text("comment").unwrap_or_default())
            .enabled(desired.flag("enabled").unwrap_or(true))
            .is_ipv6_enabled(desired.flag("is_ipv6_enabled").unwrap_or(false))
            .set_http_version(desired.text("http_version").map(Into::into))
            .set_price_class(desired.text("price_class").map(Into::into))
            .default_root_object(desired.text("default_root_object").unwrap_or_default())
            .web_acl_id(desired.text("web_acl_id").unwrap_or_default())
            .aliases(built(aliases)?)
            .origins(origins(desired)?)
            .origin_groups(origin_groups(desired)?)
            .default_cache_behavior(default_behaviour(behaviour)?)
            .cache_behaviors(behaviours(desired)?)
            .custom_error_responses(error_responses(desired)?)
            .set_restrictions(restrictions(desired)?)
            .set_viewer_certificate(certificate(desired))
            .build(),
    )
}

fn origins(desired: Attributes<'_>) -> Result<Origins> {
    let origins: Vec<Origin> = desired
        .blocks("origin")
        .into_iter()
        .map(origin)
        .collect::<Result<_>>()?;
    let builder = Origins::builder().quantity(quantity(&origins));
    built(builder.set_items(Some(origins)).build())
}

fn origin(block: Attributes<'_>) -> Result<Origin> {
    let mut headers = Vec::new();
    for header in block.blocks("custom_header") {
        let header = OriginCustomHeader::builder()
            .header_name(header.required("name")?)
            .header_value(header.required("value")?)
            .build();
        headers.push(built(header)?);
    }
    let headers = CustomHeaders::builder()
        .quantity(quantity(&headers))
        .set_items(Some(headers).filter(|headers| !headers.is_empty()))
        .build();
    let custom = block
        .block("custom_origin_config")
        .map(custom_origin)
        .transpose()?;
    let identity = block.block("s3_origin_config");
    let identity = identity.and_then(|identity| identity.string("origin_access_identity"));
    // What is no server of its own is a bucket.
    let bucket = custom.is_none().then(|| {
        S3OriginConfig::builder()
            .origin_access_identity(identity.unwrap_or_default())
            .build()
    });
    built(
        Origin::builder()
            .id(block.required("origin_id")?)
            .domain_name(block.required("domain_name")?)
            .origin_path(block.text("origin_path").unwrap_or_default())
            .set_origin_access_control_id(block.string("origin_access_control_id"))
            .set_connection_attempts(block.whole("connection_attempts"))
            .set_connection_timeout(block.whole("connection_timeout"))
            .custom_headers(built(headers)?)
            .set_custom_origin_config(custom)
            .set_s3_origin_config(bucket)
            .build(),
    )
}

fn custom_origin(block: Attributes<'_>) -> Result<CustomOriginConfig> {
    let protocols = block.texts("origin_ssl_protocols");
    let protocols: Vec<SslProtocol> = protocols
        .iter()
        .map(|name| SslProtocol::from(name.as_str()))
        .collect();
    let protocols = OriginSslProtocols::builder()
        .quantity(quantity(&protocols))
        .set_items(Some(protocols))
        .build();
    built(
        CustomOriginConfig::builder()
            .http_port(block.whole("http_port").unwrap_or(80))
            .https_port(block.whole("https_port").unwrap_or(443))
            .origin_protocol_policy(block.required("origin_protocol_policy")?.into())
            .origin_ssl_protocols(built(protocols)?)
            .set_origin_read_timeout(block.whole("origin_read_timeout"))
            .set_origin_keepalive_timeout(block.whole("origin_keepalive_timeout"))
            .build(),
    )
}

fn origin_groups(desired: Attributes<'_>) -> Result<OriginGroups> {
    let mut groups = Vec::new();
    for block in desired.blocks("origin_group") {
        let criteria = block.block("failover_criteria");
        let codes = criteria.and_then(|criteria| criteria.get("status_codes"));
        let codes = codes.and_then(|codes| codes.as_list()).unwrap_or_default();
        let codes: Vec<i32> = codes
            .iter()
            .filter_map(|code| match code.unmarked() {
                tollgate_model::Value::Number(number) => i32::try_from(number.as_i64()?).ok(),
                _ => None,
            })
            .collect();
        let codes = StatusCodes::builder()
            .quantity(quantity(&codes))
            .set_items(Some(codes))
            .build();
        let criteria = OriginGroupFailoverCriteria::builder().status_codes(built(codes)?);
        let mut members = Vec::new();
        for member in block.blocks("member") {
            let member = OriginGroupMember::builder().origin_id(member.required("origin_id")?);
            members.push(built(member.build())?);
        }
        let members = OriginGroupMembers::builder()
            .quantity(quantity(&members))
            .set_items(Some(members))
            .build();
        let group = OriginGroup::builder()
            .id(block.required("origin_id")?)
            .failover_criteria(criteria.build())
            .members(built(members)?)
            .build();
        groups.push(built(group)?);
    }
    built(
        OriginGroups::builder()
            .quantity(quantity(&groups))
            .set_items(Some(groups).filter(|groups| !groups.is_empty()))
            .build(),
    )
}

fn methods(block: Attributes<'_>) -> Result<AllowedMethods> {
    let named = |name: &str| -> Vec<Method> {
        let names = block.texts(name);
        names
            .iter()
            .map(|name| Method::from(name.as_str()))
            .collect()
    };
    let cached = named("cached_methods");
    let cached = CachedMethods::builder()
        .quantity(quantity(&cached))
        .set_items(Some(cached))
        .build();
    let allowed = named("allowed_methods");
    built(
        AllowedMethods::builder()
            .quantity(quantity(&allowed))
            .set_items(Some(allowed))
            .cached_methods(built(cached)?)
            .build(),
    )
}

/// Refuses what would be dropped without a word.
fn refuse(block: Attributes<'_>) -> Result<()> {
    for name in [
        "forwarded_values",
        "lambda_function_association",
        "function_association",
        "grpc_config",
    ] {
        if block.block(name).is_some() {
            let message = format!("`{name}` of a cache behaviour cannot be made yet");
            return Err(Failure::invalid("cloudfront:CreateDistribution", message));
        }
    }
    Ok(())
}

fn no_functions() -> Result<(
    LambdaFunctionAssociations,
    FunctionAssociations,
    TrustedKeyGroups,
)> {
    Ok((
        built(LambdaFunctionAssociations::builder().quantity(0).build())?,
        built(FunctionAssociations::builder().quantity(0).build())?,
        built(
            TrustedKeyGroups::builder()
                .enabled(false)
                .quantity(0)
                .build(),
        )?,
    ))
}

fn default_behaviour(block: Attributes<'_>) -> Result<DefaultCacheBehavior> {
    refuse(block)?;
    let (lambdas, functions, groups) = no_functions()?;
    built(
        DefaultCacheBehavior::builder()
            .target_origin_id(block.required("target_origin_id")?)
            .viewer_protocol_policy(block.required("viewer_protocol_policy")?.into())
            .allowed_methods(methods(block)?)
            .compress(block.flag("compress").unwrap_or(false))
            .smooth_streaming(block.flag("smooth_streaming").unwrap_or(false))
            .set_cache_policy_id(block.string("cache_policy_id"))
            .set_origin_request_policy_id(block.string("origin_request_policy_id"))
            .set_response_headers_policy_id(block.string("response_headers_policy_id"))
            .lambda_function_associations(lambdas)
            .function_associations(functions)
            .trusted_key_groups(groups)
            .build(),
    )
}

fn behaviours(desired: Attributes<'_>) -> Result<CacheBehaviors> {
    let mut all = Vec::new();
    for block in desired.blocks("ordered_cache_behavior") {
        refuse(block)?;
        let (lambdas, functions, groups) = no_functions()?;
        let one = CacheBehavior::builder()
            .path_pattern(block.required("path_pattern")?)
            .target_origin_id(block.required("target_origin_id")?)
            .viewer_protocol_policy(block.required("viewer_protocol_policy")?.into())
            .allowed_methods(methods(block)?)
            .compress(block.flag("compress").unwrap_or(false))
            .smooth_streaming(block.flag("smooth_streaming").unwrap_or(false))
            .set_cache_policy_id(block.string("cache_policy_id"))
            .set_origin_request_policy_id(block.string("origin_request_policy_id"))
            .set_response_headers_policy_id(block.string("response_headers_policy_id"))
            .lambda_function_associations(lambdas)
            .function_associations(functions)
            .trusted_key_groups(groups)
            .build();
        all.push(built(one)?);
    }
    built(
        CacheBehaviors::builder()
            .quantity(quantity(&all))
            .set_items(Some(all).filter(|all| !all.is_empty()))
            .build(),
    )
}

fn error_responses(desired: Attributes<'_>) -> Result<CustomErrorResponses> {
    let mut all = Vec::new();
    for block in desired.blocks("custom_error_response") {
        let code = block.whole::<i32>("response_code").filter(|code| *code > 0);
        let one = CustomErrorResponse::builder()
            .error_code(block.whole("error_code").unwrap_or(0))
            .set_response_code(code.map(|code| code.to_string()))
            .set_response_page_path(block.string("response_page_path"))
            .set_error_caching_min_ttl(block.whole("error_caching_min_ttl"))
            .build();
        all.push(built(one)?);
    }
    built(
        CustomErrorResponses::builder()
            .quantity(quantity(&all))
            .set_items(Some(all).filter(|all| !all.is_empty()))
            .build(),
    )
}

fn restrictions(desired: Attributes<'_>) -> Result<Option<Restrictions>> {
    let geo = desired
        .block("restrictions")
        .and_then(|block| block.block("geo_restriction"));
    let Some(geo) = geo else { return Ok(None) };
    let places = geo.texts("locations");
    let geo = GeoRestriction::builder()
        .restriction_type(geo.required("restriction_type")?.into())
        .quantity(quantity(&places))
        .set_items(Some(places).filter(|places| !places.is_empty()))
        .build();
    Ok(Some(
        Restrictions::builder().geo_restriction(built(geo)?).build(),
    ))
}

fn certificate(desired: Attributes<'_>) -> Option<ViewerCertificate> {
    let block = desired.block("viewer_certificate")?;
    let builder = ViewerCertificate::builder();
    if block.flag("cloudfront_default_certificate") == Some(true) {
        return Some(builder.cloud_front_default_certificate(true).build());
    }
    Some(
        builder
            .set_acm_certificate_arn(block.string("acm_certificate_arn"))
            .set_iam_certificate_id(block.string("iam_certificate_id"))
            .set_minimum_protocol_version(block.text("minimum_protocol_version").map(Into::into))
            .set_ssl_support_method(block.text("ssl_support_method").map(Into::into))
            .build(),
    )
}
