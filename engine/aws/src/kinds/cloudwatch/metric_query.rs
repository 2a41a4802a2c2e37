//! `metric_query`: a metric or expression that an alarm on several metrics looks at.

use std::collections::BTreeMap;

use aws_sdk_cloudwatch::types::{Dimension, Metric, MetricDataQuery, MetricStat};

use crate::attributes::Attributes;
use crate::live::Live;

/// What a block asks for.
pub fn wanted(block: Attributes<'_>) -> MetricDataQuery {
    let metric = block.block("metric").map(|metric| {
        let what = Metric::builder()
            .set_namespace(metric.string("namespace"))
            .set_metric_name(metric.string("metric_name"))
            .set_dimensions(dimensions(metric.map("dimensions")))
            .build();
        MetricStat::builder()
            .metric(what)
            .set_period(metric.whole("period"))
            .set_stat(metric.string("stat"))
            .set_unit(metric.text("unit").map(Into::into))
            .build()
    });
    MetricDataQuery::builder()
        .set_id(block.string("id"))
        .set_account_id(block.string("account_id"))
        .set_expression(block.string("expression"))
        .set_label(block.string("label"))
        .set_period(block.whole("period"))
        // AWS would take none for true, Terraform takes it for false.
        .return_data(block.flag("return_data") == Some(true))
        .set_metric_stat(metric)
        .build()
}

/// The block that asks for this.
pub fn block(query: &MetricDataQuery) -> Live {
    let metric = query.metric_stat().map(|stat| {
        let metric = stat.metric();
        let told = metric.map(|metric| metric.dimensions()).unwrap_or_default();
        Live::block_of()
            .text("namespace", metric.and_then(|metric| metric.namespace()))
            .text(
                "metric_name",
                metric.and_then(|metric| metric.metric_name()),
            )
            .map("dimensions", pairs(told))
            .whole("period", stat.period())
            .text("stat", stat.stat())
            .text("unit", stat.unit().map(|unit| unit.as_str()))
    });
    Live::block_of()
        .text("id", query.id())
        .text("account_id", query.account_id())
        .text("expression", query.expression())
        .text("label", query.label())
        .whole("period", query.period())
        .flag("return_data", query.return_data())
        .block("metric", metric)
}

/// Dimensions as requests take them.
pub fn dimensions(map: BTreeMap<String, String>) -> Option<Vec<Dimension>> {
    let dimensions = map.into_iter();
    let dimensions: Vec<Dimension> = dimensions
        .map(|(name, value)| Dimension::builder().name(name).value(value).build())
        .collect();
    (!dimensions.is_empty()).then_some(dimensions)
}

/// Dimensions as pairs.
pub fn pairs(dimensions: &[Dimension]) -> impl Iterator<Item = (&str, &str)> {
    dimensions.iter().map(|dimension| {
        (
            dimension.name().unwrap_or_default(),
            dimension.value().unwrap_or_default(),
        )
    })
}

#[cfg(test)]
mod tests {
    use tollgate_model::{Object, Value};

    use super::{block, wanted};
    use crate::attributes::Attributes;
    use crate::live::Live;

    fn asked_and_told(object: &Object) -> Object {
        let query = wanted(Attributes::new("aws_cloudwatch_metric_alarm", object));
        block(&query).into_object()
    }

    // No emulator keeps the queries of an alarm.
    #[test]
    fn what_is_asked_for_is_what_is_read() {
        let metric = Live::block_of()
            .text("namespace", Some("AWS/ApplicationELB"))
            .text("metric_name", Some("RequestCount"))
            .map("dimensions", [("LoadBalancer", "app/social-flow/1")])
            .whole("period", Some(60))
            .text("stat", Some("Sum"))
            .text("unit", Some("Count"));
        let requests = Live::with_id("requests")
            .flag("return_data", Some(false))
            .block("metric", Some(metric))
            .into_object();
        assert_eq!(asked_and_told(&requests), requests);
        let rate = Live::with_id("rate")
            .text("expression", Some("errors / requests * 100"))
            .text("label", Some("Errors in a hundred"))
            .text("account_id", Some("111122223333"))
            .whole("period", Some(300))
            .flag("return_data", Some(true))
            .into_object();
        assert_eq!(asked_and_told(&rate), rate);
    }

    #[test]
    fn a_query_that_does_not_say_so_is_not_the_alarm_itself() {
        let mut query = Live::with_id("errors").into_object();
        query = asked_and_told(&query);
        assert_eq!(query.get("return_data"), Some(&Value::Bool(false)));
    }
}
