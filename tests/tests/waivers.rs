//! Waivers from files: what they excuse, and what they do not.

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::{Project, outcome, verdicts};

const ARGS: &[&str] = &["--rule", "EC2-002"];

/// A plan that creates unencrypted volumes at these addresses.
fn volumes(addresses: &[&str]) -> String {
    let values = json!({ "availability_zone": "eu-west-1a", "encrypted": false });
    let changes = addresses
        .iter()
        .map(|address| change(address, &["create"], &Value::Null, &values));
    plan(&changes.collect::<Vec<_>>())
}

fn waiver(rule: &str, resource: &str, expires: &str) -> String {
    format!(
        "[[waiver]]\nrule = \"{rule}\"\nresource = \"{resource}\"\nreason = \"scratch space\"\nowner = \"ops\"\nexpires = {expires}\n"
    )
}

#[test]
fn a_waiver_counts_on_its_last_day_and_not_on_the_next() {
    let project = Project::new(&[
        ("plan.json", &volumes(&["aws_ebs_volume.v"])),
        (
            "waivers.toml",
            &waiver("EC2-002", "aws_ebs_volume.v", "2026-03-31"),
        ),
    ]);
    // The last second of the day and the first of the next, in UTC.
    for (now, code, said) in [
        (1_774_999_999, 0, "1 waived"),
        (
            1_775_001_600,
            1,
            "waiver: expired on 2026-03-31: scratch space",
        ),
    ] {
        let mut command = project.command(
            "",
            &[
                "check",
                "plan.json",
                "--waivers",
                "waivers.toml",
                "--rule",
                "EC2-002",
            ],
        );
        command.env("SOURCE_DATE_EPOCH", now.to_string());
        let run = outcome(command, b"");
        assert_eq!(run.code, Some(code), "{now}: {}", run.stdout);
        assert!(run.stdout.contains(said), "{now}: {}", run.stdout);
    }
}

#[test]
fn a_day_that_is_none_does_not_count_and_is_told() {
    let project = Project::new(&[("plan.json", &volumes(&["aws_ebs_volume.v"]))]);
    for day in [
        "\"31.12.2999\"",
        "\"soon\"",
        "2999-12-31T00:00:00Z",
        "\"2999-13-01\"",
    ] {
        project.write("waivers.toml", &waiver("EC2-002", "*", day));
        let run = project.tollgate(&[
            "check",
            "plan.json",
            "--waivers",
            "waivers.toml",
            "--rule",
            "EC2-002",
        ]);
        assert_eq!(run.code, Some(1), "{day}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("waiver: "), "{day}: {}", run.stdout);
    }
}

#[test]
fn a_pattern_covers_the_addresses_that_it_matches() {
    let project = Project::new(&[(
        "plan.json",
        &volumes(&[
            "aws_ebs_volume.a",
            "aws_ebs_volume.a[0]",
            "aws_ebs_volume.b[\"x.y\"]",
            "module.m[0].aws_ebs_volume.a",
        ]),
    )]);
    for (pattern, waived) in [
        ("aws_ebs_volume.a", 1),
        ("aws_ebs_volume.a*", 2),
        ("*aws_ebs_volume.a", 2),
        ("*.aws_ebs_volume.a", 1),
        ("module.*", 1),
        ("aws_ebs_volume.b[\\\"x.y\\\"]", 1),
        ("*", 4),
        ("AWS_EBS_VOLUME.A", 0),
        ("aws_ebs_volume", 0),
        ("aws_ebs_volume.?", 0),
    ] {
        project.write("waivers.toml", &waiver("EC2-002", pattern, "2999-01-01"));
        let (_, report) =
            project.check(&[&["plan.json", "--waivers", "waivers.toml"], ARGS].concat());
        assert_eq!(verdicts(&report, "waived").len(), waived, "{pattern}");
        let unused = report["unused_waivers"].as_array().unwrap().len();
        assert_eq!(unused, usize::from(waived == 0), "{pattern}");
    }
}

#[test]
fn a_waiver_of_a_rule_that_was_not_asked_is_not_called_unused() {
    let project = Project::new(&[
        ("plan.json", &volumes(&["aws_ebs_volume.v"])),
        (
            "waivers.toml",
            &(waiver("EC2-002", "*", "2999-01-01") + &waiver("RDS-001", "*", "2999-01-01")),
        ),
    ]);
    let args = ["plan.json", "--waivers", "waivers.toml"];
    let (_, report) = project.check(&[&args[..], ARGS].concat());
    assert_eq!(report["unused_waivers"], json!([]));
    let (_, report) = project.check(&args);
    assert_eq!(report["unused_waivers"][0]["rule"], "RDS-001");
}

#[test]
fn a_waiver_is_unused_only_when_no_document_of_the_run_needs_it() {
    let project = Project::new(&[
        ("bad.json", &volumes(&["aws_ebs_volume.v"])),
        ("other.json", &volumes(&["aws_ebs_volume.w"])),
        (
            "waivers.toml",
            &waiver("EC2-002", "aws_ebs_volume.v", "2999-01-01"),
        ),
    ]);
    let unused = |documents: &[&str]| {
        let (_, report) =
            project.check(&[documents, &["--waivers", "waivers.toml"], ARGS].concat());
        report["unused_waivers"].as_array().unwrap().len()
    };
    assert_eq!(unused(&["bad.json", "other.json"]), 0);
    assert_eq!(unused(&["other.json", "bad.json"]), 0);
    assert_eq!(unused(&["other.json"]), 1);
    assert_eq!(
        unused(&["other.json", "missing.json"]),
        0,
        "the missing one may need it"
    );
}

#[test]
fn what_is_wrong_with_a_waiver_is_pointed_at() {
    let project = Project::new(&[("plan.json", &volumes(&["aws_ebs_volume.v"]))]);
    let good = waiver("EC2-002", "*", "2999-01-01");
    for (text, said) in [
        (
            good.replace("EC2-002", "EC2-0002"),
            "did you mean `EC2-002`?",
        ),
        (good.replace("owner", "onwer"), "unknown field `onwer`"),
        (good.replace("\"ops\"", "\" \""), "the waiver has no owner"),
        (
            good.replace("reason = \"scratch space\"\n", ""),
            "the waiver has no reason",
        ),
        (
            good.replace("resource = \"*\"\n", ""),
            "the waiver has no resource",
        ),
        (
            good.replace("[[waiver]]", "[[waivers]]"),
            "unknown field `waivers`",
        ),
        (
            good.replace("\"scratch space\"", "\"scratch"),
            "waivers.toml:4",
        ),
    ] {
        project.write("waivers.toml", &text);
        let run = project.tollgate(&["check", "plan.json", "--waivers", "waivers.toml"]);
        assert_eq!(run.code, Some(2), "{text}: {}", run.stdout);
        assert!(
            run.stderr.contains(said) && run.stderr.contains("waivers.toml:"),
            "{said}: {}",
            run.stderr
        );
    }
    let run = project.tollgate(&["check", "plan.json", "--waivers", "nowhere.toml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("nowhere.toml"), "{}", run.stderr);
}

#[test]
fn a_rule_can_forbid_waivers() {
    let rule = "# METADATA\n# title: A rule of a test\n# description: It is only here to be judged.\n\
        # custom:\n#   id: ACME-001\n#   severity: high\n#   domain: hygiene\n#   waivable: false\n\
        #   resources: [aws_ebs_volume]\n#   attributes: [encrypted]\n#   remediation: Do something else.\n\
        package aws.acme.never\n\nimport rego.v1\n\n\
        deny contains finding if {\n\tsome resource in input.resources.aws_ebs_volume\n\tnot resource.values.encrypted\n\
        \tfinding := {\"address\": resource.address, \"attribute\": \"encrypted\", \"msg\": \"it is not encrypted\"}\n}\n";
    let project = Project::new(&[
        ("plan.json", &volumes(&["aws_ebs_volume.v"])),
        ("rules/aws/acme/never.rego", rule),
        ("waivers.toml", &waiver("ACME-001", "*", "2999-01-01")),
        (
            "code/main.tf",
            "# tollgate:ignore ACME-001 reason=x owner=y expires=2999-01-01\nresource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"a\"\n}\n",
        ),
    ]);
    let rules = ["--policies", "rules", "--no-builtin"];
    for args in [
        &["check", "plan.json", "--waivers", "waivers.toml"][..],
        &["check", "code"],
    ] {
        let run = project.tollgate(&[args, &rules].concat());
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stdout);
        assert!(
            run.stderr.contains("ACME-001 cannot be waived"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_is_decided_after_apply_can_be_waived_when_it_blocks() {
    let project = Project::new(&[
        (
            "main.tf",
            "resource \"aws_kms_key\" \"k\" {\n}\nresource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"a\"\n  encrypted         = aws_kms_key.k.key_id == \"x\"\n}\n",
        ),
        (
            "waivers.toml",
            &waiver("EC2-002", "aws_ebs_volume.v", "2999-01-01"),
        ),
    ]);
    let args = [".", "--unknown", "block"];
    let (code, report) = project.check(&[&args[..], ARGS].concat());
    assert_eq!(
        (code, verdicts(&report, "unknown").len()),
        (Some(1), 1),
        "{report}"
    );
    let (code, report) = project.check(&[&args[..], ARGS, &["--waivers", "waivers.toml"]].concat());
    assert_eq!(
        (code, verdicts(&report, "unknown").len()),
        (Some(0), 1),
        "{report}"
    );
    assert_eq!(report["unused_waivers"], json!([]));
}
