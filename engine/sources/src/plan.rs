//! Plans: `terraform show -json` and `tofu show -json`, formats 0.1 to 1.x.

pub mod format;
mod policy_document;
mod reader;
mod scope;

pub use reader::{NoReferences, read};
