//! Web access control lists.

mod acl_name;
mod tags;
mod web_acl;
mod web_acl_association;
mod web_acl_logging_configuration;
mod words;

use crate::kind::Kind;

/// The kinds of this service.
pub static KINDS: &[&Kind] = &[
    &web_acl::KIND,
    &web_acl_association::KIND,
    &web_acl_logging_configuration::KIND,
];
