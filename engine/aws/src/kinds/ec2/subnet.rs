//! `aws_subnet`: a part of a network, in one zone.

use async_trait::async_trait;
use aws_sdk_ec2::operation::modify_subnet_attribute::builders::ModifySubnetAttributeFluentBuilder as Modify;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, ResourceType, Subnet as Described, SubnetCidrBlockStateCode,
    SubnetIpv6CidrBlockAssociation, SubnetState,
};
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_subnet`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_subnet",
        replaces: &[
            "vpc_id",
            "cidr_block",
            "availability_zone",
            "availability_zone_id",
            "ipv6_native",
            "outpost_arn",
        ],
        filled_in: &[
            "availability_zone",
            "availability_zone_id",
            "private_dns_hostname_type_on_launch",
        ],
        defaults: &[
            ("assign_ipv6_address_on_creation", Flag(false)),
            ("enable_dns64", Flag(false)),
            ("enable_resource_name_dns_a_record_on_launch", Flag(false)),
            (
                "enable_resource_name_dns_aaaa_record_on_launch",
                Flag(false),
            ),
            ("ipv6_native", Flag(false)),
            ("map_public_ip_on_launch", Flag(false)),
        ],
        recomputed: &[("ipv6_cidr_block_association_id", &["ipv6_cidr_block"])],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidVpcID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeSubnets"],
        read: &["ec2:DescribeSubnets"],
        create: &[
            "ec2:CreateSubnet",
            "ec2:CreateTags",
            "ec2:ModifySubnetAttribute",
        ],
        update: &[
            "ec2:ModifySubnetAttribute",
            "ec2:AssociateSubnetCidrBlock",
            "ec2:DisassociateSubnetCidrBlock",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:DeleteSubnet"],
    },
    operations: &Subnet,
};

/// Sets one truth value; a call takes no more than one.
type Switch = fn(Modify, AttributeBooleanValue) -> Modify;

/// The truth values that can be set once there is a subnet.
const SWITCHES: &[(&str, Switch)] = &[
    (
        "assign_ipv6_address_on_creation",
        Modify::assign_ipv6_address_on_creation,
    ),
    ("enable_dns64", Modify::enable_dns64),
    (
        "enable_resource_name_dns_a_record_on_launch",
        Modify::enable_resource_name_dns_a_record_on_launch,
    ),
    (
        "enable_resource_name_dns_aaaa_record_on_launch",
        Modify::enable_resource_name_dns_aaaa_record_on_launch,
    ),
    ("map_public_ip_on_launch", Modify::map_public_ip_on_launch),
];

struct Subnet;

#[async_trait]
impl Operations for Subnet {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_subnets().into_paginator();
        let mut subnets = pages.items().send();
        let mut ids = Vec::new();
        while let Some(subnet) = subnets.next().await {
            let subnet = subnet?;
            aws.keep(subnet.subnet_id(), &subnet);
            ids.extend(subnet.subnet_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let subnet = described(aws, id).await?;
        Ok(subnet.map(|subnet| live(id, &subnet)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .ec2()
            .create_subnet()
            .vpc_id(desired.required("vpc_id")?)
            .set_cidr_block(desired.string("cidr_block"))
            .set_availability_zone(desired.string("availability_zone"))
            .set_availability_zone_id(desired.string("availability_zone_id"))
            .set_ipv6_cidr_block(desired.string("ipv6_cidr_block"))
            .set_ipv6_native(desired.flag("ipv6_native").filter(|is_native| *is_native))
            .set_outpost_arn(desired.string("outpost_arn"))
            .tag_specifications(tags::specification(
                ResourceType::Subnet,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .subnet
            .and_then(|subnet| subnet.subnet_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateSubnet", "subnet"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(subnet) = described(aws, id).await? else {
            return Ok(Progress::Going("pending".to_owned()));
        };
        let blocks = subnet.ipv6_cidr_block_association_set();
        let passing = blocks.iter().filter_map(state).find(|state| {
            matches!(
                state,
                SubnetCidrBlockStateCode::Associating | SubnetCidrBlockStateCode::Disassociating
            )
        });
        Ok(match (passing, subnet.state()) {
            (Some(state), _) => Progress::Going(state.as_str().to_owned()),
            (None, Some(SubnetState::Pending)) => Progress::Going("pending".to_owned()),
            (None, Some(state)) if state.as_str().starts_with("failed") => {
                Progress::Failed(state.as_str().to_owned())
            }
            (None, _) => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        // What needs an IPv6 range is switched off before it goes, and on once it is there.
        switch(aws, id, change, false).await?;
        if change.touches(&["ipv6_cidr_block"]) {
            range(aws, change, id).await?;
        }
        switch(aws, id, change, true).await?;
        if change.touches(&["private_dns_hostname_type_on_launch"]) {
            let kind = change.desired.text("private_dns_hostname_type_on_launch");
            let request =
                modify(aws, id).set_private_dns_hostname_type_on_launch(kind.map(Into::into));
            request.send().await?;
        }
        outpost(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_subnet().subnet_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_subnets();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let subnet = answer.subnets.unwrap_or_default().into_iter().next();
        Ok(subnet.and_then(|subnet| subnet.subnet_id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_subnets().subnet_ids(id);
    let answer = request.send().await.or_absent()?;
    let subnets = answer.and_then(|answer| answer.subnets);
    Ok(subnets.into_iter().flatten().next())
}

fn live(id: &str, subnet: &Described) -> Object {
    let range = subnet
        .ipv6_cidr_block_association_set()
        .iter()
        .find(|range| state(range) == Some(&SubnetCidrBlockStateCode::Associated));
    let names = subnet.private_dns_name_options_on_launch();
    Live::with_id(id)
        .text("arn", subnet.subnet_arn())
        .text("owner_id", subnet.owner_id())
        .text("vpc_id", subnet.vpc_id())
        .text("cidr_block", subnet.cidr_block())
        .text("availability_zone", subnet.availability_zone())
        .text("availability_zone_id", subnet.availability_zone_id())
        .text("ipv6_cidr_block", range.and_then(|r| r.ipv6_cidr_block()))
        .text(
            "ipv6_cidr_block_association_id",
            range.and_then(|range| range.association_id()),
        )
        .text("outpost_arn", subnet.outpost_arn())
        .text(
            "customer_owned_ipv4_pool",
            subnet.customer_owned_ipv4_pool(),
        )
        .text(
            "private_dns_hostname_type_on_launch",
            names.and_then(|names| Some(names.hostname_type()?.as_str())),
        )
        .whole(
            "enable_lni_at_device_index",
            subnet.enable_lni_at_device_index(),
        )
        .flag("ipv6_native", subnet.ipv6_native())
        .flag("enable_dns64", subnet.enable_dns64())
        .flag("map_public_ip_on_launch", subnet.map_public_ip_on_launch())
        .flag(
            "map_customer_owned_ip_on_launch",
            subnet.map_customer_owned_ip_on_launch(),
        )
        .flag(
            "assign_ipv6_address_on_creation",
            subnet.assign_ipv6_address_on_creation(),
        )
        .flag(
            "enable_resource_name_dns_a_record_on_launch",
            names.and_then(|names| names.enable_resource_name_dns_a_record()),
        )
        .flag(
            "enable_resource_name_dns_aaaa_record_on_launch",
            names.and_then(|names| names.enable_resource_name_dns_aaaa_record()),
        )
        .tags(tags::pairs(subnet.tags()))
        .into_object()
}

fn state(range: &SubnetIpv6CidrBlockAssociation) -> Option<&SubnetCidrBlockStateCode> {
    range.ipv6_cidr_block_state()?.state()
}

fn modify(aws: &Aws, id: &str) -> Modify {
    aws.ec2().modify_subnet_attribute().subnet_id(id)
}

/// Sets the truth values that change to this one.
async fn switch(aws: &Aws, id: &str, change: Change<'_>, to: bool) -> Result<()> {
    for (name, set) in SWITCHES {
        let desired = change.desired.flag(name).unwrap_or(false);
        if desired == to && change.touches(&[name]) {
            let value = AttributeBooleanValue::builder().value(to).build();
            set(modify(aws, id), value).send().await?;
        }
    }
    Ok(())
}

/// Exchanges the IPv6 range.
async fn range(aws: &Aws, change: Change<'_>, id: &str) -> Result<()> {
    if let Some(association) = change.prior.text("ipv6_cidr_block_association_id") {
        let request = aws.ec2().disassociate_subnet_cidr_block();
        request.association_id(association).send().await?;
    }
    if let Some(range) = change.desired.text("ipv6_cidr_block") {
        let request = aws.ec2().associate_subnet_cidr_block().subnet_id(id);
        request.ipv6_cidr_block(range).send().await?;
    }
    Ok(())
}

/// Changes what only subnets on an Outpost have.
async fn outpost(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let value = |flag| AttributeBooleanValue::builder().value(flag).build();
    if change.touches(&[
        "customer_owned_ipv4_pool",
        "map_customer_owned_ip_on_launch",
    ]) {
        let maps = change.desired.flag("map_customer_owned_ip_on_launch");
        let request = modify(aws, id)
            .set_customer_owned_ipv4_pool(change.desired.string("customer_owned_ipv4_pool"))
            .map_customer_owned_ip_on_launch(value(maps.unwrap_or(false)));
        request.send().await?;
    }
    if change.touches(&["enable_lni_at_device_index"]) {
        let request = modify(aws, id);
        let request = match change.desired.whole("enable_lni_at_device_index") {
            Some(index) => request.enable_lni_at_device_index(index),
            None => request.disable_lni_at_device_index(value(true)),
        };
        request.send().await?;
    }
    Ok(())
}
