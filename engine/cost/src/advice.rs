//! Ways to spend less, each as a change of the inventory.
//!
//! A proposal is data: what is set, and what is left out. Whoever has the rules applies it to a copy of the
//! inventory and asks them: what a saving would break is found out, and not asserted.

mod arm;
mod edge;
mod generation;
mod nat;
mod observability;
mod size;
mod spare;
mod valkey;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tollgate_model::{Address, AttributePath, Inventory, Object, Resource, Saving, Segment, Value};

use crate::estimate::{Estimate, Priced};
use crate::world::World;

/// Types whose size is one attribute.
const SIZED: &[(&str, &str)] = &[
    ("aws_db_instance", "instance_class"),
    ("aws_elasticache_cluster", "node_type"),
    ("aws_elasticache_replication_group", "node_type"),
    ("aws_instance", "instance_type"),
];

/// A way to spend less on one thing.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Which way: `arm`, `single-nat`.
    pub kind: &'static str,
    /// The resource that would cost less.
    pub address: Address,
    /// What is to be written: `instance_class = "db.t4g.small"`.
    pub change: String,
    /// What is given up for it, as a sentence; none where the same work is done.
    pub price: Option<&'static str>,
    /// What it does to the inventory.
    pub steps: Vec<Step>,
}

/// One change of an inventory.
#[derive(Clone, Debug)]
pub enum Step {
    /// An attribute gets a value; blocks on the way are made.
    Set(Address, AttributePath, Value),
    /// A resource is left out.
    Remove(Address),
}

/// Every way to look for proposals.
const IDEAS: &[fn(&World<'_>) -> Vec<Proposal>] = &[
    arm::proposals,
    valkey::proposals,
    generation::proposals,
    nat::proposals,
    spare::proposals,
    size::proposals,
    observability::proposals,
    edge::proposals,
];

/// The ways that do the same work for less: rules tell of them by themselves.
const SAME_WORK: &[fn(&World<'_>) -> Vec<Proposal>] =
    &[arm::proposals, valkey::proposals, generation::proposals];

/// Everything that could be changed to spend less, whether or not it would.
#[must_use]
pub fn proposals(inventory: &Inventory) -> Vec<Proposal> {
    let world = World::new(inventory, None);
    IDEAS.iter().flat_map(|idea| idea(&world)).collect()
}

/// What each resource would save, by address, by the ways that do the same work. `price` prices an
/// inventory; it is asked once for each way.
#[must_use]
pub fn savings(
    inventory: &Inventory,
    estimate: &Estimate,
    price: impl Fn(&Inventory) -> Estimate,
) -> BTreeMap<Address, Vec<Saving>> {
    let world = World::new(inventory, None);
    let mut savings: BTreeMap<Address, Vec<Saving>> = BTreeMap::new();
    for idea in SAME_WORK {
        let proposals = idea(&world);
        if proposals.is_empty() {
            continue;
        }
        let mut changed = inventory.clone();
        for proposal in &proposals {
            proposal.apply(&mut changed);
        }
        let after = price(&changed);
        for proposal in proposals {
            let found = |estimate: &'_ Estimate| estimate.of(&proposal.address).cloned();
            let (Some(now), Some(then)) = (found(estimate), found(&after)) else {
                continue;
            };
            if let Some((monthly, percent)) = saved(&now, &then) {
                savings.entry(proposal.address).or_default().push(Saving {
                    kind: proposal.kind.to_owned(),
                    change: format!("`{}`", proposal.change),
                    monthly,
                    percent,
                });
            }
        }
    }
    savings
}

/// What a resource saves at typical use, and the share of that in what the changed lines cost now, in
/// percent to one place. None where nothing is saved, or where a price is missing then that is there now.
fn saved(now: &Priced, then: &Priced) -> Option<(Decimal, Decimal)> {
    if then.unpriced().count() > now.unpriced().count() {
        return None;
    }
    let saving = now.monthly().typical - then.monthly().typical;
    let same = |line: &crate::Component| {
        then.components
            .iter()
            .any(|other| other.due == line.due && other.quantity == line.quantity)
    };
    let changed: Decimal = now
        .components
        .iter()
        .filter(|line| !same(line))
        .filter_map(|line| Some(line.monthly()?.typical))
        .sum();
    let percent = saving
        .saturating_mul(Decimal::ONE_HUNDRED)
        .checked_div(changed)?;
    (saving > Decimal::ZERO).then(|| (saving, percent.round_dp(1)))
}

impl Proposal {
    /// Changes an inventory as proposed.
    pub fn apply(&self, inventory: &mut Inventory) {
        for step in &self.steps {
            match step {
                Step::Set(address, path, value) => {
                    if let Some(resource) = find(inventory, address) {
                        set(&mut resource.values, path, value.clone());
                    }
                }
                Step::Remove(address) => {
                    let group = inventory.resources.get_mut(address.resource_type());
                    if let Some(group) = group {
                        group.retain(|resource| resource.address != *address);
                    }
                }
            }
        }
    }
}

fn find<'a>(inventory: &'a mut Inventory, address: &Address) -> Option<&'a mut Resource> {
    let group = inventory.resources.get_mut(address.resource_type())?;
    group
        .iter_mut()
        .find(|resource| resource.address == *address)
}

/// Sets what stands at a path of names and positions that are there.
fn set(values: &mut Object, path: &AttributePath, value: Value) {
    let mut segments = path.segments().iter();
    let Some(Segment::Name(first)) = segments.next() else {
        return;
    };
    let mut place = values.entry(first.to_string()).or_default();
    for segment in segments {
        if place.is_null() {
            *place = Value::Object(Object::new());
        }
        let next = match (place, segment) {
            (Value::Object(object), Segment::Name(name)) => {
                Some(object.entry(name.to_string()).or_default())
            }
            (Value::List(items), Segment::Index(position)) => items.get_mut(*position),
            _ => None,
        };
        let Some(next) = next else { return };
        place = next;
    }
    *place = value;
}

/// A proposal that sets one attribute of one resource.
fn one(
    kind: &'static str,
    resource: &Resource,
    attribute: &str,
    value: Value,
    price: Option<&'static str>,
) -> Option<Proposal> {
    let path: AttributePath = attribute.parse().ok()?;
    let shown = match &value {
        Value::String(text) => format!("\"{text}\""),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(Proposal {
        kind,
        address: resource.address.clone(),
        change: format!("{attribute} = {shown}"),
        price,
        steps: vec![Step::Set(resource.address.clone(), path, value)],
    })
}
