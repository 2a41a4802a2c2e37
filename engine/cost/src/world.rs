//! An inventory, indexed: who refers to whom.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use tollgate_model::{AttributePath, Inventory, Resource, Segment};

use crate::subject::Subject;

/// An inventory with the indexes that pricing needs. Made once, in time linear in its size.
#[derive(Debug)]
pub struct World<'a> {
    inventory: &'a Inventory,
    /// The region whose prices are asked for instead of a resource's own.
    region: Option<Arc<str>>,
    /// The region of the document, for resources that say none of their own.
    usual_region: Option<Arc<str>>,
    by_address: HashMap<&'a str, &'a Resource>,
    /// By what a live resource is known by: id, ARN.
    by_name: HashMap<&'a str, Vec<&'a Resource>>,
    referrers: HashMap<&'a str, Vec<&'a Resource>>,
}

/// What is unique to a resource, and may stand in an attribute of another.
fn names(resource: &Resource) -> impl Iterator<Item = &str> {
    let texts = ["arn", "id", "name"].map(|name| resource.values.get(name));
    let texts = texts
        .into_iter()
        .flatten()
        .filter_map(|value| value.as_str());
    let own = [&resource.id, &resource.arn];
    own.into_iter().flatten().map(AsRef::as_ref).chain(texts)
}

impl<'a> World<'a> {
    /// Indexes an inventory. With `region`, everything is priced as if it were there.
    #[must_use]
    pub fn new(inventory: &'a Inventory, region: Option<Arc<str>>) -> Self {
        let mut world = Self {
            inventory,
            region,
            usual_region: inventory.context.region.as_deref().map(Arc::from),
            by_address: HashMap::with_capacity(inventory.len()),
            by_name: HashMap::new(),
            referrers: HashMap::new(),
        };
        for resource in inventory.iter() {
            world.by_address.insert(resource.address.as_str(), resource);
            for name in names(resource) {
                world.by_name.entry(name).or_default().push(resource);
            }
            for target in resource.references.values().flatten() {
                let referrers = world.referrers.entry(target.as_ref()).or_default();
                if !referrers
                    .last()
                    .is_some_and(|last| std::ptr::eq(*last, resource))
                {
                    referrers.push(resource);
                }
            }
        }
        world
    }

    /// The resource, ready to be asked.
    #[must_use]
    pub fn subject(&'a self, resource: &'a Resource) -> Subject<'a> {
        Subject {
            resource,
            world: self,
        }
    }

    /// The day on which the document was read, if it is told.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        let moment = &self.inventory.context.now;
        moment.split('T').next()?.parse().ok()
    }

    /// All resources of one type, by address.
    pub fn all(&'a self, resource_type: &str) -> impl Iterator<Item = Subject<'a>> {
        let group = self.inventory.resources.get(resource_type);
        group
            .into_iter()
            .flatten()
            .map(|resource| self.subject(resource))
    }

    /// The resource of one type that the attribute at `path`, or something below it, refers to.
    pub(crate) fn target(
        &self,
        from: &Resource,
        path: &str,
        resource_type: &str,
    ) -> Option<&'a Resource> {
        let is_wanted = |resource: &&'a Resource| *resource.resource_type == *resource_type;
        let path: AttributePath = path.parse().ok()?;
        let referred = from
            .references
            .iter()
            .filter(|(at, _)| path.is_prefix_of(at))
            .flat_map(|(_, targets)| targets)
            .find_map(|target| {
                self.by_address
                    .get(target.as_ref())
                    .copied()
                    .filter(is_wanted)
            });
        referred.or_else(|| {
            let (first, rest) = path.segments().split_first()?;
            let Segment::Name(first) = first else {
                return None;
            };
            let rest = rest.iter().cloned().collect();
            let held = from.values.get(first.as_ref())?.get(&rest)?.as_str()?;
            self.named(held).find(is_wanted)
        })
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &'a Resource> {
        self.by_name.get(name).into_iter().flatten().copied()
    }

    /// The resources that refer to this one.
    pub(crate) fn referrers(&self, resource: &Resource) -> impl Iterator<Item = &'a Resource> {
        let found = self.referrers.get(resource.address.as_str());
        found.into_iter().flatten().copied()
    }

    /// Whether a resource refers to this one. Live resources hold ids instead: an attribute that holds
    /// this one's.
    pub(crate) fn is_referred_to(&self, resource: &Resource) -> bool {
        self.referrers(resource).next().is_some()
            || resource.id.as_ref().is_some_and(|id| {
                let gateways = self.inventory.resources.get("aws_nat_gateway");
                gateways.into_iter().flatten().any(|gateway| {
                    gateway
                        .values
                        .get("allocation_id")
                        .and_then(|held| held.as_str())
                        == Some(id.as_ref())
                })
            })
    }

    pub(crate) fn position(&self, resource: &Resource) -> usize {
        let group = self.inventory.resources.get(&resource.resource_type);
        group.map_or(0, |group| {
            group.partition_point(|other| other.address < resource.address)
        })
    }

    /// The region whose prices hold for what is in the region of this name.
    #[must_use]
    pub fn region_named(&self, name: &str) -> Arc<str> {
        self.region.clone().unwrap_or_else(|| Arc::from(name))
    }

    /// The resource of one type that has this id, ARN or name.
    #[must_use]
    pub fn find(&'a self, name: &str, resource_type: &str) -> Option<Subject<'a>> {
        let found = self
            .named(name)
            .find(|resource| *resource.resource_type == *resource_type)?;
        Some(self.subject(found))
    }

    /// Where it is: as the caller wants it, as its provider's block says, as the resource says (provider
    /// 6 and later), or where the whole document is.
    pub(crate) fn region(&self, resource: &Resource) -> Option<Arc<str>> {
        let own = || resource.values.get("region")?.as_str().map(Arc::from);
        self.region
            .clone()
            .or_else(|| resource.region.clone())
            .or_else(own)
            .or_else(|| self.usual_region.clone())
    }
}
