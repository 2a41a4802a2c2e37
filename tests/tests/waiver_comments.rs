//! Waivers from comments in the code: what they stand at, and what only looks like one.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::{Project, verdicts};

const ARGS: &[&str] = &["--rule", "EC2-002"];

/// Resource name and outcome of every verdict.
fn outcomes(report: &Value) -> BTreeMap<String, String> {
    let all = ["pass", "fail", "waived", "unknown", "error"];
    all.iter()
        .flat_map(|outcome| {
            verdicts(report, outcome).into_iter().map(|verdict| {
                let address = verdict["address"].as_str().unwrap();
                (
                    address.replace("aws_ebs_volume.", ""),
                    (*outcome).to_owned(),
                )
            })
        })
        .collect()
}

/// A plan that creates unencrypted volumes at these addresses.
fn volumes(addresses: &[&str]) -> String {
    let values = json!({ "availability_zone": "eu-west-1a", "encrypted": false });
    let changes = addresses
        .iter()
        .map(|address| change(address, &["create"], &Value::Null, &values));
    plan(&changes.collect::<Vec<_>>())
}

/// Volumes of which each has a comment somewhere.
const CODE: &str = r##"# tollgate:ignore EC2-002 reason="above the block" owner="ops" expires=2999-01-01
resource "aws_ebs_volume" "above_block" {
  availability_zone = "a"
}

resource "aws_ebs_volume" "above_argument" {
  availability_zone = "a"
  # tollgate:ignore EC2-002 reason="above the argument" owner="ops" expires=2999-01-01
  encrypted = false
}

resource "aws_ebs_volume" "end_of_line" {
  availability_zone = "a"
  encrypted         = false // tollgate:ignore EC2-002 reason="beside it" owner="ops" expires="2999-01-01"
}

resource "aws_ebs_volume" "inside" {
  availability_zone = "a"

  # tollgate:ignore ec2-002 reason="in the block" owner="ops" expires=2999-01-01

  encrypted = false
}

resource "aws_ebs_volume" "many" { # tollgate:ignore S3-001, EC2-002 reason="two rules" owner="ops" expires=2999-01-01
  count             = 2
  availability_zone = "a"
}

resource "aws_ebs_volume" "expired" { # tollgate:ignore EC2-002 reason="long ago" owner="ops" expires=2020-01-01
  availability_zone = "a"
}

resource "aws_ebs_volume" "other_argument" {
  # tollgate:ignore EC2-002 reason="about the zone" owner="ops" expires=2999-01-01
  availability_zone = "a"
  encrypted         = false
}

resource "aws_ebs_volume" "texts" {
  availability_zone = "a"
  tags = {
    one = "# tollgate:ignore EC2-002 reason='x' owner=ops expires=2999-01-01"
    two = <<-EOT
      # tollgate:ignore EC2-002 reason="x" owner="ops" expires=2999-01-01
    EOT
  }
}
"##;

const EXPECTED: &[(&str, &str)] = &[
    ("above_argument", "waived"),
    ("above_block", "waived"),
    ("end_of_line", "waived"),
    ("expired", "fail"),
    ("inside", "waived"),
    ("many[0]", "waived"),
    ("many[1]", "waived"),
    ("other_argument", "fail"),
    ("texts", "fail"),
];

#[test]
fn a_comment_excuses_what_it_stands_at_and_text_excuses_nothing() {
    let project = Project::new(&[("code/main.tf", CODE)]);
    let (code, report) = project.check(&[&["code"], ARGS].concat());
    let expected = EXPECTED
        .iter()
        .map(|(name, outcome)| ((*name).to_owned(), (*outcome).to_owned()));
    assert_eq!(outcomes(&report), expected.collect());
    assert_eq!(code, Some(1));
    let unused: Vec<_> = report["unused_waivers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|waiver| &waiver["reason"])
        .collect();
    assert_eq!(unused, ["about the zone"]);
}

#[test]
fn comments_beside_a_plan_count_like_those_in_the_code() {
    let names: Vec<String> = EXPECTED
        .iter()
        .map(|(name, _)| format!("aws_ebs_volume.{name}"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let project = Project::new(&[("code/main.tf", CODE), ("plan.json", &volumes(&names))]);
    let (code, report) = project.check(&[&["plan.json"], ARGS].concat());
    assert_eq!(
        (code, verdicts(&report, "waived").len()),
        (Some(1), 0),
        "no code, no comments"
    );

    let (code, report) = project.check(&[&["plan.json", "--code", "code"], ARGS].concat());
    let expected = EXPECTED
        .iter()
        .map(|(name, outcome)| ((*name).to_owned(), (*outcome).to_owned()));
    assert_eq!(outcomes(&report), expected.collect());
    assert_eq!(code, Some(1));
}

#[test]
fn a_comment_at_one_port_does_not_excuse_the_next() {
    let port = |port: u16, comment: &str| {
        format!(
            "  ingress {{\n    description = \"Anyone\"\n    from_port   = {port}\n    to_port     = {port}\n    protocol    = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]{comment}\n  }}\n"
        )
    };
    let group = |ports: &str| {
        format!("resource \"aws_security_group\" \"g\" {{\n  vpc_id = \"vpc-1\"\n{ports}}}\n")
    };
    let comment = " # tollgate:ignore SG-006 reason=\"honeypot\" owner=\"ops\" expires=2999-01-01";
    let project = Project::new(&[("main.tf", &group(&(port(22, comment) + &port(3389, ""))))]);
    let (code, report) = project.check(&[".", "--rule", "SG-006"]);
    assert_eq!(
        (code, verdicts(&report, "fail").len()),
        (Some(1), 1),
        "{report}"
    );
    assert_eq!(report["unused_waivers"], json!([]));

    project.write(
        "main.tf",
        &group(&(port(22, comment) + &port(3389, comment))),
    );
    let (code, report) = project.check(&[".", "--rule", "SG-006"]);
    assert_eq!(
        (code, verdicts(&report, "waived").len()),
        (Some(0), 1),
        "{report}"
    );
}

#[test]
fn a_comment_that_is_not_understood_is_an_error_at_its_line() {
    let project = Project::new(&[]);
    for (comment, said) in [
        ("ignore", "names no rule"),
        ("ignore EC2-002 reason=\"x\" owner=\"y\"", "has no expires"),
        (
            "ignore EC2-002 reason=\"x owner=\"y\" expires=2999-01-01",
            "a quote is missing",
        ),
        (
            "ignore EC2-002 reason='x y' owner=y expires=2999-01-01",
            "double quotes",
        ),
        (
            "ignore EC-2 reason=x owner=y expires=2999-01-01",
            "there is no rule `EC-2`",
        ),
        (
            "skip EC2-002 reason=x owner=y expires=2999-01-01",
            "`tollgate:skip` is not understood",
        ),
    ] {
        project.write("main.tf", &format!("\n# tollgate:{comment}\nresource \"aws_ebs_volume\" \"v\" {{\n  availability_zone = \"a\"\n}}\n"));
        let run = project.tollgate(&["check", "."]);
        assert_eq!(run.code, Some(2), "{comment}: {}", run.stdout);
        assert!(
            run.stderr.contains(said) && run.stderr.contains("main.tf:2:1"),
            "{said}: {}",
            run.stderr
        );
    }
}
