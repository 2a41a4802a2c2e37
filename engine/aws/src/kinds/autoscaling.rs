//! Application Auto Scaling: how many tasks a service runs.

mod name;
mod policy;
mod steps;
mod tags;
mod target;
mod tracking;

use crate::kind::Kind;

/// The kinds of Application Auto Scaling.
pub static KINDS: &[&Kind] = &[&policy::KIND, &target::KIND];
