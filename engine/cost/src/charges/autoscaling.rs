//! EC2 Auto Scaling.

use crate::charge::Charge;

charges! {}
