//! API Gateway.

use crate::charge::Charge;

charges! {}
