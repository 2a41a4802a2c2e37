//! DynamoDB.

use crate::charge::Charge;

charges! {}
