//! Secrets, their values and who may read them.

mod described;
mod secret;
mod secret_policy;
mod secret_rotation;
mod secret_version;
mod tags;

use crate::kind::{Kind, Operation};

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &secret::KIND,
    &secret_policy::KIND,
    &secret_rotation::KIND,
    &secret_version::KIND,
];

/// The token of an operation: Secrets Manager wants 32 characters at least.
fn token(operation: &Operation) -> String {
    format!("tollgate-{:0>26}", operation.id)
}
