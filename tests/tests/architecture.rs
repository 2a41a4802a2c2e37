//! The crates may use each other only as DESIGN §1 says: arrows point towards `model`.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeSet;
use std::process::Command;

/// Each crate, and the crates of ours that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("tollgate-model", &[]),
    ("tollgate-hcl", &["tollgate-model"]),
    ("tollgate-sources", &["tollgate-model", "tollgate-hcl"]),
    ("tollgate-policy", &["tollgate-model"]),
    ("tollgate-cost", &["tollgate-model"]),
    ("tollgate-report", &["tollgate-model"]),
    ("tollgate-sandbox", &[]),
    ("tollgate-plan", &["tollgate-model"]),
    ("tollgate-state", &["tollgate-model"]),
    ("tollgate-attest", &[]),
    (
        "tollgate-apply",
        &[
            "tollgate-model",
            "tollgate-plan",
            "tollgate-state",
            "tollgate-attest",
        ],
    ),
    ("tollgate-audit", &["tollgate-model", "tollgate-aws"]),
    ("tollgate-aws", &["tollgate-model"]),
    (
        "tollgate",
        &[
            "tollgate-model",
            "tollgate-hcl",
            "tollgate-sources",
            "tollgate-policy",
            "tollgate-cost",
            "tollgate-report",
            "tollgate-sandbox",
            "tollgate-plan",
            "tollgate-state",
            "tollgate-attest",
            "tollgate-apply",
            "tollgate-aws",
            "tollgate-audit",
        ],
    ),
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn crates_use_each_other_only_in_the_agreed_direction() {
    let metadata = metadata();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if name == "tollgate-tests" {
            continue;
        }
        seen.insert(name.to_owned());
        let allowed = ALLOWED.iter().find(|(crate_name, _)| *crate_name == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{name}` is not in the table"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let uses = dependency["name"].as_str().unwrap();
            let is_ours = uses == "tollgate" || uses.starts_with("tollgate-");
            let is_for_tests = dependency["kind"] == "dev";
            assert!(
                !is_ours || is_for_tests || allowed.contains(&uses),
                "`{name}` must not use `{uses}`"
            );
        }
    }
    let expected: BTreeSet<_> = ALLOWED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, expected);
}

#[test]
fn only_engine_aws_uses_the_aws_sdk() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().unwrap() {
        if package["name"] == "tollgate-aws" {
            continue;
        }
        for dependency in package["dependencies"].as_array().unwrap() {
            let uses = dependency["name"].as_str().unwrap();
            assert!(!uses.starts_with("aws-"), "{} uses {uses}", package["name"]);
        }
    }
}

#[test]
fn the_gate_alone_is_built_without_the_aws_sdk() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "tollgate", "--no-default-features"])
        .args(["--edges", "normal", "--prefix", "none", "--offline"])
        .current_dir(tollgate_tests::root())
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && tree.contains("tollgate-policy"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let sdk: Vec<&str> = tree
        .lines()
        .filter(|line| line.starts_with("aws-"))
        .collect();
    assert_eq!(sdk, [""; 0]);
}
