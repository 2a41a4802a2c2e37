//! `aws_cloudwatch_metric_alarm`: says so when a metric passes a threshold. Its id is its name.

use async_trait::async_trait;
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::metric_query::{block, dimensions, pairs, wanted};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_metric_alarm`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_metric_alarm",
        replaces: &["alarm_name"],
        filled_in: &["evaluate_low_sample_count_percentiles"],
        defaults: &[
            ("actions_enabled", Flag(true)),
            ("treat_missing_data", Text("missing")),
        ],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudwatch:DescribeAlarms"],
        read: &[
            "cloudwatch:DescribeAlarms",
            "cloudwatch:ListTagsForResource",
        ],
        create: &["cloudwatch:PutMetricAlarm", "cloudwatch:TagResource"],
        update: &[
            "cloudwatch:PutMetricAlarm",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
        ],
        delete: &["cloudwatch:DeleteAlarms"],
    },
    operations: &MetricAlarm,
};

struct MetricAlarm;

#[async_trait]
impl Operations for MetricAlarm {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.cloudwatch().describe_alarms().into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await {
            let alarms = page?.metric_alarms.unwrap_or_default().into_iter();
            ids.extend(alarms.filter_map(|alarm| alarm.alarm_name));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudwatch().describe_alarms().alarm_names(id);
        let answer = request.send().await?;
        let Some(alarm) = answer.metric_alarms().first() else {
            return Ok(None);
        };
        let arn = alarm.alarm_arn().unwrap_or_default();
        let statistic = alarm.statistic().map(|statistic| statistic.as_str());
        let comparison = alarm.comparison_operator();
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("alarm_name", alarm.alarm_name())
            .text("alarm_description", alarm.alarm_description())
            .flag("actions_enabled", alarm.actions_enabled())
            .texts("alarm_actions", alarm.alarm_actions())
            .texts("ok_actions", alarm.ok_actions())
            .texts(
                "insufficient_data_actions",
                alarm.insufficient_data_actions(),
            )
            .text("namespace", alarm.namespace())
            .text("metric_name", alarm.metric_name())
            .map("dimensions", pairs(alarm.dimensions()))
            .text("statistic", statistic)
            .text("extended_statistic", alarm.extended_statistic())
            .whole("period", alarm.period())
            .text("unit", alarm.unit().map(|unit| unit.as_str()))
            .text(
                "comparison_operator",
                comparison.map(|comparison| comparison.as_str()),
            )
            .number("threshold", alarm.threshold())
            .text("threshold_metric_id", alarm.threshold_metric_id())
            .whole("evaluation_periods", alarm.evaluation_periods())
            .whole("datapoints_to_alarm", alarm.datapoints_to_alarm())
            .text("treat_missing_data", alarm.treat_missing_data())
            .text(
                "evaluate_low_sample_count_percentiles",
                alarm.evaluate_low_sample_count_percentile(),
            )
            .blocks("metric_query", alarm.metrics().iter().map(block))
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("alarm_name")?;
        put(aws, name, desired).await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await?;
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudwatch().delete_alarms().alarm_names(id);
        request.send().await.or_absent().map(drop)
    }
}

/// Puts the whole alarm: what is not said is taken away.
async fn put(aws: &Aws, name: &str, desired: Attributes<'_>) -> Result<()> {
    let queries = desired.blocks("metric_query").into_iter().map(wanted);
    let queries: Vec<_> = queries.collect();
    let comparison = desired.text("comparison_operator");
    let threshold = desired.text("threshold_metric_id");
    aws.cloudwatch()
        .put_metric_alarm()
        .alarm_name(name)
        .set_alarm_description(desired.string("alarm_description"))
        .set_actions_enabled(desired.flag("actions_enabled"))
        .set_alarm_actions(desired.some_texts("alarm_actions"))
        .set_ok_actions(desired.some_texts("ok_actions"))
        .set_insufficient_data_actions(desired.some_texts("insufficient_data_actions"))
        .set_namespace(desired.string("namespace"))
        .set_metric_name(desired.string("metric_name"))
        .set_dimensions(dimensions(desired.map("dimensions")))
        .set_statistic(desired.text("statistic").map(Into::into))
        .set_extended_statistic(desired.string("extended_statistic"))
        .set_period(desired.whole("period"))
        .set_unit(desired.text("unit").map(Into::into))
        .set_comparison_operator(comparison.map(Into::into))
        .set_threshold(desired.number("threshold").filter(|_| threshold.is_none()))
        .set_threshold_metric_id(threshold.map(str::to_owned))
        .set_evaluation_periods(desired.whole("evaluation_periods"))
        .set_datapoints_to_alarm(desired.whole("datapoints_to_alarm"))
        .set_treat_missing_data(desired.string("treat_missing_data"))
        .set_evaluate_low_sample_count_percentile(
            desired.string("evaluate_low_sample_count_percentiles"),
        )
        .set_metrics((!queries.is_empty()).then_some(queries))
        .set_tags(tags::new(desired.tags()))
        .send()
        .await?;
    Ok(())
}
