//! KMS.

use crate::charge::Charge;

charges! {}
