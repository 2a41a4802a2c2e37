//! What exists nowhere but in the engine: random values.

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[];
