//! Names.

mod record;
mod zone;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&record::KIND, &zone::KIND];
