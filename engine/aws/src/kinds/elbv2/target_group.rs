//! `aws_lb_target_group`: where a load balancer sends to. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_elasticloadbalancingv2::types::{Matcher, TargetGroup, TargetGroupAttribute};
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::tags;
use super::target_group_settings::SETTINGS;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_lb_target_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_lb_target_group",
        replaces: &[
            "name",
            "name_prefix",
            "port",
            "protocol",
            "protocol_version",
            "target_type",
            "vpc_id",
            "ip_address_type",
            "target_control_port",
        ],
        filled_in: &[
            "name",
            "ip_address_type",
            "protocol_version",
            "health_check",
            "health_check[*].enabled",
            "health_check[*].healthy_threshold",
            "health_check[*].interval",
            "health_check[*].matcher",
            "health_check[*].path",
            "health_check[*].port",
            "health_check[*].protocol",
            "health_check[*].timeout",
            "health_check[*].unhealthy_threshold",
            "stickiness",
            "stickiness[*].cookie_duration",
            "stickiness[*].cookie_name",
            "stickiness[*].enabled",
            "deregistration_delay",
            "slow_start",
            "load_balancing_algorithm_type",
            "load_balancing_anomaly_mitigation",
            "load_balancing_cross_zone_enabled",
            "target_failover",
            "target_group_health",
            "target_group_health[*].dns_failover",
            "target_group_health[*].unhealthy_state_routing",
            "target_health_state",
            "target_health_state[*].unhealthy_draining_interval",
            "lambda_multi_value_headers_enabled",
            "preserve_client_ip",
            "proxy_protocol_v2",
            "connection_termination",
        ],
        defaults: &[
            ("target_type", Text("instance")),
            ("stickiness[*].enabled", Flag(true)),
            (
                "target_group_health[*].dns_failover[*].minimum_healthy_targets_count",
                Text("1"),
            ),
            (
                "target_group_health[*].dns_failover[*].minimum_healthy_targets_percentage",
                Text("off"),
            ),
            (
                "target_group_health[*].unhealthy_state_routing[*].minimum_healthy_targets_count",
                Whole(1),
            ),
            (
                "target_group_health[*].unhealthy_state_routing[*].minimum_healthy_targets_percentage",
                Text("off"),
            ),
        ],
        write_only: &["name_prefix"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["elasticloadbalancing:DescribeTargetGroups"],
        read: &[
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTags",
        ],
        create: &[
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:ModifyTargetGroupAttributes",
        ],
        update: &[
            "elasticloadbalancing:ModifyTargetGroup",
            "elasticloadbalancing:ModifyTargetGroupAttributes",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:RemoveTags",
        ],
        delete: &["elasticloadbalancing:DeleteTargetGroup"],
    },
    operations: &TargetGroups,
};

struct TargetGroups;

#[async_trait]
impl Operations for TargetGroups {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.elbv2().describe_target_groups().into_paginator().send();
        let mut arns = Vec::new();
        while let Some(page) = pages.next().await {
            let found = page?.target_groups.unwrap_or_default();
            arns.extend(found.into_iter().filter_map(|one| one.target_group_arn));
        }
        Ok(arns)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.elbv2().describe_target_groups().target_group_arns(id);
        let answer = request.send().await.or_absent()?;
        let found = answer.and_then(|answer| answer.target_groups);
        let Some(found) = found.into_iter().flatten().next() else {
            return Ok(None);
        };
        let request = aws.elbv2().describe_target_group_attributes();
        let pairs = request.target_group_arn(id).send().await.or_absent()?;
        let pairs = pairs.and_then(|pairs| pairs.attributes);
        let pairs = pairs.into_iter().flatten();
        let pairs = pairs.filter_map(|pair| Some((pair.key?, pair.value?)));
        let suffix = id.rsplit_once(':').map(|(_, suffix)| suffix);
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("arn_suffix", suffix)
            .text("name", found.target_group_name())
            .text("vpc_id", found.vpc_id())
            .text("target_type", found.target_type().map(|kind| kind.as_str()))
            .text(
                "protocol",
                found.protocol().map(|protocol| protocol.as_str()),
            )
            .text("protocol_version", found.protocol_version())
            .text(
                "ip_address_type",
                found.ip_address_type().map(|kind| kind.as_str()),
            )
            .whole("port", found.port())
            .whole("target_control_port", found.target_control_port())
            .texts("load_balancer_arns", found.load_balancer_arns())
            .block("health_check", Some(live_check(&found)))
            .tags(tags::read(aws, id).await?);
        Ok(Some(SETTINGS.live(live, pairs)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let check = desired.block("health_check");
        let text = |name| check.and_then(|check| check.string(name));
        let whole = |name| check.and_then(|check| check.whole::<i32>(name));
        let name: String = desired.name(operation).chars().take(32).collect();
        let answer = aws
            .elbv2()
            .create_target_group()
            .name(name)
            .set_protocol(desired.text("protocol").map(Into::into))
            .set_protocol_version(desired.string("protocol_version"))
            .set_port(desired.whole("port"))
            .set_target_control_port(desired.whole("target_control_port"))
            .set_vpc_id(desired.string("vpc_id"))
            .set_target_type(desired.text("target_type").map(Into::into))
            .set_ip_address_type(desired.text("ip_address_type").map(Into::into))
            .set_health_check_enabled(check.and_then(|check| check.flag("enabled")))
            .set_health_check_path(text("path"))
            .set_health_check_port(text("port"))
            .set_health_check_protocol(text("protocol").map(|text| text.as_str().into()))
            .set_health_check_interval_seconds(whole("interval"))
            .set_health_check_timeout_seconds(whole("timeout"))
            .set_healthy_threshold_count(whole("healthy_threshold"))
            .set_unhealthy_threshold_count(whole("unhealthy_threshold"))
            .set_matcher(text("matcher").map(|codes| matcher(desired, codes)))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        let made = answer.target_groups.unwrap_or_default().into_iter().next();
        made.and_then(|made| made.target_group_arn)
            .ok_or_else(|| Failure::incomplete("elasticloadbalancing:CreateTargetGroup", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["health_check"]) {
            let check = change.desired.block("health_check");
            let text = |name| check.and_then(|check| check.string(name));
            let whole = |name| check.and_then(|check| check.whole::<i32>(name));
            aws.elbv2()
                .modify_target_group()
                .target_group_arn(id)
                .set_health_check_enabled(check.and_then(|check| check.flag("enabled")))
                .set_health_check_path(text("path"))
                .set_health_check_port(text("port"))
                .set_health_check_protocol(text("protocol").map(|text| text.as_str().into()))
                .set_health_check_interval_seconds(whole("interval"))
                .set_health_check_timeout_seconds(whole("timeout"))
                .set_healthy_threshold_count(whole("healthy_threshold"))
                .set_unhealthy_threshold_count(whole("unhealthy_threshold"))
                .set_matcher(text("matcher").map(|codes| matcher(change.desired, codes)))
                .send()
                .await?;
        }
        let changed: Vec<TargetGroupAttribute> = SETTINGS
            .changes(change.prior, change.desired)
            .into_iter()
            .map(|(key, value)| {
                TargetGroupAttribute::builder()
                    .key(key)
                    .value(value)
                    .build()
            })
            .collect();
        if !changed.is_empty() {
            let request = aws.elbv2().modify_target_group_attributes();
            let request = request.target_group_arn(id).set_attributes(Some(changed));
            request.send().await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.elbv2().delete_target_group().target_group_arn(id);
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

/// Status codes of HTTP, or of gRPC where that is spoken.
fn matcher(desired: Attributes<'_>, codes: String) -> Matcher {
    let builder = Matcher::builder();
    match desired.text("protocol_version") {
        Some("GRPC") => builder.grpc_code(codes).build(),
        _ => builder.http_code(codes).build(),
    }
}

fn live_check(found: &TargetGroup) -> Live {
    let matcher = found.matcher();
    let codes = matcher.and_then(|matcher| matcher.http_code().or(matcher.grpc_code()));
    let protocol = found.health_check_protocol();
    Live::block_of()
        .flag("enabled", found.health_check_enabled())
        .text("path", found.health_check_path())
        .text("port", found.health_check_port())
        .text("protocol", protocol.map(|protocol| protocol.as_str()))
        .text("matcher", codes)
        .whole("interval", found.health_check_interval_seconds())
        .whole("timeout", found.health_check_timeout_seconds())
        .whole("healthy_threshold", found.healthy_threshold_count())
        .whole("unhealthy_threshold", found.unhealthy_threshold_count())
}
