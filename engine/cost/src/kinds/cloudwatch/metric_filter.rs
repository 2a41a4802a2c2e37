//! `aws_cloudwatch_log_metric_filter`: the metric that it writes, for the hours in which it does. Filters
//! that write the same metric pay for it once.

use std::sync::Arc;

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::cloudwatch::METRIC;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const WHILE_LOGS_COME: &str =
    "a metric is paid for the hours in which something is written to it: here, while logs come";
const WHILE_IT_FINDS: &str =
    "a metric is paid for the hours in which something is written to it: here, a tenth of them";

pub(super) fn price(filter: &Subject<'_>, bill: &mut Bill<'_>) {
    if let Some(given) = bill.usage_if_given("custom_metrics") {
        bill.add("Custom metrics", &METRIC, given);
    } else if has_dimensions(filter) {
        bill.used("Custom metrics", &METRIC, "custom_metrics");
    } else if is_first(filter) {
        bill.add("Custom metric", &METRIC, hours(filter)).bounded();
    }
}

/// The part of the month in which the metric is written.
fn hours(filter: &Subject<'_>) -> Quantity {
    let (typical, why) = if has_default(filter) {
        (Decimal::ONE, WHILE_LOGS_COME)
    } else {
        (Decimal::new(1, 1), WHILE_IT_FINDS)
    };
    let band = Band::of(Decimal::ZERO, typical, Decimal::ONE);
    Quantity::assumed(
        "metric_transformation",
        "metrics",
        band,
        Origin::Convention(why),
    )
}

/// Whether it is the one that pays, of all filters that write the metric: the first that writes all the
/// time, else the first.
fn is_first(filter: &Subject<'_>) -> bool {
    let Some(metric) = metric(filter) else {
        return true;
    };
    let writers = || {
        let all = filter.world.all("aws_cloudwatch_log_metric_filter");
        all.filter(|other| !has_dimensions(other) && self::metric(other).as_ref() == Some(&metric))
    };
    let first = writers().find(has_default).or_else(|| writers().next());
    first.is_none_or(|first| first.resource.address == filter.resource.address)
}

/// The region, namespace and name of a metric, where they are known.
fn metric(filter: &Subject<'_>) -> Option<(Option<Arc<str>>, String, String)> {
    let text = |path| filter.text(path).value().map(String::from);
    let namespace = text("metric_transformation.namespace")?;
    Some((
        filter.region(),
        namespace,
        text("metric_transformation.name")?,
    ))
}

fn has_dimensions(filter: &Subject<'_>) -> bool {
    match filter.value("metric_transformation.dimensions") {
        Known::Set(dimensions) => dimensions
            .as_object()
            .is_none_or(|dimensions| !dimensions.is_empty()),
        Known::Unset => false,
        Known::AfterApply => true,
    }
}

fn has_default(filter: &Subject<'_>) -> bool {
    filter.value("metric_transformation.default_value") != Known::Unset
}
