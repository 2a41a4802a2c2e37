//! The frameworks whose controls rules support, as `policies/frameworks` describes them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// One framework.
#[derive(Clone, Debug, Deserialize)]
pub struct Framework {
    /// The key under `controls` of a rule's METADATA, such as `pci-dss-4.0`.
    pub id: String,
    /// The name that its publisher gave it.
    pub name: String,
    /// The edition that is meant.
    pub version: String,
    /// Where it is published, a URL.
    pub source: String,
    /// What an id of a control looks like, with an example.
    pub ids: String,
}

impl Framework {
    /// The name and the edition.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}, {}", self.name, self.version)
    }
}

/// The frameworks of `folder`, by id. The catalogue of controls, which lies beside them, is none.
///
/// # Panics
/// When a file cannot be read or describes no framework.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn load(folder: &Path) -> BTreeMap<String, Framework> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        panic!("cannot read {}", folder.display())
    };
    let files = entries.filter_map(Result::ok).map(|entry| entry.path());
    files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter(|path| path.file_name().is_none_or(|name| name != "catalog.json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let framework: Framework = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (framework.id.clone(), framework)
        })
        .collect()
}
