//! Route 53.

mod zone;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_route53_health_check", zone::health_check),
    Kind::new("aws_route53_zone", zone::price),
];
