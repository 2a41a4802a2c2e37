//! CloudTrail.

use crate::charge::Charge;

charges! {}
