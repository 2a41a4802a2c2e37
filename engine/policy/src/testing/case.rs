//! One case: what a test file writes, and the inventory that it means.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value as Json;
use tollgate_model::value::Object;
use tollgate_model::{
    Action, Address, AttributePath, Change, Context, DocumentKind, Inventory, Resource,
    ResourceCost, Segment, Value,
};

use crate::bundle::RuleModule;
use crate::gate::{GateOptions, Selection};

/// The time that cases run at, unless they give another.
const NOW: &str = "2026-11-23T02:00:00Z";

/// The account and region that cases are in.
const ACCOUNT: &str = "111122223333";
const REGION: &str = "eu-west-1";

/// One case, as the test file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub verdict: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    address: Option<Address>,
    #[serde(default)]
    values: serde_json::Map<String, Json>,
    #[serde(default)]
    unknown: Vec<AttributePath>,
    #[serde(default)]
    references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    change: Option<CaseChange>,
    id: Option<Arc<str>>,
    arn: Option<Arc<str>>,
    cost: Option<ResourceCost>,
    environment: Option<String>,
    #[serde(default)]
    parameters: Json,
    pub attribute: Option<AttributePath>,
    pub findings: Option<usize>,
    #[serde(default)]
    resources: BTreeMap<Arc<str>, Vec<CaseResource>>,
    #[serde(default)]
    deleted: BTreeMap<Arc<str>, Vec<CaseResource>>,
}

#[derive(Deserialize)]
pub struct CaseChange {
    actions: Vec<String>,
    #[serde(default)]
    before: serde_json::Map<String, Json>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseResource {
    address: Address,
    #[serde(default)]
    values: serde_json::Map<String, Json>,
    #[serde(default)]
    unknown: Vec<AttributePath>,
    #[serde(default)]
    references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    change: Option<CaseChange>,
    id: Option<Arc<str>>,
    arn: Option<Arc<str>>,
    cost: Option<ResourceCost>,
}

/// A case, and what it expects.
pub struct Prepared {
    pub inventory: Inventory,
    pub address: Address,
    pub options: GateOptions,
    pub verdict: String,
    pub attribute: Option<AttributePath>,
    pub findings: Option<usize>,
}

/// The inventory that a case describes, and how it is judged.
pub fn prepare(rule: &RuleModule, case: Case) -> Result<Prepared, String> {
    let first = rule
        .rule
        .resources
        .first()
        .map(AsRef::as_ref)
        .unwrap_or_default();
    let kind = case.kind.as_deref().unwrap_or(first).to_owned();
    let default = format!("{kind}.example");
    let address = match &case.address {
        Some(address) => address.clone(),
        None => default
            .parse::<Address>()
            .map_err(|error| error.to_string())?,
    };
    let mut inventory = Inventory::new(Context {
        source: DocumentKind::TerraformPlan,
        environment: case.environment.clone(),
        account: Some(ACCOUNT.to_owned()),
        region: Some(REGION.to_owned()),
        now: NOW.to_owned(),
    });
    if case.resources.is_empty() && case.deleted.is_empty() {
        inventory.insert(resource(CaseResource {
            address: address.clone(),
            values: case.values,
            unknown: case.unknown,
            references: case.references,
            change: case.change,
            id: case.id,
            arn: case.arn,
            cost: case.cost,
        })?);
    }
    for group in case.resources.into_values() {
        for one in group {
            inventory.insert(resource(one)?);
        }
    }
    for group in case.deleted.into_values() {
        for one in group {
            let mut one = resource(one)?;
            one.change
                .get_or_insert_with(|| Change::new(Action::Delete))
                .action = Action::Delete;
            inventory.insert(one);
        }
    }
    let options = GateOptions {
        environment: case.environment,
        parameters: if case.parameters.is_null() {
            serde_json::json!({})
        } else {
            case.parameters
        },
        select: Selection {
            rules: vec![rule.rule.id.to_string()],
            domains: Vec::new(),
        },
        ..GateOptions::default()
    };
    Ok(Prepared {
        inventory,
        address,
        options,
        verdict: case.verdict,
        attribute: case.attribute,
        findings: case.findings,
    })
}

fn resource(case: CaseResource) -> Result<Resource, String> {
    let mut resource = Resource::new(case.address);
    resource.values = object(case.values);
    for path in &case.unknown {
        put_unknown(&mut resource.values, path)?;
    }
    resource.references = case.references;
    resource.id = case.id;
    resource.arn = case.arn;
    resource.cost = case.cost;
    if let Some(change) = case.change {
        let action = Action::from_words(&change.actions)
            .ok_or_else(|| format!("{:?} is not an action", change.actions))?;
        resource.change = Some(Change {
            before: Some(object(change.before)),
            ..Change::new(action)
        });
    }
    Ok(resource)
}

fn object(json: serde_json::Map<String, Json>) -> Object {
    json.into_iter()
        .map(|(name, value)| (name, Value::from(value)))
        .collect()
}

/// Makes the value at `path` unknown, and what leads there where it is missing.
fn put_unknown(values: &mut Object, path: &AttributePath) -> Result<(), String> {
    let mut segments = path.segments().iter();
    let Some(Segment::Name(first)) = segments.next() else {
        return Err(format!("`{path}` does not start with a name"));
    };
    let mut place = values.entry(first.to_string()).or_default();
    for segment in segments {
        place = match segment {
            Segment::Name(name) => {
                if place.is_null() {
                    *place = Value::Object(Object::new());
                }
                let Value::Object(attributes) = place else {
                    return Err(format!("`{path}` leads through a value that is no object"));
                };
                attributes.entry(name.to_string()).or_default()
            }
            Segment::Index(index) => {
                if place.is_null() {
                    *place = Value::List(Vec::new());
                }
                let Value::List(items) = place else {
                    return Err(format!("`{path}` leads through a value that is no list"));
                };
                if items.len() <= *index {
                    items.resize(index + 1, Value::Null);
                }
                items
                    .get_mut(*index)
                    .ok_or_else(|| format!("`{path}` is out of range"))?
            }
        };
    }
    *place = Value::unknown();
    Ok(())
}
