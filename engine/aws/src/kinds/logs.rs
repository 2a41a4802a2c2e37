//! Log groups, filters, and deliveries of logs.

mod log_delivery;
mod log_delivery_destination;
mod log_delivery_source;
mod log_group;
mod log_metric_filter;
mod tags;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &log_delivery::KIND,
    &log_delivery_destination::KIND,
    &log_delivery_source::KIND,
    &log_group::KIND,
    &log_metric_filter::KIND,
];
