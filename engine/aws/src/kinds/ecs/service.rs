//! `aws_ecs_service`: how many tasks run, where, and how they are exchanged. It is imported as
//! `cluster/name`; its `id` is its ARN.

use async_trait::async_trait;
use tollgate_model::facts::Default::{Text, Whole};
use tollgate_model::{Facts, Object};

use super::clusters::{self, name_of};
use super::passing::passing;
use super::service_live::{self as lives, WAIT_TAG, parts_of};
use super::service_parts::{self as parts, some};
use super::{service_update as updates, strategy, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};

/// `aws_ecs_service`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecs_service",
        replaces: &[
            "name",
            "cluster",
            "launch_type",
            "scheduling_strategy",
            "iam_role",
        ],
        filled_in: &[
            "cluster",
            "launch_type",
            "platform_version",
            "iam_role",
            "availability_zone_rebalancing",
            "capacity_provider_strategy",
            "deployment_configuration",
            "deployment_configuration[*].bake_time_in_minutes",
            "deployment_configuration[*].strategy",
            "deployment_controller",
            "service_connect_configuration[*].namespace",
            "service_connect_configuration[*].service[*].client_alias[*].dns_name",
            "service_connect_configuration[*].service[*].discovery_name",
            "volume_configuration[*].managed_ebs_volume[*].file_system_type",
        ],
        defaults: &[
            ("desired_count", Whole(0)),
            ("deployment_maximum_percent", Whole(200)),
            ("deployment_minimum_healthy_percent", Whole(100)),
            ("scheduling_strategy", Text("REPLICA")),
            ("propagate_tags", Text("NONE")),
        ],
        write_only: &[
            "force_delete",
            "force_new_deployment",
            "sigint_rollback",
            "triggers",
            "wait_for_steady_state",
        ],
        documents: &["deployment_configuration[*].lifecycle_hook[*].hook_details"],
        arn_or_id: &["cluster", "iam_role"],
        alike: &[
            ("task_definition", is_same_revision),
            ("desired_count", |_, desired| {
                is_left_to_daemon(desired, "desired_count")
            }),
            ("deployment_maximum_percent", |_, desired| {
                is_left_to_daemon(desired, "deployment_maximum_percent")
            }),
            ("deployment_minimum_healthy_percent", |_, desired| {
                is_left_to_daemon(desired, "deployment_minimum_healthy_percent")
            }),
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["ClusterNotFoundException"],
    permissions: Permissions {
        list: &["ecs:ListClusters", "ecs:ListServices"],
        read: &["ecs:DescribeServices"],
        create: &[
            "ecs:CreateService",
            "ecs:TagResource",
            "iam:PassRole",
            "iam:CreateServiceLinkedRole",
            "ecs:UpdateService",
        ],
        update: &[
            "ecs:UpdateService",
            "ecs:TagResource",
            "ecs:UntagResource",
            "iam:PassRole",
        ],
        delete: &["ecs:UpdateService", "ecs:DeleteService"],
    },
    operations: &Service,
};

struct Service;

#[async_trait]
impl Operations for Service {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for cluster in clusters::all(aws).await? {
            let request = aws.ecs().list_services().cluster(&cluster);
            let mut arns = request.into_paginator().items().send();
            while let Some(arn) = arns.next().await {
                let Some(arn) = arn.or_absent()? else { break };
                ids.push(format!("{}/{}", name_of(&cluster), name_of(&arn)));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let service = lives::described(aws, id).await?;
        service.as_ref().map(lives::live).transpose()
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let mut tagged = desired.tags();
        if desired.flag("wait_for_steady_state") == Some(true) {
            tagged.insert(WAIT_TAG.to_owned(), "steady".to_owned());
        }
        let replicas = desired.text("scheduling_strategy") != Some("DAEMON");
        aws.ecs()
            .create_service()
            .service_name(desired.required("name")?)
            .client_token(&operation.id)
            .set_cluster(desired.string("cluster"))
            .set_task_definition(desired.string("task_definition"))
            .set_desired_count(desired.whole("desired_count").filter(|_| replicas))
            .set_launch_type(desired.text("launch_type").map(Into::into))
            .set_platform_version(desired.string("platform_version"))
            .set_scheduling_strategy(desired.text("scheduling_strategy").map(Into::into))
            .set_role(desired.string("iam_role"))
            .set_availability_zone_rebalancing(
                desired
                    .text("availability_zone_rebalancing")
                    .map(Into::into),
            )
            .set_health_check_grace_period_seconds(
                desired.whole("health_check_grace_period_seconds"),
            )
            .set_enable_ecs_managed_tags(desired.flag("enable_ecs_managed_tags"))
            .set_enable_execute_command(desired.flag("enable_execute_command"))
            .set_propagate_tags(
                desired
                    .text("propagate_tags")
                    .filter(|from| *from != "NONE")
                    .map(Into::into),
            )
            .set_capacity_provider_strategy(some(strategy::items(
                desired,
                "capacity_provider_strategy",
            )?))
            .deployment_configuration(parts::deployment(desired)?)
            .set_deployment_controller(parts::controller(desired)?)
            .set_network_configuration(parts::network(desired)?)
            .set_load_balancers(some(parts::load_balancers(desired)?))
            .set_service_registries(some(parts::registries(desired)?))
            .set_placement_constraints(some(parts::constraints(desired)?))
            .set_placement_strategy(some(parts::placement(desired)?))
            .set_service_connect_configuration(parts::connect(desired)?)
            .set_volume_configurations(some(parts::volumes(desired)?))
            .set_vpc_lattice_configurations(some(parts::lattice(desired)?))
            .set_tags(Some(tags::new(tagged, operation)))
            .send()
            .await
            .map_err(passing)
            .map_err(taken)?;
        id(desired)
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let service = lives::described(aws, id).await?;
        Ok(service.as_ref().map_or(Progress::Done, lives::progress))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        updates::update(aws, id, change).await?;
        let arn = change.prior.required("arn")?;
        updates::wait(aws, id, arn, change.desired).await?;
        tags::update(aws, arn, change).await
    }

    /// Stops the tasks, and asks for the service to go once they are gone.
    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let Some(service) = lives::described(aws, id).await? else {
            return Ok(());
        };
        if service.status() == Some("DRAINING") {
            return Ok(());
        }
        let (cluster, name) = parts_of(id);
        if service.desired_count() > 0 {
            let request = aws.ecs().update_service().cluster(cluster).service(name);
            request.desired_count(0).send().await.or_absent()?;
        }
        let request = aws.ecs().delete_service().cluster(cluster).service(name);
        request.force(true).send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let id = id(desired)?;
        let service = lives::described(aws, &id).await?;
        let ours = service.filter(|service| tags::made_by(service.tags(), operation));
        Ok(ours.map(|_| id))
    }
}

fn id(desired: Attributes<'_>) -> Result<String> {
    let cluster = name_of(desired.text("cluster").unwrap_or("default"));
    Ok(format!("{cluster}/{}", desired.required("name")?))
}

/// ECS has no code of its own for a name that is taken.
fn taken(failure: Failure) -> Failure {
    if failure.message.contains("not idempotent") {
        return Failure {
            class: Class::AlreadyExists,
            ..failure
        };
    }
    failure
}

/// Whether both name one revision: by its ARN, or as `family:revision`. A family alone means its newest
/// revision, which is whichever ECS took.
fn is_same_revision(prior: &Object, desired: &Object) -> bool {
    let named = |object| {
        let text = Attributes::new("aws_ecs_service", object).text("task_definition")?;
        Some(name_of(text).to_owned())
    };
    let (Some(prior), Some(desired)) = (named(prior), named(desired)) else {
        return false;
    };
    let family = prior.split_once(':').map(|(family, _)| family);
    prior == desired || family == Some(desired.as_str())
}

/// Whether the attribute is unset in a service that runs one task on each instance, for which ECS says
/// itself what it is.
fn is_left_to_daemon(desired: &Object, name: &str) -> bool {
    let desired = Attributes::new("aws_ecs_service", desired);
    desired.text("scheduling_strategy") == Some("DAEMON") && desired.get(name).is_none()
}

#[cfg(test)]
mod tests {
    use tollgate_model::Value;

    use super::*;

    #[test]
    fn a_revision_has_several_names() {
        let of = |text| Object::from_iter([("task_definition".to_owned(), Value::string(text))]);
        let prior = of("arn:aws:ecs:eu-west-1:111122223333:task-definition/app:3");
        for same in [
            "arn:aws:ecs:eu-west-1:111122223333:task-definition/app:3",
            "app:3",
            "app",
        ] {
            assert!(is_same_revision(&prior, &of(same)), "{same}");
        }
        for other in ["app:4", "ap", "api", ""] {
            assert!(!is_same_revision(&prior, &of(other)), "{other}");
        }
    }
}
