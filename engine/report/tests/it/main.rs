//! The formats, judged from outside: by snapshots, by schemas, and by text that means them harm.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests: a panic is a failed test"
)]

mod conclusions;
mod example;
mod hostile_text;
mod judges;
mod large;
mod schemas;
mod snapshots;
