//! CloudWatch: metrics, alarms, dashboards, logs.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
