//! What AWS tells of a VPC endpoint.

use aws_sdk_ec2::types::{Filter, NetworkInterface, State, VpcEndpoint, VpcEndpointType};
use tollgate_model::Object;

use super::arn::arn;
use super::tags;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::Result;
use crate::live::Live;

/// The endpoint with this id.
pub async fn described(aws: &Aws, id: &str) -> Result<Option<VpcEndpoint>> {
    let request = aws.ec2().describe_vpc_endpoints().vpc_endpoint_ids(id);
    let answer = request.send().await.or_absent()?;
    let endpoints = answer.and_then(|answer| answer.vpc_endpoints);
    Ok(endpoints.into_iter().flatten().next())
}

/// The state. AWS writes it with a small letter, and the SDK knows it with a capital one.
pub fn state(endpoint: &VpcEndpoint) -> Option<State> {
    let text = endpoint.state()?.as_str();
    let mut letters = text.chars();
    let first = letters.next()?.to_ascii_uppercase();
    Some(State::from(format!("{first}{}", letters.as_str()).as_str()))
}

/// AWS tells of an endpoint for a while after it is gone.
pub fn is_gone(endpoint: &VpcEndpoint) -> bool {
    state(endpoint) == Some(State::Deleted)
}

/// Everything about an endpoint: also the addresses of the service that a gateway leads to, and those
/// that an interface has in each subnet.
pub async fn live(aws: &Aws, id: &str, endpoint: &VpcEndpoint) -> Result<Object> {
    let owner = endpoint.owner_id().unwrap_or_default();
    let live = Live::with_id(id)
        .text("arn", Some(arn(aws, "vpc-endpoint", owner, id)))
        .text("owner_id", endpoint.owner_id())
        .text("state", endpoint.state().map(|state| state.as_str()))
        .text("vpc_id", endpoint.vpc_id())
        .text(
            "vpc_endpoint_type",
            endpoint.vpc_endpoint_type().map(|kind| kind.as_str()),
        )
        .text("service_name", endpoint.service_name())
        .text("service_region", endpoint.service_region())
        .text("service_network_arn", endpoint.service_network_arn())
        .text(
            "resource_configuration_arn",
            endpoint.resource_configuration_arn(),
        )
        .text("policy", endpoint.policy_document())
        .text(
            "ip_address_type",
            endpoint.ip_address_type().map(|kind| kind.as_str()),
        )
        .flag("private_dns_enabled", endpoint.private_dns_enabled())
        .flag("requester_managed", endpoint.requester_managed())
        .texts("route_table_ids", endpoint.route_table_ids())
        .texts("subnet_ids", endpoint.subnet_ids())
        .texts(
            "security_group_ids",
            endpoint
                .groups()
                .iter()
                .filter_map(|group| group.group_id()),
        )
        .texts("network_interface_ids", endpoint.network_interface_ids())
        .blocks("dns_entry", entries(endpoint))
        .blocks("dns_options", options(endpoint))
        .tags(tags::pairs(endpoint.tags()));
    let live = match endpoint.vpc_endpoint_type() {
        Some(VpcEndpointType::Gateway) => gateway(aws, live, endpoint).await?,
        _ => interfaces(aws, live, endpoint).await?,
    };
    Ok(live.into_object())
}

fn entries(endpoint: &VpcEndpoint) -> impl Iterator<Item = Live> {
    endpoint.dns_entries().iter().map(|entry| {
        Live::block_of()
            .text("dns_name", entry.dns_name())
            .text("hosted_zone_id", entry.hosted_zone_id())
    })
}

fn options(endpoint: &VpcEndpoint) -> Option<Live> {
    let options = endpoint.dns_options()?;
    let live = Live::block_of()
        .text(
            "dns_record_ip_type",
            options.dns_record_ip_type().map(|kind| kind.as_str()),
        )
        .flag(
            "private_dns_only_for_inbound_resolver_endpoint",
            options.private_dns_only_for_inbound_resolver_endpoint(),
        );
    Some(live)
}

/// The addresses of the service.
async fn gateway(aws: &Aws, live: Live, endpoint: &VpcEndpoint) -> Result<Live> {
    let Some(service) = endpoint.service_name() else {
        return Ok(live);
    };
    let filter = Filter::builder().name("prefix-list-name").values(service);
    let request = aws.ec2().describe_prefix_lists().filters(filter.build());
    let answer = request.send().await?;
    let list = answer.prefix_lists().first();
    Ok(live
        .text(
            "prefix_list_id",
            list.and_then(|list| list.prefix_list_id()),
        )
        .texts(
            "cidr_blocks",
            list.into_iter().flat_map(|list| list.cidrs()),
        ))
}

/// The addresses in each subnet.
async fn interfaces(aws: &Aws, live: Live, endpoint: &VpcEndpoint) -> Result<Live> {
    if endpoint.network_interface_ids().is_empty() {
        return Ok(live);
    }
    let ids = endpoint.network_interface_ids().to_vec();
    let request = aws.ec2().describe_network_interfaces();
    let request = request.set_network_interface_ids(Some(ids));
    let answer = request.send().await.or_absent()?;
    let interfaces = answer.and_then(|answer| answer.network_interfaces);
    let subnets: Vec<Live> = interfaces.iter().flatten().map(subnet).collect();
    Ok(live.blocks("subnet_configuration", subnets))
}

fn subnet(interface: &NetworkInterface) -> Live {
    let ipv6 = interface.ipv6_addresses().first();
    Live::block_of()
        .text("subnet_id", interface.subnet_id())
        .text("ipv4", interface.private_ip_address())
        .text("ipv6", ipv6.and_then(|address| address.ipv6_address()))
}

#[cfg(test)]
mod tests {
    use super::{State, VpcEndpoint, is_gone, state};

    #[test]
    fn states_are_known_in_either_spelling() {
        for (text, expected) in [
            ("available", State::Available),
            ("Available", State::Available),
            ("pendingAcceptance", State::PendingAcceptance),
        ] {
            let endpoint = VpcEndpoint::builder().state(State::from(text)).build();
            assert_eq!(state(&endpoint), Some(expected));
            assert!(!is_gone(&endpoint));
        }
        let endpoint = VpcEndpoint::builder().state(State::from("deleted"));
        assert!(is_gone(&endpoint.build()));
    }
}
