//! The largest document that is read: right, or refused, within bounds.
//!
//! `cargo test --release -p tollgate-tests --test very_large -- --ignored`

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, not only tests"
)]

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};

use serde_json::Value;
use tollgate_tests::generator;
use tollgate_tests::project::Project;

/// Writes a plan of `bytes` at least, by repeating the changes of a generated one under other teams.
/// Gives how many resources it has, and how many faults.
fn write_plan(project: &Project, bytes: usize) -> (usize, usize) {
    let plan = generator::plan(2_000, 7).unwrap();
    let document: Value = serde_json::from_str(&plan.json).unwrap();
    let changes = document["resource_changes"].to_string();
    let changes = changes.trim_start_matches('[').trim_end_matches(']');
    let file = std::fs::File::create(project.folder().join("plan.json")).unwrap();
    let mut file = BufWriter::new(file);
    let mut separator = String::from("{\"format_version\":\"1.2\",\"resource_changes\":[");
    let mut written = 0;
    let mut copies = 0;
    while written < bytes {
        let copy = changes.replace("module.team[\\\"t", &format!("module.team[\\\"c{copies}t"));
        write!(file, "{separator}{copy}").unwrap();
        separator.clear();
        write!(separator, ",").unwrap();
        written += copy.len();
        copies += 1;
    }
    write!(file, "],\"configuration\":{}}}", document["configuration"]).unwrap();
    file.flush().unwrap();
    (copies * plan.resources, copies * plan.planted.len())
}

#[test]
#[ignore = "writes 500 MB"]
fn a_plan_of_500_mb_is_judged() {
    let project = Project::new(&[]);
    let (resources, planted) = write_plan(&project, 500_000_000);
    let run = project.tollgate(&["check", "plan.json", "--time-limit", "120", "--quiet"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let summary: String = run.stdout.lines().rev().take(3).collect();
    assert!(
        summary.contains(&format!("{planted} failed")),
        "{planted} of {resources} resources: {summary}"
    );
    assert!(summary.contains("0 errors"), "{summary}");

    // Within the ordinary limit some rules do not come to an end, and that is no pass.
    let run = project.tollgate(&[
        "check",
        "plan.json",
        "--time-limit",
        "0.01",
        "--quiet",
        "--severity",
        "critical",
        "--domain",
        "hygiene",
    ]);
    assert!(
        matches!(run.code, Some(1 | 3)),
        "{:?} {}",
        run.code,
        run.stderr
    );
}

#[test]
#[ignore = "writes 600 MB"]
fn a_plan_beyond_the_limit_is_refused_with_the_limit() {
    let project = Project::new(&[]);
    write_plan(&project, 600_000_000);
    let run = project.tollgate(&["check", "plan.json"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("512 MiB"), "{}", run.stderr);
}
