//! CloudFront.

mod area;
mod distribution;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new(
    "aws_cloudfront_distribution",
    distribution::price,
)];
