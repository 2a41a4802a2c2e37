//! Topics and who hears them.

mod settings;
mod tags;
mod topic;
mod topic_policy;
mod topic_subscription;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&topic::KIND, &topic_policy::KIND, &topic_subscription::KIND];
