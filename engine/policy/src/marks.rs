//! Which attributes of which resource are not known, or not to be shown: walked once an inventory,
//! asked by every rule.

use std::collections::HashMap;
use std::marker::PhantomData;

use tollgate_model::value::Value;
use tollgate_model::{AttributePath, Inventory, PathPattern, Resource, Rule};

/// What is not known, or not to be shown, of one resource.
#[derive(Debug, Default)]
pub struct Marks {
    /// Known only after apply.
    pub unknown: Vec<AttributePath>,
    /// Marked as sensitive.
    pub sensitive: Vec<AttributePath>,
    /// The texts behind the sensitive marks, to be taken out of messages.
    pub secrets: Vec<String>,
}

static NONE: Marks = Marks {
    unknown: Vec::new(),
    sensitive: Vec::new(),
    secrets: Vec::new(),
};

impl Marks {
    fn of(resource: &Resource) -> Self {
        let mut marks = Self::default();
        resource.visit_marks(&mut |path, node| match node {
            Value::Unknown(_) => marks.unknown.push(path.clone()),
            Value::Sensitive(inner) => {
                marks.sensitive.push(path.clone());
                collect_secrets(inner, &mut marks.secrets);
            }
            _ => {}
        });
        marks
    }

    fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.sensitive.is_empty()
    }

    /// Whether `rule` declares an attribute that is sensitive here.
    pub fn withholds(&self, rule: &Rule) -> bool {
        self.sensitive
            .iter()
            .any(|path| overlaps(&rule.attributes, path))
    }

    /// The unknown attributes that `rule` declares.
    pub fn undecided(&self, rule: &Rule) -> Vec<AttributePath> {
        self.unknown
            .iter()
            .filter(|path| overlaps(&rule.attributes, path))
            .cloned()
            .collect()
    }
}

/// The marks of every resource of an inventory. Two objects of one address (a deposed one and its
/// successor) have marks of their own.
#[derive(Debug)]
pub struct MarkIndex<'a> {
    by_object: HashMap<usize, Marks>,
    inventory: PhantomData<&'a Inventory>,
}

impl<'a> MarkIndex<'a> {
    /// Walks every resource once.
    pub fn new(inventory: &'a Inventory) -> Self {
        let resources = inventory
            .resources
            .values()
            .chain(inventory.deleted.values())
            .flatten();
        Self {
            by_object: resources
                .map(|resource| (place_of(resource), Marks::of(resource)))
                .filter(|(_, marks)| !marks.is_empty())
                .collect(),
            inventory: PhantomData,
        }
    }

    /// The marks of one resource of the inventory.
    pub fn of(&self, resource: &Resource) -> &Marks {
        self.by_object.get(&place_of(resource)).unwrap_or(&NONE)
    }
}

/// Where a resource is in memory, for as long as the inventory is borrowed.
fn place_of(resource: &Resource) -> usize {
    std::ptr::from_ref(resource).addr()
}

fn overlaps(patterns: &[PathPattern], path: &AttributePath) -> bool {
    patterns.iter().any(|pattern| pattern.overlaps(path))
}

fn collect_secrets(value: &Value, secrets: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().count() >= 3 => secrets.push(text.clone()),
        Value::Number(number) => secrets.push(number.to_string()),
        Value::List(items) => items.iter().for_each(|item| collect_secrets(item, secrets)),
        Value::Object(attributes) => {
            attributes
                .values()
                .for_each(|item| collect_secrets(item, secrets));
        }
        Value::Sensitive(inner) => collect_secrets(inner, secrets),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Unknown(_) => {}
    }
}
