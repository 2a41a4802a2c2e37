//! S3.

use crate::charge::Charge;

charges! {}
