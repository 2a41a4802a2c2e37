//! What exists nowhere but in the engine: random values, and values that are only passed on.
//!
//! The state remembers what they were made of, and the process that made them what they are. No call
//! leaves the machine.

mod random;
mod random_id;
mod random_password;
mod terraform_data;

use crate::kind::Kind;

/// The kinds that need no service.
pub static KINDS: &[&Kind] = &[
    &random_id::KIND,
    &random_password::KIND,
    &terraform_data::KIND,
];
