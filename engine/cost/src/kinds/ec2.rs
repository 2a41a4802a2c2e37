//! EC2 and VPC.

mod accelerator;
mod address;
mod attachment;
pub(super) mod bounds;
mod endpoint;
mod flow_log;
mod instance;
pub(super) mod machine;
mod nat_gateway;
mod snapshot;
pub(super) mod template;
pub(super) mod volume;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_ebs_snapshot", snapshot::price),
    Kind::new("aws_ebs_volume", volume::price),
    Kind::new("aws_ec2_transit_gateway_vpc_attachment", attachment::price),
    Kind::new("aws_eip", address::price),
    Kind::new("aws_flow_log", flow_log::alone),
    Kind::new("aws_globalaccelerator_accelerator", accelerator::price),
    Kind::new("aws_instance", instance::price),
    Kind::new("aws_nat_gateway", nat_gateway::price),
    Kind::new("aws_subnet", flow_log::folded),
    Kind::new("aws_vpc", flow_log::folded),
    Kind::new("aws_vpc_endpoint", endpoint::price),
];
