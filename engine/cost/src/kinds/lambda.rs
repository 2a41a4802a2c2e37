//! Lambda.

mod function;
mod provisioned;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_lambda_function", function::price),
    Kind::new(
        "aws_lambda_provisioned_concurrency_config",
        provisioned::price,
    ),
];
