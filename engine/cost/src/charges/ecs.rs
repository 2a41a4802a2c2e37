//! ECS and Fargate.

use crate::charge::Charge;

charges! {}
