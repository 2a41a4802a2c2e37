//! What judging costs: loading the rules, and asking all of them about generated plans.
//!
//! `cargo bench -p tollgate-tests`. Reading plans is measured in `sources`, writing reports in
//! `report`; `gate.sh` measures the whole, beside Checkov.

#![expect(clippy::unwrap_used, reason = "generated plans are valid")]

use divan::Bencher;
use divan::counter::ItemsCount;
use tollgate_model::Inventory;
use tollgate_policy::{Bundle, Gate, GateOptions};
use tollgate_sources::{Input, Options, read};
use tollgate_tests::generator;

fn main() {
    divan::main();
}

fn inventory(resources: usize) -> Inventory {
    let plan = generator::plan(resources, 7).unwrap();
    let input = Input::Bytes {
        name: "plan".to_owned(),
        bytes: plan.json.into_bytes(),
    };
    read(input, &Options::default()).unwrap().inventory
}

#[divan::bench]
fn load_the_rules() -> usize {
    Bundle::builtin().unwrap().rules().len()
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10)]
fn judge(bencher: Bencher<'_, '_>, resources: usize) {
    let bundle = Bundle::builtin().unwrap();
    let gate = Gate::new(&bundle, GateOptions::default()).unwrap();
    let inventory = inventory(resources);
    bencher
        .counter(ItemsCount::new(inventory.len()))
        .bench_local(|| gate.assess(&inventory, None).verdicts.len());
}
