//! Budgets, cost anomalies, and the chat channels that hear of them.

mod anomaly_monitor;
mod anomaly_subscription;
mod budget;
mod budget_notifications;
mod budget_parts;
mod budget_tags;
mod cost_tags;
mod expression;
mod slack_channel_configuration;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &anomaly_monitor::KIND,
    &anomaly_subscription::KIND,
    &budget::KIND,
    &slack_channel_configuration::KIND,
];
