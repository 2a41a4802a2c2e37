//! Route 53.

use crate::charge::Charge;

charges! {}
