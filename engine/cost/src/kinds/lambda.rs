//! Lambda.

mod function;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_lambda_function", function::price)];
