//! Route 53.

mod health_check;
mod record;
mod zone;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_route53_health_check", health_check::price),
    Kind::new("aws_route53_record", record::price),
    Kind::new("aws_route53_zone", zone::price),
];
