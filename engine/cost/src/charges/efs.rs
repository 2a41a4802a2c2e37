//! EFS.

use crate::charge::Charge;

charges! {}
