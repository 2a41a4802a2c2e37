//! ECS and Fargate.

mod cluster;
mod launch;
mod service;
mod tasks;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_ecs_cluster", cluster::price),
    Kind::new("aws_ecs_service", service::price),
];
