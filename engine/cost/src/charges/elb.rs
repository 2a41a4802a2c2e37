//! Load balancers.

use crate::charge::Charge;

charges! {}
