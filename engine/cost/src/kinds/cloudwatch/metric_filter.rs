//! `aws_cloudwatch_log_metric_filter`: the metric that it writes, for the hours in which it does.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::cloudwatch::METRIC;
use crate::quantity::{Origin, Quantity};
use crate::subject::Subject;

const WHILE_WRITTEN: &str = "a metric is paid for the hours in which something is written to it";

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    let origin = Origin::Convention(WHILE_WRITTEN);
    let metric = Quantity::assumed(
        "metric_transformation",
        "metrics",
        Band::of(0, 1, 1),
        origin,
    );
    bill.add("Custom metric", &METRIC, metric).bounded();
}
