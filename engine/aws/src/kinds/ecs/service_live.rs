//! What ECS tells of a service.

use aws_sdk_ecs::types::{
    AssignPublicIp, Deployment, DeploymentRolloutState, NetworkConfiguration, Service, ServiceField,
};
use tollgate_model::Object;

use super::spelling::SERVICE;
use super::{strategy, tags};
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Progress, Result};
use crate::live::Live;

/// The tag of a service whose author wants to wait until its tasks run: when ECS is asked how far it
/// has come, nothing else is known of what was desired.
pub const WAIT_TAG: &str = "tollgate:wait";

/// `dev` and `app` from `dev/app`.
pub fn parts_of(id: &str) -> (&str, &str) {
    id.split_once('/').unwrap_or(("default", id))
}

/// A service that is not `INACTIVE`. ECS tells of a service for a while after it was deleted.
pub async fn described(aws: &Aws, id: &str) -> Result<Option<Service>> {
    let (cluster, name) = parts_of(id);
    let request = aws.ecs().describe_services().cluster(cluster);
    let request = request.services(name).include(ServiceField::Tags);
    let answer = request.send().await.or_absent()?;
    let services = answer.and_then(|answer| answer.services);
    let mut there = services.into_iter().flatten();
    Ok(there.find(|service| service.status() != Some("INACTIVE")))
}

/// Everything about a service.
pub fn live(service: &Service) -> Result<Object> {
    let live = Live::default()
        .text("id", service.service_arn())
        .text("arn", service.service_arn())
        .text("name", service.service_name())
        .text("cluster", service.cluster_arn())
        .text("task_definition", some(service.task_definition()))
        .whole("desired_count", Some(service.desired_count()))
        .text("launch_type", service.launch_type().map(|one| one.as_str()))
        .text("platform_version", some(service.platform_version()))
        .text(
            "scheduling_strategy",
            service.scheduling_strategy().map(|one| one.as_str()),
        )
        .text("iam_role", some(service.role_arn()))
        .whole(
            "health_check_grace_period_seconds",
            service.health_check_grace_period_seconds(),
        )
        .flag(
            "enable_ecs_managed_tags",
            Some(service.enable_ecs_managed_tags()),
        )
        .flag(
            "enable_execute_command",
            Some(service.enable_execute_command()),
        )
        .text(
            "propagate_tags",
            service.propagate_tags().map(|one| one.as_str()),
        )
        .text(
            "availability_zone_rebalancing",
            service
                .availability_zone_rebalancing()
                .map(|one| one.as_str()),
        )
        .blocks(
            "capacity_provider_strategy",
            strategy::blocks(service.capacity_provider_strategy()),
        )
        .block(
            "network_configuration",
            service.network_configuration().and_then(network),
        )
        .tags(tags::pairs(service.tags()));
    let live = deployments(live, service)?;
    let live = placed(live, service)?;
    Ok(live.into_object())
}

/// How its deployments go.
fn deployments(live: Live, service: &Service) -> Result<Live> {
    let live = live.value(
        "deployment_controller",
        SERVICE.read("deployment_controller", service.deployment_controller())?,
    );
    let Some(deployment) = service.deployment_configuration() else {
        return Ok(live);
    };
    Ok(live
        .whole("deployment_maximum_percent", deployment.maximum_percent())
        .whole(
            "deployment_minimum_healthy_percent",
            deployment.minimum_healthy_percent(),
        )
        .value(
            "deployment_circuit_breaker",
            SERVICE.read(
                "deployment_circuit_breaker",
                deployment.deployment_circuit_breaker(),
            )?,
        )
        .value("alarms", SERVICE.read("alarms", deployment.alarms())?)
        .value(
            "deployment_configuration",
            SERVICE.read("deployment_configuration", [deployment])?,
        ))
}

/// Where its tasks are put. Some of it ECS tells only of the deployment in effect.
fn placed(live: Live, service: &Service) -> Result<Live> {
    let live = live
        .value(
            "load_balancer",
            SERVICE.read("load_balancer", service.load_balancers())?,
        )
        .value(
            "service_registries",
            SERVICE.read("service_registries", service.service_registries())?,
        )
        .value(
            "placement_constraints",
            SERVICE.read("placement_constraints", service.placement_constraints())?,
        )
        .value(
            "ordered_placement_strategy",
            SERVICE.read("ordered_placement_strategy", service.placement_strategy())?,
        );
    let Some(primary) = primary(service) else {
        return Ok(live);
    };
    Ok(live
        .value(
            "service_connect_configuration",
            SERVICE.read(
                "service_connect_configuration",
                primary.service_connect_configuration(),
            )?,
        )
        .value(
            "volume_configuration",
            SERVICE.read("volume_configuration", primary.volume_configurations())?,
        )
        .value(
            "vpc_lattice_configurations",
            SERVICE.read(
                "vpc_lattice_configurations",
                primary.vpc_lattice_configurations(),
            )?,
        ))
}

fn network(configuration: &NetworkConfiguration) -> Option<Live> {
    let vpc = configuration.awsvpc_configuration()?;
    let live = Live::block_of()
        .texts("subnets", vpc.subnets())
        .texts("security_groups", vpc.security_groups())
        .flag(
            "assign_public_ip",
            Some(vpc.assign_public_ip() == Some(&AssignPublicIp::Enabled)),
        );
    Some(live)
}

fn primary(service: &Service) -> Option<&Deployment> {
    let mut deployments = service.deployments().iter();
    deployments.find(|deployment| deployment.status() == Some("PRIMARY"))
}

/// How far a service has come. One that is waited for is there once the deployment in effect is the
/// only one, and runs as many tasks as it should.
pub fn progress(service: &Service) -> Progress {
    if service.status() != Some("ACTIVE") {
        let state = service.status().unwrap_or("unknown");
        return Progress::Going(state.to_owned());
    }
    let is_waited_for = tags::pairs(service.tags()).any(|(key, _)| key == WAIT_TAG);
    if !is_waited_for {
        return Progress::Done;
    }
    let deployment = primary(service);
    let rollout = deployment.and_then(Deployment::rollout_state);
    if rollout == Some(&DeploymentRolloutState::Failed) {
        let reason = deployment.and_then(Deployment::rollout_state_reason);
        return Progress::Failed(reason.unwrap_or("its deployment failed").to_owned());
    }
    let (running, wanted) = (service.running_count(), service.desired_count());
    if service.deployments().len() <= 1 && running == wanted {
        Progress::Done
    } else {
        Progress::Going(format!("{running} of {wanted} tasks run"))
    }
}

fn some(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
