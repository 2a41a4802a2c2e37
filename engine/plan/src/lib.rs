//! Turns what is desired, what is remembered and what is there into an ordered list of actions.
//!
//! ```text
//! Desired ──┐
//! Prior ────┼─ planner ─► PlannedChange ─ order ─► Step, Step, Step …
//! Facts ────┘     └ compare: one resource, attribute by attribute
//! ```

pub mod action;
pub mod compare;
pub mod desired;
mod document;
mod equal;
pub mod file;
pub mod order;
pub mod planner;

pub use action::{PlannedChange, Reason};
pub use compare::{Comparison, compare};
pub use desired::{Desired, Lifecycle, Prior, Standing};
pub use file::{Binding, Deferred, Plan, Planned};
pub use order::{Cycle, Needs, Step, Verb, inherit, order};
pub use planner::{Options, plan};
