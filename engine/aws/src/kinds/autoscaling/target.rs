//! `aws_appautoscaling_target`: what may be scaled, and between which limits. It is imported as
//! `service/resource/dimension`; its `id` is the resource.

use async_trait::async_trait;
use aws_sdk_applicationautoscaling::operation::register_scalable_target::builders::RegisterScalableTargetFluentBuilder as Register;
use aws_sdk_applicationautoscaling::types::{ScalableTarget, SuspendedState};
use tollgate_model::{Facts, Object};

use super::name::{Name, namespaces, told};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_appautoscaling_target`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_appautoscaling_target",
        replaces: &[
            "service_namespace",
            "resource_id",
            "scalable_dimension",
            "role_arn",
        ],
        filled_in: &["role_arn", "suspended_state"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A service that was made a moment ago.
    not_yet: &["FailedResourceAccessException", "ObjectNotFoundException"],
    permissions: Permissions {
        list: &["application-autoscaling:DescribeScalableTargets"],
        read: &[
            "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:ListTagsForResource",
        ],
        create: &[
            "application-autoscaling:RegisterScalableTarget",
            "application-autoscaling:TagResource",
            "iam:CreateServiceLinkedRole",
            "iam:PassRole",
        ],
        update: &[
            "application-autoscaling:RegisterScalableTarget",
            "application-autoscaling:TagResource",
            "application-autoscaling:UntagResource",
        ],
        delete: &["application-autoscaling:DeregisterScalableTarget"],
    },
    operations: &Target,
};

struct Target;

#[async_trait]
impl Operations for Target {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for namespace in namespaces() {
            let request = aws.application_autoscaling().describe_scalable_targets();
            let request = request.service_namespace(namespace);
            let mut targets = request.into_paginator().items().send();
            while let Some(target) = targets.next().await {
                match target.map_err(Failure::from) {
                    Ok(target) => ids.push(name_of(&target).id()),
                    // Not every region has every service.
                    Err(failure) if failure.class == Class::Invalid => break,
                    Err(failure) => return Err(failure),
                }
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(target) = described(aws, &Name::of_id(id)?).await? else {
            return Ok(None);
        };
        let suspended = target.suspended_state().map(|state| {
            Live::block_of()
                .flag(
                    "dynamic_scaling_in_suspended",
                    state.dynamic_scaling_in_suspended(),
                )
                .flag(
                    "dynamic_scaling_out_suspended",
                    state.dynamic_scaling_out_suspended(),
                )
                .flag(
                    "scheduled_scaling_suspended",
                    state.scheduled_scaling_suspended(),
                )
        });
        let mut live = Live::with_id(target.resource_id())
            .text("arn", target.scalable_target_arn())
            .text(
                "service_namespace",
                Some(target.service_namespace().as_str()),
            )
            .text("resource_id", Some(target.resource_id()))
            .text(
                "scalable_dimension",
                Some(target.scalable_dimension().as_str()),
            )
            .whole("min_capacity", Some(target.min_capacity()))
            .whole("max_capacity", Some(target.max_capacity()))
            .text(
                "role_arn",
                Some(target.role_arn()).filter(|arn| !arn.is_empty()),
            )
            .block("suspended_state", suspended);
        if let Some(arn) = target.scalable_target_arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = Name::of(desired)?;
        // Tags may only come with the call that makes it.
        let is_there = described(aws, &name).await?.is_some();
        let tags = desired.tags();
        let new = (!is_there && !tags.is_empty()).then(|| tags.into_iter().collect());
        register(aws, &name, desired)
            .set_role_arn(desired.string("role_arn"))
            .set_tags(new)
            .send()
            .await
            .map_err(told)?;
        Ok(name.id())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["min_capacity", "max_capacity", "suspended_state"]) {
            let request = register(aws, &Name::of_id(id)?, change.desired);
            request.send().await.map_err(told)?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let name = Name::of_id(id)?;
        let request = aws.application_autoscaling().deregister_scalable_target();
        let answer = request
            .service_namespace(name.namespace)
            .resource_id(name.resource)
            .scalable_dimension(name.dimension)
            .send()
            .await;
        answer.map_err(told).or_absent().map(drop)
    }
}

/// The limits. Registering what is registered changes it.
fn register(aws: &Aws, name: &Name, desired: Attributes<'_>) -> Register {
    let suspended = desired.block("suspended_state").map(|state| {
        SuspendedState::builder()
            .set_dynamic_scaling_in_suspended(state.flag("dynamic_scaling_in_suspended"))
            .set_dynamic_scaling_out_suspended(state.flag("dynamic_scaling_out_suspended"))
            .set_scheduled_scaling_suspended(state.flag("scheduled_scaling_suspended"))
            .build()
    });
    aws.application_autoscaling()
        .register_scalable_target()
        .service_namespace(name.namespace.clone())
        .resource_id(&name.resource)
        .scalable_dimension(name.dimension.clone())
        .set_min_capacity(desired.whole("min_capacity"))
        .set_max_capacity(desired.whole("max_capacity"))
        .set_suspended_state(suspended)
}

async fn described(aws: &Aws, name: &Name) -> Result<Option<ScalableTarget>> {
    let request = aws.application_autoscaling().describe_scalable_targets();
    let answer = request
        .service_namespace(name.namespace.clone())
        .resource_ids(&name.resource)
        .scalable_dimension(name.dimension.clone())
        .send()
        .await
        .or_absent()?;
    let targets = answer.and_then(|answer| answer.scalable_targets);
    Ok(targets.into_iter().flatten().next())
}

fn name_of(target: &ScalableTarget) -> Name {
    Name {
        namespace: target.service_namespace().clone(),
        resource: target.resource_id().to_owned(),
        dimension: target.scalable_dimension().clone(),
        policy: String::new(),
    }
}
