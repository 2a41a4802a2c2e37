//! CloudFront: distributions and the policies that they share.

mod cache_policy;
mod distribution;
mod distribution_config;
mod distribution_live;
mod items;
mod origin_access_control;
mod origin_request_policy;
mod response_headers_policy;

use aws_sdk_cloudfront::error::BuildError;

use crate::failure::Failure;
use crate::kind::{Kind, Result};

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &cache_policy::KIND,
    &distribution::KIND,
    &origin_access_control::KIND,
    &origin_request_policy::KIND,
    &response_headers_policy::KIND,
];

/// A part of a request, or what it lacks.
fn built<T>(part: std::result::Result<T, BuildError>) -> Result<T> {
    part.map_err(|error| Failure::invalid("cloudfront", error.to_string()))
}
