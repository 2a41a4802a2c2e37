//! Any document into an [`Inventory`](tollgate_model::Inventory).
//!
//! ```text
//! bytes ─ encoding ─ recognition ┬ plan ── configuration, overlay ─┐
//!                                ├ state ── overlay ───────────────┼ normalise ─ fold ─► Inventory
//! directory ─ tollgate-hcl ──────┴ code ───────────────────────────┘
//! ```
//!
//! [`read`] recognises what a document is by its content, reads it, and never returns an inventory
//! for something that does not say what exists or will exist: that is a [`ReadError`].

mod alignment;
mod code;
mod configuration;
mod document;
mod encoding;
mod error;
mod fold;
mod legacy_bucket;
mod locate;
mod mask;
mod normalise;
mod overlay;
mod plan;
mod policy_text;
mod read;
mod recognition;
mod revision;
mod secrets;
mod state;
mod tree;

pub use document::{Document, Drift, Input, Options};
pub use error::{Problem, ReadError};
pub use read::{live, read};
pub use revision::Revisable;
