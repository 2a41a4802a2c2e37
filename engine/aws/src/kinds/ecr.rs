//! Repositories of container images.

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[];
