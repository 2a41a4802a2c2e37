//! Scaling that keeps a metric at a value: the block and the request, both ways.

use aws_sdk_applicationautoscaling::types::{
    CustomizedMetricSpecification, MetricDimension, PredefinedMetricSpecification,
    TargetTrackingMetric, TargetTrackingMetricDataQuery, TargetTrackingMetricDimension,
    TargetTrackingMetricStat, TargetTrackingScalingPolicyConfiguration,
};

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The block.
pub const BLOCK: &str = "target_tracking_scaling_policy_configuration";

/// As a request takes it.
pub fn request(
    desired: Attributes<'_>,
) -> Result<Option<TargetTrackingScalingPolicyConfiguration>> {
    let Some(block) = desired.block(BLOCK) else {
        return Ok(None);
    };
    let predefined = block.block("predefined_metric_specification");
    let predefined = predefined.map(|metric| {
        PredefinedMetricSpecification::builder()
            .set_predefined_metric_type(metric.text("predefined_metric_type").map(Into::into))
            .set_resource_label(metric.string("resource_label"))
            .build()
            .map_err(|error| refused(&error))
    });
    let customized = block.block("customized_metric_specification");
    TargetTrackingScalingPolicyConfiguration::builder()
        .set_target_value(block.number("target_value"))
        .set_scale_in_cooldown(block.whole("scale_in_cooldown"))
        .set_scale_out_cooldown(block.whole("scale_out_cooldown"))
        .set_disable_scale_in(block.flag("disable_scale_in"))
        .set_predefined_metric_specification(predefined.transpose()?)
        .set_customized_metric_specification(customized.map(metric).transpose()?)
        .build()
        .map(Some)
        .map_err(|error| refused(&error))
}

/// One metric, or an expression over several.
fn metric(block: Attributes<'_>) -> Result<CustomizedMetricSpecification> {
    let dimension = |block: &Attributes<'_>| {
        MetricDimension::builder()
            .name(block.required("name")?)
            .value(block.required("value")?)
            .build()
            .map_err(|error| refused(&error))
    };
    let dimensions = block.blocks("dimensions");
    let dimensions: Vec<_> = dimensions.iter().map(dimension).collect::<Result<_>>()?;
    let metrics = block.blocks("metrics");
    let metrics: Vec<_> = metrics.iter().map(query).collect::<Result<_>>()?;
    Ok(CustomizedMetricSpecification::builder()
        .set_metric_name(block.string("metric_name"))
        .set_namespace(block.string("namespace"))
        .set_statistic(block.text("statistic").map(Into::into))
        .set_unit(block.string("unit"))
        .set_dimensions((!dimensions.is_empty()).then_some(dimensions))
        .set_metrics((!metrics.is_empty()).then_some(metrics))
        .build())
}

fn query(block: &Attributes<'_>) -> Result<TargetTrackingMetricDataQuery> {
    let stat = block.block("metric_stat").map(statistic).transpose()?;
    TargetTrackingMetricDataQuery::builder()
        .id(block.required("id")?)
        .set_expression(block.string("expression"))
        .set_label(block.string("label"))
        .set_return_data(block.flag("return_data"))
        .set_metric_stat(stat)
        .build()
        .map_err(|error| refused(&error))
}

fn statistic(block: Attributes<'_>) -> Result<TargetTrackingMetricStat> {
    let dimension = |block: &Attributes<'_>| {
        TargetTrackingMetricDimension::builder()
            .name(block.required("name")?)
            .value(block.required("value")?)
            .build()
            .map_err(|error| refused(&error))
    };
    let metric = block.block("metric").map(|metric| {
        let dimensions = metric.blocks("dimensions");
        let dimensions: Vec<_> = dimensions.iter().map(dimension).collect::<Result<_>>()?;
        Ok::<_, Failure>(
            TargetTrackingMetric::builder()
                .set_namespace(metric.string("namespace"))
                .set_metric_name(metric.string("metric_name"))
                .set_dimensions((!dimensions.is_empty()).then_some(dimensions))
                .build(),
        )
    });
    TargetTrackingMetricStat::builder()
        .set_metric(metric.transpose()?)
        .stat(block.required("stat")?)
        .set_unit(block.string("unit"))
        .build()
        .map_err(|error| refused(&error))
}

/// As AWS tells it.
pub fn live(configuration: &TargetTrackingScalingPolicyConfiguration) -> Live {
    let predefined = configuration.predefined_metric_specification();
    let predefined = predefined.map(|metric| {
        Live::block_of()
            .text(
                "predefined_metric_type",
                Some(metric.predefined_metric_type().as_str()),
            )
            .text("resource_label", some(metric.resource_label()))
    });
    Live::block_of()
        .number("target_value", Some(configuration.target_value()))
        .whole("scale_in_cooldown", configuration.scale_in_cooldown())
        .whole("scale_out_cooldown", configuration.scale_out_cooldown())
        .flag("disable_scale_in", configuration.disable_scale_in())
        .block("predefined_metric_specification", predefined)
        .block(
            "customized_metric_specification",
            configuration
                .customized_metric_specification()
                .map(metric_live),
        )
}

fn metric_live(metric: &CustomizedMetricSpecification) -> Live {
    let dimensions = metric.dimensions().iter();
    Live::block_of()
        .text("metric_name", metric.metric_name())
        .text("namespace", metric.namespace())
        .text("statistic", metric.statistic().map(|one| one.as_str()))
        .text("unit", some(metric.unit()))
        .blocks(
            "dimensions",
            dimensions.map(|dimension| pair(dimension.name(), dimension.value())),
        )
        .blocks("metrics", metric.metrics().iter().map(query_live))
}

fn query_live(query: &TargetTrackingMetricDataQuery) -> Live {
    Live::block_of()
        .text("id", Some(query.id()))
        .text("expression", some(query.expression()))
        .text("label", some(query.label()))
        .flag("return_data", query.return_data())
        .block("metric_stat", query.metric_stat().map(statistic_live))
}

fn statistic_live(statistic: &TargetTrackingMetricStat) -> Live {
    let metric = statistic.metric().map(|metric| {
        let dimensions = metric.dimensions().iter();
        Live::block_of()
            .text("namespace", metric.namespace())
            .text("metric_name", metric.metric_name())
            .blocks(
                "dimensions",
                dimensions.map(|dimension| pair(dimension.name(), dimension.value())),
            )
    });
    Live::block_of()
        .text("stat", Some(statistic.stat()))
        .text("unit", some(statistic.unit()))
        .block("metric", metric)
}

fn pair(name: &str, value: &str) -> Live {
    Live::block_of()
        .text("name", Some(name))
        .text("value", Some(value))
}

fn some(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn refused(error: &impl std::fmt::Display) -> Failure {
    Failure::invalid(BLOCK, error.to_string())
}
