//! What a plan of Tollgate's own engine says besides what Terraform's format has a place for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use tollgate_model::value::Unknown;
use tollgate_model::{AttributePath, Location, Resource, Value};

/// The `tollgate` section. Only what judging needs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Section {
    /// The environment that the plan is for.
    pub environment: Option<String>,
    /// The account that the plan is for.
    pub account: Option<String>,
    resources: BTreeMap<String, Extra>,
}

/// What it says of one resource.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Extra {
    references: BTreeMap<String, Vec<Arc<str>>>,
    documents: BTreeMap<String, serde_json::Value>,
    file: Option<String>,
    line: u32,
    region: Option<Arc<str>>,
}

impl Section {
    /// Adds it to the resources: references, which Terraform's format has only for code, the place of
    /// each block, the regions, and what is known of documents that are not known as a whole. To what was
    /// there before, the regions.
    pub fn complete(mut self, resources: &mut [Resource], prior: &mut [Resource]) {
        let region = |found: &Extra| found.region.clone().filter(|region| !region.is_empty());
        for resource in prior {
            resource.region = self
                .resources
                .get(resource.address.as_str())
                .and_then(region);
        }
        for resource in resources {
            let Some(extra) = self.resources.remove(resource.address.as_str()) else {
                continue;
            };
            resource.region = region(&extra);
            for (path, references) in extra.references {
                if let Ok(path) = path.parse::<AttributePath>() {
                    resource.references.insert(path, references);
                }
            }
            for (name, document) in extra.documents {
                if let Some(Value::Unknown(unknown)) = resource.values.get_mut(&name) {
                    *unknown = Unknown {
                        document: Some(Box::new(Value::from(document))),
                        ..Unknown::default()
                    };
                }
            }
            if let Some(file) = extra.file {
                resource.location = Some(Location::line(file, extra.line));
            }
        }
    }
}
