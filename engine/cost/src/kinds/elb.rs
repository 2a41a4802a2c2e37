//! Load balancers.

mod load_balancer;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_elb", load_balancer::classic),
    Kind::new("aws_lb", load_balancer::price),
];
