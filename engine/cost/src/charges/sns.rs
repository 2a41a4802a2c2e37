//! SNS.

use crate::charge::Charge;

charges! {}
