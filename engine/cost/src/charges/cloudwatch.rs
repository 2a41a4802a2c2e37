//! CloudWatch: metrics, alarms, dashboards, logs.

use crate::charge::Charge;

charges! {}
