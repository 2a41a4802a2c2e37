//! `data.aws_iam_policy_document`, evaluated in full.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::functions;
use crate::types::Type;
use crate::value::{Data, Members, Unknown, Value};

/// The document as JSON text; partly known ones keep what is known.
pub fn json(arguments: &Members) -> Value {
    let mut marks = Value::null(Type::Any);
    let mut statements: Vec<Value> = Vec::new();
    let mut opaque = false;
    for source in sources(arguments, "source_json", "source_policy_documents") {
        marks = marks.marked_like(&source.deep_marks());
        opaque |= !add_all(&source, &mut statements);
    }
    match arguments
        .get("statement")
        .map(|value| (value, value.items()))
    {
        Some((_, Some(blocks))) => {
            for block in blocks {
                marks = marks.marked_like(&block.deep_marks());
                put(statement(block), &mut statements);
            }
        }
        Some((value, None)) => {
            marks = marks.marked_like(value);
            opaque = true;
        }
        None => {}
    }
    for over in sources(arguments, "override_json", "override_policy_documents") {
        marks = marks.marked_like(&over.deep_marks());
        opaque |= !add_all(&over, &mut statements);
    }
    if opaque {
        return Value::unknown(Type::String).marked_like(&marks);
    }
    let mut document = Members::new();
    let version = arguments
        .get("version")
        .filter(|version| version.as_str().is_some());
    document.insert(
        "Version".into(),
        version.cloned().unwrap_or_else(|| "2012-10-17".into()),
    );
    if let Some(id) = arguments
        .get("policy_id")
        .filter(|id| id.as_str().is_some())
    {
        document.insert("Id".into(), id.clone());
    }
    document.insert("Statement".into(), Value::tuple(statements));
    let document = Value::object(document);
    if document.is_wholly_known() {
        let text = functions::encode_json(&document).unwrap_or_default();
        return Value::text(text).marked_like(&marks);
    }
    Value::from(Data::Unknown(Unknown {
        kind: Type::String,
        symbol: None,
        document: Some(Arc::new(document)),
    }))
    .marked_like(&marks)
}

/// Documents that others are merged from.
fn sources(arguments: &Members, single: &str, many: &str) -> Vec<Value> {
    let one = arguments
        .get(single)
        .filter(|value| value.as_str().is_some() || has_document(value));
    let more = arguments
        .get(many)
        .and_then(Value::items)
        .unwrap_or_default();
    one.into_iter().chain(more).cloned().collect()
}

fn has_document(value: &Value) -> bool {
    matches!(&value.data, Data::Unknown(unknown) if unknown.document.is_some())
}

/// Adds the statements of a JSON document; false when it is not known or not a document.
fn add_all(source: &Value, statements: &mut Vec<Value>) -> bool {
    let decoded = match &source.data {
        Data::String(text) => match serde_json::from_str(text) {
            Ok(json) => functions::decode_json(&json),
            Err(_) => return false,
        },
        Data::Unknown(Unknown {
            document: Some(document),
            ..
        }) => document.as_ref().clone(),
        Data::Null(_) => return true,
        _ => return false,
    };
    let Some(all) = decoded
        .members()
        .and_then(|members| members.get("Statement"))
    else {
        return true;
    };
    match all.items() {
        Some(items) => items.iter().cloned().for_each(|item| put(item, statements)),
        None => put(all.clone(), statements),
    }
    true
}

/// Adds a statement; one with the same `Sid` takes its place.
fn put(statement: Value, statements: &mut Vec<Value>) {
    let sid = |value: &Value| {
        let sid = value.members()?.get("Sid")?.as_str()?;
        (!sid.is_empty()).then(|| sid.to_owned())
    };
    let wanted = sid(&statement);
    let same = wanted.and_then(|wanted| {
        statements
            .iter_mut()
            .find(|other| sid(other).as_ref() == Some(&wanted))
    });
    match same {
        Some(other) => *other = statement,
        None => statements.push(statement),
    }
}

/// A `statement` block as a statement.
fn statement(block: &Value) -> Value {
    let Some(arguments) = block.members() else {
        return block.clone();
    };
    let mut members = Members::new();
    let text = |name: &str| {
        arguments
            .get(name)
            .filter(|value| !value.is_null())
            .cloned()
    };
    if let Some(sid) = text("sid") {
        members.insert("Sid".into(), sid);
    }
    members.insert(
        "Effect".into(),
        text("effect").unwrap_or_else(|| "Allow".into()),
    );
    for (argument, key) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        match arguments.get(argument) {
            Some(value) if value.is_unknown() => drop(members.insert(key.into(), value.clone())),
            Some(value) => {
                if let Some(all) = value.items().filter(|all| !all.is_empty()) {
                    members.insert(key.into(), Value::tuple(all.to_vec()));
                }
            }
            None => {}
        }
    }
    for (argument, key) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(principals) = arguments.get(argument).and_then(principals) {
            members.insert(key.into(), principals);
        }
    }
    if let Some(conditions) = arguments.get("condition").and_then(conditions) {
        members.insert("Condition".into(), conditions);
    }
    Value::object(members)
}

fn principals(value: &Value) -> Option<Value> {
    let Some(blocks) = value.items() else {
        return Some(value.clone());
    };
    let mut all: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for block in blocks {
        let members = block.members()?;
        let kind = members.get("type").and_then(Value::as_str).unwrap_or("AWS");
        // `*` alone is everybody.
        let kind = if kind == "*" { "AWS" } else { kind };
        let identifiers = members
            .get("identifiers")
            .and_then(Value::items)
            .unwrap_or_default();
        let list = all.entry(kind.into()).or_default();
        list.extend(identifiers.iter().cloned());
        if let Some(unknown) = members
            .get("identifiers")
            .filter(|value| value.is_unknown())
        {
            list.push(Value {
                data: Data::Unknown(Unknown {
                    kind: Type::String,
                    symbol: None,
                    document: None,
                }),
                ..unknown.clone()
            });
        }
    }
    let members = all
        .into_iter()
        .map(|(kind, list)| (kind, Value::tuple(list)));
    (!blocks.is_empty()).then(|| Value::object(members.collect()))
}

fn conditions(value: &Value) -> Option<Value> {
    let Some(blocks) = value.items() else {
        return Some(value.clone());
    };
    let mut tests: BTreeMap<Arc<str>, Members> = BTreeMap::new();
    for block in blocks {
        let members = block.members()?;
        let test: Arc<str> = members.get("test").and_then(Value::as_str)?.into();
        let variable: Arc<str> = members.get("variable").and_then(Value::as_str)?.into();
        let values = members
            .get("values")
            .cloned()
            .unwrap_or_else(|| Value::tuple(Vec::new()));
        let values = match values.items() {
            Some(items) => Value::tuple(items.to_vec()),
            None => values,
        };
        tests.entry(test).or_default().insert(variable, values);
    }
    let members = tests
        .into_iter()
        .map(|(test, variables)| (test, Value::object(variables)));
    (!blocks.is_empty()).then(|| Value::object(members.collect()))
}
