//! From a plan to its document.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use tollgate_model::{Address, InstanceKey, Mode, ModulePath, Object, Segment, Value};

use super::values::{split, value_parts};
use super::{Plan, Planned};
use crate::action::PlannedChange;

/// The format of Terraform's plan JSON that this is.
const TERRAFORM_FORMAT: &str = "1.2";

/// The version of Terraform whose format it is.
const TERRAFORM_VERSION: &str = "1.11.0";

pub fn plan(plan: &Plan) -> Json {
    let changes: Vec<Json> = plan
        .resources
        .iter()
        .map(|planned| change(&planned.change))
        .collect();
    let deferred: Vec<Json> = plan
        .deferred
        .iter()
        .map(|deferred| {
            let change = change(&deferred.planned.change);
            json!({ "reason": deferred.reason, "resource_change": change })
        })
        .collect();
    let left_out = plan.deferred.iter().map(|deferred| &deferred.planned);
    let sections = plan
        .resources
        .iter()
        .chain(left_out)
        .map(|planned| (key(&planned.change), section(planned)));
    let mut tollgate = serde_json::to_value(&plan.binding).unwrap_or_default();
    if let Some(members) = tollgate.as_object_mut() {
        members.insert("resources".to_owned(), Json::Object(sections.collect()));
    }
    let mut document = json!({
        "format_version": TERRAFORM_FORMAT,
        "terraform_version": TERRAFORM_VERSION,
        "timestamp": plan.binding.created,
        "applyable": !plan.is_empty(),
        "complete": true,
        "errored": false,
        "variables": variables(&plan.variables),
        "planned_values": {
            "outputs": outputs(&plan.outputs),
            "root_module": planned_values(plan),
        },
        "resource_changes": changes,
        "configuration": { "provider_config": {}, "root_module": {} },
        "tollgate": tollgate,
    });
    if let (Some(members), false) = (document.as_object_mut(), deferred.is_empty()) {
        members.insert("deferred_changes".to_owned(), Json::Array(deferred));
    }
    document
}

/// The key of a resource in the section: deposed objects share their address with their successor.
pub fn key(change: &PlannedChange) -> String {
    match &change.deposed {
        Some(deposed) => format!("{}#{deposed}", change.address),
        None => change.address.to_string(),
    }
}

fn change(change: &PlannedChange) -> Json {
    let address = &change.address;
    let (before, _, before_sensitive) = optional(change.before.as_ref());
    let (after, after_unknown, after_sensitive) = optional(change.after.as_ref());
    let paths: Vec<Json> = change
        .replaces
        .iter()
        .map(|path| {
            let segments = path.segments().iter().map(|segment| match segment {
                Segment::Name(name) => Json::String(name.to_string()),
                Segment::Index(index) => json!(index),
            });
            Json::Array(segments.collect())
        })
        .collect();
    let mut inner = json!({
        "actions": change.action.as_words(),
        "before": before,
        "after": after,
        "after_unknown": after_unknown,
        "before_sensitive": before_sensitive,
        "after_sensitive": after_sensitive,
    });
    if let Some(members) = inner.as_object_mut() {
        if !paths.is_empty() {
            members.insert("replace_paths".to_owned(), Json::Array(paths));
        }
        if change.importing {
            members.insert("importing".to_owned(), json!({ "id": change.id }));
        }
    }
    let mut outer = located(address);
    outer.insert("change".to_owned(), inner);
    if let Some(reason) = change.reason {
        outer.insert("action_reason".to_owned(), json!(reason.as_str()));
    }
    if let Some(previous) = &change.moved_from {
        outer.insert("previous_address".to_owned(), json!(previous.as_str()));
    }
    if let Some(deposed) = &change.deposed {
        outer.insert("deposed".to_owned(), json!(deposed));
    }
    Json::Object(outer)
}

fn optional(object: Option<&Object>) -> (Json, Json, Json) {
    match object {
        Some(object) => split(object),
        None => (Json::Null, json!({}), json!({})),
    }
}

/// What Terraform says of each resource, wherever it names one.
fn located(address: &Address) -> Map<String, Json> {
    let mut members = Map::new();
    let mut set = |name: &str, value: Json| {
        members.insert(name.to_owned(), value);
    };
    set("address", json!(address.as_str()));
    if !address.module().is_root() {
        set("module_address", json!(address.module().to_string()));
    }
    let mode = match address.mode() {
        Mode::Managed => "managed",
        Mode::Data => "data",
        Mode::Ephemeral => "ephemeral",
    };
    set("mode", json!(mode));
    set("type", json!(address.resource_type()));
    set("name", json!(address.name()));
    match address.key() {
        Some(InstanceKey::Index(index)) => set("index", json!(index)),
        Some(InstanceKey::Key(key)) => set("index", json!(key)),
        Some(InstanceKey::Unknown) | None => {}
    }
    set("provider_name", json!(provider(address)));
    members
}

fn provider(address: &Address) -> String {
    let kind = address.resource_type();
    match kind.split('_').next() {
        Some("terraform") | None => "terraform.io/builtin/terraform".to_owned(),
        Some(prefix) => format!("registry.terraform.io/hashicorp/{prefix}"),
    }
}

/// The tree of modules, with what will exist.
fn planned_values(plan: &Plan) -> Json {
    let mut modules: BTreeMap<ModulePath, Vec<Json>> = BTreeMap::new();
    for planned in &plan.resources {
        let Some(after) = &planned.change.after else {
            continue;
        };
        let (values, _, sensitive) = split(after);
        let mut resource = located(&planned.change.address);
        resource.remove("module_address");
        resource.insert("schema_version".to_owned(), json!(0));
        resource.insert("values".to_owned(), values);
        resource.insert("sensitive_values".to_owned(), sensitive);
        let module = planned.change.address.module().clone();
        modules
            .entry(module)
            .or_default()
            .push(Json::Object(resource));
    }
    module(&ModulePath::default(), &modules)
}

fn module(path: &ModulePath, modules: &BTreeMap<ModulePath, Vec<Json>>) -> Json {
    let mut members = Map::new();
    if !path.is_root() {
        members.insert("address".to_owned(), json!(path.to_string()));
    }
    if let Some(resources) = modules.get(path) {
        members.insert("resources".to_owned(), Json::Array(resources.clone()));
    }
    let depth = path.0.len();
    let mut children: Vec<ModulePath> = modules
        .keys()
        .filter(|other| other.0.len() > depth && other.0.starts_with(&path.0))
        .map(|other| ModulePath(other.0.iter().take(depth + 1).cloned().collect()))
        .collect();
    children.dedup();
    if !children.is_empty() {
        let children = children.iter().map(|child| module(child, modules));
        members.insert("child_modules".to_owned(), children.collect());
    }
    Json::Object(members)
}

fn variables(values: &BTreeMap<String, Value>) -> Json {
    let members = values.iter().filter_map(|(name, value)| {
        let known = value_parts(value).known?;
        Some((name.clone(), json!({ "value": known })))
    });
    Json::Object(members.collect())
}

fn outputs(values: &BTreeMap<String, Value>) -> Json {
    let members = values.iter().map(|(name, value)| {
        let parts = value_parts(value);
        let mut output = json!({ "sensitive": parts.sensitive.is_some() });
        if let (Some(members), Some(known)) = (output.as_object_mut(), parts.known) {
            members.insert("value".to_owned(), known);
        }
        (name.clone(), output)
    });
    Json::Object(members.collect())
}

/// What the `tollgate` section says of a resource.
fn section(planned: &Planned) -> Json {
    let change = &planned.change;
    let mut members = Map::new();
    let mut set = |name: &str, value: Json, is_there: bool| {
        if is_there {
            members.insert(name.to_owned(), value);
        }
    };
    set("region", json!(change.region), true);
    set("id", json!(change.id), change.id.is_some());
    let changed: Vec<String> = change.changed.iter().map(ToString::to_string).collect();
    set("changed", json!(changed), !changed.is_empty());
    set("needs", json!(planned.needs), !planned.needs.is_empty());
    set("needed", json!(planned.needed), !planned.needed.is_empty());
    let references: BTreeMap<String, _> = planned
        .references
        .iter()
        .map(|(path, references)| (path.to_string(), references))
        .collect();
    set("references", json!(references), !references.is_empty());
    let documents = documents(change);
    set("documents", json!(documents), !documents.is_empty());
    if let Some(location) = &planned.location {
        set("file", json!(location.file), true);
        set("line", json!(location.line), true);
    }
    set("prevent_destroy", json!(true), planned.prevent_destroy);
    set(
        "create_before_destroy",
        json!(true),
        planned.create_before_destroy,
    );
    Json::Object(members)
}

/// JSON documents of which only a part is not known: what is known, by attribute.
fn documents(change: &PlannedChange) -> BTreeMap<String, Json> {
    let mut found = BTreeMap::new();
    for (name, value) in change.after.iter().flatten() {
        if let Value::Unknown(unknown) = value
            && let Some(document) = &unknown.document
        {
            let parts = value_parts(document);
            if let (Some(known), None, None) = (parts.known, parts.unknown, parts.sensitive) {
                found.insert(name.clone(), known);
            }
        }
    }
    found
}
