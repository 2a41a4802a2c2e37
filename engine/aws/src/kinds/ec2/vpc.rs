//! `aws_vpc`: a network.

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, ResourceType, Vpc as Described, VpcAttributeName, VpcState,
};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_vpc`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_vpc",
        replaces: &["cidr_block", "ipv4_ipam_pool_id", "ipv4_netmask_length"],
        filled_in: &[
            "cidr_block",
            "ipv6_cidr_block",
            "enable_network_address_usage_metrics",
        ],
        defaults: &[
            ("instance_tenancy", Text("default")),
            ("enable_dns_support", Flag(true)),
            ("enable_dns_hostnames", Flag(false)),
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ec2:DescribeVpcs"],
        read: &["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute"],
        create: &["ec2:CreateVpc", "ec2:CreateTags", "ec2:ModifyVpcAttribute"],
        update: &["ec2:ModifyVpcAttribute", "ec2:CreateTags", "ec2:DeleteTags"],
        delete: &["ec2:DeleteVpc"],
    },
    operations: &Vpc,
};

struct Vpc;

#[async_trait]
impl Operations for Vpc {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.ec2().describe_vpcs().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(vpc) = pages.next().await {
            let vpc = vpc?;
            aws.keep(vpc.vpc_id(), &vpc);
            ids.extend(vpc.vpc_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(vpc) = described(aws, id).await? else {
            return Ok(None);
        };
        let owner = vpc.owner_id().unwrap_or_default();
        let arn = format!(
            "arn:{}:ec2:{}:{owner}:vpc/{id}",
            aws.partition(),
            aws.region()
        );
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("owner_id", vpc.owner_id())
            .text("cidr_block", vpc.cidr_block())
            .text(
                "instance_tenancy",
                vpc.instance_tenancy().map(|tenancy| tenancy.as_str()),
            )
            .text("dhcp_options_id", vpc.dhcp_options_id())
            .flag(
                "enable_dns_support",
                switch(aws, id, VpcAttributeName::EnableDnsSupport).await?,
            )
            .flag(
                "enable_dns_hostnames",
                switch(aws, id, VpcAttributeName::EnableDnsHostnames).await?,
            )
            .tags(tags::pairs(vpc.tags()));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .ec2()
            .create_vpc()
            .set_cidr_block(desired.string("cidr_block"))
            .set_instance_tenancy(desired.text("instance_tenancy").map(Into::into))
            .tag_specifications(tags::specification(
                ResourceType::Vpc,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .vpc
            .and_then(|vpc| vpc.vpc_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateVpc", "VPC"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let answer = aws.ec2().describe_vpcs().vpc_ids(id).send().await?;
        Ok(match answer.vpcs().first().and_then(|vpc| vpc.state()) {
            Some(VpcState::Available) | None => Progress::Done,
            Some(state) => Progress::Going(state.as_str().to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let value = |name| {
            let flag = change.desired.flag(name);
            flag.map(|flag| AttributeBooleanValue::builder().value(flag).build())
        };
        // One attribute a call: AWS takes no more.
        if change.touches(&["enable_dns_support"]) {
            let request = aws.ec2().modify_vpc_attribute().vpc_id(id);
            let request = request.set_enable_dns_support(value("enable_dns_support"));
            request.send().await?;
        }
        if change.touches(&["enable_dns_hostnames"]) {
            let request = aws.ec2().modify_vpc_attribute().vpc_id(id);
            let request = request.set_enable_dns_hostnames(value("enable_dns_hostnames"));
            request.send().await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_vpc().vpc_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_vpcs();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let vpc = answer.vpcs.unwrap_or_default().into_iter().next();
        Ok(vpc.and_then(|vpc| vpc.vpc_id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_vpcs().vpc_ids(id);
    let answer = request.send().await.or_absent()?;
    let vpcs = answer.and_then(|answer| answer.vpcs);
    Ok(vpcs.into_iter().flatten().next())
}

async fn switch(aws: &Aws, id: &str, name: VpcAttributeName) -> Result<Option<bool>> {
    let request = aws.ec2().describe_vpc_attribute().vpc_id(id);
    let answer = request.attribute(name).send().await?;
    let value = answer.enable_dns_support.or(answer.enable_dns_hostnames);
    Ok(value.and_then(|value| value.value))
}
