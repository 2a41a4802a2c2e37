//! AWS Config.

use crate::charge::Charge;

charges! {}
