//! The `configuration` section of a plan: what the author wrote, as far as the plan tells it.
//!
//! It knows expressions only by what they refer to (`{"references": ["var.key", …]}`) or by their
//! constant value. That is enough for three questions: did the author set this argument, what does
//! it refer to, and can it be unknown because of that.

mod expression;
mod module;
mod population;
mod reference;
mod resolution;
mod resolver;

pub use expression::{Arguments, Expression, Leaf};
pub use module::{Configuration, ResourceBlock};
pub use population::Population;
pub use resolution::Resolution;
pub use resolver::{Iteration, Resolver};
