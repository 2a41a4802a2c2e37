//! What happens during an apply, as it happens.

use std::time::Duration;

use tollgate_model::Address;
use tollgate_plan::Verb;

/// What happens to one object, or to all.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something that was cut off before was cleared up.
    Recovered {
        /// The resource.
        address: Address,
        /// What was done about it: `adopted`, `forgotten`, `gone`.
        outcome: &'static str,
    },
    /// A step begins.
    Begun {
        /// The resource.
        address: Address,
        /// What is done.
        verb: Verb,
        /// The id, of what exists.
        id: Option<String>,
    },
    /// A step goes on.
    Going {
        /// The resource.
        address: Address,
        /// AWS's word for the state, or what is waited for.
        state: String,
        /// Since it began.
        elapsed: Duration,
    },
    /// A step has ended.
    Ended {
        /// The resource.
        address: Address,
        /// What was done.
        verb: Verb,
        /// The id.
        id: String,
        /// Since it began.
        elapsed: Duration,
    },
    /// A step has failed.
    Failed {
        /// The resource.
        address: Address,
        /// What was tried.
        verb: Verb,
        /// Why, in a sentence.
        reason: String,
        /// Since it began.
        elapsed: Duration,
    },
    /// A step was not begun, because of another one or because the user stopped.
    Skipped {
        /// The resource.
        address: Address,
        /// What would have been done.
        verb: Verb,
        /// Why.
        reason: String,
    },
}

/// Who wants to know.
pub trait Observer: Send + Sync {
    /// Something happened. Must not block.
    fn event(&self, event: Event);
}

/// Nobody wants to know.
#[derive(Clone, Copy, Debug)]
pub struct Quiet;

impl Observer for Quiet {
    fn event(&self, _: Event) {}
}
