//! S3.

mod bucket;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_s3_bucket", bucket::price)];
