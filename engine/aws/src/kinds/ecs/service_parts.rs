//! The parts of a service that both making it and changing it take.

use aws_sdk_ecs::types::{
    AssignPublicIp, AwsVpcConfiguration, DeploymentAlarms, DeploymentCircuitBreaker,
    DeploymentConfiguration, DeploymentController, LoadBalancer, NetworkConfiguration,
    PlacementConstraint, PlacementStrategy, ServiceConnectConfiguration, ServiceRegistry,
    ServiceVolumeConfiguration, VpcLatticeConfiguration,
};

use super::spelling::SERVICE;
use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;

/// The attributes that make up the configuration of deployments.
pub const DEPLOYMENT: &[&str] = &[
    "alarms",
    "deployment_circuit_breaker",
    "deployment_configuration",
    "deployment_maximum_percent",
    "deployment_minimum_healthy_percent",
];

/// How deployments go, as a whole: ECS keeps what is not said.
pub fn deployment(desired: Attributes<'_>) -> Result<DeploymentConfiguration> {
    let written = SERVICE.write(
        desired,
        "deployment_configuration",
        DeploymentConfiguration::deserialize,
    )?;
    let mut configuration = written.unwrap_or_else(|| DeploymentConfiguration::builder().build());
    let share = |name| desired.whole::<i32>(name);
    let healthy = share("deployment_minimum_healthy_percent");
    if desired.text("scheduling_strategy") == Some("DAEMON") {
        configuration.minimum_healthy_percent = healthy.filter(|share| *share != 100);
    } else {
        configuration.minimum_healthy_percent = healthy;
        configuration.maximum_percent = share("deployment_maximum_percent");
    }
    configuration.alarms = SERVICE.write(desired, "alarms", DeploymentAlarms::deserialize)?;
    configuration.deployment_circuit_breaker = SERVICE.write(
        desired,
        "deployment_circuit_breaker",
        DeploymentCircuitBreaker::deserialize,
    )?;
    Ok(configuration)
}

/// A circuit breaker that is off: what takes one away that was there.
pub fn no_breaker() -> DeploymentCircuitBreaker {
    let none = DeploymentCircuitBreaker::builder();
    none.enable(false).rollback(false).build()
}

/// Alarms that stop nothing: what takes alarms away that were there.
pub fn no_alarms() -> Result<DeploymentAlarms> {
    let none = DeploymentAlarms::builder().set_alarm_names(Some(Vec::new()));
    none.enable(false)
        .rollback(false)
        .build()
        .map_err(|error| refused(&error))
}

/// Where tasks stand in the network.
pub fn network(desired: Attributes<'_>) -> Result<Option<NetworkConfiguration>> {
    let Some(block) = desired.block("network_configuration") else {
        return Ok(None);
    };
    let public = match block.flag("assign_public_ip") {
        Some(true) => AssignPublicIp::Enabled,
        _ => AssignPublicIp::Disabled,
    };
    let vpc = AwsVpcConfiguration::builder()
        .set_subnets(Some(block.texts("subnets")))
        .set_security_groups(block.some_texts("security_groups"))
        .assign_public_ip(public)
        .build()
        .map_err(|error| refused(&error))?;
    let network = NetworkConfiguration::builder().awsvpc_configuration(vpc);
    Ok(Some(network.build()))
}

/// Who carries deployments out.
pub fn controller(desired: Attributes<'_>) -> Result<Option<DeploymentController>> {
    SERVICE.write(
        desired,
        "deployment_controller",
        DeploymentController::deserialize,
    )
}

/// The target groups that tasks are put into.
pub fn load_balancers(desired: Attributes<'_>) -> Result<Vec<LoadBalancer>> {
    SERVICE.write_all(desired, "load_balancer", LoadBalancer::deserialize)
}

/// The service discovery that tasks are put into.
pub fn registries(desired: Attributes<'_>) -> Result<Vec<ServiceRegistry>> {
    SERVICE.write_all(desired, "service_registries", ServiceRegistry::deserialize)
}

/// Which instances tasks may stand on.
pub fn constraints(desired: Attributes<'_>) -> Result<Vec<PlacementConstraint>> {
    SERVICE.write_all(
        desired,
        "placement_constraints",
        PlacementConstraint::deserialize,
    )
}

/// Which instances are taken first.
pub fn placement(desired: Attributes<'_>) -> Result<Vec<PlacementStrategy>> {
    SERVICE.write_all(
        desired,
        "ordered_placement_strategy",
        PlacementStrategy::deserialize,
    )
}

/// How services find each other.
pub fn connect(desired: Attributes<'_>) -> Result<Option<ServiceConnectConfiguration>> {
    SERVICE.write(
        desired,
        "service_connect_configuration",
        ServiceConnectConfiguration::deserialize,
    )
}

/// No service discovery: what takes away what was there.
pub fn no_connect() -> ServiceConnectConfiguration {
    let none = ServiceConnectConfiguration::builder();
    none.enabled(false).build()
}

/// The disks that each task gets.
pub fn volumes(desired: Attributes<'_>) -> Result<Vec<ServiceVolumeConfiguration>> {
    SERVICE.write_all(
        desired,
        "volume_configuration",
        ServiceVolumeConfiguration::deserialize,
    )
}

/// The VPC Lattice target groups that tasks are put into.
pub fn lattice(desired: Attributes<'_>) -> Result<Vec<VpcLatticeConfiguration>> {
    SERVICE.write_all(
        desired,
        "vpc_lattice_configurations",
        VpcLatticeConfiguration::deserialize,
    )
}

/// A list, if it holds anything.
pub fn some<T>(all: Vec<T>) -> Option<Vec<T>> {
    (!all.is_empty()).then_some(all)
}

fn refused(error: &impl std::fmt::Display) -> Failure {
    Failure::invalid("aws_ecs_service", error.to_string())
}
