//! `aws_cloudwatch_metric_alarm`: each metric that it looks at; `aws_cloudwatch_composite_alarm`: itself.

use rust_decimal::Decimal;
use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::{ALARM, COMPOSITE_ALARM, HIGH_RESOLUTION_ALARM};
use crate::subject::{Subject, member};

/// Seconds below which an alarm is one of high resolution.
const MINUTE: u32 = 60;

/// Metrics that anomaly detection takes for one: itself, and the two ends of the band.
const BAND: u32 = 3;

pub(super) fn metric(alarm: &Subject<'_>, bill: &mut Bill<'_>) {
    let queries = alarm.list("metric_query");
    let metrics = queries
        .iter()
        .filter(|query| member(query, "metric").is_some())
        .count();
    let metrics = u32::try_from(metrics.max(1)).unwrap_or(u32::MAX);
    let is_band = queries.iter().any(|query| {
        let expression = member(query, "expression").and_then(Value::as_str);
        expression.is_some_and(|text| text.contains("ANOMALY_DETECTION_BAND"))
    });
    let count = if is_band {
        metrics.saturating_mul(BAND)
    } else {
        metrics
    };
    let period = alarm.number("period").or(MINUTE.into()).value();
    let is_high = period.is_some_and(|period| period < Decimal::from(MINUTE));
    let charge = if is_high {
        &HIGH_RESOLUTION_ALARM
    } else {
        &ALARM
    };
    bill.add("Metrics of the alarm", charge, count);
}

pub(super) fn composite(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Composite alarm", &COMPOSITE_ALARM, 1);
}
