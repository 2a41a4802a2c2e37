//! Which resource and module instances a document has.

use std::collections::{BTreeSet, HashMap};

use tollgate_model::{Address, InstanceKey, ModulePath};

/// Which instances a document has.
#[derive(Debug, Default)]
pub struct Population {
    /// By the address without its own key.
    pub(super) resources: HashMap<String, Vec<Address>>,
    /// Keys of the instances of a module call, by its path without its own key.
    pub(super) modules: HashMap<String, BTreeSet<Option<InstanceKey>>>,
    known: BTreeSet<ModulePath>,
}

impl Population {
    /// Adds one instance.
    pub fn insert(&mut self, address: &Address) {
        let block = match address.key() {
            None => address.as_str().to_owned(),
            Some(_) => address.with_key(None).as_str().to_owned(),
        };
        self.resources
            .entry(block)
            .or_default()
            .push(address.clone());
        let mut path = address.module().clone();
        while !path.is_root() && self.known.insert(path.clone()) {
            let Some(step) = path.0.pop() else { break };
            let call = path.child(&step.name, None).to_string();
            self.modules.entry(call).or_default().insert(step.key);
        }
    }
}
