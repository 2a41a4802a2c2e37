//! Budgets, cost anomalies, and the chat channels that hear of them.

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[];
