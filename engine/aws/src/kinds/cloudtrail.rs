//! The record of calls to AWS.

mod selectors;
mod tags;
mod trail;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&trail::KIND];
