//! What the readers make of whole documents.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says so when it is skipped"
)]

mod bad_input;
mod changes;
mod code;
mod corpus;
mod limits;
mod located;
mod mutation;
mod requirements;
mod satellites;
mod support;
