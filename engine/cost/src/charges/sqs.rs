//! SQS.

use crate::charge::Charge;

charges! {}
