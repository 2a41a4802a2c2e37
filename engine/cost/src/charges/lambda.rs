//! Lambda.

use crate::charge::Charge;

charges! {}
