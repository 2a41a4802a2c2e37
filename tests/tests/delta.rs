//! `--only new`: everything is judged, and only what a plan introduces or worsens blocks.

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan, with};
use tollgate_tests::project::{Project, verdicts};

/// Every verdict that is no pass: rule, delta, whether it blocks.
type Told = Vec<(String, String, bool)>;

/// Judges a plan with `--only new`, asking these rules: the exit code, and what is told.
fn judge(changes: &[Value], rules: &[&str]) -> (Option<i32>, Told, Value) {
    let project = Project::new(&[("plan.json", &plan(changes))]);
    let mut args = vec!["plan.json", "--only", "new"];
    args.extend(rules.iter().flat_map(|rule| ["--rule", rule]));
    let (code, report) = project.check(&args);
    let told = verdicts(&report, "fail").into_iter().map(|verdict| {
        let text = |key: &str| verdict[key].as_str().unwrap_or_default().to_owned();
        (text("rule"), text("delta"), verdict["blocks"] == true)
    });
    let told = told.collect();
    (code, told, report)
}

fn told(rule: &str, delta: &str, blocks: bool) -> (String, String, bool) {
    (rule.to_owned(), delta.to_owned(), blocks)
}

fn volume(encrypted: bool) -> Value {
    json!({ "availability_zone": "eu-west-1a", "encrypted": encrypted, "size": 10 })
}

/// A security group with these ports open to everyone, in this order.
fn group(ports: &[u16]) -> Value {
    let ingress = ports.iter().map(|port| {
        json!({
            "cidr_blocks": ["0.0.0.0/0"], "description": "Anyone", "from_port": port, "to_port": port,
            "protocol": "tcp", "ipv6_cidr_blocks": [], "prefix_list_ids": [], "security_groups": [],
            "self": false,
        })
    });
    json!({ "name": "web", "description": "Web", "vpc_id": "vpc-1", "egress": [],
            "ingress": ingress.collect::<Value>() })
}

const VOLUME: &str = "aws_ebs_volume.v";

#[test]
fn a_failure_blocks_when_the_plan_brings_it_and_not_when_it_was_there() {
    let (good, bad, none) = (volume(true), volume(false), Value::Null);
    let bigger = with(&bad, &json!({ "size": 20 }));
    let elsewhere = with(&bad, &json!({ "availability_zone": "eu-west-1b" }));
    for (what, actions, before, after, delta) in [
        ("left alone", &["no-op"][..], &bad, &bad, "untouched"),
        ("changed otherwise", &["update"], &bad, &bigger, "touched"),
        (
            "replaced as it was",
            &["delete", "create"],
            &bad,
            &elsewhere,
            "touched",
        ),
        ("broken", &["update"], &good, &bad, "introduced"),
        ("created", &["create"], &none, &bad, "introduced"),
        (
            "broken by its replacement",
            &["create", "delete"],
            &good,
            &bad,
            "introduced",
        ),
    ] {
        let (code, found, _) = judge(&[change(VOLUME, actions, before, after)], &["EC2-002"]);
        let blocks = delta == "introduced";
        assert_eq!(found, [told("EC2-002", delta, blocks)], "{what}");
        assert_eq!(code, Some(i32::from(blocks)), "{what}");
    }
}

#[test]
fn what_is_mended_or_deleted_is_told_as_fixed() {
    let (good, bad) = (volume(true), volume(false));
    for (actions, after) in [(&["update"], &good), (&["delete"], &Value::Null)] {
        let (code, found, report) = judge(&[change(VOLUME, actions, &bad, after)], &["EC2-002"]);
        assert_eq!((code, found), (Some(0), Vec::new()), "{actions:?}");
        assert_eq!(
            report["documents"][0]["fixed"],
            json!([{ "rule": "EC2-002", "address": VOLUME }]),
            "{actions:?}"
        );
    }
}

#[test]
fn a_moved_resource_brings_its_old_failures_along() {
    let mut moved = change(
        "module.disks.aws_ebs_volume.w[0]",
        &["no-op"],
        &volume(false),
        &volume(false),
    );
    moved["previous_address"] = json!(VOLUME);
    let (code, found, report) = judge(&[moved.clone()], &["EC2-002"]);
    assert_eq!(
        (code, found),
        (Some(0), vec![told("EC2-002", "untouched", false)])
    );
    assert_eq!(report["documents"][0]["fixed"], json!([]));

    moved["change"]["actions"] = json!(["update"]);
    moved["change"]["before"] = volume(true);
    let (code, found, _) = judge(&[moved], &["EC2-002"]);
    assert_eq!(
        (code, found),
        (Some(1), vec![told("EC2-002", "introduced", true)])
    );
}

#[test]
fn one_more_open_port_makes_an_open_group_worse_whatever_the_order() {
    let rule = "SG-006";
    let untouched = |ports: &[u16]| {
        change(
            "aws_security_group.g",
            &["update"],
            &group(&[3306, 22]),
            &group(ports),
        )
    };
    for (ports, delta) in [
        (&[3306, 22, 5432][..], "worsened"),
        (&[5432, 3306, 22], "worsened"),
        (&[3306, 22, 22], "worsened"),
        (&[3306, 23], "worsened"),
        (&[22, 3306], "touched"),
        (&[443, 22, 3306], "touched"),
        (&[22], "touched"),
    ] {
        let (code, found, _) = judge(&[untouched(ports)], &[rule]);
        let worse = delta == "worsened";
        assert_eq!(found, [told(rule, delta, worse)], "{ports:?}");
        assert_eq!(code, Some(i32::from(worse)), "{ports:?}");
    }
}

#[test]
fn a_port_opened_by_a_rule_of_its_own_makes_the_group_worse() {
    let group = change(
        "aws_security_group.g",
        &["no-op"],
        &with(&group(&[22]), &json!({ "id": "sg-1" })),
        &with(&group(&[22]), &json!({ "id": "sg-1" })),
    );
    let rule = json!({
        "security_group_id": "sg-1", "cidr_ipv4": "0.0.0.0/0", "from_port": 3389, "to_port": 3389,
        "ip_protocol": "tcp", "description": "Anyone",
    });
    let rule = change(
        "aws_vpc_security_group_ingress_rule.r",
        &["create"],
        &Value::Null,
        &rule,
    );
    let (code, found, _) = judge(&[group, rule], &["SG-006", "SG-003", "SG-002"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        found,
        [
            told("SG-002", "touched", false),
            told("SG-003", "introduced", true),
            told("SG-006", "worsened", true),
        ]
    );
}

#[test]
fn a_satellite_can_mend_one_rule_of_its_parent_and_break_another() {
    let bucket = json!({ "bucket": "b", "id": "b", "force_destroy": false });
    let versions = json!({ "bucket": "b", "versioning_configuration": [{ "status": "Enabled" }] });
    let acl = json!({ "bucket": "b", "acl": "public-read" });
    let changes = [
        change("aws_s3_bucket.b", &["no-op"], &bucket, &bucket),
        change(
            "aws_s3_bucket_versioning.b",
            &["create"],
            &Value::Null,
            &versions,
        ),
        change("aws_s3_bucket_acl.b", &["create"], &Value::Null, &acl),
    ];
    let (code, found, report) = judge(&changes, &["S3-001", "S3-004", "S3-012"]);
    assert_eq!(code, Some(1));
    let old = if report["documents"][0]["verdicts"][0]["delta"] == "touched" {
        "touched"
    } else {
        "untouched"
    };
    assert_eq!(
        found,
        [
            told("S3-001", old, false),
            told("S3-004", "introduced", true)
        ]
    );
    assert_eq!(
        report["documents"][0]["fixed"],
        json!([{ "rule": "S3-012", "address": "aws_s3_bucket.b" }])
    );

    let block = json!({ "bucket": "b", "block_public_acls": true, "block_public_policy": true,
                        "ignore_public_acls": true, "restrict_public_buckets": true });
    let changes = [
        change("aws_s3_bucket.b", &["no-op"], &bucket, &bucket),
        change(
            "aws_s3_bucket_public_access_block.b",
            &["delete"],
            &block,
            &Value::Null,
        ),
    ];
    let (code, found, _) = judge(&changes, &["S3-001"]);
    assert_eq!(
        (code, found),
        (Some(1), vec![told("S3-001", "introduced", true)])
    );
}

#[test]
fn what_a_targeted_plan_leaves_out_is_neither_mended_nor_broken_by_it() {
    // With `-target`, resources are in the state before and nowhere else.
    let bucket = json!({ "bucket": "b", "id": "b" });
    let block = json!({ "bucket": "b", "block_public_acls": true, "block_public_policy": true,
                        "ignore_public_acls": true, "restrict_public_buckets": true });
    let text = plan(&[change("aws_s3_bucket.b", &["no-op"], &bucket, &bucket)]);
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let state = |kind: &str, values: &Value| json!({ "address": format!("{kind}.x"), "mode": "managed", "type": kind, "name": "x", "values": values });
    document["prior_state"] = json!({ "format_version": "1.0", "values": { "root_module": { "resources": [
        state("aws_s3_bucket", &bucket),
        state("aws_s3_bucket_public_access_block", &block),
        state("aws_ebs_volume", &volume(false)),
    ]}}});
    let project = Project::new(&[("plan.json", &document.to_string())]);
    let rules = ["--rule", "EC2-002", "--rule", "S3-001"];
    let (code, report) = project.check(&[&["plan.json", "--only", "new"][..], &rules].concat());
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(report["documents"][0]["fixed"], json!([]));

    document["complete"] = json!(false);
    project.write("plan.json", &document.to_string());
    let (code, report) = project.check(&[&["plan.json", "--only", "new"][..], &rules].concat());
    assert_eq!(
        (code, &report["conclusion"]),
        (Some(3), &json!("incomplete"))
    );
}

#[test]
fn every_format_tells_what_is_old_from_what_is_new() {
    let project = Project::new(&[(
        "plan.json",
        &plan(&[
            change(
                "aws_ebs_volume.old",
                &["no-op"],
                &volume(false),
                &volume(false),
            ),
            change(
                "aws_ebs_volume.new",
                &["create"],
                &Value::Null,
                &volume(false),
            ),
            change(
                "aws_security_group.g",
                &["update"],
                &group(&[22]),
                &group(&[3306, 22]),
            ),
        ]),
    )]);
    let run = |format: &str| {
        let outcome = project.tollgate(&[
            "check",
            "plan.json",
            "--only",
            "new",
            "--rule",
            "EC2-002",
            "--rule",
            "SG-006",
            "--format",
            format,
        ]);
        assert_eq!(outcome.code, Some(1), "{format}: {}", outcome.stderr);
        outcome.stdout
    };

    let terminal = run("terminal");
    let (blocking, there) = terminal.split_once("There before this change (1)").unwrap();
    assert!(
        blocking.contains("aws_ebs_volume.new") && !blocking.contains("aws_ebs_volume.old"),
        "{terminal}"
    );
    assert!(
        there.contains("aws_ebs_volume.old") && there.contains("blocked: 2 new"),
        "{terminal}"
    );
    let new = blocking
        .find("port 3306 is open to 0.0.0.0/0 (introduced)")
        .unwrap();
    let old = blocking
        .find("port 22 is open to 0.0.0.0/0 (there before)")
        .unwrap();
    assert!(new < old, "what is new comes first: {terminal}");

    let json: Value = serde_json::from_str(&run("json")).unwrap();
    let group = verdicts(&json, "fail")
        .into_iter()
        .find(|verdict| verdict["rule"] == "SG-006")
        .unwrap();
    let deltas: Vec<_> = group["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (&found["attribute"], &found["delta"]))
        .collect();
    assert_eq!(
        json!(deltas),
        json!([
            ["ingress[0].cidr_blocks[0]", "introduced"],
            ["ingress[1].cidr_blocks[0]", "touched"]
        ])
    );

    let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
    let states = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            (
                result["message"]["text"].as_str().unwrap(),
                result["baselineState"].as_str().unwrap(),
            )
        });
    assert_eq!(
        states.collect::<Vec<_>>(),
        [
            ("aws_ebs_volume.new: it is not encrypted", "new"),
            ("aws_ebs_volume.old: it is not encrypted", "unchanged"),
            (
                "aws_security_group.g: port 3306 is open to 0.0.0.0/0",
                "new"
            ),
            (
                "aws_security_group.g: port 22 is open to 0.0.0.0/0",
                "unchanged"
            ),
        ]
    );

    let junit = run("junit");
    for said in [
        "tests=\"3\" failures=\"2\"",
        "<skipped message=\"not new: it is not encrypted\"",
        "<failure message=\"port 3306 is open to 0.0.0.0/0\"",
        "port 22 is open to 0.0.0.0/0 [ingress[1].cidr_blocks[0]] (there before)",
    ] {
        assert!(junit.contains(said), "{said} in {junit}");
    }

    let markdown = run("markdown");
    for said in [
        "Blocked by 2 new findings",
        "1 there before this change",
        "port 22 is open to 0.0.0.0/0 (there before)",
    ] {
        assert!(markdown.contains(said), "{said} in {markdown}");
    }
}
