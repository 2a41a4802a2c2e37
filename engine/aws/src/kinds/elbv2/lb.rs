//! `aws_lb`: a load balancer. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_elasticloadbalancingv2::types::{
    AvailabilityZone, LoadBalancer, LoadBalancerAttribute, LoadBalancerSchemeEnum,
    LoadBalancerStateEnum, SubnetMapping,
};
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::lb_settings::SETTINGS;
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_lb`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_lb",
        replaces: &[
            "name",
            "name_prefix",
            "internal",
            "load_balancer_type",
            "customer_owned_ipv4_pool",
        ],
        filled_in: &[
            "name",
            "internal",
            "ip_address_type",
            "subnets",
            "subnet_mapping",
            "subnet_mapping[*].private_ipv4_address",
            "subnet_mapping[*].ipv6_address",
            "security_groups",
            "access_logs",
            "connection_logs",
            "health_check_logs",
            "dns_record_client_routing_policy",
            "enable_zonal_shift",
            "client_keep_alive",
            "enable_xff_client_port",
            "xff_header_processing_mode",
            "enforce_security_group_inbound_rules_on_private_link_traffic",
            "secondary_ips_auto_assigned_per_subnet",
        ],
        recomputed: &[
            ("subnets", &["subnet_mapping"]),
            ("subnet_mapping", &["subnets"]),
        ],
        defaults: &[
            ("load_balancer_type", Text("application")),
            ("drop_invalid_header_fields", Flag(false)),
            ("desync_mitigation_mode", Text("defensive")),
            ("enable_http2", Flag(true)),
            ("enable_deletion_protection", Flag(false)),
            ("enable_cross_zone_load_balancing", Flag(false)),
            ("enable_waf_fail_open", Flag(false)),
            ("preserve_host_header", Flag(false)),
            ("enable_tls_version_and_cipher_suite_headers", Flag(false)),
            ("idle_timeout", Whole(60)),
        ],
        write_only: &["name_prefix"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[
        "InvalidConfigurationRequest",
        "SubnetNotFound",
        "InvalidSecurityGroup",
    ],
    permissions: Permissions {
        list: &["elasticloadbalancing:DescribeLoadBalancers"],
        read: &[
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeLoadBalancerAttributes",
            "elasticloadbalancing:DescribeTags",
        ],
        create: &[
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:ModifyLoadBalancerAttributes",
        ],
        update: &[
            "elasticloadbalancing:ModifyLoadBalancerAttributes",
            "elasticloadbalancing:SetSecurityGroups",
            "elasticloadbalancing:SetSubnets",
            "elasticloadbalancing:SetIpAddressType",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:RemoveTags",
        ],
        delete: &["elasticloadbalancing:DeleteLoadBalancer"],
    },
    operations: &LoadBalancers,
};

/// Whether security groups hold for what comes over PrivateLink, too.
const LINK: &str = "enforce_security_group_inbound_rules_on_private_link_traffic";

struct LoadBalancers;

#[async_trait]
impl Operations for LoadBalancers {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws
            .elbv2()
            .describe_load_balancers()
            .into_paginator()
            .send();
        let mut arns = Vec::new();
        while let Some(page) = pages.next().await {
            let found = page?.load_balancers.unwrap_or_default();
            arns.extend(found.into_iter().filter_map(|one| one.load_balancer_arn));
        }
        Ok(arns)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(found) = described(aws, id).await? else {
            return Ok(None);
        };
        let request = aws.elbv2().describe_load_balancer_attributes();
        let pairs = request.load_balancer_arn(id).send().await.or_absent()?;
        let pairs = pairs.and_then(|pairs| pairs.attributes);
        let pairs = pairs.into_iter().flatten();
        let pairs = pairs.filter_map(|pair| Some((pair.key?, pair.value?)));
        let zones = found.availability_zones();
        let subnets = zones.iter().filter_map(AvailabilityZone::subnet_id);
        let is_internal = found.scheme() == Some(&LoadBalancerSchemeEnum::Internal);
        let suffix = id.rsplit_once(":loadbalancer/").map(|(_, suffix)| suffix);
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("arn_suffix", suffix)
            .text("name", found.load_balancer_name())
            .text("dns_name", found.dns_name())
            .text("zone_id", found.canonical_hosted_zone_id())
            .text("vpc_id", found.vpc_id())
            .text(
                "load_balancer_type",
                found.r#type().map(|kind| kind.as_str()),
            )
            .text(
                "ip_address_type",
                found.ip_address_type().map(|kind| kind.as_str()),
            )
            .flag("internal", Some(is_internal))
            .texts("subnets", subnets)
            .blocks("subnet_mapping", zones.iter().map(live_mapping))
            .text("customer_owned_ipv4_pool", found.customer_owned_ipv4_pool())
            .text(
                LINK,
                found.enforce_security_group_inbound_rules_on_private_link_traffic(),
            )
            .texts("security_groups", found.security_groups())
            .tags(tags::read(aws, id).await?);
        Ok(Some(SETTINGS.live(live, pairs)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let scheme = match desired.flag("internal") {
            Some(true) => LoadBalancerSchemeEnum::Internal,
            _ => LoadBalancerSchemeEnum::InternetFacing,
        };
        let name: String = desired.name(operation).chars().take(32).collect();
        let answer = aws
            .elbv2()
            .create_load_balancer()
            .name(name)
            .scheme(scheme)
            .set_type(desired.text("load_balancer_type").map(Into::into))
            .set_ip_address_type(desired.text("ip_address_type").map(Into::into))
            .set_subnets(desired.some_texts("subnets"))
            .set_subnet_mappings(mappings(desired))
            .set_security_groups(desired.some_texts("security_groups"))
            .set_customer_owned_ipv4_pool(desired.string("customer_owned_ipv4_pool"))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        let made = answer.load_balancers.unwrap_or_default().into_iter().next();
        made.and_then(|made| made.load_balancer_arn)
            .ok_or_else(|| Failure::incomplete("elasticloadbalancing:CreateLoadBalancer", "ARN"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let found = described(aws, id).await?;
        let state = found.as_ref().and_then(|found| found.state());
        Ok(match state.and_then(|state| state.code()) {
            Some(LoadBalancerStateEnum::Provisioning) => Progress::Going("provisioning".to_owned()),
            Some(LoadBalancerStateEnum::Failed) => {
                let reason = state.and_then(|state| state.reason()).unwrap_or("failed");
                Progress::Failed(reason.to_owned())
            }
            _ => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, SETTINGS.changes(change.prior, change.desired)).await?;
        let desired = change.desired;
        if change.touches(&["security_groups", LINK]) {
            let request = aws.elbv2().set_security_groups().load_balancer_arn(id);
            let rules = desired.text(LINK).map(Into::into);
            request
                .set_security_groups(Some(desired.texts("security_groups")))
                .set_enforce_security_group_inbound_rules_on_private_link_traffic(rules)
                .send()
                .await?;
        }
        if change.touches(&["ip_address_type"])
            && let Some(kind) = desired.text("ip_address_type")
        {
            let request = aws.elbv2().set_ip_address_type().load_balancer_arn(id);
            request.ip_address_type(kind.into()).send().await?;
        }
        if change.touches(&["subnets", "subnet_mapping"]) {
            let request = aws.elbv2().set_subnets().load_balancer_arn(id);
            // The one that does not change follows from the other.
            let subnets = desired.some_texts("subnets");
            let subnets = subnets.filter(|_| change.touches(&["subnets"]));
            let mappings = mappings(desired).filter(|_| subnets.is_none());
            request
                .set_subnets(subnets)
                .set_subnet_mappings(mappings)
                .send()
                .await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.elbv2().delete_load_balancer().load_balancer_arn(id);
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

async fn described(aws: &Aws, arn: &str) -> Result<Option<LoadBalancer>> {
    let request = aws
        .elbv2()
        .describe_load_balancers()
        .load_balancer_arns(arn);
    let answer = request.send().await.or_absent()?;
    let found = answer.and_then(|answer| answer.load_balancers);
    Ok(found.into_iter().flatten().next())
}

async fn put(aws: &Aws, arn: &str, pairs: Vec<(&'static str, String)>) -> Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let pairs = pairs.into_iter().map(|(key, value)| {
        let pair = LoadBalancerAttribute::builder().key(key);
        pair.value(value).build()
    });
    let request = aws.elbv2().modify_load_balancer_attributes();
    let request = request.load_balancer_arn(arn);
    request.set_attributes(Some(pairs.collect())).send().await?;
    Ok(())
}

/// The subnets with the addresses to use there; none where an author names subnets only.
fn mappings(desired: Attributes<'_>) -> Option<Vec<SubnetMapping>> {
    let mappings = desired.blocks("subnet_mapping").into_iter().map(|mapping| {
        SubnetMapping::builder()
            .set_subnet_id(mapping.string("subnet_id"))
            .set_allocation_id(mapping.string("allocation_id"))
            .set_private_ipv4_address(mapping.string("private_ipv4_address"))
            .set_ipv6_address(mapping.string("ipv6_address"))
            .build()
    });
    let mappings: Vec<SubnetMapping> = mappings.collect();
    (!mappings.is_empty()).then_some(mappings)
}

fn live_mapping(zone: &AvailabilityZone) -> Live {
    let address = zone.load_balancer_addresses().first();
    Live::block_of()
        .text("subnet_id", zone.subnet_id())
        .text("outpost_id", zone.outpost_id())
        .text("allocation_id", address.and_then(|at| at.allocation_id()))
        .text(
            "private_ipv4_address",
            address.and_then(|at| at.private_ipv4_address()),
        )
        .text("ipv6_address", address.and_then(|at| at.ipv6_address()))
}

/// The ARNs of all load balancers that speak HTTP.
pub async fn applications(aws: &Aws) -> Result<Vec<String>> {
    let mut arns = LoadBalancers.list(aws).await?;
    arns.retain(|arn| arn.contains(":loadbalancer/app/"));
    Ok(arns)
}
