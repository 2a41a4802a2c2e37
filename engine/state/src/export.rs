//! A state as Terraform's own file, version 4, to leave with or to look at with other tools.
//!
//! Secrets are not in it, since they are not in the state: their places are named as sensitive and hold
//! nothing. Terraform reads the attributes again from AWS in its next plan.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use tollgate_model::{Address, AttributePath, InstanceKey, Object, Segment, Value};

use crate::json;
use crate::resource::{Recorded, Status};
use crate::state::State;

/// The oldest Terraform whose states look like this, and so the version that the file names: a newer
/// one reads it, an older one need not.
const TERRAFORM: &str = "1.5.0";

/// The provider of all types that begin with `aws_`; of others the provider is their first word.
const REGISTRY: &str = "registry.terraform.io/hashicorp/";

/// What is the same for all instances of a resource block: module, type and name.
type Block = (String, String, String);

/// The state in Terraform's format.
#[must_use]
pub fn tfstate(state: &State) -> Json {
    let mut blocks: BTreeMap<Block, Vec<Json>> = BTreeMap::new();
    for recorded in state.resources.values() {
        let address = &recorded.address;
        let block = (
            address.module().to_string(),
            address.resource_type().to_string(),
            address.name().to_string(),
        );
        blocks.entry(block).or_default().push(instance(recorded));
    }
    let resources = blocks.into_iter().map(|((module, kind, name), instances)| {
        let mut resource = Map::new();
        if !module.is_empty() {
            resource.insert("module".to_owned(), json!(module));
        }
        resource.insert("mode".to_owned(), json!("managed"));
        resource.insert("provider".to_owned(), json!(provider(&kind)));
        resource.insert("type".to_owned(), json!(kind));
        resource.insert("name".to_owned(), json!(name));
        resource.insert("instances".to_owned(), json!(instances));
        Json::Object(resource)
    });
    json!({
        "version": 4,
        "terraform_version": TERRAFORM,
        "serial": state.serial,
        "lineage": state.lineage,
        "outputs": outputs(state),
        "resources": resources.collect::<Vec<_>>(),
        "check_results": null,
    })
}

fn provider(kind: &str) -> String {
    let name = kind.split('_').next().unwrap_or(kind);
    match name {
        "terraform" => "provider[\"terraform.io/builtin/terraform\"]".to_owned(),
        name => format!("provider[\"{REGISTRY}{name}\"]"),
    }
}

fn instance(recorded: &Recorded) -> Json {
    let mut instance = Map::new();
    let mut put = |name: &str, value: Json| drop(instance.insert(name.to_owned(), value));
    match recorded.address.key() {
        Some(InstanceKey::Index(index)) => put("index_key", json!(index)),
        Some(InstanceKey::Key(name)) => put("index_key", json!(&**name)),
        Some(InstanceKey::Unknown) | None => {}
    }
    if recorded.status != Status::Created {
        put("status", json!("tainted"));
    }
    if let Some(deposed) = &recorded.deposed {
        put("deposed", json!(deposed));
    }
    put("schema_version", json!(recorded.schema_version));
    let mut attributes = json::object(&recorded.attributes);
    attributes.entry("id").or_insert_with(|| json!(recorded.id));
    put("attributes", Json::Object(attributes));
    let sensitive: Vec<Json> = recorded.secrets.keys().map(steps).collect();
    put("sensitive_attributes", json!(sensitive));
    if !recorded.dependencies.is_empty() {
        put("dependencies", json!(dependencies(recorded)));
    }
    if recorded.create_before_destroy {
        put("create_before_destroy", json!(true));
    }
    Json::Object(instance)
}

/// Terraform names what is needed by its block, without instance keys of the resource.
fn dependencies(recorded: &Recorded) -> Vec<String> {
    let mut blocks: Vec<String> = recorded
        .dependencies
        .iter()
        .map(|text| match text.parse::<Address>() {
            Ok(address) => address.config().to_string(),
            Err(_) => text.to_string(),
        })
        .collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

/// A path as Terraform writes it into a state. Blocks are lists here, so a name right after a name is the
/// key of a map.
fn steps(path: &AttributePath) -> Json {
    let mut after_name = false;
    let step = |segment: &Segment| match segment {
        Segment::Name(name) if after_name => {
            json!({"type": "index", "value": {"value": &**name, "type": "string"}})
        }
        Segment::Name(name) => {
            after_name = true;
            json!({"type": "get_attr", "value": &**name})
        }
        Segment::Index(index) => {
            after_name = false;
            json!({"type": "index", "value": {"value": index, "type": "number"}})
        }
    };
    path.segments().iter().map(step).collect()
}

/// Outputs with their types. Sensitive ones have no value here, and so are not part of the file.
fn outputs(state: &State) -> Map<String, Json> {
    let secret: Vec<&str> = state
        .output_secrets
        .keys()
        .filter_map(AttributePath::root)
        .collect();
    let shown: Object = state
        .outputs
        .iter()
        .filter(|(name, value)| !secret.contains(&name.as_str()) && !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    shown
        .iter()
        .map(|(name, value)| {
            let output = json!({"value": json::plain(value), "type": kind(value)});
            (name.clone(), output)
        })
        .collect()
}

/// The type of a value in Terraform's JSON for types.
fn kind(value: &Value) -> Json {
    match value.unmarked() {
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::List(items) => json!(["tuple", items.iter().map(kind).collect::<Vec<_>>()]),
        Value::Object(attributes) => {
            let kinds = attributes.iter().filter(|(_, value)| !value.is_null());
            let kinds: Map<String, Json> = kinds
                .map(|(name, value)| (name.clone(), kind(value)))
                .collect();
            json!(["object", kinds])
        }
        Value::Null | Value::Unknown(_) | Value::Sensitive(_) => json!("dynamic"),
    }
}
