//! `aws_vpc_endpoint`: a network's way to a service without the internet.

use async_trait::async_trait;
use aws_sdk_ec2::types::{DnsOptionsSpecification, ResourceType, State, SubnetConfiguration};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::{tags, unsuccessful, vpc_endpoint_live as endpoint};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};

/// `aws_vpc_endpoint`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_vpc_endpoint",
        replaces: &[
            "resource_configuration_arn",
            "service_name",
            "service_network_arn",
            "service_region",
            "vpc_endpoint_type",
            "vpc_id",
        ],
        filled_in: &[
            "dns_options",
            "dns_options[*].dns_record_ip_type",
            "dns_options[*].private_dns_only_for_inbound_resolver_endpoint",
            "ip_address_type",
            "policy",
            "private_dns_enabled",
            "route_table_ids",
            "security_group_ids",
            "service_region",
            "subnet_configuration",
            "subnet_configuration[*].ipv4",
            "subnet_configuration[*].ipv6",
            "subnet_ids",
        ],
        defaults: &[("vpc_endpoint_type", Text("Gateway"))],
        write_only: &["auto_accept"],
        documents: &["policy"],
        recomputed: &[
            ("dns_entry", &["private_dns_enabled", "subnet_ids"]),
            ("network_interface_ids", &["subnet_ids"]),
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[
        "InvalidVpcId.NotFound",
        "InvalidVpcID.NotFound",
        "InvalidRouteTableId.NotFound",
        "InvalidRouteTableID.NotFound",
        "InvalidSubnetId.NotFound",
        "InvalidSecurityGroupId.NotFound",
    ],
    permissions: Permissions {
        list: &["ec2:DescribeVpcEndpoints"],
        read: &[
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribePrefixLists",
            "ec2:DescribeNetworkInterfaces",
        ],
        create: &[
            "ec2:CreateVpcEndpoint",
            "ec2:CreateTags",
            "ec2:ModifyVpcEndpoint",
        ],
        update: &["ec2:ModifyVpcEndpoint", "ec2:CreateTags", "ec2:DeleteTags"],
        delete: &["ec2:DeleteVpcEndpoints"],
    },
    operations: &VpcEndpoint,
};

struct VpcEndpoint;

#[async_trait]
impl Operations for VpcEndpoint {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_vpc_endpoints().into_paginator();
        let mut endpoints = pages.items().send();
        let mut ids = Vec::new();
        while let Some(endpoint) = endpoints.next().await {
            let endpoint = endpoint?;
            if !endpoint::is_gone(&endpoint) {
                ids.extend(endpoint.vpc_endpoint_id);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        match endpoint::described(aws, id).await? {
            Some(endpoint) if !endpoint::is_gone(&endpoint) => {
                Ok(Some(endpoint::live(aws, id, &endpoint).await?))
            }
            _ => Ok(None),
        }
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .ec2()
            .create_vpc_endpoint()
            .client_token(&operation.id)
            .vpc_id(desired.required("vpc_id")?)
            .set_vpc_endpoint_type(desired.text("vpc_endpoint_type").map(Into::into))
            .set_service_name(desired.string("service_name"))
            .set_service_region(desired.string("service_region"))
            .set_service_network_arn(desired.string("service_network_arn"))
            .set_resource_configuration_arn(desired.string("resource_configuration_arn"))
            .set_policy_document(desired.string("policy"))
            .set_route_table_ids(desired.some_texts("route_table_ids"))
            .set_subnet_ids(desired.some_texts("subnet_ids"))
            .set_subnet_configurations(subnets(desired))
            .set_security_group_ids(desired.some_texts("security_group_ids"))
            .set_private_dns_enabled(desired.flag("private_dns_enabled"))
            .set_ip_address_type(desired.text("ip_address_type").map(Into::into))
            .set_dns_options(desired.block("dns_options").map(dns))
            .tag_specifications(tags::specification(
                ResourceType::VpcEndpoint,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .vpc_endpoint
            .and_then(|endpoint| endpoint.vpc_endpoint_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateVpcEndpoint", "endpoint"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(endpoint) = endpoint::described(aws, id).await? else {
            return Ok(Progress::Going("pending".to_owned()));
        };
        Ok(match endpoint::state(&endpoint) {
            // Whoever owns the service must accept it: that may take days.
            None | Some(State::Available | State::PendingAcceptance | State::Deleted) => {
                Progress::Done
            }
            Some(state @ (State::Failed | State::Rejected | State::Expired)) => {
                let error = endpoint.last_error().and_then(|error| error.message());
                let reason = error.or(endpoint.failure_reason());
                Progress::Failed(reason.unwrap_or(state.as_str()).to_owned())
            }
            Some(state) => Progress::Going(state.as_str().to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        modify(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_vpc_endpoints().vpc_endpoint_ids(id);
        let Some(answer) = request.send().await.or_absent()? else {
            return Ok(());
        };
        unsuccessful::check("ec2:DeleteVpcEndpoints", answer.unsuccessful())
            .or_absent()
            .map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_vpc_endpoints();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let endpoints = answer.vpc_endpoints.unwrap_or_default();
        let made = endpoints.into_iter().find(|endpoint| {
            !endpoint::is_gone(endpoint) && tags::is_made_by(endpoint.tags(), operation)
        });
        Ok(made.and_then(|endpoint| endpoint.vpc_endpoint_id))
    }
}

/// What one call changes.
const MODIFIED: &[&str] = &[
    "dns_options",
    "ip_address_type",
    "policy",
    "private_dns_enabled",
    "route_table_ids",
    "security_group_ids",
    "subnet_configuration",
    "subnet_ids",
];

async fn modify(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    if !change.touches(MODIFIED) {
        return Ok(());
    }
    let desired = change.desired;
    let touched = |name: &'static str| change.touches(&[name]).then_some(name);
    let some = |texts: Vec<String>| (!texts.is_empty()).then_some(texts);
    let (new_tables, old_tables) = change.difference("route_table_ids");
    let (new_groups, old_groups) = change.difference("security_group_ids");
    let (new_subnets, old_subnets) = change.difference("subnet_ids");
    let policy = touched("policy").map(|name| desired.string(name));
    let address = touched("ip_address_type").and_then(|name| desired.text(name));
    let dns_options = touched("dns_options").and_then(|name| desired.block(name));
    let request = aws
        .ec2()
        .modify_vpc_endpoint()
        .vpc_endpoint_id(id)
        .set_add_route_table_ids(some(new_tables))
        .set_remove_route_table_ids(some(old_tables))
        .set_add_security_group_ids(some(new_groups))
        .set_remove_security_group_ids(some(old_groups))
        .set_add_subnet_ids(some(new_subnets))
        .set_remove_subnet_ids(some(old_subnets))
        .set_subnet_configurations(touched("subnet_configuration").and_then(|_| subnets(desired)))
        .set_reset_policy((policy == Some(None)).then_some(true))
        .set_policy_document(policy.flatten())
        .set_private_dns_enabled(touched("private_dns_enabled").and_then(|name| desired.flag(name)))
        .set_ip_address_type(address.map(Into::into))
        .set_dns_options(dns_options.map(dns));
    request.send().await?;
    Ok(())
}

fn subnets(endpoint: Attributes<'_>) -> Option<Vec<SubnetConfiguration>> {
    let blocks = endpoint.blocks("subnet_configuration").into_iter();
    let subnets: Vec<SubnetConfiguration> = blocks
        .map(|subnet| {
            SubnetConfiguration::builder()
                .set_subnet_id(subnet.string("subnet_id"))
                .set_ipv4(subnet.string("ipv4"))
                .set_ipv6(subnet.string("ipv6"))
                .build()
        })
        .collect();
    (!subnets.is_empty()).then_some(subnets)
}

fn dns(options: Attributes<'_>) -> DnsOptionsSpecification {
    let name = "private_dns_only_for_inbound_resolver_endpoint";
    DnsOptionsSpecification::builder()
        .set_dns_record_ip_type(options.text("dns_record_ip_type").map(Into::into))
        .set_private_dns_only_for_inbound_resolver_endpoint(options.flag(name))
        .build()
}
