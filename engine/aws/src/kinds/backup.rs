//! AWS Backup: vaults, plans and what they cover.

mod plan;
mod rules;
mod selection;
mod tags;
mod vault;
mod vault_policy;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &plan::KIND,
    &selection::KIND,
    &vault::KIND,
    &vault_policy::KIND,
];
