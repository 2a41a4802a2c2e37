//! Systems Manager.

use crate::charge::Charge;

charges! {}
