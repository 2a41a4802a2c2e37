//! Keys and their names.

mod alias;
mod key;
mod tags;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&alias::KIND, &key::KIND];
