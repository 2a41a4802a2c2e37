//! The order in time: steps, and which must end before which may begin.
//!
//! What is made waits for what it refers to. What is removed waits for everything that referred to
//! it, to be removed, and for what lets go of it, as far as that does not wait for the removal
//! itself. A replacement is two steps, in the order that its `lifecycle` says; whatever a resource
//! needs that is created before it is destroyed is treated alike ([`inherit`]), since its old object
//! must outlive the change of its dependents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tollgate_model::{Action, Address};

use crate::action::PlannedChange;

/// One call to AWS, more or less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The position of its change in the plan.
    pub change: usize,
    /// What is done.
    pub verb: Verb,
    /// The positions of the steps that must have ended.
    pub after: Vec<usize>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Takes over what exists.
    Import,
    /// Makes.
    Create,
    /// Changes in place.
    Update,
    /// Removes.
    Delete,
    /// Drops from the state.
    Forget,
}

/// A cycle among resources.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("these resources wait for each other: {}", .0.join(", "))]
pub struct Cycle(pub Vec<String>);

/// What each change needs: addresses, with or without instance keys, now and before.
#[derive(Clone, Copy, Debug)]
pub struct Needs<'a> {
    /// By the position of a change: what the code refers to.
    pub now: &'a [Vec<Arc<str>>],
    /// By the position of a change: what the object needed when it was made.
    pub before: &'a [Vec<Arc<str>>],
}

/// Whether a reference, such as `aws_subnet.a`, `aws_subnet.a[0].id` or `module.m`, means this
/// resource.
#[must_use]
pub fn refers_to(reference: &str, address: &Address) -> bool {
    let covers = |whole: &str| {
        reference
            .strip_prefix(whole)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['))
            || whole
                .strip_prefix(reference)
                .is_some_and(|rest| rest.starts_with('.') || rest.starts_with('['))
    };
    let full = address.as_str();
    // A reference with a key means that instance alone.
    covers(full)
        || (!full.contains('[') || reference == address.config().as_str())
            && covers(address.config().as_str())
}

/// The steps of a plan, in an order that can be followed one after the other.
///
/// # Errors
/// When resources wait for each other.
pub fn order(changes: &[PlannedChange], needs: Needs<'_>) -> Result<Vec<Step>, Cycle> {
    let now = edges(changes, needs.now);
    let before = edges(changes, needs.before);
    let mut steps: Vec<Step> = Vec::new();
    let mut make: BTreeMap<usize, usize> = BTreeMap::new();
    let mut remove: BTreeMap<usize, usize> = BTreeMap::new();
    for (position, change) in changes.iter().enumerate() {
        let mut push = |verb, index: &mut BTreeMap<usize, usize>| {
            index.insert(position, steps.len());
            steps.push(Step {
                change: position,
                verb,
                after: Vec::new(),
            });
        };
        match change.action {
            Action::NoOp | Action::Update if change.importing => push(Verb::Import, &mut make),
            Action::NoOp | Action::Read => {}
            Action::Create => push(Verb::Create, &mut make),
            Action::Update => push(Verb::Update, &mut make),
            Action::Delete => push(Verb::Delete, &mut remove),
            Action::Forget => push(Verb::Forget, &mut remove),
            Action::DeleteThenCreate | Action::CreateThenDelete => {
                push(Verb::Create, &mut make);
                push(Verb::Delete, &mut remove);
            }
        }
    }
    let mut waits: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); steps.len()];
    let mut wishes: Vec<(usize, usize)> = Vec::new();
    let mut wait = |step: Option<&usize>, other: Option<&usize>| {
        if let (Some(step), Some(other)) = (step, other)
            && step != other
            && let Some(waits) = waits.get_mut(*step)
        {
            waits.insert(*other);
        }
    };
    let first = |position: usize| {
        let action = changes.get(position).map(|change| change.action);
        action == Some(Action::CreateThenDelete)
    };
    for position in 0..changes.len() {
        if first(position) {
            wait(remove.get(&position), make.get(&position));
        } else {
            wait(make.get(&position), remove.get(&position));
        }
        for needed in now.get(position).into_iter().flatten() {
            wait(make.get(&position), make.get(needed));
        }
        for needed in before.get(position).into_iter().flatten() {
            // What stood on it goes first. Where it is gone for good, or its successor stands
            // already, what goes on should have let go of it, too.
            wait(remove.get(needed), remove.get(&position));
            let lets_go = !make.contains_key(needed) || first(*needed);
            if let (true, Some(step), Some(other)) =
                (lets_go, remove.get(needed), make.get(&position))
            {
                wishes.push((*step, *other));
            }
        }
    }
    for (step, other) in wishes {
        if !waits_for(&waits, other, step)
            && let Some(waits) = waits.get_mut(step)
        {
            waits.insert(other);
        }
    }
    for (step, waits) in steps.iter_mut().zip(waits) {
        step.after = waits.into_iter().collect();
    }
    sorted(steps, changes)
}

/// Whether one step waits for another, directly or not.
fn waits_for(waits: &[BTreeSet<usize>], step: usize, other: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![step];
    while let Some(step) = open.pop() {
        if step == other {
            return true;
        }
        let next = waits.get(step).into_iter().flatten();
        open.extend(next.copied().filter(|next| seen.insert(*next)));
    }
    false
}

/// For each change, the positions of those it needs.
fn edges(changes: &[PlannedChange], needs: &[Vec<Arc<str>>]) -> Vec<BTreeSet<usize>> {
    let mut by_config: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, change) in changes.iter().enumerate() {
        let config = change.address.config().to_string();
        by_config.entry(config).or_default().push(position);
    }
    let found = |reference: &str, own: usize| -> Vec<usize> {
        let Ok(address) = reference.parse::<Address>() else {
            return Vec::new();
        };
        let candidates = by_config.get(&address.config().to_string());
        candidates
            .into_iter()
            .flatten()
            .copied()
            .filter(|position| *position != own)
            .filter(|position| {
                changes
                    .get(*position)
                    .is_some_and(|change| matches(&address, &change.address))
            })
            .collect()
    };
    (0..changes.len())
        .map(|position| {
            let references = needs.get(position).into_iter().flatten();
            references
                .flat_map(|reference| found(reference, position))
                .collect()
        })
        .collect()
}

/// Whether a reference, as an address, can mean an instance: where it has no key, any will do.
fn matches(reference: &Address, instance: &Address) -> bool {
    let written = reference.as_str();
    written == instance.as_str() || !written.contains('[') || written == instance.config().as_str()
}

/// Lets what a resource needs be replaced in the order in which the resource itself is: whatever is
/// needed, all the way down, by one that is created before it is destroyed, is so too. `first` are the
/// positions of those that say so themselves.
pub fn inherit(changes: &mut [PlannedChange], needs: &[Vec<Arc<str>>], first: BTreeSet<usize>) {
    let needs = edges(changes, needs);
    let mut open: Vec<usize> = first.iter().copied().collect();
    let mut seen = first;
    while let Some(position) = open.pop() {
        if let Some(change) = changes.get_mut(position)
            && change.action == Action::DeleteThenCreate
        {
            change.action = Action::CreateThenDelete;
        }
        let needed = needs.get(position).into_iter().flatten().copied();
        open.extend(needed.filter(|needed| seen.insert(*needed)));
    }
}

/// The steps in an order in which each comes after those it waits for.
fn sorted(steps: Vec<Step>, changes: &[PlannedChange]) -> Result<Vec<Step>, Cycle> {
    let mut left: Vec<usize> = steps.iter().map(|step| step.after.len()).collect();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for (position, step) in steps.iter().enumerate() {
        for other in &step.after {
            if let Some(waiting) = waiting.get_mut(*other) {
                waiting.push(position);
            }
        }
    }
    let mut ready: BTreeSet<usize> = left
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(position, _)| position)
        .collect();
    let mut places: Vec<Option<usize>> = vec![None; steps.len()];
    let mut order = Vec::new();
    while let Some(position) = ready.pop_first() {
        if let Some(place) = places.get_mut(position) {
            *place = Some(order.len());
        }
        order.push(position);
        for next in waiting.get(position).into_iter().flatten() {
            if let Some(count) = left.get_mut(*next) {
                *count -= 1;
                if *count == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    if order.len() < steps.len() {
        let stuck = steps
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.is_none());
        let names: BTreeSet<String> = stuck
            .filter_map(|(step, _)| Some(changes.get(step.change)?.address.to_string()))
            .collect();
        return Err(Cycle(names.into_iter().collect()));
    }
    let mut sorted: Vec<Step> = Vec::with_capacity(steps.len());
    for position in order {
        if let Some(step) = steps.get(position) {
            let after = step.after.iter().filter_map(|other| *places.get(*other)?);
            sorted.push(Step {
                after: after.collect(),
                ..step.clone()
            });
        }
    }
    Ok(sorted)
}
