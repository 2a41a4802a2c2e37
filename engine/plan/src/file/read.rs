//! From the document of a plan back to the plan.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value as Json};
use thiserror::Error;
use tollgate_model::value::Unknown;
use tollgate_model::{Action, Address, AttributePath, Location, Object, Value};

use super::values::join;
use super::{Binding, Deferred, FORMAT, Plan, Planned};
use crate::action::{PlannedChange, Reason};

/// Why a document is no plan of ours.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no section of ours.
    #[error(
        "this is not a plan of Tollgate: it has no `tollgate` section; make one with `tollgate plan -o FILE`"
    )]
    NotOurs,
    /// It is of another version.
    #[error("the plan has format {found}, and this Tollgate reads format {FORMAT}; plan again")]
    Format {
        /// The version in the document.
        found: u64,
    },
    /// A part is not what Tollgate writes.
    #[error("the plan cannot be read: {0}")]
    Malformed(String),
}

type Result<T> = std::result::Result<T, Unreadable>;

fn malformed(what: impl ToString) -> Unreadable {
    Unreadable::Malformed(what.to_string())
}

/// What the section says of a resource.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Section {
    region: String,
    id: Option<String>,
    changed: Vec<String>,
    needs: Vec<std::sync::Arc<str>>,
    needed: Vec<std::sync::Arc<str>>,
    references: BTreeMap<String, Vec<std::sync::Arc<str>>>,
    documents: BTreeMap<String, Json>,
    file: Option<String>,
    line: u32,
    prevent_destroy: bool,
    create_before_destroy: bool,
}

pub fn plan(json: &Json) -> Result<Plan> {
    let section = json.get("tollgate").and_then(Json::as_object);
    let mut section = section.cloned().ok_or(Unreadable::NotOurs)?;
    let found = section.get("format").and_then(Json::as_u64).unwrap_or(0);
    if found != u64::from(FORMAT) {
        return Err(Unreadable::Format { found });
    }
    let sections = match section.remove("resources") {
        Some(Json::Object(sections)) => sections,
        _ => return Err(malformed("`tollgate.resources` is missing")),
    };
    let binding: Binding = serde_json::from_value(Json::Object(section)).map_err(malformed)?;
    let changes = json.get("resource_changes").and_then(Json::as_array);
    let resources: Result<Vec<Planned>> = changes
        .ok_or_else(|| malformed("`resource_changes` is missing"))?
        .iter()
        .map(|change| resource(change, &sections))
        .collect();
    let mut resources = resources?;
    // As they are looked up.
    resources.sort_by(|a, b| {
        let (a, b) = (&a.change, &b.change);
        a.address
            .cmp(&b.address)
            .then_with(|| a.deposed.cmp(&b.deposed))
    });
    let deferred = deferred(json, &sections)?;
    if resources.len() + deferred.len() != sections.len() {
        return Err(malformed(
            "`resource_changes`, `deferred_changes` and `tollgate.resources` differ",
        ));
    }
    Ok(Plan {
        binding,
        resources,
        deferred,
        variables: values(json.get("variables")),
        outputs: values(json.pointer("/planned_values/outputs")),
    })
}

fn deferred(json: &Json, sections: &Map<String, Json>) -> Result<Vec<Deferred>> {
    let changes = json.get("deferred_changes").and_then(Json::as_array);
    let read = |change: &Json| {
        let reason = change.get("reason").and_then(Json::as_str);
        let inner = change.get("resource_change");
        let inner = inner.ok_or_else(|| malformed("a deferred change without its change"))?;
        Ok(Deferred {
            reason: reason.unwrap_or_default().to_owned(),
            planned: resource(inner, sections)?,
        })
    };
    changes.into_iter().flatten().map(read).collect()
}

fn values(json: Option<&Json>) -> BTreeMap<String, Value> {
    let members = json.and_then(Json::as_object);
    members
        .into_iter()
        .flatten()
        .map(|(name, member)| {
            let known = member.get("value");
            let unknown = known.is_none().then_some(Json::Bool(true));
            let sensitive = member
                .get("sensitive")
                .filter(|flag| flag.as_bool() == Some(true));
            (name.clone(), join(known, unknown.as_ref(), sensitive))
        })
        .collect()
}

fn resource(json: &Json, sections: &Map<String, Json>) -> Result<Planned> {
    let text = |name: &str| json.get(name).and_then(Json::as_str);
    let written = text("address").ok_or_else(|| malformed("a change without address"))?;
    let address: Address = written
        .parse()
        .map_err(|error| malformed(format!("{written}: {error}")))?;
    let moved_from = match text("previous_address") {
        Some(previous) => Some(
            previous
                .parse()
                .map_err(|error| malformed(format!("{previous}: {error}")))?,
        ),
        None => None,
    };
    let deposed = text("deposed").map(str::to_owned);
    let key = match &deposed {
        Some(deposed) => format!("{written}#{deposed}"),
        None => written.to_owned(),
    };
    let section = sections
        .get(&key)
        .ok_or_else(|| malformed(format!("`tollgate.resources` does not have {key}")))?;
    let section: Section = serde_json::from_value(section.clone()).map_err(malformed)?;
    let change = json.get("change").ok_or_else(|| malformed("no `change`"))?;
    let words: Vec<&str> = change
        .get("actions")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let action = Action::from_words(&words)
        .ok_or_else(|| malformed(format!("{written} has the actions {words:?}")))?;
    let reason = match text("action_reason") {
        Some(word) => {
            Some(Reason::from_word(word).ok_or_else(|| malformed(format!("the reason {word}")))?)
        }
        None => None,
    };
    let mut after = object(change, "after", Some("after_unknown"), "after_sensitive");
    add_documents(after.as_mut(), section.documents);
    let paths = |texts: &[String]| -> Result<Vec<AttributePath>> {
        texts
            .iter()
            .map(|text| {
                text.parse()
                    .map_err(|error| malformed(format!("{text}: {error}")))
            })
            .collect()
    };
    let references: Result<BTreeMap<AttributePath, _>> = section
        .references
        .into_iter()
        .map(|(path, to)| {
            Ok((
                path.parse()
                    .map_err(|error| malformed(format!("{path}: {error}")))?,
                to,
            ))
        })
        .collect();
    Ok(Planned {
        needs: section.needs,
        needed: section.needed,
        references: references?,
        location: section.file.map(|file| Location::line(file, section.line)),
        prevent_destroy: section.prevent_destroy,
        create_before_destroy: section.create_before_destroy,
        change: PlannedChange {
            address,
            moved_from,
            region: section.region,
            action,
            reason,
            id: section.id,
            deposed,
            importing: change.get("importing").is_some(),
            before: object(change, "before", None, "before_sensitive"),
            after,
            changed: paths(&section.changed)?,
            replaces: replaces(change),
        },
    })
}

fn object(change: &Json, known: &str, unknown: Option<&str>, sensitive: &str) -> Option<Object> {
    let known = change.get(known).filter(|json| !json.is_null())?;
    let unknown = unknown.and_then(|name| change.get(name));
    match join(Some(known), unknown, change.get(sensitive)) {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// What is known of documents that are not known as a whole.
fn add_documents(after: Option<&mut Object>, documents: BTreeMap<String, Json>) {
    let Some(after) = after else { return };
    for (name, document) in documents {
        if let Some(Value::Unknown(unknown)) = after.get_mut(&name) {
            *unknown = Unknown {
                document: Some(Box::new(Value::from(document))),
                ..Unknown::default()
            };
        }
    }
}

fn replaces(change: &Json) -> Vec<AttributePath> {
    let paths = change.get("replace_paths").and_then(Json::as_array);
    let paths = paths.into_iter().flatten().filter_map(Json::as_array);
    paths
        .map(|segments| {
            let segments = segments.iter().filter_map(|segment| match segment {
                Json::String(name) => Some(tollgate_model::Segment::from(name.as_str())),
                Json::Number(index) => {
                    let index = usize::try_from(index.as_u64()?).ok()?;
                    Some(tollgate_model::Segment::Index(index))
                }
                _ => None,
            });
            segments.collect()
        })
        .collect()
}
