//! The actions that make sure who calls: Cognito, any provider of OpenID Connect, and tokens.

use aws_sdk_elasticloadbalancingv2::types::{
    AuthenticateCognitoActionConfig, AuthenticateOidcActionConfig,
    JwtValidationActionAdditionalClaim, JwtValidationActionConfig,
};

use crate::attributes::Attributes;
use crate::live::Live;

/// Parameters that are handed on to the provider.
const EXTRA: &str = "authentication_request_extra_params";

pub fn cognito(block: Attributes<'_>) -> AuthenticateCognitoActionConfig {
    let extra = block.map(EXTRA).into_iter().collect();
    let otherwise = block.text("on_unauthenticated_request");
    AuthenticateCognitoActionConfig::builder()
        .set_user_pool_arn(block.string("user_pool_arn"))
        .set_user_pool_client_id(block.string("user_pool_client_id"))
        .set_user_pool_domain(block.string("user_pool_domain"))
        .set_session_cookie_name(block.string("session_cookie_name"))
        .set_session_timeout(block.whole("session_timeout"))
        .set_scope(block.string("scope"))
        .set_authentication_request_extra_params(block.get(EXTRA).map(|_| extra))
        .set_on_unauthenticated_request(otherwise.map(Into::into))
        .build()
}

pub fn live_cognito(found: &AuthenticateCognitoActionConfig) -> Live {
    let otherwise = found.on_unauthenticated_request();
    Live::block_of()
        .text("user_pool_arn", found.user_pool_arn())
        .text("user_pool_client_id", found.user_pool_client_id())
        .text("user_pool_domain", found.user_pool_domain())
        .text("session_cookie_name", found.session_cookie_name())
        .whole("session_timeout", found.session_timeout())
        .text("scope", found.scope())
        .map(
            EXTRA,
            found
                .authentication_request_extra_params()
                .into_iter()
                .flatten(),
        )
        .text(
            "on_unauthenticated_request",
            otherwise.map(|otherwise| otherwise.as_str()),
        )
}

/// The client's secret is never told: where it is not at hand, the one that is there stays.
pub fn oidc(block: Attributes<'_>) -> AuthenticateOidcActionConfig {
    let extra = block.map(EXTRA).into_iter().collect();
    let otherwise = block.text("on_unauthenticated_request");
    let secret = block.string("client_secret");
    let stays = secret.is_none().then_some(true);
    AuthenticateOidcActionConfig::builder()
        .set_issuer(block.string("issuer"))
        .set_authorization_endpoint(block.string("authorization_endpoint"))
        .set_token_endpoint(block.string("token_endpoint"))
        .set_user_info_endpoint(block.string("user_info_endpoint"))
        .set_client_id(block.string("client_id"))
        .set_client_secret(secret)
        .set_use_existing_client_secret(stays)
        .set_session_cookie_name(block.string("session_cookie_name"))
        .set_session_timeout(block.whole("session_timeout"))
        .set_scope(block.string("scope"))
        .set_authentication_request_extra_params(block.get(EXTRA).map(|_| extra))
        .set_on_unauthenticated_request(otherwise.map(Into::into))
        .build()
}

pub fn live_oidc(found: &AuthenticateOidcActionConfig) -> Live {
    let otherwise = found.on_unauthenticated_request();
    Live::block_of()
        .text("issuer", found.issuer())
        .text("authorization_endpoint", found.authorization_endpoint())
        .text("token_endpoint", found.token_endpoint())
        .text("user_info_endpoint", found.user_info_endpoint())
        .text("client_id", found.client_id())
        .text("session_cookie_name", found.session_cookie_name())
        .whole("session_timeout", found.session_timeout())
        .text("scope", found.scope())
        .map(
            EXTRA,
            found
                .authentication_request_extra_params()
                .into_iter()
                .flatten(),
        )
        .text(
            "on_unauthenticated_request",
            otherwise.map(|otherwise| otherwise.as_str()),
        )
}

pub fn jwt(block: Attributes<'_>) -> JwtValidationActionConfig {
    let claims = block.blocks("additional_claim").into_iter().map(|claim| {
        JwtValidationActionAdditionalClaim::builder()
            .set_format(claim.text("format").map(Into::into))
            .set_name(claim.string("name"))
            .set_values(claim.some_texts("values"))
            .build()
    });
    let claims: Vec<JwtValidationActionAdditionalClaim> = claims.collect();
    JwtValidationActionConfig::builder()
        .set_issuer(block.string("issuer"))
        .set_jwks_endpoint(block.string("jwks_endpoint"))
        .set_additional_claims((!claims.is_empty()).then_some(claims))
        .build()
}

pub fn live_jwt(found: &JwtValidationActionConfig) -> Live {
    let claims = found.additional_claims().iter().map(|claim| {
        Live::block_of()
            .text("format", claim.format().map(|format| format.as_str()))
            .text("name", claim.name())
            .texts("values", claim.values())
    });
    Live::block_of()
        .text("issuer", found.issuer())
        .text("jwks_endpoint", found.jwks_endpoint())
        .blocks("additional_claim", claims)
}
