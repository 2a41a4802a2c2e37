//! The addresses that a NAT gateway has beside its first one.

use aws_sdk_ec2::types::{
    ConnectivityType, NatGateway, NatGatewayAddress, NatGatewayAddressStatus as Status,
};

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Progress, Result};

/// The first address, and the others.
pub fn split(
    addresses: &[NatGatewayAddress],
) -> (Option<&NatGatewayAddress>, Vec<&NatGatewayAddress>) {
    let says_so = |address: &NatGatewayAddress| address.is_primary() == Some(true);
    let first = addresses.iter().position(says_so).unwrap_or(0);
    let others = addresses.iter().enumerate();
    let others = others.filter(|(position, _)| *position != first);
    let others = others.map(|(_, address)| address).collect();
    (addresses.get(first), others)
}

/// Whether all addresses are in place.
pub fn progress(gateway: &NatGateway) -> Progress {
    for address in gateway.nat_gateway_addresses() {
        match address.status() {
            Some(Status::Failed) => {
                let reason = address.failure_message().unwrap_or("no reason given");
                return Progress::Failed(reason.to_owned());
            }
            Some(Status::Succeeded) | None => {}
            Some(status) => return Progress::Going(status.as_str().to_owned()),
        }
    }
    Progress::Done
}

/// Adds and removes addresses. A public gateway's are allocations, a private one's are its own.
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let kind = change.desired.text("connectivity_type");
    if kind == Some(ConnectivityType::Private.as_str()) {
        let (new, gone) = change.difference("secondary_private_ip_addresses");
        if !new.is_empty() {
            let request = aws.ec2().assign_private_nat_gateway_address();
            let request = request
                .nat_gateway_id(id)
                .set_private_ip_addresses(Some(new));
            request.send().await?;
        }
        if !gone.is_empty() {
            let request = aws.ec2().unassign_private_nat_gateway_address();
            let request = request
                .nat_gateway_id(id)
                .set_private_ip_addresses(Some(gone));
            request.send().await?;
        }
        return Ok(());
    }
    let (new, gone) = change.difference("secondary_allocation_ids");
    if !new.is_empty() {
        let request = aws.ec2().associate_nat_gateway_address();
        let request = request.nat_gateway_id(id).set_allocation_ids(Some(new));
        request.send().await?;
    }
    let associations = associations(aws, id, &gone).await?;
    if !associations.is_empty() {
        let request = aws.ec2().disassociate_nat_gateway_address();
        let request = request.nat_gateway_id(id);
        request
            .set_association_ids(Some(associations))
            .send()
            .await?;
    }
    Ok(())
}

/// The associations of these allocations with the gateway.
async fn associations(aws: &Aws, id: &str, allocations: &[String]) -> Result<Vec<String>> {
    if allocations.is_empty() {
        return Ok(Vec::new());
    }
    let request = aws.ec2().describe_nat_gateways().nat_gateway_ids(id);
    let answer = request.send().await.or_absent()?;
    let gateways = answer.and_then(|answer| answer.nat_gateways);
    let addresses = gateways.into_iter().flatten();
    let addresses = addresses.flat_map(|gateway| gateway.nat_gateway_addresses.unwrap_or_default());
    Ok(addresses
        .filter(|address| {
            let allocation = address.allocation_id();
            allocation.is_some_and(|id| allocations.iter().any(|gone| gone == id))
        })
        .filter_map(|address| address.association_id)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::split;
    use aws_sdk_ec2::types::NatGatewayAddress;

    fn address(ip: &str, is_primary: Option<bool>) -> NatGatewayAddress {
        NatGatewayAddress::builder()
            .private_ip(ip)
            .set_is_primary(is_primary)
            .build()
    }

    #[test]
    fn the_first_address_is_the_one_that_says_so() {
        let told = [address("b", Some(false)), address("a", Some(true))];
        let (primary, others) = split(&told);
        assert_eq!(primary.and_then(|a| a.private_ip()), Some("a"));
        assert_eq!(others.len(), 1);
        let untold = [address("a", None), address("b", None)];
        let (primary, others) = split(&untold);
        assert_eq!(primary.and_then(|a| a.private_ip()), Some("a"));
        assert_eq!(others.len(), 1);
    }
}
