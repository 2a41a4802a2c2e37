//! Parts of a statement: lists of strings, principals and conditions.

use std::collections::BTreeMap;

use crate::types::Type;
use crate::value::{Data, Members, Unknown, Value};

/// The version in which `&{` has no meaning.
const OLD_VERSION: &str = "2008-10-17";

/// A set of strings as it is printed: a single one by itself, more in reverse order.
pub fn strings(value: &Value) -> Option<Value> {
    let Some(items) = value.items() else {
        return Some(value.clone());
    };
    let mut items = items.to_vec();
    items.sort_by(|a, b| text_of(b).cmp(text_of(a)));
    match items.len() {
        0 => None,
        1 => items.pop(),
        _ => Some(Value::tuple(items)),
    }
}

/// Text, or what stands for it.
fn text_of(value: &Value) -> &str {
    match &value.data {
        Data::String(text) => text,
        Data::Unknown(Unknown {
            symbol: Some(symbol),
            ..
        }) => symbol,
        _ => "",
    }
}

/// `&{…}` is how code writes IAM's own `${…}`.
pub fn with_variables(value: &Value, version: &str) -> Result<Value, String> {
    if let Some(items) = value.items() {
        let items = items.iter().map(|item| with_variables(item, version));
        return Ok(Value::tuple(items.collect::<Result<_, _>>()?));
    }
    if !text_of(value).contains("&{") {
        return Ok(value.clone());
    }
    if version == OLD_VERSION {
        return Err(format!(
            "`&{{` stands in a document of version {OLD_VERSION}, which has no variables"
        ));
    }
    let data = match &value.data {
        Data::Unknown(unknown) => Data::Unknown(Unknown {
            symbol: unknown
                .symbol
                .as_ref()
                .map(|symbol| symbol.replace("&{", "${").into()),
            ..unknown.clone()
        }),
        _ => Data::String(text_of(value).replace("&{", "${").into()),
    };
    Ok(Value {
        data,
        ..value.clone()
    })
}

/// The elements of a part that may be one or several.
fn elements(value: &Value) -> Vec<Value> {
    value
        .items()
        .map_or_else(|| vec![value.clone()], <[Value]>::to_vec)
}

/// `principals` blocks by type. Only `{"*": "*"}` is printed as `"*"`.
pub fn principals(blocks: &Value, version: &str) -> Result<Value, String> {
    let Some(blocks) = blocks.items() else {
        return Ok(Value::unknown(Type::Any));
    };
    let mut sets = Vec::new();
    for block in blocks {
        let Some(kind) = block
            .members()
            .and_then(|block| block.get("type"))
            .and_then(Value::as_str)
        else {
            return Ok(Value::unknown(Type::Any));
        };
        let identifiers = block
            .members()
            .and_then(|block| block.get("identifiers"))
            .and_then(strings);
        let identifiers = identifiers
            .map(|identifiers| with_variables(&identifiers, version))
            .transpose()?;
        sets.push((
            kind.to_owned(),
            identifiers.unwrap_or_else(|| Value::tuple(Vec::new())),
        ));
    }
    Ok(grouped_principals(sets))
}

/// The principals of a document that was read.
pub fn decoded_principals(value: &Value) -> Value {
    match (value.as_str(), value.members()) {
        (Some(_), _) => Value::text("*"),
        (None, Some(members)) => grouped_principals(
            members
                .iter()
                .map(|(kind, identifiers)| (kind.to_string(), identifiers.clone()))
                .collect(),
        ),
        (None, None) => value.clone(),
    }
}

fn grouped_principals(sets: Vec<(String, Value)>) -> Value {
    if let [(kind, identifiers)] = sets.as_slice()
        && kind == "*"
        && elements(identifiers).iter().map(text_of).eq(["*"])
    {
        return Value::text("*");
    }
    let mut members = Members::new();
    for (kind, identifiers) in sets {
        let sorted = match identifiers.items() {
            Some(items) => {
                let mut items = items.to_vec();
                items.sort_by(|a, b| text_of(b).cmp(text_of(a)));
                Value::tuple(items)
            }
            None => identifiers,
        };
        let merged = match members.get(kind.as_str()) {
            Some(earlier) => Value::tuple(
                elements(earlier)
                    .into_iter()
                    .chain(elements(&sorted))
                    .collect(),
            ),
            None => sorted,
        };
        members.insert(kind.into(), merged);
    }
    Value::object(members)
}

/// `condition` blocks by test and variable; values keep their order.
pub fn conditions(blocks: &Value, version: &str) -> Result<Value, String> {
    let Some(blocks) = blocks.items() else {
        return Ok(Value::unknown(Type::Any));
    };
    let mut found = Vec::new();
    for block in blocks {
        let members = block.members();
        let text = |name: &str| {
            members
                .and_then(|block| block.get(name))
                .and_then(Value::as_str)
        };
        let (Some(test), Some(variable)) = (text("test"), text("variable")) else {
            return Ok(Value::unknown(Type::Any));
        };
        let values = members
            .and_then(|block| block.get("values"))
            .map(|values| with_variables(values, version));
        let values = values
            .transpose()?
            .unwrap_or_else(|| Value::tuple(Vec::new()));
        found.push((test.to_owned(), variable.to_owned(), values));
    }
    Ok(grouped_conditions(found))
}

/// The conditions of a document that was read.
pub fn decoded_conditions(value: &Value) -> Value {
    let Some(tests) = value.members() else {
        return value.clone();
    };
    let mut found = Vec::new();
    for (test, variables) in tests {
        for (variable, values) in variables.members().into_iter().flatten() {
            let values = match values.data {
                Data::Bool(truth) => Value::text(truth.to_string()),
                _ => values.clone(),
            };
            found.push((test.to_string(), variable.to_string(), values));
        }
    }
    grouped_conditions(found)
}

fn grouped_conditions(found: Vec<(String, String, Value)>) -> Value {
    let mut tests: BTreeMap<String, BTreeMap<String, Vec<Value>>> = BTreeMap::new();
    for (test, variable, values) in found {
        tests
            .entry(test)
            .or_default()
            .entry(variable)
            .or_default()
            .extend(elements(&values));
    }
    let tests = tests.into_iter().map(|(test, variables)| {
        let variables = variables.into_iter().map(|(variable, mut values)| {
            let value = if values.len() == 1 {
                values.pop()
            } else {
                None
            };
            (
                variable.into(),
                value.unwrap_or_else(|| Value::tuple(values)),
            )
        });
        (test.into(), Value::object(variables.collect()))
    });
    Value::object(tests.collect())
}
