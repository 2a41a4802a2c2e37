//! Alarms and dashboards.

mod composite_alarm;
mod dashboard;
mod metric_alarm;
mod metric_query;
mod tags;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &composite_alarm::KIND,
    &dashboard::KIND,
    &metric_alarm::KIND,
];
