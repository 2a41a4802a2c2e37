//! Changing a service in place: only what differs is sent, since much of it starts a deployment.

use super::service_live::{WAIT_TAG, described, parts_of};
use super::service_parts::{self as parts, DEPLOYMENT};
use super::{strategy, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Result};

/// What `ecs:UpdateService` takes, besides what makes up the configuration of deployments.
const TAKEN: &[&str] = &[
    "task_definition",
    "desired_count",
    "platform_version",
    "availability_zone_rebalancing",
    "health_check_grace_period_seconds",
    "enable_ecs_managed_tags",
    "enable_execute_command",
    "propagate_tags",
    "capacity_provider_strategy",
    "deployment_controller",
    "network_configuration",
    "load_balancer",
    "service_registries",
    "placement_constraints",
    "ordered_placement_strategy",
    "service_connect_configuration",
    "volume_configuration",
    "vpc_lattice_configurations",
];

/// Changes everything but the tags.
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    if !change.touches(TAKEN) && !change.touches(DEPLOYMENT) {
        return Ok(());
    }
    let desired = change.desired;
    let differs = |name| change.touches(&[name]);
    // An empty list takes away what was there.
    let strategy = strategy::items(desired, "capacity_provider_strategy")?;
    let moves = differs("capacity_provider_strategy");
    let forced = moves || desired.flag("force_new_deployment") == Some(true);
    let deployment = if change.touches(DEPLOYMENT) {
        let mut deployment = parts::deployment(desired)?;
        if differs("alarms") && deployment.alarms.is_none() {
            deployment.alarms = Some(parts::no_alarms()?);
        }
        if differs("deployment_circuit_breaker") && deployment.deployment_circuit_breaker.is_none()
        {
            deployment.deployment_circuit_breaker = Some(parts::no_breaker());
        }
        Some(deployment)
    } else {
        None
    };
    let (cluster, name) = parts_of(id);
    let mut request = aws
        .ecs()
        .update_service()
        .cluster(cluster)
        .service(name)
        .set_force_new_deployment(forced.then_some(true))
        .set_deployment_configuration(deployment);
    if differs("task_definition") {
        request = request.set_task_definition(desired.string("task_definition"));
    }
    if differs("desired_count") {
        request = request.set_desired_count(desired.whole("desired_count"));
    }
    if differs("platform_version") {
        request = request.set_platform_version(desired.string("platform_version"));
    }
    if differs("availability_zone_rebalancing") {
        let rebalancing = desired.text("availability_zone_rebalancing");
        request = request.set_availability_zone_rebalancing(rebalancing.map(Into::into));
    }
    if differs("health_check_grace_period_seconds") {
        let seconds = desired.whole("health_check_grace_period_seconds");
        request = request.health_check_grace_period_seconds(seconds.unwrap_or(0));
    }
    if differs("enable_ecs_managed_tags") {
        let flag = desired.flag("enable_ecs_managed_tags").unwrap_or(false);
        request = request.enable_ecs_managed_tags(flag);
    }
    if differs("enable_execute_command") {
        let flag = desired.flag("enable_execute_command").unwrap_or(false);
        request = request.enable_execute_command(flag);
    }
    if differs("propagate_tags") {
        let from = desired.text("propagate_tags").unwrap_or("NONE");
        request = request.propagate_tags(from.into());
    }
    if moves {
        request = request.set_capacity_provider_strategy(Some(strategy));
    }
    if differs("deployment_controller") {
        request = request.set_deployment_controller(parts::controller(desired)?);
    }
    if differs("network_configuration") {
        request = request.set_network_configuration(parts::network(desired)?);
    }
    if differs("load_balancer") {
        request = request.set_load_balancers(Some(parts::load_balancers(desired)?));
    }
    if differs("service_registries") {
        request = request.set_service_registries(Some(parts::registries(desired)?));
    }
    if differs("placement_constraints") {
        request = request.set_placement_constraints(Some(parts::constraints(desired)?));
    }
    if differs("ordered_placement_strategy") {
        request = request.set_placement_strategy(Some(parts::placement(desired)?));
    }
    if differs("service_connect_configuration") {
        let connect = parts::connect(desired)?.unwrap_or_else(parts::no_connect);
        request = request.service_connect_configuration(connect);
    }
    if differs("volume_configuration") {
        request = request.set_volume_configurations(Some(parts::volumes(desired)?));
    }
    if differs("vpc_lattice_configurations") {
        request = request.set_vpc_lattice_configurations(Some(parts::lattice(desired)?));
    }
    request.send().await?;
    Ok(())
}

/// Marks the service as one to wait for, or takes the mark away.
pub async fn wait(aws: &Aws, id: &str, arn: &str, desired: Attributes<'_>) -> Result<()> {
    let wanted = desired.flag("wait_for_steady_state") == Some(true);
    let service = described(aws, id).await?;
    let marked =
        service.is_some_and(|service| tags::pairs(service.tags()).any(|(key, _)| key == WAIT_TAG));
    if wanted && !marked {
        tags::give(aws, arn, WAIT_TAG, "steady").await?;
    } else if marked && !wanted {
        let request = aws.ecs().untag_resource().resource_arn(arn);
        request.tag_keys(WAIT_TAG).send().await?;
    }
    Ok(())
}
