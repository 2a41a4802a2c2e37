//! EventBridge: rules and their targets.

mod event_rule;
mod event_target;
mod tags;
mod target_ecs;
mod target_parts;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&event_rule::KIND, &event_target::KIND];
