//! `aws_eip`: a public address that stays.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Address, DomainType, ResourceType};
use tollgate_model::{Facts, Object};

use super::arn::arn;
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_eip`. The call that makes it associates it with nothing: that is done by an update.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_eip",
        replaces: &[
            "address",
            "customer_owned_ipv4_pool",
            "domain",
            "ipam_pool_id",
            "network_border_group",
            "public_ipv4_pool",
        ],
        filled_in: &[
            "domain",
            "instance",
            "network_border_group",
            "network_interface",
            "public_ipv4_pool",
        ],
        write_only: &["address", "associate_with_private_ip", "ipam_pool_id"],
        recomputed: &[
            ("association_id", ASSOCIATION),
            ("private_ip", ASSOCIATION),
            ("private_dns", ASSOCIATION),
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidAllocationID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeAddresses"],
        read: &["ec2:DescribeAddresses"],
        create: &[
            "ec2:AllocateAddress",
            "ec2:CreateTags",
            "ec2:AssociateAddress",
        ],
        update: &[
            "ec2:AssociateAddress",
            "ec2:DisassociateAddress",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:DisassociateAddress", "ec2:ReleaseAddress"],
    },
    operations: &Eip,
};

/// What says where the address leads.
const ASSOCIATION: &[&str] = &["instance", "network_interface", "associate_with_private_ip"];

struct Eip;

#[async_trait]
impl Operations for Eip {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let answer = aws.ec2().describe_addresses().send().await?;
        let addresses = answer.addresses.unwrap_or_default();
        Ok(addresses
            .into_iter()
            .inspect(|address| aws.keep(address.allocation_id(), address))
            .filter_map(|address| address.allocation_id)
            .collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(address) = described(aws, id).await? else {
            return Ok(None);
        };
        let arn = arn(aws, "elastic-ip", &aws.account().await?, id);
        Ok(Some(live(aws.region(), id, arn, &address)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .ec2()
            .allocate_address()
            .domain(DomainType::Vpc)
            .set_address(desired.string("address"))
            .set_customer_owned_ipv4_pool(desired.string("customer_owned_ipv4_pool"))
            .set_ipam_pool_id(desired.string("ipam_pool_id"))
            .set_network_border_group(desired.string("network_border_group"))
            .set_public_ipv4_pool(desired.string("public_ipv4_pool"))
            .tag_specifications(tags::specification(
                ResourceType::ElasticIp,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .allocation_id
            .ok_or_else(|| Failure::incomplete("ec2:AllocateAddress", "allocation id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(ASSOCIATION) {
            let request = aws.ec2().associate_address().allocation_id(id);
            let (instance, interface) = (
                change.desired.string("instance"),
                change.desired.string("network_interface"),
            );
            if instance.is_some() || interface.is_some() {
                let request = request
                    .allow_reassociation(true)
                    // An instance has its interfaces: AWS takes one of both.
                    .set_network_interface_id(interface.filter(|_| instance.is_none()))
                    .set_instance_id(instance)
                    .set_private_ip_address(change.desired.string("associate_with_private_ip"));
                request.send().await?;
            } else {
                disassociate(aws, change.prior).await?;
            }
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        disassociate(aws, prior).await?;
        let request = aws.ec2().release_address().allocation_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_addresses();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let addresses = answer.addresses.unwrap_or_default();
        let made = addresses
            .into_iter()
            .find(|address| tags::is_made_by(address.tags(), operation));
        Ok(made.and_then(|address| address.allocation_id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Address>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_addresses().allocation_ids(id);
    let answer = request.send().await.or_absent()?;
    let addresses = answer.and_then(|answer| answer.addresses);
    Ok(addresses.into_iter().flatten().next())
}

fn live(region: &str, id: &str, arn: String, address: &Address) -> Object {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    Live::with_id(id)
        .text("arn", Some(arn))
        .text("allocation_id", Some(id))
        .text("domain", address.domain().map(DomainType::as_str))
        .text("public_ip", address.public_ip())
        .text(
            "public_dns",
            address.public_ip().map(|ip| public(region, ip)),
        )
        .text("private_ip", address.private_ip_address())
        .text(
            "private_dns",
            address.private_ip_address().map(|ip| private(region, ip)),
        )
        .text("association_id", address.association_id())
        .text("instance", text(address.instance_id()))
        .text("network_interface", text(address.network_interface_id()))
        .text("network_border_group", address.network_border_group())
        .text("public_ipv4_pool", address.public_ipv4_pool())
        .text(
            "customer_owned_ipv4_pool",
            address.customer_owned_ipv4_pool(),
        )
        .text("customer_owned_ip", address.customer_owned_ip())
        .text("carrier_ip", address.carrier_ip())
        .tags(tags::pairs(address.tags()))
        .into_object()
}

/// The name that EC2's DNS has for a public address.
fn public(region: &str, ip: &str) -> String {
    let domain = match region {
        "us-east-1" => "compute-1".to_owned(),
        region => format!("{region}.compute"),
    };
    format!("ec2-{}.{domain}.amazonaws.com", ip.replace('.', "-"))
}

/// The name that EC2's DNS has for a private address.
fn private(region: &str, ip: &str) -> String {
    let domain = match region {
        "us-east-1" => "ec2".to_owned(),
        region => format!("{region}.compute"),
    };
    format!("ip-{}.{domain}.internal", ip.replace('.', "-"))
}

/// Leaves the address without what it leads to. One that leads nowhere is no error: the association
/// with a NAT gateway has gone with the gateway.
async fn disassociate(aws: &Aws, prior: Attributes<'_>) -> Result<()> {
    let Some(association) = prior.text("association_id") else {
        return Ok(());
    };
    let request = aws.ec2().disassociate_address();
    let request = request.association_id(association);
    request.send().await.or_absent().map(drop)
}

#[cfg(test)]
mod tests {
    use super::{private, public};

    #[test]
    fn addresses_have_the_names_of_their_region() {
        assert_eq!(
            public("eu-west-1", "203.0.113.7"),
            "ec2-203-0-113-7.eu-west-1.compute.amazonaws.com"
        );
        assert_eq!(
            public("us-east-1", "203.0.113.7"),
            "ec2-203-0-113-7.compute-1.amazonaws.com"
        );
        assert_eq!(private("us-east-1", "10.0.0.7"), "ip-10-0-0-7.ec2.internal");
    }
}
