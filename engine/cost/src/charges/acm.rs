//! Certificate Manager.

use crate::charge::Charge;

charges! {}
