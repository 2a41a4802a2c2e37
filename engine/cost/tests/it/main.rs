//! Estimates of small pieces of Terraform code.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, not only tests"
)]

mod book;
mod case;
mod cases;
mod properties;
mod told;
