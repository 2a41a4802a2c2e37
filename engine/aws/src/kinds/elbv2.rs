//! Load balancers, their listeners and target groups.

mod actions;
mod authentication;
mod lb;
mod lb_settings;
mod listener;
mod listener_settings;
mod settings;
mod tags;
mod target_group;
mod target_group_settings;

use crate::kind::Kind;

pub(super) use lb::applications;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&lb::KIND, &listener::KIND, &target_group::KIND];
