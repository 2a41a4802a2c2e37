//! `aws_ecs_task_definition`: one revision of what a task runs. It is imported by its ARN; its `id` is
//! its family. ECS changes no revision: a change registers a new one.

use async_trait::async_trait;
use aws_sdk_ecs::types::{
    EphemeralStorage, ProxyConfiguration, RuntimePlatform, SortOrder, Tag,
    TaskDefinition as EcsTaskDefinition, TaskDefinitionField, TaskDefinitionPlacementConstraint,
    TaskDefinitionStatus, Volume,
};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::spelling::TASK_DEFINITION;
use super::{containers, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// How many of the newest revisions are looked at for one that was just made.
const NEWEST: i32 = 10;

/// `aws_ecs_task_definition`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecs_task_definition",
        replaces: &[
            "family",
            "container_definitions",
            "cpu",
            "memory",
            "network_mode",
            "execution_role_arn",
            "task_role_arn",
            "requires_compatibilities",
            "enable_fault_injection",
            "ipc_mode",
            "pid_mode",
            "ephemeral_storage",
            "placement_constraints",
            "proxy_configuration",
            "runtime_platform",
            "volume",
        ],
        filled_in: &[
            "network_mode",
            "enable_fault_injection",
            "volume[*].configure_at_launch",
            "volume[*].docker_volume_configuration[*].scope",
            "volume[*].efs_volume_configuration[*].transit_encryption",
            "volume[*].efs_volume_configuration[*].authorization_config[*].iam",
        ],
        defaults: &[
            ("proxy_configuration[*].type", Text("APPMESH")),
            (
                "volume[*].efs_volume_configuration[*].root_directory",
                Text("/"),
            ),
        ],
        write_only: &["skip_destroy", "track_latest"],
        documents: &[containers::NAME],
        alike: &[(containers::NAME, containers::alike)],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ecs:ListTaskDefinitions"],
        read: &["ecs:DescribeTaskDefinition"],
        create: &[
            "ecs:RegisterTaskDefinition",
            "ecs:ListTaskDefinitions",
            "ecs:TagResource",
            "iam:PassRole",
        ],
        update: &["ecs:TagResource", "ecs:UntagResource"],
        delete: &["ecs:DeregisterTaskDefinition"],
    },
    operations: &TaskDefinition,
};

struct TaskDefinition;

#[async_trait]
impl Operations for TaskDefinition {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.ecs().list_task_definitions();
        let request = request.status(TaskDefinitionStatus::Active);
        let mut arns = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(arn) = arns.next().await {
            ids.push(arn?);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some((task, tagged)) = described(aws, id).await? else {
            return Ok(None);
        };
        let arn = task.task_definition_arn().unwrap_or(id);
        let family = arn.rsplit_once(':').map_or(arn, |(family, _)| family);
        let live = Live::default()
            .text("id", task.family())
            .text("arn", Some(arn))
            .text("arn_without_revision", Some(family))
            .text("family", task.family())
            .whole("revision", Some(task.revision()))
            .text(
                containers::NAME,
                Some(containers::text(task.container_definitions())),
            )
            .text("cpu", task.cpu())
            .text("memory", task.memory())
            .text("execution_role_arn", some(task.execution_role_arn()))
            .text("task_role_arn", some(task.task_role_arn()))
            .text(
                "network_mode",
                task.network_mode().map(|mode| mode.as_str()),
            )
            .text("ipc_mode", some(task.ipc_mode().map(|mode| mode.as_str())))
            .text("pid_mode", some(task.pid_mode().map(|mode| mode.as_str())))
            .flag("enable_fault_injection", task.enable_fault_injection())
            .texts(
                "requires_compatibilities",
                task.requires_compatibilities()
                    .iter()
                    .map(|one| one.as_str()),
            )
            .tags(tags::pairs(&tagged));
        Ok(Some(blocks(live, &task)?.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let spelling = TASK_DEFINITION;
        let constraints = spelling.write_all(
            desired,
            "placement_constraints",
            TaskDefinitionPlacementConstraint::deserialize,
        )?;
        let volumes = spelling.write_all(desired, "volume", Volume::deserialize)?;
        let answer = aws
            .ecs()
            .register_task_definition()
            .family(desired.required("family")?)
            .set_container_definitions(Some(containers::desired(desired)?))
            .set_cpu(desired.string("cpu"))
            .set_memory(desired.string("memory"))
            .set_execution_role_arn(desired.string("execution_role_arn"))
            .set_task_role_arn(desired.string("task_role_arn"))
            .set_network_mode(desired.text("network_mode").map(Into::into))
            .set_ipc_mode(desired.text("ipc_mode").map(Into::into))
            .set_pid_mode(desired.text("pid_mode").map(Into::into))
            .set_enable_fault_injection(desired.flag("enable_fault_injection"))
            .set_requires_compatibilities(
                desired
                    .some_texts("requires_compatibilities")
                    .map(|all| all.iter().map(|one| one.as_str().into()).collect()),
            )
            .set_ephemeral_storage(spelling.write(
                desired,
                "ephemeral_storage",
                EphemeralStorage::deserialize,
            )?)
            .set_runtime_platform(spelling.write(
                desired,
                "runtime_platform",
                RuntimePlatform::deserialize,
            )?)
            .set_proxy_configuration(spelling.write(
                desired,
                "proxy_configuration",
                ProxyConfiguration::deserialize,
            )?)
            .set_placement_constraints((!constraints.is_empty()).then_some(constraints))
            .set_volumes((!volumes.is_empty()).then_some(volumes))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        answer
            .task_definition
            .and_then(|task| task.task_definition_arn)
            .ok_or_else(|| Failure::incomplete("ecs:RegisterTaskDefinition", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        if prior.flag("skip_destroy") == Some(true) {
            return Ok(());
        }
        let request = aws.ecs().deregister_task_definition().task_definition(id);
        let answer = request.send().await.map_err(absent);
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ecs().list_task_definitions();
        let answer = request
            .family_prefix(desired.required("family")?)
            .status(TaskDefinitionStatus::Active)
            .sort(SortOrder::Desc)
            .max_results(NEWEST)
            .send()
            .await?;
        for arn in answer.task_definition_arns() {
            if let Some((_, tagged)) = described(aws, arn).await?
                && tags::made_by(&tagged, operation)
            {
                return Ok(Some(arn.clone()));
            }
        }
        Ok(None)
    }
}

/// A revision that is active, and its tags. ECS tells of one for ever after it was deregistered.
async fn described(aws: &Aws, arn: &str) -> Result<Option<(EcsTaskDefinition, Vec<Tag>)>> {
    let request = aws.ecs().describe_task_definition().task_definition(arn);
    let answer = request.include(TaskDefinitionField::Tags).send().await;
    let Some(answer) = answer.map_err(absent).or_absent()? else {
        return Ok(None);
    };
    let task = answer.task_definition;
    let active = task.filter(|task| task.status() == Some(&TaskDefinitionStatus::Active));
    Ok(active.map(|task| (task, answer.tags.unwrap_or_default())))
}

/// ECS has no code of its own for a revision that is not there.
fn absent(failure: impl Into<Failure>) -> Failure {
    let failure = failure.into();
    let says = |words| failure.message.contains(words);
    if failure.code == "ClientException"
        && (says("Unable to describe task definition") || says("does not exist"))
    {
        return Failure {
            class: Class::NotFound,
            ..failure
        };
    }
    failure
}

/// What is not said with an empty text.
fn some(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn blocks(live: Live, task: &EcsTaskDefinition) -> Result<Live> {
    let spelling = TASK_DEFINITION;
    Ok(live
        .value(
            "ephemeral_storage",
            spelling.read("ephemeral_storage", task.ephemeral_storage())?,
        )
        .value(
            "runtime_platform",
            spelling.read("runtime_platform", task.runtime_platform())?,
        )
        .value(
            "proxy_configuration",
            spelling.read("proxy_configuration", task.proxy_configuration())?,
        )
        .value(
            "placement_constraints",
            spelling.read("placement_constraints", task.placement_constraints())?,
        )
        .value("volume", spelling.read("volume", task.volumes())?))
}
