//! Cases: one JSON file a kind.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

/// What one kind is put through. Text such as `${vpc.id}` stands for what the object called `vpc`,
/// made before, turned out to have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The name of the file: the kind, and a word after a dot where a kind has several cases.
    #[serde(skip)]
    pub name: String,
    /// The kind.
    #[serde(skip)]
    pub resource_type: String,
    /// What must stand first, in this order.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// The attributes to create.
    pub create: Map<String, Json>,
    /// Attributes and blocks that must not be there once it is created.
    #[serde(default)]
    pub absent: Vec<String>,
    /// Changes in place, one after the other, each laid over what is there; `null` unsets.
    #[serde(default)]
    pub updates: Vec<Map<String, Json>>,
    /// A change that needs a new object.
    pub replace: Option<Map<String, Json>>,
    /// By emulator: why it cannot run this case at all.
    #[serde(default)]
    pub skip: BTreeMap<String, String>,
    /// By emulator and attribute: why what it reads back differs.
    #[serde(default)]
    pub except: BTreeMap<String, BTreeMap<String, String>>,
    /// By emulator: what it has no call for, and why we know. An attribute, whose updates are left
    /// out, `list`, `find` or `delete`.
    #[serde(default)]
    pub lacks: BTreeMap<String, BTreeMap<String, String>>,
    /// The region, where AWS wants a certain one.
    pub region: Option<String>,
}

/// One object that must stand first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// How the case refers to it.
    pub name: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub resource_type: String,
    /// Its attributes.
    pub values: Map<String, Json>,
}

/// Every case, by name.
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    let mut cases: Vec<Case> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut case: Case = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            case.name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let resource_type = case.name.split('.').next();
            case.resource_type = resource_type.unwrap_or_default().to_owned();
            case
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}
