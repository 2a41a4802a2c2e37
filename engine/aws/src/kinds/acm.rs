//! Certificates.

mod certificate;
mod certificate_validation;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[&certificate::KIND, &certificate_validation::KIND];
