//! Where an expression stands: the module instance, and the instance of the block.

use tollgate_model::{Address, InstanceKey, ModulePath, Value};

use super::policy_document::{self, DocumentSources};
use crate::configuration::{Iteration, Leaf, Resolution, Resolver, ResourceBlock};
use crate::overlay::References;

/// The surroundings of one resource instance.
#[derive(Debug)]
pub struct Scope<'s, 'c> {
    /// Follows references.
    pub resolver: &'s mut Resolver<'c>,
    /// The policy documents that the plan will read during apply.
    pub documents: &'s DocumentSources,
    module: ModulePath,
    key: Option<InstanceKey>,
    for_each: Option<&'c Leaf>,
}

impl<'s, 'c> Scope<'s, 'c> {
    /// The surroundings of the instance at `address`, made by `block`.
    pub fn new(
        resolver: &'s mut Resolver<'c>,
        documents: &'s DocumentSources,
        address: &Address,
        block: Option<&'c ResourceBlock>,
    ) -> Self {
        Self {
            resolver,
            documents,
            module: address.module().clone(),
            key: address.key().cloned(),
            for_each: block.and_then(ResourceBlock::for_each),
        }
    }

    /// The surroundings of another instance.
    pub fn inside(&mut self, address: &Address, block: Option<&'c ResourceBlock>) -> Scope<'_, 'c> {
        Scope::new(self.resolver, self.documents, address, block)
    }

    /// What an expression that stands here comes down to.
    pub fn follow(&mut self, leaf: &Leaf) -> Resolution {
        let iteration = Iteration {
            key: self.key.as_ref(),
            for_each: self.for_each,
        };
        self.resolver.resolve(&self.module, iteration, leaf)
    }
}

impl References for Scope<'_, '_> {
    fn resolve(&mut self, leaf: &Leaf) -> Resolution {
        self.follow(leaf)
    }

    fn document(&mut self, resolution: &Resolution) -> Option<Value> {
        let address = policy_document::origin(resolution)?.clone();
        policy_document::build(&address, self, 0)
    }
}
