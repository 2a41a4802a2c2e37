//! AWS Backup.

use crate::charge::Charge;

charges! {}
