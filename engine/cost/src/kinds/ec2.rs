//! EC2 and VPC.

mod address;
pub(super) mod bounds;
mod endpoint;
mod flow_log;
mod instance;
pub(super) mod machine;
mod nat_gateway;
pub(super) mod template;
pub(super) mod volume;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_ebs_volume", volume::price),
    Kind::new("aws_eip", address::price),
    Kind::new("aws_flow_log", flow_log::alone),
    Kind::new("aws_instance", instance::price),
    Kind::new("aws_nat_gateway", nat_gateway::price),
    Kind::new("aws_subnet", flow_log::folded),
    Kind::new("aws_vpc", flow_log::folded),
    Kind::new("aws_vpc_endpoint", endpoint::price),
];
