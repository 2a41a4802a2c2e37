//! What an apply asks of the code and of the rules, while it runs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use tollgate_model::{Address, Object};

/// What exists by now: the attributes of each object, by address.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// Grows with each object; what was asked with the same number gets the same answer.
    pub generation: u64,
    /// The objects.
    pub objects: Arc<BTreeMap<Address, Arc<Object>>>,
}

/// The code, evaluated again as objects come to exist, and the rules that were undecided until then.
pub trait Code: Send + Sync + fmt::Debug {
    /// The arguments of a resource, now that these objects exist. Takes processor time; is not called
    /// from a task that others wait for.
    ///
    /// # Errors
    /// In a sentence, when the code has no such resource any more, or cannot be evaluated.
    fn desired(&self, address: &Address, existing: &Existing) -> Result<Object, String>;

    /// Decides what the plan could not, now that the arguments are known.
    ///
    /// # Errors
    /// A sentence for each rule that fails or still cannot be decided although it must.
    fn decide(&self, address: &Address, desired: &Object) -> Result<(), Vec<String>>;
}
