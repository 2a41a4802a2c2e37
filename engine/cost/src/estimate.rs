//! What an inventory costs, resource by resource.

use std::collections::BTreeSet;
use std::sync::Arc;

use tollgate_model::{
    Address, Band, CostCounts, CostSummary, Inventory, Location, Resource, ResourceCost,
};

use crate::bill::Bill;
use crate::book::PriceBook;
use crate::component::Component;
use crate::kinds;
use crate::usage::Usage;
use crate::world::World;

/// How an inventory is priced.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Price everything as if it were in this region.
    pub region: Option<Arc<str>>,
}

/// What an inventory costs a month, in US dollars, by list prices.
#[derive(Clone, Debug)]
pub struct Estimate {
    /// Every resource, by address.
    pub resources: Vec<Priced>,
    /// The profile whose defaults were assumed: `dev`, `staging` or `prod`.
    pub profile: &'static str,
}

/// One resource, and what it costs.
#[derive(Clone, Debug)]
pub struct Priced {
    /// Which resource.
    pub address: Address,
    /// Its type.
    pub resource_type: Arc<str>,
    /// What is known of its price.
    pub standing: Standing,
    /// What is charged for it.
    pub components: Vec<Component>,
    /// The block that declares it.
    pub location: Option<Location>,
}

/// What is known of a type's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is a kind for it.
    Known,
    /// It costs nothing by itself.
    Free,
    /// Nobody wrote down what it costs.
    Unsupported,
}

/// Prices an inventory.
#[must_use]
pub fn estimate(
    inventory: &Inventory,
    book: &PriceBook,
    usage: &Usage,
    options: &Options,
) -> Estimate {
    let world = World::new(inventory, options.region.clone());
    let mut resources: Vec<Priced> = inventory
        .iter()
        .map(|resource| price(resource, &world, book, usage))
        .collect();
    resources.sort_by(|a, b| a.address.cmp(&b.address));
    Estimate {
        resources,
        profile: usage.profile().name(),
    }
}

fn price<'a>(
    resource: &'a Resource,
    world: &'a World<'a>,
    book: &PriceBook,
    usage: &Usage,
) -> Priced {
    let subject = world.subject(resource);
    let (standing, components) = match kinds::find(&resource.resource_type) {
        Some(kind) => {
            let mut bill = Bill::new(resource, subject.region(), book, usage);
            (kind.price)(&subject, &mut bill);
            (Standing::Known, bill.into_lines())
        }
        None if kinds::is_free(&resource.resource_type) => (Standing::Free, Vec::new()),
        None => (Standing::Unsupported, Vec::new()),
    };
    Priced {
        address: resource.address.clone(),
        resource_type: resource.resource_type.clone(),
        standing,
        components,
        location: resource.location.clone(),
    }
}

impl Priced {
    /// What everything about it that has a price costs a month.
    #[must_use]
    pub fn monthly(&self) -> Band {
        self.components.iter().filter_map(Component::monthly).sum()
    }

    /// What is charged for and has no price.
    pub fn unpriced(&self) -> impl Iterator<Item = &Component> {
        self.components.iter().filter(|line| line.price.is_err())
    }

    /// The resource's cost, as rules see it.
    #[must_use]
    pub fn summary(&self) -> ResourceCost {
        let unpriced: BTreeSet<&str> = self.unpriced().map(|line| line.name.as_ref()).collect();
        ResourceCost {
            monthly: self.monthly(),
            unpriced: unpriced.into_iter().map(str::to_owned).collect(),
            unbounded: self
                .components
                .iter()
                .any(|line| line.is_by_use() && !line.is_bounded),
            savings: Vec::new(),
        }
    }
}

impl Estimate {
    /// What everything that has a price costs a month.
    #[must_use]
    pub fn monthly(&self) -> Band {
        self.resources.iter().map(Priced::monthly).sum()
    }

    /// What one resource costs.
    #[must_use]
    pub fn of(&self, address: &Address) -> Option<&Priced> {
        let found = self
            .resources
            .binary_search_by(|priced| priced.address.cmp(address));
        self.resources.get(found.ok()?)
    }

    /// Resources by what is known of their price.
    #[must_use]
    pub fn counts(&self) -> CostCounts {
        let mut counts = CostCounts::default();
        for priced in &self.resources {
            let count = match priced.standing {
                Standing::Free => &mut counts.free,
                Standing::Unsupported => &mut counts.unsupported,
                Standing::Known if priced.unpriced().next().is_some() => &mut counts.unpriced,
                Standing::Known => &mut counts.priced,
            };
            *count += 1;
        }
        counts
    }

    /// The whole, as rules and reports see it; with the estimate of the state before a change, also
    /// what the change adds.
    #[must_use]
    pub fn summary(&self, before: Option<&Self>) -> CostSummary {
        let comparison = before.map(|before| crate::Comparison::new(before, self));
        let costs_most = |a: &&Priced, b: &&Priced| a.monthly().typical.cmp(&b.monthly().typical);
        CostSummary {
            monthly: self.monthly(),
            before: comparison.as_ref().map(|comparison| comparison.before),
            change: comparison.as_ref().map(crate::Comparison::delta),
            counts: self.counts(),
            // The first by address of those that cost the same: max_by would take the last.
            largest: self
                .resources
                .iter()
                .rev()
                .max_by(costs_most)
                .map(|priced| priced.address.clone()),
            largest_change: comparison.as_ref().and_then(|comparison| {
                let changes = comparison.changes.iter().rev();
                let grows_most = changes.max_by_key(|difference| difference.delta().typical);
                grows_most.and_then(|difference| difference.address().cloned())
            }),
            profile: self.profile.to_owned(),
            budget: None,
        }
    }
}
