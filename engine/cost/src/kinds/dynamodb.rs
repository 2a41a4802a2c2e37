//! DynamoDB.

mod table;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_dynamodb_table", table::price)];
