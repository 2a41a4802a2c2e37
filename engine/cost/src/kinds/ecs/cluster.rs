//! `aws_ecs_cluster`: the metrics of Container Insights.

use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::METRIC;
use crate::subject::{Subject, member};

const BY_INSIGHTS: &str = "Container Insights writes metrics of its own";

pub(super) fn price(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_on = cluster.list("setting").iter().any(|setting| {
        let says = |name| member(setting, name).and_then(Value::as_str);
        says("name") == Some("containerInsights") && says("value") != Some("disabled")
    });
    if is_on {
        bill.used("Container Insights", &METRIC, "container_insights_metrics")
            .implied_by(BY_INSIGHTS);
    }
}
