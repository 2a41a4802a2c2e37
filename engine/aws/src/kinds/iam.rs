//! Roles and policies.

mod document;
mod policy;
mod role;
mod role_parts;
mod role_policy;
mod role_policy_attachment;
mod tags;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &policy::KIND,
    &role::KIND,
    &role_policy::KIND,
    &role_policy_attachment::KIND,
];
