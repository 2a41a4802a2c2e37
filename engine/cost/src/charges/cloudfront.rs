//! CloudFront.

use crate::charge::Charge;

charges! {}
