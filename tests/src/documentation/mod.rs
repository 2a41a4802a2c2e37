//! The parts of the manual that are generated, and whether its links hold.
//!
//! Nothing here is written by hand twice: rules are told from their METADATA, their parameters and
//! their cases, verbs from their `--help`. `tests/tests/docs.rs` compares and writes the pages.

pub mod cli;
pub mod example;
pub mod framework;
mod json;
pub mod links;
mod markdown;
pub mod page;
pub mod rule;
pub mod rules;
pub mod tried;

pub use page::Page;
