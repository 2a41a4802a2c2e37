//! Networks: VPCs and what stands in them.

mod arn;
mod default_security_group;
mod eip;
mod flow_log;
mod internet_gateway;
mod nat_gateway;
mod nat_gateway_addresses;
mod permissions;
mod route;
mod route_table;
mod route_table_association;
mod routes;
mod security_group;
mod security_group_rule;
mod subnet;
mod tags;
mod unsuccessful;
mod vpc;
mod vpc_endpoint;
mod vpc_endpoint_live;
mod vpc_security_group_egress_rule;
mod vpc_security_group_ingress_rule;

use crate::kind::Kind;

/// The kinds of EC2.
pub static KINDS: &[&Kind] = &[
    &default_security_group::KIND,
    &eip::KIND,
    &flow_log::KIND,
    &internet_gateway::KIND,
    &nat_gateway::KIND,
    &route::KIND,
    &route_table::KIND,
    &route_table_association::KIND,
    &security_group::KIND,
    &subnet::KIND,
    &vpc::KIND,
    &vpc_endpoint::KIND,
    &vpc_security_group_egress_rule::KIND,
    &vpc_security_group_ingress_rule::KIND,
];
