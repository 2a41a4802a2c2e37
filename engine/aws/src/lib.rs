//! AWS: how each resource is listed, read, created, updated, deleted and found again.
//!
//! This is the only crate that names an `aws-sdk-*`. Everything it says to the others is in
//! Terraform's words: a resource is an [`Object`](tollgate_model::Object) of the attributes that the
//! provider's schema has, whether it is about to be made, was just read, or stands in a live account.
//!
//! ```text
//! Attributes (desired) ─► Operations::create ─► id ─► settled ─► read ─► Object (live)
//!                                  ▲ one file a kind: kinds/<service>/<kind>.rs
//! ```

mod action;
mod attributes;
mod aws;
mod bucket;
pub mod data;
mod exchange;
mod failure;
mod keys;
mod kind;
pub mod kinds;
mod live;
mod loopback;
mod once;
mod one_look;
mod own;
mod pace;
mod recorder;
mod wire;

pub use action::actions;
pub use attributes::Attributes;
pub use aws::{Aws, Connection};
pub use bucket::{Bucket, Content, Expected};
pub use failure::{Class, Failure};
pub use keys::{DataKey, KmsKey, Purpose};
pub use kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
pub use live::Live;
pub use recorder::Recorder;
