//! Reading fixtures, and looking at what rules would see.

use camino::Utf8PathBuf;
use serde_json::Value;
use tollgate_model::rule_view::RuleView;
use tollgate_sources::{Document, Input, Options, read};

/// A path below the folder `fixtures/` of the workspace.
pub fn fixture(name: &str) -> Utf8PathBuf {
    let fixtures = Utf8PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures"));
    fixtures.join(name).canonicalize_utf8().unwrap()
}

/// Reads a fixture, with what was there before.
pub fn load(name: &str) -> Document {
    let options = Options {
        want_prior: true,
        ..Options::default()
    };
    read(Input::Path(fixture(name)), &options).unwrap_or_else(|error| panic!("{error}"))
}

/// Reads bytes.
pub fn load_bytes(bytes: impl Into<Vec<u8>>) -> Result<Document, String> {
    let input = Input::Bytes {
        name: "plan.json".to_owned(),
        bytes: bytes.into(),
    };
    read(input, &Options::default()).map_err(|error| error.into_diagnostics().to_string())
}

/// The document that rules see.
pub fn view(document: &Document) -> Value {
    serde_json::to_value(RuleView::new(&document.inventory)).unwrap()
}

/// One resource as rules see it, by address; of the deleted ones if it is not among the others.
pub fn resource(document: &Document, address: &str) -> Value {
    let view = view(document);
    ["resources", "deleted"]
        .iter()
        .filter_map(|group| view.get(group)?.as_object())
        .flat_map(|groups| groups.values())
        .filter_map(Value::as_array)
        .flatten()
        .find(|resource| resource["address"] == address)
        .unwrap_or_else(|| panic!("{address} is missing"))
        .clone()
}
