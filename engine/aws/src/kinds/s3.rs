//! S3: buckets, and their settings.

mod account_public_access_block;
mod bucket;
mod cors_configuration;
mod lifecycle_configuration;
mod logging;
mod object_lock_configuration;
mod ownership_controls;
mod policy;
mod public_access_block;
mod replication_configuration;
mod satellite;
mod server_side_encryption_configuration;
mod versioning;

use crate::kind::Kind;

/// The kinds of S3.
pub static KINDS: &[&Kind] = &[
    &account_public_access_block::KIND,
    &bucket::KIND,
    &cors_configuration::KIND,
    &lifecycle_configuration::KIND,
    &logging::KIND,
    &object_lock_configuration::KIND,
    &ownership_controls::KIND,
    &policy::KIND,
    &public_access_block::KIND,
    &replication_configuration::KIND,
    &server_side_encryption_configuration::KIND,
    &versioning::KIND,
];
