//! EKS.

use crate::charge::Charge;

charges! {}
