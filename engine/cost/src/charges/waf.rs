//! WAF.

use crate::charge::Charge;

charges! {}
