//! One `statement` block of a policy document, as IAM writes it, with symbols for unknown names.

use tollgate_model::value::Unknown;
use tollgate_model::{Object, Value};

use super::scope::Scope;
use crate::alignment::makers;
use crate::configuration::{Arguments, Expression, Leaf, Resolution};
use crate::mask::Mask;

/// One block: its values, which of them are unknown, and how it was written.
#[derive(Debug)]
pub struct Part<'a> {
    /// Arguments that are known.
    pub values: &'a Object,
    /// Those that are not.
    pub unknown: &'a Mask,
    /// The blocks of the code that may have made it.
    pub arguments: Vec<&'a Arguments>,
}

/// The arguments of a statement that are lists of strings, and their names in the document.
const LISTS: &[(&str, &str)] = &[
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

impl<'a> Part<'a> {
    /// The statement as IAM writes it.
    pub fn statement(&self, scope: &mut Scope<'_, '_>) -> Value {
        if *self.unknown == Mask::Set {
            return Value::unknown();
        }
        let mut statement = Object::new();
        if let Some(sid) = self.text("sid", scope) {
            statement.insert("Sid".to_owned(), sid);
        }
        let effect = self
            .text("effect", scope)
            .unwrap_or_else(|| Value::from("Allow"));
        statement.insert("Effect".to_owned(), effect);
        for (argument, element) in LISTS {
            if let Some(list) = self.strings(argument, scope) {
                statement.insert((*element).to_owned(), list);
            }
        }
        for (argument, element) in [
            ("principals", "Principal"),
            ("not_principals", "NotPrincipal"),
        ] {
            if let Some(principals) = self.grouped(argument, scope, |part, grouped, scope| {
                part.principal(grouped, scope)
            }) {
                statement.insert(element.to_owned(), principals);
            }
        }
        if let Some(conditions) = self.grouped("condition", scope, |part, grouped, scope| {
            part.condition(grouped, scope)
        }) {
            statement.insert("Condition".to_owned(), conditions);
        }
        Value::Object(statement)
    }

    /// Nested blocks that become one object.
    fn grouped(
        &self,
        name: &str,
        scope: &mut Scope<'_, '_>,
        add: impl Fn(&Part<'_>, &mut Object, &mut Scope<'_, '_>) -> Option<()>,
    ) -> Option<Value> {
        let mask = self.unknown.attribute(name);
        if *mask == Mask::Set {
            return Some(Value::unknown());
        }
        let items = self.values.get(name).and_then(Value::as_list)?;
        if items.is_empty() {
            return None;
        }
        let blocks = blocks_of(&self.arguments, name);
        let mut grouped = Object::new();
        let empty = Object::new();
        for (index, item) in items.iter().enumerate() {
            let values = item.as_object().unwrap_or(&empty);
            let part = Part {
                values,
                unknown: mask.element(index),
                arguments: makers(&blocks, items.len(), index, Some(values), false),
            };
            if part.unknown == &Mask::Set || add(&part, &mut grouped, scope).is_none() {
                return Some(Value::unknown());
            }
        }
        Some(Value::Object(grouped))
    }

    /// `principals { type, identifiers }`; none if the type is unknown.
    fn principal(&self, grouped: &mut Object, scope: &mut Scope<'_, '_>) -> Option<()> {
        let kind = self.values.get("type")?.as_str()?.to_owned();
        let identifiers = self
            .strings("identifiers", scope)
            .unwrap_or(Value::List(Vec::new()));
        append(grouped.entry(kind).or_default(), identifiers);
        Some(())
    }

    /// `condition { test, variable, values }`; none if what is tested is unknown.
    fn condition(&self, grouped: &mut Object, scope: &mut Scope<'_, '_>) -> Option<()> {
        let test = self.values.get("test")?.as_str()?.to_owned();
        let variable = self.values.get("variable")?.as_str()?.to_owned();
        let values = self
            .strings("values", scope)
            .unwrap_or(Value::List(Vec::new()));
        let operator = grouped
            .entry(test)
            .or_insert_with(|| Value::Object(Object::new()));
        if let Value::Object(keys) = operator {
            append(keys.entry(variable).or_default(), values);
        }
        Some(())
    }

    fn text(&self, name: &str, scope: &mut Scope<'_, '_>) -> Option<Value> {
        if self.unknown.attribute(name).is_clear() {
            return self.values.get(name).cloned();
        }
        self.symbols(name, 1, scope).pop()
    }

    /// A list of strings, its unknown elements as symbols; none if it is unset.
    fn strings(&self, name: &str, scope: &mut Scope<'_, '_>) -> Option<Value> {
        let mask = self.unknown.attribute(name);
        if *mask == Mask::Set {
            return Some(
                self.symbols(name, 0, scope)
                    .pop()
                    .unwrap_or_else(Value::unknown),
            );
        }
        let items = self.values.get(name)?.as_list()?;
        let unknown = (0..items.len())
            .filter(|index| !mask.element(*index).is_clear())
            .count();
        let mut symbols = if unknown > 0 {
            self.symbols(name, unknown, scope).into_iter()
        } else {
            Vec::new().into_iter()
        };
        let list = items.iter().enumerate().map(|(index, item)| {
            if mask.element(index).is_clear() {
                escaped(item)
            } else {
                symbols.next().unwrap_or_else(Value::unknown)
            }
        });
        Some(Value::List(list.collect()))
    }

    /// What stands for `count` unknown strings of one argument; for `count` 0, for a list of
    /// unknown length.
    fn symbols(&self, name: &str, count: usize, scope: &mut Scope<'_, '_>) -> Vec<Value> {
        let mut resolution = Resolution::default();
        for block in &self.arguments {
            resolution.extend(&resolve(block.get(name), scope));
        }
        let symbols: Option<Vec<String>> = resolution
            .targets
            .iter()
            .map(|target| target.symbol())
            .collect();
        match symbols {
            Some(symbols) if !resolution.opaque && count > 0 && !symbols.is_empty() => {
                let one = symbols
                    .first()
                    .filter(|first| symbols.iter().all(|all| all == *first));
                if symbols.len() == count {
                    symbols.into_iter().map(Value::String).collect()
                } else if let Some(one) = one {
                    vec![Value::from(one.as_str()); count]
                } else if count == 1 {
                    vec![Value::String(symbols.concat())]
                } else {
                    vec![unknown_from(&resolution); count]
                }
            }
            _ => vec![unknown_from(&resolution); count.max(1)],
        }
    }
}

/// The nested blocks of a name.
pub fn blocks_of<'a>(arguments: &[&'a Arguments], name: &str) -> Vec<&'a Arguments> {
    let mut found = Vec::new();
    for block in arguments {
        if let Some(Expression::Blocks(blocks)) = block.get(name) {
            found.extend(blocks);
        }
    }
    found
}

/// What everything in an expression comes down to; opaque if there is no expression.
pub fn resolve(expression: Option<&Expression>, scope: &mut Scope<'_, '_>) -> Resolution {
    let mut resolution = Resolution::default();
    match expression {
        Some(expression) => {
            let mut leaves: Vec<&Leaf> = Vec::new();
            expression.visit_leaves(&mut |leaf| leaves.push(leaf));
            for leaf in leaves {
                resolution.extend(&scope.follow(leaf));
            }
        }
        None => resolution.opaque = true,
    }
    resolution
}

/// An unknown value that comes from there.
pub fn unknown_from(resolution: &Resolution) -> Value {
    Value::Unknown(Unknown {
        references: resolution.addresses(),
        document: None,
    })
}

/// `&{aws:username}` is how the data source writes IAM's `${aws:username}`.
fn escaped(item: &Value) -> Value {
    match item {
        Value::String(text) => Value::String(text.replace("&{", "${")),
        other => other.clone(),
    }
}

fn append(list: &mut Value, added: Value) {
    match (&mut *list, added) {
        (Value::List(items), Value::List(added)) => items.extend(added),
        (Value::List(items), added) => items.push(added),
        (Value::Null, added) => *list = added,
        (_, added) => *list = Value::List(vec![std::mem::take(list), added]),
    }
}
