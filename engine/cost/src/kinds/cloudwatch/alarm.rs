//! `aws_cloudwatch_metric_alarm`: each metric that it looks at; `aws_cloudwatch_composite_alarm`: itself.

use rust_decimal::Decimal;
use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::{ALARM, COMPOSITE_ALARM, HIGH_RESOLUTION_ALARM};
use crate::subject::{Subject, block, member, number};

/// Seconds below which an alarm is one of high resolution.
const MINUTE: u32 = 60;

/// Metrics that anomaly detection adds: the two ends of the band.
const ENDS: usize = 2;

pub(super) fn metric(alarm: &Subject<'_>, bill: &mut Bill<'_>) {
    let queries = alarm.list("metric_query");
    let charge = if is_high_resolution(alarm, queries) {
        &HIGH_RESOLUTION_ALARM
    } else {
        &ALARM
    };
    if queries.iter().any(is_search) {
        let reason = "it costs as many metrics as its query finds";
        bill.undecided("Metrics of the alarm", charge, reason);
        return;
    }
    let metrics = queries.iter().filter_map(metric_of).count().max(1);
    let has_band = queries.iter().any(is_band);
    let count = if has_band { metrics + ENDS } else { metrics };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    bill.add("Metrics of the alarm", charge, count);
}

pub(super) fn composite(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Composite alarm", &COMPOSITE_ALARM, 1);
}

fn is_high_resolution(alarm: &Subject<'_>, queries: &[Value]) -> bool {
    let of_metrics = queries
        .iter()
        .filter_map(metric_of)
        .chain(queries)
        .filter_map(|metric| member(metric, "period").and_then(number));
    let mut periods = alarm.number("period").value().into_iter().chain(of_metrics);
    periods.any(|period| period < Decimal::from(MINUTE))
}

/// The metric of a query; one of an expression has none.
fn metric_of(query: &Value) -> Option<&Value> {
    block(query, "metric")
}

fn expression(query: &Value) -> &str {
    let text = member(query, "expression").and_then(Value::as_str);
    text.unwrap_or_default().trim_start()
}

/// Whether a query looks for metrics, rather than at one.
fn is_search(query: &Value) -> bool {
    let verb = expression(query).split_whitespace().next();
    verb.is_some_and(|verb| verb.eq_ignore_ascii_case("SELECT"))
}

fn is_band(query: &Value) -> bool {
    expression(query).contains("ANOMALY_DETECTION_BAND")
}
