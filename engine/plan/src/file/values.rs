//! A value, taken apart as Terraform's plan does: what is known, what is not, what must not be shown.

use serde_json::{Map, Value as Json};
use tollgate_model::value::{MASK, Unknown};
use tollgate_model::{Object, Value};

/// The three trees of a value.
#[derive(Debug)]
pub struct Parts {
    /// What is known; nothing where nothing is.
    pub known: Option<Json>,
    /// `true` at what is not.
    pub unknown: Option<Json>,
    /// `true` at what must not be shown.
    pub sensitive: Option<Json>,
}

/// Takes the attributes of a resource apart.
pub fn split(object: &Object) -> (Json, Json, Json) {
    let parts = members(object);
    (
        parts.known.unwrap_or_default(),
        parts.unknown.unwrap_or_else(empty),
        parts.sensitive.unwrap_or_else(empty),
    )
}

fn empty() -> Json {
    Json::Object(Map::new())
}

fn members(object: &Object) -> Parts {
    let mut known = Map::new();
    let mut unknown = Map::new();
    let mut sensitive = Map::new();
    for (name, value) in object {
        let parts = value_parts(value);
        known.extend(parts.known.map(|value| (name.clone(), value)));
        unknown.extend(parts.unknown.map(|value| (name.clone(), value)));
        sensitive.extend(parts.sensitive.map(|value| (name.clone(), value)));
    }
    let some = |map: Map<String, Json>| (!map.is_empty()).then_some(Json::Object(map));
    Parts {
        known: Some(Json::Object(known)),
        unknown: some(unknown),
        sensitive: some(sensitive),
    }
}

/// Takes one value apart.
pub fn value_parts(value: &Value) -> Parts {
    let known = |json| Parts {
        known: Some(json),
        unknown: None,
        sensitive: None,
    };
    match value {
        Value::Null => known(Json::Null),
        Value::Bool(flag) => known(Json::Bool(*flag)),
        Value::Number(number) => known(Json::Number(number.clone())),
        Value::String(text) => known(Json::String(text.clone())),
        Value::Object(object) => members(object),
        Value::List(items) => list(items),
        Value::Unknown(_) => Parts {
            known: None,
            unknown: Some(Json::Bool(true)),
            sensitive: None,
        },
        Value::Sensitive(inner) => hidden(inner),
    }
}

/// A text is masked, so that it can be seen that there is one. Anything else is as good as unknown.
fn hidden(inner: &Value) -> Parts {
    let sensitive = Some(Json::Bool(true));
    match inner.unmarked() {
        Value::Null => Parts {
            known: Some(Json::Null),
            unknown: None,
            sensitive,
        },
        Value::String(_) => Parts {
            known: Some(Json::String(MASK.to_owned())),
            unknown: None,
            sensitive,
        },
        _ => Parts {
            known: None,
            unknown: Some(Json::Bool(true)),
            sensitive,
        },
    }
}

/// Lists keep their length in all three trees, with `null` and `false` where there is nothing to say.
fn list(items: &[Value]) -> Parts {
    let parts: Vec<Parts> = items.iter().map(value_parts).collect();
    let mask = |of: fn(&Parts) -> &Option<Json>| {
        parts.iter().any(|part| of(part).is_some()).then(|| {
            let items = parts
                .iter()
                .map(|part| of(part).clone().unwrap_or(Json::Bool(false)));
            Json::Array(items.collect())
        })
    };
    Parts {
        unknown: mask(|part| &part.unknown),
        sensitive: mask(|part| &part.sensitive),
        known: Some(Json::Array(
            parts
                .into_iter()
                .map(|part| part.known.unwrap_or_default())
                .collect(),
        )),
    }
}

/// Puts the trees together again.
pub fn join(known: Option<&Json>, unknown: Option<&Json>, sensitive: Option<&Json>) -> Value {
    if sensitive == Some(&Json::Bool(true)) {
        return Value::Sensitive(Box::new(join(known, unknown, None)));
    }
    if unknown == Some(&Json::Bool(true)) {
        return Value::Unknown(Unknown::default());
    }
    match known {
        Some(Json::Array(items)) => Value::List(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    let at =
                        |tree: Option<&'_ Json>| tree.and_then(|tree| tree.get(index)).cloned();
                    join(Some(item), at(unknown).as_ref(), at(sensitive).as_ref())
                })
                .collect(),
        ),
        Some(Json::Object(_)) | None => {
            let trees = [known, unknown, sensitive];
            let mut names: Vec<&String> = trees
                .iter()
                .filter_map(|tree| tree.and_then(Json::as_object))
                .flat_map(Map::keys)
                .collect();
            names.sort_unstable();
            names.dedup();
            let at =
                |tree: Option<&'_ Json>, name: &str| tree.and_then(|tree| tree.get(name)).cloned();
            let members = names.into_iter().map(|name| {
                let value = join(
                    at(known, name).as_ref(),
                    at(unknown, name).as_ref(),
                    at(sensitive, name).as_ref(),
                );
                (name.clone(), value)
            });
            Value::Object(members.collect())
        }
        Some(json) => Value::from(json.clone()),
    }
}
