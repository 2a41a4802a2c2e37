//! Decides: an inventory and a bundle of rules in, verdicts out.
//!
//! Every rule is evaluated on its own, with a time limit, and fails closed: whatever goes wrong is an
//! `error` verdict for the resources it should have judged, and the other rules go on.

pub mod bundle;
pub mod coverage;
mod decision;
mod delta;
pub mod gate;
mod input;
pub mod lint;
mod marks;
pub mod metadata;
mod session;
mod switch;
pub mod testing;
pub mod waivers;

pub use bundle::Bundle;
pub use gate::{Gate, GateOptions, Selection};
pub use waivers::Waivers;
