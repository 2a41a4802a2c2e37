//! Puts a satellite's arguments where they appear in the parent, with their references and places.

use std::collections::BTreeMap;

use tollgate_model::{Address, AttributePath, Mode, Object, Resource, Segment, Value};

use super::echo::Echoes;
use super::satellites::Satellite;
use super::shape::{Element, Place, Shape};

/// Whether it is known where in the parent the satellite goes.
#[must_use]
pub fn is_placed(satellite: &Resource, kind: &Satellite) -> bool {
    kind.shape.attribute(&satellite.values).is_some()
}

/// Folds `satellite` into `parent`, whose lists may hold `echoes` of it.
pub fn attach(
    parent: &mut Resource,
    mut satellite: Resource,
    kind: &Satellite,
    echoes: &mut Echoes,
) {
    // Neither waiting times nor a satellite's own copy of the provider's tags say anything here.
    for argument in [kind.pointer.argument, "timeouts", "tags_all"] {
        satellite.values.remove(argument);
        forget(&mut satellite, argument);
    }
    match &kind.shape {
        Shape::Object { at, hoist } => {
            let value = match hoist {
                Some(block) => satellite.values.remove(*block).unwrap_or_default(),
                None => Value::Object(std::mem::take(&mut satellite.values)),
            };
            let base = AttributePath::from(*at);
            clear(parent, &base);
            parent.values.insert((*at).to_owned(), value);
            carry(parent, satellite, &base, |path| match hoist {
                Some(block) => strip(path, block),
                None => Some(path.clone()),
            });
        }
        Shape::Attribute { from, at } => {
            let Some(value) = satellite.values.remove(*from) else {
                return;
            };
            let base = AttributePath::from(*at);
            clear(parent, &base);
            parent.values.insert((*at).to_owned(), value);
            carry(parent, satellite, &base, |path| strip(path, from));
        }
        Shape::Spread { .. } => {
            for (name, value) in std::mem::take(&mut satellite.values) {
                parent.values.insert(name, value);
            }
            for (path, references) in std::mem::take(&mut satellite.references) {
                parent.references.insert(path, references);
            }
            for (path, location) in std::mem::take(&mut satellite.locations) {
                parent.locations.insert(path, location);
            }
        }
        Shape::Member { from, at } => {
            let Some(value) = satellite.values.remove(*from) else {
                return;
            };
            let value = symbol(value, &satellite, from);
            if let Value::String(text) = &value {
                echoes.drop_member(parent, at, text);
            }
            let base = push(parent, at, value);
            carry(parent, satellite, &base, |path| strip(path, from));
        }
        Shape::Element(element) => {
            let Some(at) = element.at.list(&satellite.values) else {
                return;
            };
            if let Place::Direction(argument) | Place::Egress(argument) = element.at {
                satellite.values.remove(argument);
            }
            let block = renamed(std::mem::take(&mut satellite.values), element);
            echoes.drop_element(parent, at, &block, element);
            let base = push(parent, at, Value::Object(block));
            carry(parent, satellite, &base, |path| {
                Some(renamed_path(path, element))
            });
        }
    }
}

/// Takes out of `parent`, whose values AWS reported before the plan, what a satellite that changes
/// or goes had made.
pub fn retract(parent: &mut Resource, was: &Object, kind: &Satellite, echoes: &mut Echoes) {
    match &kind.shape {
        Shape::Object { at, .. } | Shape::Attribute { at, .. } => {
            parent.values.remove(*at);
        }
        Shape::Spread { .. } => {
            for name in was.keys().filter(|name| *name != kind.pointer.argument) {
                parent.values.remove(name);
            }
        }
        Shape::Member { from, at } => {
            if let Some(text) = was.get(*from).and_then(Value::as_str) {
                echoes.drop_member(parent, at, text);
            }
        }
        Shape::Element(element) => {
            if let Some(at) = element.at.list(was) {
                echoes.drop_element(parent, at, &renamed(was.clone(), element), element);
            }
        }
    }
}

/// Drops what the satellite says about one of its arguments.
fn forget(satellite: &mut Resource, argument: &str) {
    satellite
        .references
        .retain(|path, _| path.root() != Some(argument));
    satellite
        .locations
        .retain(|path, _| path.root() != Some(argument));
}

/// Drops what the parent itself said at `base`: the satellite has the last word.
fn clear(parent: &mut Resource, base: &AttributePath) {
    parent.references.retain(|path, _| !base.is_prefix_of(path));
    parent.locations.retain(|path, _| !base.is_prefix_of(path));
}

/// Takes over references and places of the satellite, under `base`.
fn carry(
    parent: &mut Resource,
    satellite: Resource,
    base: &AttributePath,
    place: impl Fn(&AttributePath) -> Option<AttributePath>,
) {
    fn move_all<T>(
        from: BTreeMap<AttributePath, T>,
        to: &mut BTreeMap<AttributePath, T>,
        base: &AttributePath,
        place: impl Fn(&AttributePath) -> Option<AttributePath>,
    ) {
        for (path, value) in from {
            if let Some(inner) = place(&path) {
                to.insert(base.concat(&inner), value);
            }
        }
    }
    move_all(satellite.references, &mut parent.references, base, &place);
    if let Some(location) = satellite.location {
        parent.locations.insert(base.clone(), location);
    }
    move_all(satellite.locations, &mut parent.locations, base, &place);
}

/// The path without its first step, which must be `name`.
fn strip(path: &AttributePath, name: &str) -> Option<AttributePath> {
    (path.root() == Some(name)).then(|| path.segments().iter().skip(1).cloned().collect())
}

/// Appends to a list of the parent; a list that is unknown as a whole stays as an unknown element.
fn push(parent: &mut Resource, at: &str, value: Value) -> AttributePath {
    let list = parent.values.entry(at.to_owned()).or_default();
    let index = match list {
        Value::List(items) => {
            items.push(value);
            items.len() - 1
        }
        Value::Null => {
            *list = Value::List(vec![value]);
            0
        }
        whole => {
            *whole = Value::List(vec![std::mem::take(whole), value]);
            1
        }
    };
    AttributePath::from(at).join(index)
}

/// The ARN of a policy that is made in the same document stands as a symbol.
fn symbol(value: Value, satellite: &Resource, from: &str) -> Value {
    if !value.is_unknown() {
        return value;
    }
    let mut policies = satellite
        .references
        .get(&AttributePath::from(from))
        .into_iter()
        .flatten()
        .filter(|address| {
            address.parse().is_ok_and(|address: Address| {
                address.mode() == Mode::Managed
                    && address.resource_type().as_ref() == "aws_iam_policy"
            })
        });
    match (policies.next(), policies.next()) {
        (Some(policy), None) => Value::String(format!("${{{policy}.arn}}")),
        _ => value,
    }
}

fn renamed(values: Object, element: &Element) -> Object {
    let mut block = Object::new();
    for (name, value) in values {
        match element.renames.iter().find(|rename| rename.from == name) {
            Some(rename) => {
                let value = if rename.list {
                    Value::List(vec![value])
                } else {
                    value
                };
                block.insert(rename.to.to_owned(), value);
            }
            None => {
                block.insert(name, value);
            }
        }
    }
    if block.get("protocol").and_then(Value::as_str) == Some("all") {
        block.insert("protocol".to_owned(), Value::from("-1"));
    }
    block
}

fn renamed_path(path: &AttributePath, element: &Element) -> AttributePath {
    let rename = path
        .root()
        .and_then(|root| element.renames.iter().find(|rename| rename.from == root));
    let Some(rename) = rename else {
        return path.clone();
    };
    let rest = path.segments().iter().skip(1).cloned();
    let index = rename.list.then_some(Segment::Index(0));
    std::iter::once(Segment::from(rename.to))
        .chain(index)
        .chain(rest)
        .collect()
}
