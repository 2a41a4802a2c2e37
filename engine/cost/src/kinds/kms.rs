//! KMS.

mod key;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_kms_key", key::price),
    Kind::new("aws_kms_replica_key", key::price),
];
