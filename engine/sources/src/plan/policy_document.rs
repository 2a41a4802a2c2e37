//! `data.aws_iam_policy_document` whose result is unknown: the document as far as it is known.
//!
//! One ARN that does not exist yet makes the whole `json` unknown. The plan has the data source's
//! arguments all the same, so the document is put together from them. An unknown string made from
//! the identity of a resource stands in it as a symbol, `${aws_s3_bucket.videos.arn}`.

use std::collections::HashMap;

use tollgate_model::value::Unknown;
use tollgate_model::{Address, Mode, Object, Value};

use super::scope::Scope;
use crate::alignment::makers;
use crate::configuration::{Arguments, Expression, Leaf, Resolution};
use crate::mask::Mask;
use crate::policy_text;

/// The arguments of one data source instance.
#[derive(Debug)]
pub struct DocumentSource {
    /// Arguments that are known.
    pub values: Object,
    /// Those that are not.
    pub unknown: Mask,
}

/// By address.
pub type DocumentSources = HashMap<Address, DocumentSource>;

/// Documents made from documents made from documents: more is given up.
const MAX_DEPTH: usize = 8;

/// The address of the one policy document that a value comes from.
#[must_use]
pub fn origin(resolution: &Resolution) -> Option<&Address> {
    let (first, rest) = resolution.targets.split_first()?;
    let same = rest.iter().all(|target| target.address == first.address);
    (same && !resolution.opaque && is_document(&first.address)).then_some(&first.address)
}

fn is_document(address: &Address) -> bool {
    address.mode() == Mode::Data && address.resource_type().as_ref() == "aws_iam_policy_document"
}

/// The document that the data source at `address` makes; none if the plan does not have it.
pub fn build(address: &Address, scope: &mut Scope<'_, '_>, depth: usize) -> Option<Value> {
    let source = scope.documents.get(address)?;
    let configuration = scope.resolver.configuration();
    let block = configuration.resource(address);
    let mut scope = scope.inside(address, block);
    let none = Arguments::new();
    let arguments = block.map_or(&none, |block| &block.expressions);

    let mut statements = Vec::new();
    for name in ["source_json", "source_policy_documents"] {
        let found = other_documents(name, source, arguments, &mut scope, depth);
        merge(&mut statements, found);
    }
    merge(
        &mut statements,
        own_statements(source, arguments, &mut scope),
    );
    for name in ["override_json", "override_policy_documents"] {
        let found = other_documents(name, source, arguments, &mut scope, depth);
        merge(&mut statements, found);
    }
    let mut document = Object::from([("Statement".to_owned(), Value::List(statements))]);
    if let Some(version) = source.values.get("version") {
        document.insert("Version".to_owned(), version.clone());
    }
    let mut document = Value::Object(document);
    policy_text::canonical(&mut document);
    Some(document)
}

/// Adds statements; one with the `Sid` of an earlier one replaces it.
fn merge(statements: &mut Vec<Value>, added: Vec<Value>) {
    fn sid(statement: &Value) -> Option<&str> {
        statement
            .as_object()?
            .get("Sid")?
            .as_str()
            .filter(|sid| !sid.is_empty())
    }
    for statement in added {
        let earlier =
            sid(&statement).and_then(|new| statements.iter().position(|old| sid(old) == Some(new)));
        match earlier.and_then(|position| statements.get_mut(position)) {
            Some(old) => *old = statement,
            None => statements.push(statement),
        }
    }
}

/// The statements of the documents that the data source starts from or puts on top.
fn other_documents(
    name: &str,
    source: &DocumentSource,
    arguments: &Arguments,
    scope: &mut Scope<'_, '_>,
    depth: usize,
) -> Vec<Value> {
    let texts = match source.values.get(name) {
        Some(Value::List(texts)) => texts.as_slice(),
        Some(text) => std::slice::from_ref(text),
        None => &[],
    };
    let mask = source.unknown.attribute(name);
    let mut statements = Vec::new();
    for text in texts
        .iter()
        .filter_map(Value::as_str)
        .filter(|text| !text.is_empty())
    {
        match policy_text::decode(text) {
            Some(Value::Object(mut document)) => match document.remove("Statement") {
                Some(Value::List(found)) => statements.extend(found),
                _ => statements.push(Value::unknown()),
            },
            _ => statements.push(Value::unknown()),
        }
    }
    if mask.is_clear() {
        return statements;
    }
    let resolution = resolve(arguments.get(name), scope);
    let unknown = match mask {
        Mask::List(items) => items.iter().filter(|item| !item.is_clear()).count(),
        _ => resolution.targets.len().max(1),
    };
    let known = resolution
        .targets
        .iter()
        .all(|target| is_document(&target.address));
    if resolution.opaque || !known || resolution.targets.len() < unknown || depth >= MAX_DEPTH {
        statements.push(unknown_from(&resolution));
        return statements;
    }
    for target in &resolution.targets {
        // A document that was read before is among the texts.
        match build(&target.address, scope, depth + 1) {
            Some(Value::Object(mut document)) => {
                if let Some(Value::List(found)) = document.remove("Statement") {
                    statements.extend(found);
                }
            }
            _ if resolution.targets.len() == unknown => statements.push(unknown_from(&resolution)),
            _ => {}
        }
    }
    statements
}

fn own_statements(
    source: &DocumentSource,
    arguments: &Arguments,
    scope: &mut Scope<'_, '_>,
) -> Vec<Value> {
    let mask = source.unknown.attribute("statement");
    let blocks = blocks_of(&[arguments], "statement");
    let known = source
        .values
        .get("statement")
        .and_then(Value::as_list)
        .unwrap_or_default();
    if *mask == Mask::Set {
        return vec![Value::unknown()];
    }
    let empty = Object::new();
    let mut statements = Vec::new();
    for (index, statement) in known.iter().enumerate() {
        let values = statement.as_object().unwrap_or(&empty);
        let part = Part {
            values,
            unknown: mask.element(index),
            arguments: makers(&blocks, known.len(), index, Some(values), true),
        };
        statements.push(part.statement(scope));
    }
    statements
}

/// One block: its values, which of them are unknown, and how it was written.
struct Part<'a> {
    values: &'a Object,
    unknown: &'a Mask,
    arguments: Vec<&'a Arguments>,
}

/// The arguments of a statement that are lists of strings, and their names in the document.
const LISTS: &[(&str, &str)] = &[
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

impl<'a> Part<'a> {
    fn statement(&self, scope: &mut Scope<'_, '_>) -> Value {
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

fn blocks_of<'a>(arguments: &[&'a Arguments], name: &str) -> Vec<&'a Arguments> {
    let mut found = Vec::new();
    for block in arguments {
        if let Some(Expression::Blocks(blocks)) = block.get(name) {
            found.extend(blocks);
        }
    }
    found
}

fn resolve(expression: Option<&Expression>, scope: &mut Scope<'_, '_>) -> Resolution {
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

fn unknown_from(resolution: &Resolution) -> Value {
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
