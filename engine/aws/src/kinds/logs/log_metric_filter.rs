//! `aws_cloudwatch_log_metric_filter`: counts what stands in logs. Its id is `group:name`.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_cloudwatchlogs::types::{MetricFilter as Filter, MetricTransformation};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_log_metric_filter`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_log_metric_filter",
        replaces: &["name", "log_group_name"],
        defaults: &[
            ("apply_on_transformed_logs", Flag(false)),
            ("metric_transformation[*].unit", Text("None")),
        ],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["OperationAbortedException"],
    permissions: Permissions {
        list: &["logs:DescribeMetricFilters"],
        read: &["logs:DescribeMetricFilters"],
        create: &["logs:PutMetricFilter"],
        update: &["logs:PutMetricFilter"],
        delete: &["logs:DeleteMetricFilter"],
    },
    operations: &LogMetricFilter,
};

struct LogMetricFilter;

#[async_trait]
impl Operations for LogMetricFilter {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.logs().describe_metric_filters();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(filter) = pages.next().await {
            let filter = filter?;
            if let (Some(group), Some(name)) = (filter.log_group_name(), filter.filter_name()) {
                ids.push(format!("{group}:{name}"));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (group, name) = parts(id);
        let filter = filter(aws, group, name).await?;
        Ok(filter.map(|filter| {
            let transformations = filter.metric_transformations().iter();
            Live::with_id(id)
                .text("name", Some(name))
                .text("log_group_name", Some(group))
                .text("pattern", filter.filter_pattern())
                .flag(
                    "apply_on_transformed_logs",
                    Some(filter.apply_on_transformed_logs()),
                )
                .blocks("metric_transformation", transformations.map(transformation))
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let group = desired.required("log_group_name")?;
        let id = format!("{group}:{}", desired.required("name")?);
        put(aws, &id, desired).await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (group, name) = parts(id);
        let request = aws.logs().delete_metric_filter().log_group_name(group);
        let request = request.filter_name(name).send();
        request.await.or_absent().map(drop)
    }
}

/// Names of groups have no colon.
fn parts(id: &str) -> (&str, &str) {
    id.split_once(':').unwrap_or((id, ""))
}

/// The filter of this very name: AWS only finds those whose names begin with it.
async fn filter(aws: &Aws, group: &str, name: &str) -> Result<Option<Filter>> {
    let request = aws.logs().describe_metric_filters().log_group_name(group);
    let request = request.filter_name_prefix(name);
    let mut pages = request.into_paginator().items().send();
    while let Some(filter) = pages.next().await {
        let Some(filter) = filter.or_absent()? else {
            break;
        };
        if filter.filter_name() == Some(name) {
            return Ok(Some(filter));
        }
    }
    Ok(None)
}

async fn put(aws: &Aws, id: &str, desired: Attributes<'_>) -> Result<()> {
    let (group, name) = parts(id);
    let transformations = desired.blocks("metric_transformation").into_iter();
    let transformations: Vec<MetricTransformation> =
        transformations.map(wanted).collect::<Result<_>>()?;
    aws.logs()
        .put_metric_filter()
        .log_group_name(group)
        .filter_name(name)
        // Empty is a pattern, too: it matches everything.
        .filter_pattern(desired.text("pattern").unwrap_or_default())
        .set_metric_transformations(Some(transformations))
        .set_apply_on_transformed_logs(desired.flag("apply_on_transformed_logs"))
        .send()
        .await?;
    Ok(())
}

fn wanted(block: Attributes<'_>) -> Result<MetricTransformation> {
    let dimensions: HashMap<String, String> = block.map("dimensions").into_iter().collect();
    MetricTransformation::builder()
        .metric_name(block.required("name")?)
        .metric_namespace(block.required("namespace")?)
        .metric_value(block.required("value")?)
        .set_default_value(block.number("default_value"))
        .set_unit(block.text("unit").map(Into::into))
        .set_dimensions(Some(dimensions).filter(|dimensions| !dimensions.is_empty()))
        .build()
        .map_err(|error| Failure::invalid("logs:PutMetricFilter", error.to_string()))
}

fn transformation(transformation: &MetricTransformation) -> Live {
    let default = transformation.default_value();
    Live::block_of()
        .text("name", Some(transformation.metric_name()))
        .text("namespace", Some(transformation.metric_namespace()))
        .text("value", Some(transformation.metric_value()))
        .text("default_value", default.map(|number| number.to_string()))
        .text("unit", transformation.unit().map(|unit| unit.as_str()))
        .map(
            "dimensions",
            transformation.dimensions().into_iter().flatten(),
        )
}
