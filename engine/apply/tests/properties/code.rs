//! Code of a few resources that name each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use tollgate_apply::code::{Code, Existing};
use tollgate_model::{Address, Object, Value};
use tollgate_plan::{Desired, Lifecycle};

use crate::world::TYPE;

/// One resource: a number that can be changed in place, and others that it names. When one of these
/// is replaced, so is it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub number: u8,
    /// A change of it needs a new object.
    pub size: u8,
    pub needs: Vec<usize>,
    pub create_before_destroy: bool,
}

/// The resources of a configuration, by their number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configuration(pub BTreeMap<usize, Node>);

pub fn address(number: usize) -> Address {
    format!("{TYPE}.n{number}").parse().unwrap()
}

impl Configuration {
    pub fn strategy() -> impl Strategy<Value = Self> {
        let node = (
            any::<bool>(),
            0..3_u8,
            0..2_u8,
            prop::collection::vec(any::<prop::sample::Index>(), 0..3),
            any::<bool>(),
        );
        prop::collection::vec(node, 1..8).prop_map(|nodes| {
            let mut found = BTreeMap::new();
            for (position, (is_there, number, size, picks, first)) in nodes.into_iter().enumerate()
            {
                let earlier: Vec<usize> = found.keys().copied().collect();
                let picks = picks.iter().filter(|_| !earlier.is_empty());
                let mut needs: Vec<usize> = picks.map(|pick| *pick.get(&earlier)).collect();
                needs.sort_unstable();
                needs.dedup();
                if is_there {
                    let node = Node {
                        number,
                        size,
                        needs,
                        create_before_destroy: first,
                    };
                    found.insert(position, node);
                }
            }
            Self(found)
        })
    }

    /// Removes before it creates: two objects cannot have one name.
    pub fn replace_in_place(&mut self) {
        let nodes = self.0.values_mut();
        nodes.for_each(|node| node.create_before_destroy = false);
    }

    fn values(&self, number: usize, existing: &Existing) -> Option<Object> {
        let node = self.0.get(&number)?;
        let input = Object::from_iter([
            (
                "name".to_owned(),
                Value::from(format!("n{number}").as_str()),
            ),
            ("number".to_owned(), Value::from(i64::from(node.number))),
        ]);
        let id = |needed: &usize| {
            let object = existing.objects.get(&address(*needed));
            let id = object.and_then(|object| object.get("id")).cloned();
            id.unwrap_or_else(Value::unknown)
        };
        let size = Value::from(i64::from(node.size));
        let triggers = node.needs.iter().map(id).chain([size]);
        Some(Object::from_iter([
            ("input".to_owned(), Value::Object(input)),
            (
                "triggers_replace".to_owned(),
                Value::List(triggers.collect()),
            ),
        ]))
    }

    /// What planning takes.
    pub fn desired(&self, existing: &Existing, facts: tollgate_model::Facts) -> Vec<Desired> {
        let nodes = self.0.iter();
        nodes
            .map(|(number, node)| Desired {
                address: address(*number),
                region: "eu-west-1".to_owned(),
                facts,
                values: self.values(*number, existing).unwrap(),
                needs: node
                    .needs
                    .iter()
                    .map(|needed| Arc::from(address(*needed).as_str()))
                    .collect(),
                lifecycle: Lifecycle {
                    create_before_destroy: node.create_before_destroy,
                    ..Lifecycle::default()
                },
                location: None,
            })
            .collect()
    }
}

impl Code for Configuration {
    fn desired(&self, wanted: &Address, existing: &Existing) -> Result<Object, String> {
        let mut numbers = self.0.keys();
        let number = numbers.find(|number| address(**number) == *wanted);
        let values = number.and_then(|number| self.values(*number, existing));
        values.ok_or_else(|| format!("the code has no {wanted}"))
    }

    fn decide(&self, _: &Address, _: &Object) -> Result<(), Vec<String>> {
        Ok(())
    }
}
