//! RDS and Aurora.

use crate::charge::Charge;

charges! {}
