//! ElastiCache.

use crate::charge::Charge;

charges! {}
