//! Repositories of images.

mod lifecycle_policy;
mod repository;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&lifecycle_policy::KIND, &repository::KIND];
