//! What an inventory costs a month.
//!
//! ```text
//! inventory ─┐
//! usage ─────┼─► kinds ─► bills ─► Estimate ─► format
//! price book ┘                        └─► compare
//! ```
//!
//! A [kind](kinds) knows what AWS charges for one resource type, and nothing about amounts of dollars:
//! it says which [`charge::Charge`] is due for which [`Quantity`]. The [`PriceBook`] knows what a charge
//! costs in a region, with source and date. [`Usage`] knows what a plan cannot say, as a
//! [`Band`](tollgate_model::Band): from a file, or from defaults that are printed as what they are.
//!
//! What has no price is *unpriced* and counted; it is never zero, and never taken from another region.

pub mod advice;
pub mod attach;
pub mod bill;
pub mod book;
pub mod charge;
pub mod charges;
pub mod compare;
pub mod component;
pub mod coverage;
pub mod estimate;
pub mod format;
pub mod kinds;
pub mod offer;
pub mod quantity;
pub mod subject;
pub mod unit;
pub mod usage;
pub mod world;

pub use book::PriceBook;
pub use compare::Comparison;
pub use component::Component;
pub use estimate::{Estimate, Options, estimate};
pub use quantity::{Assumption, Origin, Quantity};
pub use usage::Usage;
