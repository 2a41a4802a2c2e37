//! `aws_lb_listener`: what a load balancer listens to. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_elasticloadbalancingv2::types::{
    Certificate, Listener, ListenerAttribute, MutualAuthenticationAttributes,
};
use tollgate_model::facts::Default::{Text, Whole};
use tollgate_model::{Facts, Object};

use super::listener_settings::SETTINGS;
use super::{actions, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_lb_listener`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_lb_listener",
        replaces: &["load_balancer_arn"],
        filled_in: &[
            "ssl_policy",
            "mutual_authentication",
            "protocol",
            "tcp_idle_timeout_seconds",
            "mutual_authentication[*].advertise_trust_store_ca_names",
            "mutual_authentication[*].ignore_client_certificate_expiry",
            "default_action[*].order",
            "default_action[*].forward[*].stickiness",
            "default_action[*].fixed_response[*].status_code",
            "default_action[*].authenticate_cognito[*].on_unauthenticated_request",
            "default_action[*].authenticate_cognito[*].scope",
            "default_action[*].authenticate_cognito[*].session_cookie_name",
            "default_action[*].authenticate_cognito[*].session_timeout",
            "default_action[*].authenticate_oidc[*].on_unauthenticated_request",
            "default_action[*].authenticate_oidc[*].scope",
            "default_action[*].authenticate_oidc[*].session_cookie_name",
            "default_action[*].authenticate_oidc[*].session_timeout",
            "routing_http_request_x_amzn_mtls_clientcert_header_name",
            "routing_http_request_x_amzn_mtls_clientcert_issuer_header_name",
            "routing_http_request_x_amzn_mtls_clientcert_leaf_header_name",
            "routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name",
            "routing_http_request_x_amzn_mtls_clientcert_subject_header_name",
            "routing_http_request_x_amzn_mtls_clientcert_validity_header_name",
            "routing_http_request_x_amzn_tls_cipher_suite_header_name",
            "routing_http_request_x_amzn_tls_version_header_name",
            "routing_http_response_access_control_allow_credentials_header_value",
            "routing_http_response_access_control_allow_headers_header_value",
            "routing_http_response_access_control_allow_methods_header_value",
            "routing_http_response_access_control_allow_origin_header_value",
            "routing_http_response_access_control_expose_headers_header_value",
            "routing_http_response_access_control_max_age_header_value",
            "routing_http_response_content_security_policy_header_value",
            "routing_http_response_server_enabled",
            "routing_http_response_strict_transport_security_header_value",
            "routing_http_response_x_content_type_options_header_value",
            "routing_http_response_x_frame_options_header_value",
        ],
        defaults: &[
            (
                "default_action[*].forward[*].target_group[*].weight",
                Whole(1),
            ),
            ("default_action[*].redirect[*].host", Text("#{host}")),
            ("default_action[*].redirect[*].path", Text("/#{path}")),
            ("default_action[*].redirect[*].port", Text("#{port}")),
            (
                "default_action[*].redirect[*].protocol",
                Text("#{protocol}"),
            ),
            ("default_action[*].redirect[*].query", Text("#{query}")),
        ],
        write_only: &["default_action[*].authenticate_oidc[*].client_secret"],
        sensitive: &["default_action[*].authenticate_oidc[*].client_secret"],
        alike: &[("default_action", |prior, desired| {
            actions::alike(prior, desired, "default_action")
        })],
        ..Facts::NONE
    },
    find: Find::Tag,
    // A certificate is not seen at once.
    not_yet: &[
        "CertificateNotFound",
        "UnsupportedCertificate",
        "TargetGroupNotFound",
    ],
    permissions: Permissions {
        list: &[
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeListeners",
        ],
        read: &[
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeListenerAttributes",
            "elasticloadbalancing:DescribeTags",
        ],
        create: &[
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:ModifyListenerAttributes",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:DescribeLoadBalancers",
        ],
        update: &[
            "elasticloadbalancing:ModifyListener",
            "elasticloadbalancing:ModifyListenerAttributes",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:RemoveTags",
        ],
        delete: &["elasticloadbalancing:DeleteListener"],
    },
    operations: &Listeners,
};

struct Listeners;

#[async_trait]
impl Operations for Listeners {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        arns(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.elbv2().describe_listeners().listener_arns(id);
        let answer = request.send().await.or_absent()?;
        let found = answer.and_then(|answer| answer.listeners);
        let Some(found) = found.into_iter().flatten().next() else {
            return Ok(None);
        };
        let request = aws.elbv2().describe_listener_attributes().listener_arn(id);
        let pairs = request.send().await.or_absent()?;
        let pairs = pairs.and_then(|pairs| pairs.attributes);
        let pairs = pairs.into_iter().flatten();
        let pairs = pairs.filter_map(|pair| Some((pair.key?, pair.value?)));
        let live = live(id, &found).tags(tags::read(aws, id).await?);
        Ok(Some(SETTINGS.live(live, pairs)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .elbv2()
            .create_listener()
            .load_balancer_arn(desired.required("load_balancer_arn")?)
            .set_protocol(desired.text("protocol").map(Into::into))
            .set_port(desired.whole("port"))
            .set_ssl_policy(desired.string("ssl_policy"))
            .set_alpn_policy(desired.string("alpn_policy").map(|policy| vec![policy]))
            .set_certificates(certificates(desired))
            .set_mutual_authentication(mutual(desired))
            .set_default_actions(Some(actions::wanted(desired, "default_action")?))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        let made = answer.listeners.unwrap_or_default().into_iter().next();
        made.and_then(|made| made.listener_arn)
            .ok_or_else(|| Failure::incomplete("elasticloadbalancing:CreateListener", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let own = [
            "protocol",
            "port",
            "ssl_policy",
            "alpn_policy",
            "certificate_arn",
            "default_action",
            "mutual_authentication",
        ];
        if change.touches(&own) {
            let desired = change.desired;
            let mutual = mutual(desired).filter(|_| change.touches(&["mutual_authentication"]));
            aws.elbv2()
                .modify_listener()
                .listener_arn(id)
                .set_protocol(desired.text("protocol").map(Into::into))
                .set_port(desired.whole("port"))
                .set_ssl_policy(
                    desired
                        .string("ssl_policy")
                        .filter(|_| is_encrypted(desired)),
                )
                .set_alpn_policy(desired.string("alpn_policy").map(|policy| vec![policy]))
                .set_certificates(certificates(desired))
                .set_mutual_authentication(mutual)
                .set_default_actions(Some(actions::wanted(desired, "default_action")?))
                .send()
                .await?;
        }
        put(aws, id, SETTINGS.changes(change.prior, change.desired)).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.elbv2().delete_listener().listener_arn(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        tags::made_by(aws, self.list(aws).await?, operation).await
    }
}

/// The ARNs of all listeners of all load balancers.
pub async fn arns(aws: &Aws) -> Result<Vec<String>> {
    let mut balancers = aws
        .elbv2()
        .describe_load_balancers()
        .into_paginator()
        .send();
    let mut arns = Vec::new();
    while let Some(page) = balancers.next().await {
        for balancer in page?.load_balancers() {
            let request = aws.elbv2().describe_listeners();
            let request = request.set_load_balancer_arn(balancer.load_balancer_arn.clone());
            let mut pages = request.into_paginator().send();
            while let Some(page) = pages.next().await {
                let found = page?.listeners.unwrap_or_default();
                arns.extend(found.into_iter().filter_map(|one| one.listener_arn));
            }
        }
    }
    Ok(arns)
}

fn certificates(desired: Attributes<'_>) -> Option<Vec<Certificate>> {
    let arn = desired
        .string("certificate_arn")
        .filter(|_| is_encrypted(desired))?;
    Some(vec![Certificate::builder().certificate_arn(arn).build()])
}

/// A certificate and a policy; what is not encrypted has neither.
fn is_encrypted(desired: Attributes<'_>) -> bool {
    matches!(desired.text("protocol"), Some("HTTPS" | "TLS"))
}

fn mutual(desired: Attributes<'_>) -> Option<MutualAuthenticationAttributes> {
    let block = desired.block("mutual_authentication")?;
    let names = block.text("advertise_trust_store_ca_names");
    let attributes = MutualAuthenticationAttributes::builder()
        .set_mode(block.string("mode"))
        .set_trust_store_arn(block.string("trust_store_arn"))
        .set_ignore_client_certificate_expiry(block.flag("ignore_client_certificate_expiry"))
        .set_advertise_trust_store_ca_names(names.map(Into::into));
    Some(attributes.build())
}

async fn put(aws: &Aws, arn: &str, pairs: Vec<(&'static str, String)>) -> Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let pairs = pairs.into_iter().map(|(key, value)| {
        let pair = ListenerAttribute::builder().key(key);
        pair.value(value).build()
    });
    let request = aws.elbv2().modify_listener_attributes().listener_arn(arn);
    request.set_attributes(Some(pairs.collect())).send().await?;
    Ok(())
}

fn live(id: &str, found: &Listener) -> Live {
    let certificate = found.certificates().first();
    let mutual = found.mutual_authentication().map(|mutual| {
        let names = mutual.advertise_trust_store_ca_names();
        Live::block_of()
            .text("mode", mutual.mode())
            .text("trust_store_arn", mutual.trust_store_arn())
            .flag(
                "ignore_client_certificate_expiry",
                mutual.ignore_client_certificate_expiry(),
            )
            .text(
                "advertise_trust_store_ca_names",
                names.map(|names| names.as_str()),
            )
    });
    let protocol = found.protocol().map(|protocol| protocol.as_str());
    Live::with_id(id)
        .text("arn", Some(id))
        .text("load_balancer_arn", found.load_balancer_arn())
        .text("protocol", protocol)
        .whole("port", found.port())
        .text("ssl_policy", found.ssl_policy())
        .text("alpn_policy", found.alpn_policy().first())
        .text(
            "certificate_arn",
            certificate.and_then(Certificate::certificate_arn),
        )
        .block("mutual_authentication", mutual)
        .blocks("default_action", actions::live(found.default_actions()))
}
