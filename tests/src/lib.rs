//! What the end-to-end tests and benches of the workspace share.

use std::path::Path;

pub mod binary;
pub mod cloud;
pub mod docker;
pub mod documentation;
pub mod generator;
pub mod guarded;
pub mod localstack;
pub mod plan;
pub mod project;
pub mod proxy;
pub mod stack;

/// The root of the repository.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}
