//! EventBridge.

use crate::charge::Charge;

charges! {}
