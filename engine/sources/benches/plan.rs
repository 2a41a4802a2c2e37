//! Reading plans: parse, overlay, normalise, fold.
//!
//! `cargo bench -p tollgate-sources`. The time must grow linearly with the resources.

#![expect(clippy::indexing_slicing, reason = "the fixture is a valid plan")]

use divan::{Bencher, counter::BytesCount};
use serde_json::{Value, json};
use tollgate_sources::{Input, Options, read};

fn main() {
    divan::main();
}

/// Resources of one instance of the fixture, satellites included.
const FIXTURE: &str = include_str!("../../../fixtures/plans/satellites.json");

/// A plan of many instances of a module that has every kind of satellite.
fn plan(resources: usize) -> String {
    let fixture: Value = serde_json::from_str(FIXTURE).unwrap_or_default();
    let changes = fixture["resource_changes"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let copies = resources / changes.len().max(1);
    let copied: Vec<Value> = (0..copies.max(1))
        .flat_map(|copy| {
            changes.iter().map(move |change| {
                let mut change = change.clone();
                let address = change["address"].as_str().unwrap_or_default();
                change["address"] = json!(format!("module.copy[{copy}].{address}"));
                change
            })
        })
        .collect();
    let module = json!({ "module": fixture["configuration"]["root_module"] });
    json!({
        "format_version": "1.2",
        "resource_changes": copied,
        "configuration": { "root_module": { "module_calls": { "copy": module } } },
    })
    .to_string()
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn parse_and_fold(bencher: Bencher<'_, '_>, resources: usize) {
    let text = plan(resources);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Input::Bytes {
            name: "plan".to_owned(),
            bytes: text.clone().into_bytes(),
        })
        .bench_values(|input| {
            read(input, &Options::default()).map(|document| document.inventory.len())
        });
}

#[divan::bench(args = [10_000])]
fn with_what_was_there_before(bencher: Bencher<'_, '_>, resources: usize) {
    let text = plan(resources).replace("[\"create\"]", "[\"no-op\"]");
    let options = Options {
        want_prior: true,
        ..Options::default()
    };
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Input::Bytes {
            name: "plan".to_owned(),
            bytes: text.clone().into_bytes(),
        })
        .bench_values(|input| read(input, &options).map(|document| document.inventory.len()));
}
