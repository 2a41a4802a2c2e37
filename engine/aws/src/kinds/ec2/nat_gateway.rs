//! `aws_nat_gateway`: a private subnet's way to the internet.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    AvailabilityMode, AvailabilityZoneAddress, NatGateway as Described, NatGatewayAddress,
    NatGatewayState, ResourceType,
};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::{nat_gateway_addresses as addresses, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_nat_gateway`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_nat_gateway",
        replaces: &[
            "allocation_id",
            "availability_mode",
            "availability_zone_address",
            "connectivity_type",
            "private_ip",
            "secondary_private_ip_address_count",
            "subnet_id",
            "vpc_id",
        ],
        filled_in: &[
            "availability_mode",
            "availability_zone_address",
            "private_ip",
            "secondary_allocation_ids",
            "secondary_private_ip_address_count",
            "secondary_private_ip_addresses",
            "vpc_id",
        ],
        defaults: &[("connectivity_type", Text("public"))],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidSubnetID.NotFound", "InvalidAllocationID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeNatGateways"],
        read: &["ec2:DescribeNatGateways"],
        create: &["ec2:CreateNatGateway", "ec2:CreateTags"],
        update: &[
            "ec2:AssociateNatGatewayAddress",
            "ec2:DisassociateNatGatewayAddress",
            "ec2:AssignPrivateNatGatewayAddress",
            "ec2:UnassignPrivateNatGatewayAddress",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:DeleteNatGateway"],
    },
    operations: &NatGateway,
};

struct NatGateway;

#[async_trait]
impl Operations for NatGateway {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_nat_gateways().into_paginator();
        let mut gateways = pages.items().send();
        let mut ids = Vec::new();
        while let Some(gateway) = gateways.next().await {
            let gateway = gateway?;
            if !is_gone(&gateway) {
                ids.extend(gateway.nat_gateway_id);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let gateway = described(aws, id).await?;
        let gateway = gateway.filter(|gateway| !is_gone(gateway));
        Ok(gateway.map(|gateway| live(id, &gateway)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let zones = desired.blocks("availability_zone_address");
        let zones: Vec<_> = zones.into_iter().map(zone_address).collect();
        let answer = aws
            .ec2()
            .create_nat_gateway()
            .client_token(&operation.id)
            .set_allocation_id(desired.string("allocation_id"))
            .set_availability_mode(desired.text("availability_mode").map(Into::into))
            .set_availability_zone_addresses((!zones.is_empty()).then_some(zones))
            .set_connectivity_type(desired.text("connectivity_type").map(Into::into))
            .set_private_ip_address(desired.string("private_ip"))
            .set_secondary_allocation_ids(desired.some_texts("secondary_allocation_ids"))
            .set_secondary_private_ip_address_count(
                desired.whole("secondary_private_ip_address_count"),
            )
            .set_secondary_private_ip_addresses(
                desired.some_texts("secondary_private_ip_addresses"),
            )
            .set_subnet_id(desired.string("subnet_id"))
            .set_vpc_id(desired.string("vpc_id"))
            .tag_specifications(tags::specification(
                ResourceType::Natgateway,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .nat_gateway
            .and_then(|gateway| gateway.nat_gateway_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateNatGateway", "gateway"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(gateway) = described(aws, id).await? else {
            return Ok(Progress::Going("pending".to_owned()));
        };
        Ok(match gateway.state() {
            Some(NatGatewayState::Failed) => {
                let reason = gateway.failure_message().or(gateway.failure_code());
                Progress::Failed(reason.unwrap_or("no reason given").to_owned())
            }
            Some(state @ (NatGatewayState::Pending | NatGatewayState::Deleting)) => {
                Progress::Going(state.as_str().to_owned())
            }
            _ => addresses::progress(&gateway),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        addresses::update(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_nat_gateway().nat_gateway_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_nat_gateways();
        let answer = request.filter(tags::made_by(operation)).send().await?;
        let gateways = answer.nat_gateways.unwrap_or_default();
        let made = gateways
            .into_iter()
            .find(|gateway| !is_gone(gateway) && tags::is_made_by(gateway.tags(), operation));
        Ok(made.and_then(|gateway| gateway.nat_gateway_id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    let request = aws.ec2().describe_nat_gateways().nat_gateway_ids(id);
    let answer = request.send().await.or_absent()?;
    let gateways = answer.and_then(|answer| answer.nat_gateways);
    Ok(gateways.into_iter().flatten().next())
}

/// AWS tells of a gateway for an hour after it is gone.
fn is_gone(gateway: &Described) -> bool {
    gateway.state() == Some(&NatGatewayState::Deleted)
}

fn zone_address(block: Attributes<'_>) -> AvailabilityZoneAddress {
    AvailabilityZoneAddress::builder()
        .set_allocation_ids(block.some_texts("allocation_ids"))
        .set_availability_zone(block.string("availability_zone"))
        .set_availability_zone_id(block.string("availability_zone_id"))
        .build()
}

fn live(id: &str, gateway: &Described) -> Object {
    let live = Live::with_id(id)
        .text("subnet_id", gateway.subnet_id())
        .text("vpc_id", gateway.vpc_id())
        .text(
            "connectivity_type",
            gateway.connectivity_type().map(|kind| kind.as_str()),
        )
        .text(
            "availability_mode",
            gateway.availability_mode().map(AvailabilityMode::as_str),
        )
        .text(
            "auto_provision_zones",
            gateway.auto_provision_zones().map(|state| state.as_str()),
        )
        .text(
            "auto_scaling_ips",
            gateway.auto_scaling_ips().map(|state| state.as_str()),
        )
        .text("route_table_id", gateway.route_table_id())
        .tags(tags::pairs(gateway.tags()));
    let live = match gateway.availability_mode() {
        Some(AvailabilityMode::Regional) => regional(live, gateway.nat_gateway_addresses()),
        _ => zonal(live, gateway.nat_gateway_addresses()),
    };
    live.into_object()
}

/// The addresses of a gateway in one zone: the first one, and those beside it.
fn zonal(live: Live, addresses: &[NatGatewayAddress]) -> Live {
    let (primary, secondary) = addresses::split(addresses);
    let allocations = secondary
        .iter()
        .filter_map(|address| address.allocation_id());
    let ips = secondary.iter().filter_map(|address| address.private_ip());
    let count = i64::try_from(secondary.len()).unwrap_or_default();
    live.text("allocation_id", primary.and_then(|a| a.allocation_id()))
        .text("association_id", primary.and_then(|a| a.association_id()))
        .text(
            "network_interface_id",
            primary.and_then(|a| a.network_interface_id()),
        )
        .text("private_ip", primary.and_then(|a| a.private_ip()))
        .text("public_ip", primary.and_then(|a| a.public_ip()))
        .texts("secondary_allocation_ids", allocations)
        .texts("secondary_private_ip_addresses", ips)
        .whole("secondary_private_ip_address_count", Some(count))
}

/// The addresses of a gateway in all zones, zone by zone.
fn regional(live: Live, addresses: &[NatGatewayAddress]) -> Live {
    let mut zones: BTreeMap<&str, Vec<&NatGatewayAddress>> = BTreeMap::new();
    for address in addresses {
        let zone = address.availability_zone().unwrap_or_default();
        zones.entry(zone).or_default().push(address);
    }
    let blocks = zones.into_iter().map(|(zone, addresses)| {
        let id = addresses.first().and_then(|a| a.availability_zone_id());
        Live::block_of()
            .text("availability_zone", Some(zone))
            .text("availability_zone_id", id)
            .texts(
                "allocation_ids",
                addresses.iter().filter_map(|a| a.allocation_id()),
            )
    });
    let each = addresses.iter().map(|address| {
        Live::block_of()
            .text("allocation_id", address.allocation_id())
            .text("association_id", address.association_id())
            .text("availability_zone", address.availability_zone())
            .text("availability_zone_id", address.availability_zone_id())
            .text("network_interface_id", address.network_interface_id())
            .text("public_ip", address.public_ip())
            .text("status", address.status().map(|status| status.as_str()))
    });
    live.blocks("availability_zone_address", blocks)
        .blocks("regional_nat_gateway_address", each)
}
