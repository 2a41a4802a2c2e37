//! `aws_ecs_cluster`: the metrics of Container Insights.

use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::METRIC;
use crate::subject::{Subject, member};

const BY_INSIGHTS: &str = "Container Insights writes metrics of its own";

pub(super) fn price(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    let mode = cluster.list("setting").iter().find_map(|setting| {
        let says = |name| member(setting, name).and_then(Value::as_str);
        let is_insights = says("name") == Some("containerInsights");
        is_insights.then(|| says("value")).flatten()
    });
    match mode {
        None | Some("disabled") => {}
        Some("enhanced") => {
            let reason = "there is no price for the metrics of enhanced observability";
            bill.undecided("Container Insights", &METRIC, reason)
                .implied_by(BY_INSIGHTS);
        }
        Some(_) => {
            bill.used("Container Insights", &METRIC, "container_insights_metrics")
                .implied_by(BY_INSIGHTS);
        }
    }
}
