//! The main job, end to end: the stack in this repository passes, its violating copy fails at the right
//! lines, and planted faults are found.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, not only tests"
)]

use std::collections::BTreeSet;

use serde_json::Value;
use tollgate_tests::binary::{tollgate, tollgate_with};
use tollgate_tests::generator;

/// Rule and address of every verdict with this outcome in a JSON report.
fn verdicts(report: &Value, outcome: &str) -> BTreeSet<(String, String)> {
    let documents = report["documents"].as_array().unwrap();
    documents
        .iter()
        .flat_map(|document| document["verdicts"].as_array().unwrap())
        .filter(|verdict| verdict["outcome"] == outcome)
        .map(|verdict| {
            let text = |key: &str| verdict[key].as_str().unwrap().to_owned();
            (text("rule"), text("address"))
        })
        .collect()
}

fn check(args: &[&str], input: &[u8]) -> (Option<i32>, Value) {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let outcome = tollgate_with(&all, input);
    let report = serde_json::from_str(&outcome.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", outcome.stderr));
    (outcome.code, report)
}

#[test]
fn the_three_environments_pass_without_waivers() {
    for environment in ["dev", "staging", "prod"] {
        let file = format!("environments/{environment}.tfvars");
        let (code, report) = check(&["environments/stack", "--var-file", &file], b"");
        assert_eq!(verdicts(&report, "fail"), BTreeSet::new(), "{environment}");
        assert_eq!(
            verdicts(&report, "waived"),
            BTreeSet::new(),
            "{environment}"
        );
        assert_eq!(verdicts(&report, "error"), BTreeSet::new(), "{environment}");
        assert_eq!(code, Some(0), "{environment}");
        assert_eq!(report["documents"][0]["environment"], environment);
    }
}

#[test]
fn the_violating_stack_fails_where_it_is_wrong() {
    let (code, report) = check(&["fixtures/stacks/violating"], b"");
    assert_eq!(code, Some(1));
    let failed: BTreeSet<String> = verdicts(&report, "fail")
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    assert!(
        failed.len() >= 150,
        "{} rules fail: {failed:?}",
        failed.len()
    );

    // The line that is told is the line that is wrong.
    let outcome = tollgate(&["check", "fixtures/stacks/violating", "--rule", "RDS-001"]);
    assert_eq!(outcome.code, Some(1));
    let source = std::fs::read_to_string(
        tollgate_tests::root().join("fixtures/stacks/violating/modules/rds/main.tf"),
    )
    .unwrap();
    let line = source
        .lines()
        .position(|line| line.contains("storage_encrypted"))
        .unwrap()
        + 1;
    let place = format!("modules/rds/main.tf:{line}");
    assert!(
        outcome.stdout.contains(&place),
        "{place} in {}",
        outcome.stdout
    );
}

#[test]
fn planted_faults_are_found_and_nothing_else_is() {
    let plan = generator::plan(1_000, 7).unwrap();
    let (code, report) = check(&["-"], plan.json.as_bytes());
    assert_eq!(code, Some(1));
    let found = verdicts(&report, "fail");
    let missed: Vec<_> = plan.planted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&plan.planted).collect();
    assert!(
        missed.is_empty() && extra.is_empty(),
        "missed: {missed:#?}\nextra: {extra:#?}"
    );
    assert!(plan.planted.len() > 50, "{}", plan.planted.len());
}

#[test]
fn reports_are_written_to_files_and_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let junit = format!("junit={}", file("gate.xml"));
    let sarif = format!("sarif={}", file("gate.sarif"));
    let outcome = tollgate(&[
        "check",
        "fixtures/stacks/violating",
        "--format",
        &junit,
        "--format",
        &sarif,
        "--format",
        "markdown=-",
    ]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    assert!(outcome.stdout.contains("\n## "), "{}", outcome.stdout);
    assert!(
        std::fs::read_to_string(file("gate.xml"))
            .unwrap()
            .contains("<testcase")
    );
    let sarif: Value =
        serde_json::from_str(&std::fs::read_to_string(file("gate.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_threshold_lets_lesser_findings_pass() {
    let plan = r#"{"format_version":"1.2","resource_changes":[{"address":"aws_ebs_volume.v","mode":"managed","type":"aws_ebs_volume","name":"v","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"encrypted":true,"type":"gp2","tags":{"Project":"x","Environment":"dev"}},"after_unknown":{},"before_sensitive":false,"after_sensitive":{}}}],"configuration":{"root_module":{"resources":[{"address":"aws_ebs_volume.v","mode":"managed","type":"aws_ebs_volume","name":"v","expressions":{"encrypted":{"constant_value":true},"type":{"constant_value":"gp2"},"tags":{}}}]}}}"#;
    let (code, _) = check(&["-"], plan.as_bytes());
    assert_eq!(code, Some(1));
    let (code, _) = check(&["-", "--severity", "high"], plan.as_bytes());
    assert_eq!(code, Some(0));
}

#[test]
fn a_comment_in_the_code_waives_until_its_day_and_an_expired_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let code = |expires: &str| {
        format!(
            "# tollgate:ignore EC2-002 reason=\"scratch space\" owner=\"ops\" expires={expires}\n\
             resource \"aws_ebs_volume\" \"v\" {{\n  availability_zone = \"eu-west-1a\"\n  encrypted         = false\n}}\n"
        )
    };
    let run = |expires: &str| {
        std::fs::write(folder.path().join("main.tf"), code(expires)).unwrap();
        check(&[folder.path().to_str().unwrap(), "--rule", "EC2-002"], b"")
    };
    let (exit, report) = run("2999-12-31");
    assert_eq!((exit, verdicts(&report, "waived").len()), (Some(0), 1));
    let (exit, report) = run("2020-01-01");
    assert_eq!((exit, verdicts(&report, "fail").len()), (Some(1), 1));
}
