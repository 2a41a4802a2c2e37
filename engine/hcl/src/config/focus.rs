//! One resource and what it needs: the part of the code that is evaluated while an apply runs, where
//! everything else was evaluated before.

use std::collections::{BTreeMap, HashSet};

use tollgate_model::{Address, ModulePath};

use super::graph::{Node, Order};
use super::module::Item;
use super::tree::Tree;

/// What an evaluation is restricted to.
#[derive(Debug)]
pub struct Focus {
    target: Address,
    /// The target, and everything that it needs.
    nodes: HashSet<Node>,
    /// Places of which one instance is enough: those around the target of which nobody whom it needs
    /// sees the outputs.
    narrow: BTreeMap<usize, ModulePath>,
}

impl Focus {
    /// The part that a resource needs; none if the code has no such resource.
    pub fn new(tree: &Tree, order: &Order, target: &Address) -> Option<Self> {
        let mut place = 0;
        let mut path = ModulePath::default();
        let mut narrow = BTreeMap::new();
        for step in &target.module().0 {
            let around = tree.modules.get(place)?;
            let call = around.module.calls.get(&step.name)?;
            place = around.children.get(call).copied().flatten()?;
            path = path.child(&step.name, step.key.clone());
            narrow.insert(place, path.clone());
        }
        let module = &tree.modules.get(place)?.module;
        let kind = target.resource_type();
        let item = module.resource(target.mode(), kind, target.name())?;
        let nodes = order.needs((place, item));
        for (place, item) in &nodes {
            let module = tree.modules.get(*place).map(|place| &place.module);
            if let Some(Item::Output(_)) = module.and_then(|module| module.items.get(*item)) {
                narrow.remove(place);
            }
        }
        Some(Self {
            target: target.clone(),
            nodes,
            narrow,
        })
    }

    /// Whether an item is evaluated.
    pub fn has(&self, node: Node) -> bool {
        self.nodes.contains(&node)
    }

    /// Whether the items of an instance of a module are evaluated.
    pub fn covers(&self, place: usize, path: &ModulePath) -> bool {
        self.narrow.get(&place).is_none_or(|wanted| wanted == path)
    }

    /// Whether an instance of a resource is evaluated: any of what the target needs, and of its own block
    /// the target alone.
    pub fn wants(&self, address: &Address) -> bool {
        address == &self.target
            || address.name() != self.target.name()
            || address.resource_type() != self.target.resource_type()
            || address.mode() != self.target.mode()
            || address.module() != self.target.module()
    }
}
