//! Secrets Manager.

use crate::charge::Charge;

charges! {}
