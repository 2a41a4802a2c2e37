//! What a rule asks of the context, and nobody told, is never a pass.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, not only tests"
)]

use serde_json::{Value, json};
use tollgate_tests::binary::tollgate_with;

/// A plan of one bucket that lets the account 999988887777 change its policy.
fn plan() -> String {
    let policy = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::999988887777:root"},
        "Action": "s3:PutBucketPolicy", "Resource": "*",
    }]});
    json!({"format_version": "1.2", "resource_changes": [{
        "address": "aws_s3_bucket_policy.shared", "mode": "managed", "type": "aws_s3_bucket_policy",
        "name": "shared", "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {"actions": ["create"], "before": null, "after_unknown": {},
                   "after": {"bucket": "shared", "policy": policy.to_string()}},
    }]})
    .to_string()
}

fn outcomes(rule: &str, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "-", "--format", "json=-"];
    all.extend(arguments);
    let report: Value =
        serde_json::from_str(&tollgate_with(&all, plan().as_bytes()).stdout).unwrap();
    let verdicts = report["documents"][0]["verdicts"].as_array().unwrap();
    verdicts
        .iter()
        .filter(|verdict| verdict["rule"] == rule)
        .map(|verdict| verdict["outcome"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_rule_that_compares_with_the_account_is_unknown_without_it() {
    assert_eq!(outcomes("S3-008", &[]), ["unknown"]);
    assert_eq!(outcomes("S3-008", &["--account", "111122223333"]), ["fail"]);
    assert_eq!(outcomes("S3-008", &["--account", "999988887777"]), ["pass"]);
}
