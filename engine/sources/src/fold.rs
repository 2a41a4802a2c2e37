//! Folds satellites (`aws_s3_bucket_versioning`, `aws_vpc_security_group_ingress_rule`, …) into the
//! resource that they say something about. `docs/inventory.md` has the table in words.

mod attach;
mod echo;
mod join;
mod satellites;
mod shape;

use std::collections::HashMap;

use tollgate_model::{Action, Change, Object, Resource, Value};

use echo::Echoes;
use join::Parents;
use satellites::Satellite;

/// Folds every satellite whose parent is among `resources`; the others stay as they are.
///
/// A satellite that is deleted while its parent stays is in the parent's earlier values, and stays
/// among the deleted resources itself. A parent that changes only through a satellite is updated.
#[must_use]
pub fn fold(mut resources: Vec<Resource>) -> Vec<Resource> {
    let pairs = pairs(&resources);
    for pair in &pairs {
        remember_before(&mut resources, pair);
    }
    let mut echoes: HashMap<usize, (Echoes, Echoes)> = HashMap::new();
    retract_all(&mut resources, &pairs, &mut echoes);
    let mut slots: Vec<Option<Resource>> = resources.into_iter().map(Some).collect();
    for pair in &pairs {
        let Some(satellite) = slots.get_mut(pair.satellite).and_then(Option::take) else {
            continue;
        };
        let Some(Some(parent)) = slots.get_mut(pair.parent) else {
            continue;
        };
        let stays = is_deleted(&satellite) && !is_deleted(parent);
        let (now, earlier) = echoes.entry(pair.parent).or_default();
        fold_before(parent, &satellite, pair.kind, earlier);
        if stays {
            if let Some(slot) = slots.get_mut(pair.satellite) {
                *slot = Some(satellite);
            }
        } else {
            attach::attach(parent, satellite, pair.kind, now);
        }
    }
    slots.into_iter().flatten().collect()
}

/// A satellite, its parent and how it is folded.
struct Pair {
    satellite: usize,
    parent: usize,
    kind: &'static Satellite,
}

fn pairs(resources: &[Resource]) -> Vec<Pair> {
    let kinds: Vec<(usize, &'static Satellite)> = resources
        .iter()
        .enumerate()
        .filter_map(|(index, resource)| Some((index, satellites::find(&resource.resource_type)?)))
        .collect();
    if kinds.is_empty() {
        return Vec::new();
    }
    let parents = Parents::new(resources);
    kinds
        .into_iter()
        .filter_map(|(satellite, kind)| {
            let resource = resources.get(satellite)?;
            let parent = parents
                .of(resource, kind)
                .filter(|parent| *parent != satellite)?;
            // What is deleted says nothing about what stays, and the other way round there is
            // nothing to fold into.
            let fits = !is_deleted(resources.get(parent)?) || is_deleted(resource);
            (fits && attach::is_placed(resource, kind)).then_some(Pair {
                satellite,
                parent,
                kind,
            })
        })
        .collect()
}

fn is_deleted(resource: &Resource) -> bool {
    resource
        .change
        .as_ref()
        .is_some_and(|change| change.action.removes())
}

fn is(resource: &Resource, action: Action) -> bool {
    resource
        .change
        .as_ref()
        .is_some_and(|change| change.action == action)
}

/// Keeps the earlier values of a parent that does not change itself but through this satellite.
fn remember_before(resources: &mut [Resource], pair: &Pair) {
    let changes = resources.get(pair.satellite).is_some_and(|satellite| {
        satellite
            .change
            .as_ref()
            .is_some_and(|change| !matches!(change.action, Action::NoOp | Action::Read))
    });
    if !changes {
        return;
    }
    let Some(parent) = resources.get_mut(pair.parent) else {
        return;
    };
    if let Some(change) = &mut parent.change
        && change.action == Action::NoOp
    {
        let importing = change.importing;
        let before = Some(parent.values.clone());
        *change = Change {
            before,
            importing,
            ..Change::new(Action::Update)
        };
    }
}

/// Takes out of each parent what satellites that change or go had made, where the parent's values
/// are those that AWS reported before the plan.
fn retract_all(
    resources: &mut [Resource],
    pairs: &[Pair],
    echoes: &mut HashMap<usize, (Echoes, Echoes)>,
) {
    let mut reported: HashMap<(usize, &str), bool> = HashMap::new();
    for pair in pairs {
        let satellite = resources
            .get(pair.satellite)
            .filter(|found| !is(found, Action::NoOp));
        let Some(was) = satellite.and_then(earlier_values) else {
            continue;
        };
        let Some(parent) = resources.get_mut(pair.parent) else {
            continue;
        };
        let Some(at) = pair.kind.shape.attribute(&was) else {
            continue;
        };
        let unchanged = *reported.entry((pair.parent, at)).or_insert_with(|| {
            parent.change.as_ref().is_some_and(|change| {
                let before = change.before.as_ref().and_then(|before| before.get(at));
                change.action == Action::Update && before == parent.values.get(at)
            })
        });
        if unchanged {
            let (now, _) = echoes.entry(pair.parent).or_default();
            attach::retract(parent, &was, pair.kind, now);
        }
    }
}

/// What the satellite was before the plan.
fn earlier_values(satellite: &Resource) -> Option<Object> {
    let change = satellite.change.as_ref()?;
    if change.action == Action::NoOp || change.action.removes() {
        return Some(satellite.values.clone());
    }
    change.before.clone()
}

/// Folds what the satellite was into what the parent was.
fn fold_before(parent: &mut Resource, satellite: &Resource, kind: &Satellite, echoes: &mut Echoes) {
    let Some(before) = parent
        .change
        .as_mut()
        .and_then(|change| change.before.as_mut())
    else {
        return;
    };
    let Some(was) = earlier_values(satellite) else {
        return;
    };
    let mut earlier = Resource::new(parent.address.clone());
    earlier.values = std::mem::take(before);
    let mut part = Resource::new(satellite.address.clone());
    part.values = was;
    attach::attach(&mut earlier, part, kind, echoes);
    *before = earlier.values;
}

/// The text of a known value.
fn known_text(value: Option<&Value>) -> Option<&str> {
    value
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}
