//! `aws_appautoscaling_policy`: when a target scales. It is imported as
//! `service/resource/dimension/name`; its `id` is its name. Predictive scaling is refused: nothing here
//! can read or write it.

use async_trait::async_trait;
use aws_sdk_applicationautoscaling::types::ScalingPolicy;
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::name::{Name, namespaces, told};
use super::{steps, tracking};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_appautoscaling_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_appautoscaling_policy",
        replaces: &[
            "name",
            "service_namespace",
            "resource_id",
            "scalable_dimension",
        ],
        filled_in: &["step_scaling_policy_configuration[*].metric_aggregation_type"],
        defaults: &[
            ("policy_type", Text("StepScaling")),
            (
                "target_tracking_scaling_policy_configuration[*].customized_metric_specification[*].metrics[*].return_data",
                Flag(true),
            ),
        ],
        recomputed: &[("alarm_arns", &[])],
        ..Facts::NONE
    },
    find: Find::Again,
    // A target that was made a moment ago.
    not_yet: &["FailedResourceAccessException", "ObjectNotFoundException"],
    permissions: Permissions {
        list: &["application-autoscaling:DescribeScalingPolicies"],
        read: &["application-autoscaling:DescribeScalingPolicies"],
        create: &[
            "application-autoscaling:PutScalingPolicy",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:PutMetricAlarm",
        ],
        update: &[
            "application-autoscaling:PutScalingPolicy",
            "cloudwatch:DescribeAlarms",
            "cloudwatch:PutMetricAlarm",
        ],
        delete: &[
            "application-autoscaling:DeleteScalingPolicy",
            "cloudwatch:DeleteAlarms",
        ],
    },
    operations: &Policy,
};

struct Policy;

#[async_trait]
impl Operations for Policy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for namespace in namespaces() {
            let request = aws.application_autoscaling().describe_scaling_policies();
            let request = request.service_namespace(namespace);
            let mut policies = request.into_paginator().items().send();
            while let Some(policy) = policies.next().await {
                match policy.map_err(Failure::from) {
                    Ok(policy) => ids.push(name_of(&policy).id()),
                    // Not every region has every service.
                    Err(failure) if failure.class == Class::Invalid => break,
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(policy) = described(aws, &Name::of_id(id)?).await? else {
            return Ok(None);
        };
        let tracked = policy.target_tracking_scaling_policy_configuration();
        let stepped = policy.step_scaling_policy_configuration();
        let alarms = policy.alarms().iter();
        let live = Live::with_id(policy.policy_name())
            .text("arn", Some(policy.policy_arn()))
            .text("name", Some(policy.policy_name()))
            .text("policy_type", Some(policy.policy_type().as_str()))
            .text(
                "service_namespace",
                Some(policy.service_namespace().as_str()),
            )
            .text("resource_id", Some(policy.resource_id()))
            .text(
                "scalable_dimension",
                Some(policy.scalable_dimension().as_str()),
            )
            .texts("alarm_arns", alarms.map(|alarm| alarm.alarm_arn()))
            .block(tracking::BLOCK, tracked.map(tracking::live))
            .block(steps::BLOCK, stepped.map(steps::live));
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        desired.required("name")?;
        let name = Name::of(desired)?;
        put(aws, &name, desired).await?;
        Ok(name.id())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, &Name::of_id(id)?, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let name = Name::of_id(id)?;
        let request = aws.application_autoscaling().delete_scaling_policy();
        let answer = request
            .policy_name(name.policy)
            .service_namespace(name.namespace)
            .resource_id(name.resource)
            .scalable_dimension(name.dimension)
            .send()
            .await;
        answer.map_err(told).or_absent().map(drop)
    }
}

/// Makes or changes a policy: the call takes it as a whole.
async fn put(aws: &Aws, name: &Name, desired: Attributes<'_>) -> Result<()> {
    if desired
        .block("predictive_scaling_policy_configuration")
        .is_some()
    {
        return Err(Failure::invalid(
            "aws_appautoscaling_policy",
            "`predictive_scaling_policy_configuration` is not supported: use target tracking or steps",
        ));
    }
    aws.application_autoscaling()
        .put_scaling_policy()
        .policy_name(&name.policy)
        .service_namespace(name.namespace.clone())
        .resource_id(&name.resource)
        .scalable_dimension(name.dimension.clone())
        .set_policy_type(desired.text("policy_type").map(Into::into))
        .set_target_tracking_scaling_policy_configuration(tracking::request(desired)?)
        .set_step_scaling_policy_configuration(steps::request(desired)?)
        .send()
        .await
        .map_err(told)?;
    Ok(())
}

async fn described(aws: &Aws, name: &Name) -> Result<Option<ScalingPolicy>> {
    let request = aws.application_autoscaling().describe_scaling_policies();
    let answer = request
        .policy_names(&name.policy)
        .service_namespace(name.namespace.clone())
        .resource_id(&name.resource)
        .scalable_dimension(name.dimension.clone())
        .send()
        .await
        .or_absent()?;
    let policies = answer.and_then(|answer| answer.scaling_policies);
    let mut policies = policies.into_iter().flatten();
    // Not everything that answers has looked at the name.
    Ok(policies.find(|policy| policy.policy_name() == name.policy))
}

fn name_of(policy: &ScalingPolicy) -> Name {
    Name {
        namespace: policy.service_namespace().clone(),
        resource: policy.resource_id().to_owned(),
        dimension: policy.scalable_dimension().clone(),
        policy: policy.policy_name().to_owned(),
    }
}
