//! A directory of Terraform code, as the resources that it configures.
//!
//! ```text
//! files ─ syntax (or json) ─ module ─► tree of modules ─► graph ─► evaluator ─► Configuration
//!                                            ▲              order      ▲
//!                               .terraform/modules/modules.json        provider schema, variables
//! ```
//!
//! The `graph` tells the order, so that everything is evaluated after what it refers to; the
//! `evaluator` then fills one slot after the other. [`evaluate`] is the whole interface. Nothing
//! outside of the given directory and the modules that it calls is read, no provider is started, and
//! no environment variable is looked at: what a run depends on stands in [`Options`].

mod annotations;
mod arguments;
mod assignment;
mod bounds;
mod check;
mod configuration;
mod constant;
mod data_source;
mod evaluation;
mod evaluator;
mod expansion;
mod files;
mod focus;
mod foreign;
mod grammar;
mod graph;
mod json;
mod known_computed;
mod module;
mod options;
mod output;
mod policy_document;
mod provider;
mod refactoring;
mod reference;
mod resource;
mod scope;
mod settings;
mod syntax;
mod text;
mod tree;
mod type_constraint;
mod unavailable;
mod variable;
mod visible;

pub use configuration::{
    Configuration, ConfiguredResource, Import, Lifecycle, Moved, Removed, UnavailableModule,
};
pub use evaluation::{Code, evaluate};
pub use options::{AwsContext, Limits, Options};
