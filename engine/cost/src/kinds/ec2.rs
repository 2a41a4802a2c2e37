//! EC2 and VPC.

mod nat_gateway;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_nat_gateway", nat_gateway::price)];
