//! ECR.

use crate::charge::Charge;

charges! {}
