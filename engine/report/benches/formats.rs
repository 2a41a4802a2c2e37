//! How long each format takes for 10,000 resources, 60,000 verdicts, 8,571 of them failures.
//!
//! `cargo bench -p tollgate-report`

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "the example run is known"
)]

#[path = "../tests/it/example/mod.rs"]
#[expect(dead_code, reason = "the tests need more of it")]
mod example;
#[path = "../tests/it/large.rs"]
mod large;

use divan::Bencher;
use divan::counter::ItemsCount;
use tollgate_report::{Format, Style, write};

fn main() {
    divan::main();
}

#[divan::bench(args = Format::ALL.map(|(format, _)| format), sample_count = 10)]
fn ten_thousand_resources(bencher: Bencher<'_, '_>, format: Format) {
    let run = large::run_of(10_000);
    let verdicts = run.documents[0].assessment.verdicts.len();
    bencher.counter(ItemsCount::new(verdicts)).bench_local(|| {
        let mut out = Vec::new();
        write(format, &run, &Style::default(), &mut out).unwrap();
        out.len()
    });
}
