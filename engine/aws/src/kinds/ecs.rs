//! ECS: clusters, tasks and services.

mod cluster;
mod cluster_capacity_providers;
mod clusters;
mod containers;
mod passing;
mod service;
mod service_live;
mod service_parts;
mod service_update;
mod spelling;
mod strategy;
mod tags;
mod task_definition;

use crate::kind::Kind;

/// The kinds of ECS.
pub static KINDS: &[&Kind] = &[
    &cluster::KIND,
    &cluster_capacity_providers::KIND,
    &service::KIND,
    &task_definition::KIND,
];
