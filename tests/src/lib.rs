//! What the end-to-end tests and benches of the workspace share.

pub mod generator;
