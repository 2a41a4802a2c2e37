//! A directory of Terraform code, as the resources that it configures.
//!
//! ```text
//! .tf, .tf.json ─ syntax ─► module ─► tree of modules ─► graph ─► evaluation ─► Configuration
//!                                          ▲                          ▲
//!                             .terraform/modules/modules.json     schema, variables, data sources
//! ```
//!
//! [`evaluate`] is the whole interface. Nothing outside of the given directory and the modules that
//! it calls is read, no provider is started, and no environment variable is looked at: what a run
//! depends on stands in [`Options`].

mod configuration;
mod evaluation;
mod options;

pub use configuration::{
    Configuration, ConfiguredResource, Import, Lifecycle, Moved, Removed, UnavailableModule,
};
pub use evaluation::evaluate;
pub use options::{AwsContext, Limits, Options};
