//! Routes: where they lead, which `aws_route` and the routes inside `aws_route_table` share.

use std::fmt;

use aws_sdk_ec2::types::{Route, RouteOrigin, RouteTable};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::Result;
use crate::live::Live;

/// What a route is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// IPv4 addresses.
    Ipv4(String),
    /// IPv6 addresses.
    Ipv6(String),
    /// The addresses of a prefix list.
    PrefixList(String),
}

impl Destination {
    /// The destination that is told by the first of these attributes which is set: IPv4 range, IPv6
    /// range, prefix list.
    ///
    /// # Errors
    /// When none is.
    pub fn among(route: Attributes<'_>, names: [&str; 3]) -> Result<Self> {
        let text = names.into_iter().find_map(|name| route.text(name));
        text.map(Self::of).ok_or_else(|| {
            let names = names.join("`, `");
            Failure::invalid("ec2:CreateRoute", format!("one of `{names}` must be set"))
        })
    }

    /// The destination that a text is: a range, or the id of a prefix list.
    pub fn of(text: &str) -> Self {
        if text.starts_with("pl-") {
            Self::PrefixList(text.to_owned())
        } else if text.contains(':') {
            Self::Ipv6(text.to_owned())
        } else {
            Self::Ipv4(text.to_owned())
        }
    }

    /// The destination of a route.
    pub fn of_route(route: &Route) -> Option<Self> {
        let text = route
            .destination_cidr_block()
            .or(route.destination_ipv6_cidr_block())
            .or(route.destination_prefix_list_id());
        text.map(Self::of)
    }

    fn ipv4(&self) -> Option<String> {
        match self {
            Self::Ipv4(range) => Some(range.clone()),
            _ => None,
        }
    }

    fn ipv6(&self) -> Option<String> {
        match self {
            Self::Ipv6(range) => Some(range.clone()),
            _ => None,
        }
    }

    fn prefix_list(&self) -> Option<String> {
        match self {
            Self::PrefixList(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// Says the destination by the attributes of these names: IPv4 range, IPv6 range, prefix list.
    pub fn say(&self, live: Live, names: [&str; 3]) -> Live {
        let [ipv4, ipv6, prefix_list] = names;
        live.text(ipv4, self.ipv4())
            .text(ipv6, self.ipv6())
            .text(prefix_list, self.prefix_list())
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ipv4(text) | Self::Ipv6(text) | Self::PrefixList(text) => f.write_str(text),
        }
    }
}

/// Gives a request the table, the destination and the target of a route. The requests that make and
/// that replace one take the same, but have no type in common.
macro_rules! route {
    ($request:expr, $table:expr, $destination:expr, $target:expr) => {
        $request
            .route_table_id($table)
            .set_destination_cidr_block($destination.ipv4())
            .set_destination_ipv6_cidr_block($destination.ipv6())
            .set_destination_prefix_list_id($destination.prefix_list())
            .set_carrier_gateway_id($target.string("carrier_gateway_id"))
            .set_core_network_arn($target.string("core_network_arn"))
            .set_egress_only_internet_gateway_id($target.string("egress_only_gateway_id"))
            .set_gateway_id($target.string("gateway_id"))
            .set_local_gateway_id($target.string("local_gateway_id"))
            .set_nat_gateway_id($target.string("nat_gateway_id"))
            .set_network_interface_id($target.string("network_interface_id"))
            .set_transit_gateway_id($target.string("transit_gateway_id"))
            .set_vpc_endpoint_id($target.string("vpc_endpoint_id"))
            .set_vpc_peering_connection_id($target.string("vpc_peering_connection_id"))
    };
}

/// The attributes that name a target.
pub const TARGETS: &[&str] = &[
    "carrier_gateway_id",
    "core_network_arn",
    "egress_only_gateway_id",
    "gateway_id",
    "local_gateway_id",
    "nat_gateway_id",
    "network_interface_id",
    "transit_gateway_id",
    "vpc_endpoint_id",
    "vpc_peering_connection_id",
];

/// Makes a route.
pub async fn create(
    aws: &Aws,
    table: &str,
    destination: &Destination,
    target: Attributes<'_>,
) -> Result<()> {
    let request = route!(aws.ec2().create_route(), table, destination, target);
    request.send().await?;
    Ok(())
}

/// Gives a route another target.
pub async fn replace(
    aws: &Aws,
    table: &str,
    destination: &Destination,
    target: Attributes<'_>,
) -> Result<()> {
    let request = route!(aws.ec2().replace_route(), table, destination, target);
    request.send().await?;
    Ok(())
}

/// Removes a route. One that is not there is no error.
pub async fn delete(aws: &Aws, table: &str, destination: &Destination) -> Result<()> {
    let request = aws.ec2().delete_route().route_table_id(table);
    let request = request
        .set_destination_cidr_block(destination.ipv4())
        .set_destination_ipv6_cidr_block(destination.ipv6())
        .set_destination_prefix_list_id(destination.prefix_list());
    request.send().await.or_absent().map(drop)
}

/// The table with this id.
pub async fn table(aws: &Aws, id: &str) -> Result<Option<RouteTable>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_route_tables().route_table_ids(id);
    let answer = request.send().await.or_absent()?;
    let tables = answer.and_then(|answer| answer.route_tables);
    Ok(tables.into_iter().flatten().next())
}

/// All tables.
pub async fn tables(aws: &Aws) -> Result<Vec<RouteTable>> {
    let pages = aws.ec2().describe_route_tables().into_paginator();
    let mut tables = pages.items().send();
    let mut all = Vec::new();
    while let Some(table) = tables.next().await {
        let table = table?;
        aws.keep(table.route_table_id(), &table);
        all.push(table);
    }
    Ok(all)
}

/// Whether somebody made this route: not the table's own, not told by a VPN gateway, and not the one
/// that a gateway endpoint keeps.
pub fn is_made(route: &Route) -> bool {
    let is_endpoint = route.gateway_id().is_some_and(|id| id.starts_with("vpce-"));
    let is_endpoints_own = is_endpoint && route.destination_prefix_list_id().is_some();
    route.origin() == Some(&RouteOrigin::CreateRoute) && !is_endpoints_own
}

/// Says where a route leads.
pub fn target(live: Live, route: &Route) -> Live {
    let (endpoint, gateway) = match route.gateway_id() {
        Some(id) if id.starts_with("vpce-") => (Some(id), None),
        id => (None, id),
    };
    live.text("carrier_gateway_id", route.carrier_gateway_id())
        .text("core_network_arn", route.core_network_arn())
        .text(
            "egress_only_gateway_id",
            route.egress_only_internet_gateway_id(),
        )
        .text("gateway_id", gateway)
        .text("local_gateway_id", route.local_gateway_id())
        .text("nat_gateway_id", route.nat_gateway_id())
        .text("network_interface_id", route.network_interface_id())
        .text("transit_gateway_id", route.transit_gateway_id())
        .text("vpc_endpoint_id", endpoint)
        .text(
            "vpc_peering_connection_id",
            route.vpc_peering_connection_id(),
        )
}

#[cfg(test)]
mod tests {
    use super::Destination;

    #[test]
    fn a_destination_is_known_by_its_looks() {
        let text = "10.0.0.0/8".to_owned();
        assert_eq!(Destination::of(&text), Destination::Ipv4(text));
        let text = "::/0".to_owned();
        assert_eq!(Destination::of(&text), Destination::Ipv6(text));
        let text = "pl-6da54004".to_owned();
        assert_eq!(Destination::of(&text), Destination::PrefixList(text));
    }
}
