//! Scaling by steps when an alarm rings: the block and the request, both ways.

use aws_sdk_applicationautoscaling::types::{StepAdjustment, StepScalingPolicyConfiguration};

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The block.
pub const BLOCK: &str = "step_scaling_policy_configuration";

/// As a request takes it.
pub fn request(desired: Attributes<'_>) -> Result<Option<StepScalingPolicyConfiguration>> {
    let Some(block) = desired.block(BLOCK) else {
        return Ok(None);
    };
    let step = |step: &Attributes<'_>| {
        StepAdjustment::builder()
            .set_metric_interval_lower_bound(step.number("metric_interval_lower_bound"))
            .set_metric_interval_upper_bound(step.number("metric_interval_upper_bound"))
            .set_scaling_adjustment(step.whole("scaling_adjustment"))
            .build()
            .map_err(|error| Failure::invalid(BLOCK, error.to_string()))
    };
    let steps = block.blocks("step_adjustment");
    let steps: Vec<_> = steps.iter().map(step).collect::<Result<_>>()?;
    let request = StepScalingPolicyConfiguration::builder()
        .set_adjustment_type(block.text("adjustment_type").map(Into::into))
        .set_metric_aggregation_type(block.text("metric_aggregation_type").map(Into::into))
        .set_min_adjustment_magnitude(block.whole("min_adjustment_magnitude"))
        .set_cooldown(block.whole("cooldown"))
        .set_step_adjustments(Some(steps));
    Ok(Some(request.build()))
}

/// As AWS tells it.
pub fn live(configuration: &StepScalingPolicyConfiguration) -> Live {
    let steps = configuration.step_adjustments().iter().map(|step| {
        let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string());
        Live::block_of()
            .text(
                "metric_interval_lower_bound",
                bound(step.metric_interval_lower_bound()),
            )
            .text(
                "metric_interval_upper_bound",
                bound(step.metric_interval_upper_bound()),
            )
            .whole("scaling_adjustment", Some(step.scaling_adjustment()))
    });
    let adjustment = configuration.adjustment_type();
    let aggregation = configuration.metric_aggregation_type();
    Live::block_of()
        .text("adjustment_type", adjustment.map(|kind| kind.as_str()))
        .text(
            "metric_aggregation_type",
            aggregation.map(|kind| kind.as_str()),
        )
        .whole(
            "min_adjustment_magnitude",
            configuration.min_adjustment_magnitude(),
        )
        .whole("cooldown", configuration.cooldown())
        .blocks("step_adjustment", steps)
}
