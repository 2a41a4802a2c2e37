//! Terraform's language, evaluated without a provider and without a terraform binary.
//!
//! [`config::evaluate`] turns a directory of `.tf` files into configured resources. Values that exist
//! only after apply are *unknown* and keep what they refer to; *sensitive* marks propagate. Errors carry
//! the author's text, and all of a directory's errors are told, not the first.

pub mod config;
pub mod console;
mod convert;
pub mod expr;
pub mod functions;
mod lower;
mod number;
mod raise;
mod types;
mod value;

pub use types::{AttributeType, Type};
pub use value::{Data, References, Value};
