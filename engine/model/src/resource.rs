//! One resource of an inventory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::Address;
use crate::change::Change;
use crate::cost::ResourceCost;
use crate::location::Location;
use crate::path::AttributePath;
use crate::value::Object;

/// One thing that exists, or will exist after apply, with its satellites folded into it.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Where the author declared it, or, for a live resource, an address made from its id.
    pub address: Address,
    /// The type under which rules find it; differs from the address for old aliases (`aws_alb`).
    pub resource_type: Arc<str>,
    /// The provider's id, when known.
    pub id: Option<Arc<str>>,
    /// The ARN, when known.
    pub arn: Option<Arc<str>>,
    /// The region, where it is known to the resource and not only to the document.
    pub region: Option<Arc<str>>,
    /// Attributes, with unknown and sensitive leaves in place. Computed attributes that the author
    /// left unset are not here.
    pub values: Object,
    /// What an attribute refers to, by its path: addresses such as `module.kms.aws_kms_key.db`.
    pub references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    /// What the plan does with it; none outside plans.
    pub change: Option<Change>,
    /// The block that declares it.
    pub location: Option<Location>,
    /// The place of single attributes and blocks; folded satellites point into their own block.
    pub locations: BTreeMap<AttributePath, Location>,
    /// What it costs, where the inventory was priced.
    pub cost: Option<ResourceCost>,
    /// JSON pointer to the resource in the document, for documents that are JSON.
    pub pointer: Option<Box<str>>,
}

impl Resource {
    /// A resource with an address and nothing else.
    #[must_use]
    pub fn new(address: Address) -> Self {
        Self {
            resource_type: address.resource_type().clone(),
            address,
            id: None,
            arn: None,
            region: None,
            cost: None,
            values: Object::new(),
            references: BTreeMap::new(),
            change: None,
            location: None,
            locations: BTreeMap::new(),
            pointer: None,
        }
    }

    /// The most precise known place of the attribute at `path`: its own, or that of the nearest
    /// enclosing block, or the resource's.
    #[must_use]
    pub fn location_of(&self, path: &AttributePath) -> Option<&Location> {
        let mut path = path.clone();
        loop {
            if let Some(location) = self.locations.get(&path) {
                return Some(location);
            }
            if path.pop().is_none() {
                return self.location.as_ref();
            }
        }
    }

    /// Calls `visit` with the path of each unknown or sensitive node in the values.
    pub fn visit_marks<'a>(
        &'a self,
        visit: &mut impl FnMut(&AttributePath, &'a crate::value::Value),
    ) {
        for (name, value) in &self.values {
            value.visit_marks(&mut |path, node| {
                visit(&AttributePath::from(name.as_str()).concat(path), node);
            });
        }
    }
}
