//! CloudWatch: metrics, alarms, dashboards, logs.

mod alarm;
mod dashboard;
mod log_group;
mod metric_filter;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_cloudwatch_composite_alarm", alarm::composite),
    Kind::new("aws_cloudwatch_dashboard", dashboard::price),
    Kind::new("aws_cloudwatch_log_group", log_group::price),
    Kind::new("aws_cloudwatch_log_metric_filter", metric_filter::price),
    Kind::new("aws_cloudwatch_metric_alarm", alarm::metric),
];
