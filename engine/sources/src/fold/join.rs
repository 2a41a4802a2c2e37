//! Finds the parent of a satellite: by value where both sides are known, else by reference.

use std::collections::HashMap;

use tollgate_model::{Action, Resource, Value};

use super::known_text;
use super::satellites::{SATELLITES, Satellite};

/// The possible parents of a document, by all names that satellites may call them.
pub struct Parents<'a> {
    resources: &'a [Resource],
    by_name: HashMap<(&'a str, &'a str), Named>,
    by_address: HashMap<&'a str, usize>,
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Named {
    One(usize),
    /// Two accounts or regions in one document may use the same name.
    Several,
}

impl<'a> Parents<'a> {
    /// Indexes the resources.
    pub fn new(resources: &'a [Resource]) -> Self {
        let mut names: HashMap<&str, Vec<&'static str>> = HashMap::new();
        for satellite in SATELLITES {
            for parent in satellite.pointer.parents {
                names
                    .entry(parent)
                    .or_default()
                    .extend(satellite.pointer.names);
            }
        }
        let mut parents = Self {
            resources,
            by_name: HashMap::new(),
            by_address: HashMap::new(),
        };
        for (index, resource) in resources.iter().enumerate() {
            let resource_type = resource.resource_type.as_ref();
            let Some(names) = names.get(resource_type) else {
                continue;
            };
            // A deposed object has the address of the one that replaces it; that one is meant.
            let current = parents
                .by_address
                .entry(resource.address.as_str())
                .or_insert(index);
            if !removed(resource) {
                *current = index;
            }
            let named = names
                .iter()
                .filter_map(|name| known_text(resource.values.get(*name)));
            let identities = [resource.id.as_deref(), resource.arn.as_deref()];
            for name in identities.into_iter().flatten().chain(named) {
                parents.insert((resource_type, name), index);
            }
        }
        parents
    }

    fn insert(&mut self, name: (&'a str, &'a str), index: usize) {
        let resources = self.resources;
        let at = |index: usize| resources.get(index).map(|resource| &resource.address);
        self.by_name
            .entry(name)
            .and_modify(|named| match *named {
                Named::One(other) if at(other) == at(index) => {
                    if resources.get(other).is_some_and(removed) {
                        *named = Named::One(index);
                    }
                }
                _ => *named = Named::Several,
            })
            .or_insert(Named::One(index));
    }

    /// The parent of a satellite, if it is in the document and beyond doubt.
    pub fn of(&self, satellite: &Resource, kind: &Satellite) -> Option<usize> {
        let value = satellite.values.get(kind.pointer.argument);
        if value.is_some_and(Value::is_unknown) || value.is_none() {
            return self.by_reference(satellite, kind);
        }
        let name = known_text(value)?;
        let mut several = false;
        for parent in kind.pointer.parents {
            match self.by_name.get(&(*parent, name)) {
                Some(Named::One(index)) => return Some(*index),
                Some(Named::Several) => several = true,
                None => {}
            }
        }
        // The name of a parent is unknown when it is made from a prefix, and two of them may share
        // theirs; then the code tells.
        let referred = self.by_reference(satellite, kind)?;
        let parent = self.resources.get(referred)?;
        let nameless = parent.id.is_none()
            && kind
                .pointer
                .names
                .iter()
                .all(|name| known_text(parent.values.get(*name)).is_none());
        (several || nameless).then_some(referred)
    }

    fn by_reference(&self, satellite: &Resource, kind: &Satellite) -> Option<usize> {
        let references = satellite
            .references
            .iter()
            .filter(|(path, _)| path.root() == Some(kind.pointer.argument))
            .flat_map(|(_, addresses)| addresses);
        let mut found: Option<usize> = None;
        for address in references {
            let Some(index) = self.by_address.get(address.as_ref()).copied() else {
                continue;
            };
            let fits = self.resources.get(index).is_some_and(|parent| {
                kind.pointer
                    .parents
                    .contains(&parent.resource_type.as_ref())
            });
            match found {
                _ if !fits => {}
                None => found = Some(index),
                Some(other) if other == index => {}
                Some(_) => return None,
            }
        }
        found
    }
}

fn removed(resource: &Resource) -> bool {
    resource
        .change
        .as_ref()
        .is_some_and(|change| matches!(change.action, Action::Delete | Action::Forget))
}
