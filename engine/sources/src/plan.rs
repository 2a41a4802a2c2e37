//! Plans: `terraform show -json` and `tofu show -json`, formats 0.1 to 1.x.

pub mod format;
mod policy_document;
mod policy_statement;
mod reader;
mod scope;
mod step;
pub mod tollgate;

pub use reader::read;
