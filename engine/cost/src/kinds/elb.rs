//! Load balancers.

mod addresses;
mod capacity;
mod classic;
mod load_balancer;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_elb", classic::price),
    Kind::new("aws_lb", load_balancer::price),
];
