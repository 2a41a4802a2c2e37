//! `tollgate.toml`, `tollgate init`, and the verbs that explain.

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::{Project, outcome};

fn bad_plan() -> String {
    let values = json!({ "availability_zone": "eu-west-1a", "encrypted": false });
    plan(&[change(
        "aws_ebs_volume.v",
        &["create"],
        &Value::Null,
        &values,
    )])
}

const RULE: &str = "# METADATA\n# title: A rule of a test\n# description: It is only here to be judged.\n\
    # custom:\n#   id: ACME-001\n#   severity: low\n#   domain: hygiene\n\
    #   resources: [aws_ebs_volume]\n#   attributes: [size]\n#   remediation: Do something else.\n\
    package aws.acme.size\n\nimport rego.v1\n\n\
    deny contains finding if {\n\tsome resource in input.resources.aws_ebs_volume\n\tnot resource.values.size\n\
    \tfinding := {\"address\": resource.address, \"attribute\": \"size\", \"msg\": \"it has no size\"}\n}\n";

#[test]
fn the_nearest_file_upwards_counts_and_its_paths_are_its_own() {
    let project = Project::new(&[
        ("plan.json", &bad_plan()),
        (
            "tollgate.toml",
            "severity = \"critical\"\nformat = [\"terminal\", \"junit=reports/gate.xml\"]\npolicies = [\"rules\"]\n",
        ),
        ("rules/aws/acme/size.rego", RULE),
        ("a/b/keep", ""),
        ("a/other/tollgate.toml", "severity = \"low\"\n"),
    ]);
    let run = outcome(project.command("a/b", &["check", "../../plan.json"]), b"");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("passed at critical"), "{}", run.stdout);
    assert!(project.read("reports/gate.xml").contains("ACME-001"));
    let run = outcome(
        project.command("a/other", &["check", "../../plan.json"]),
        b"",
    );
    assert_eq!(run.code, Some(1), "the nearer one hides the farther one");
    // The verbs that look at rules see those of the project, too.
    let run = outcome(project.command("a/b", &["rules", "show", "acme-001"]), b"");
    assert!(
        run.stdout.contains("A rule of a test"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

/// Each key, a flag that says otherwise, and what a run prints with the key alone and with both.
const KEYS: &[(&str, &[&str], &str, &str)] = &[
    (
        "severity = \"critical\"",
        &["--severity", "low"],
        "passed at critical",
        "blocked",
    ),
    (
        "only = \"new\"",
        &["--only", "all"],
        "blocked: 1 new",
        "1 failed",
    ),
    (
        "environment = \"prod\"",
        &["--environment", "dev"],
        "· prod",
        "· dev",
    ),
    (
        "format = [\"junit\"]",
        &["--format", "terminal"],
        "<testsuites",
        "blocked",
    ),
    (
        "policies = [\"rules\"]\nno_builtin = true",
        &["--no-builtin=false"],
        "· 1 rule ·",
        "· 244 rules ·",
    ),
    (
        "policies = [\"rules\"]\nno_builtin = true",
        &["--policies", "rules"],
        "· 1 rule ·",
        "· 1 rule ·",
    ),
    (
        "waivers = [\"waivers.toml\"]",
        &["--waivers", "none.toml"],
        "1 waived",
        "0 waived",
    ),
    (
        "budget = true",
        &["--budget=false"],
        "a month by list prices",
        "blocked",
    ),
    (
        "[environments.qa]\naccount = \"111122223333\"\nregion = \"eu-west-3\"",
        &["--account", "444455556666", "--region", "eu-west-2"],
        "qa · 111122223333 · eu-west-3",
        "qa · 444455556666 · eu-west-2",
    ),
];

#[test]
fn every_key_counts_and_its_flag_wins() {
    let waiver = "[[waiver]]\nrule = \"EC2-002\"\nresource = \"*\"\nreason = \"x\"\nowner = \"y\"\nexpires = \"2999-01-01\"\n";
    let project = Project::new(&[
        ("plan.json", &bad_plan()),
        ("rules/aws/acme/size.rego", RULE),
        ("waivers.toml", waiver),
        ("none.toml", ""),
    ]);
    for (key, flag, alone, both) in KEYS {
        project.write("tollgate.toml", key);
        let environment: &[&str] = if key.contains(".qa]") {
            &["--environment", "qa"]
        } else {
            &[]
        };
        let args = [&["check", "plan.json"], environment].concat();
        let run = project.tollgate(&args);
        assert!(
            run.stdout.contains(alone),
            "{key}: {alone} in {}{}",
            run.stdout,
            run.stderr
        );
        let run = project.tollgate(&[&args[..], flag].concat());
        assert!(
            run.stdout.contains(both),
            "{key} {flag:?}: {both} in {}{}",
            run.stdout,
            run.stderr
        );
    }
    let nothing = plan(&[]);
    project.write("empty.json", &nothing);
    project.write("tollgate.toml", "require_resources = true");
    assert_eq!(project.tollgate(&["check", "empty.json"]).code, Some(2));
    assert_eq!(
        project
            .tollgate(&["check", "empty.json", "--require-resources=false"])
            .code,
        Some(0)
    );
    project.write("tollgate.toml", "unknown = \"block\"\ntime_limit = 0");
    assert_eq!(project.tollgate(&["check", "plan.json"]).code, Some(2));
    assert_eq!(
        project
            .tollgate(&["check", "plan.json", "--time-limit", "5"])
            .code,
        Some(1)
    );
    project.write("main.tf", "resource \"aws_kms_key\" \"k\" {\n}\nresource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"a\"\n  encrypted         = aws_kms_key.k.key_id == \"x\"\n}\n");
    project.write("tollgate.toml", "unknown = \"block\"");
    assert_eq!(
        project.tollgate(&["check", ".", "--rule", "EC2-002"]).code,
        Some(1)
    );
    assert_eq!(
        project
            .tollgate(&["check", ".", "--rule", "EC2-002", "--unknown", "allow"])
            .code,
        Some(0)
    );
}

#[test]
fn what_is_wrong_in_the_file_is_pointed_at() {
    let project = Project::new(&[("plan.json", &bad_plan())]);
    for (text, place, said) in [
        (
            "\nseverty = \"high\"\n",
            "tollgate.toml:2:1",
            "did you mean `severity`?",
        ),
        (
            "severity = \"huge\"\n",
            "tollgate.toml:1:12",
            "`low`, `medium`, `high`, `critical`",
        ),
        (
            "[environments.prod]\nacount = \"1\"\n",
            "tollgate.toml:2:1",
            "did you mean `account`?",
        ),
        (
            "[environments.prod]\naccount = \"1\"\n",
            "tollgate.toml:2:11",
            "twelve digits",
        ),
        (
            "policies = \"x\"\n",
            "tollgate.toml:1:12",
            "expected a sequence",
        ),
        ("policies = [\n", "tollgate.toml:", "unclosed array"),
        ("format = [\"xml\"]\n", "", "there is no format `xml`"),
        ("time_limit = -1\n", "", "not possible"),
    ] {
        project.write("tollgate.toml", text);
        let run = project.tollgate(&["check", "plan.json"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{text}");
        for said in [place, said] {
            assert!(run.stderr.contains(said), "{said} in {}", run.stderr);
        }
    }
    let run = project.tollgate(&["check", "plan.json", "--config", "nowhere.toml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("nowhere.toml"), "{}", run.stderr);
}

#[test]
fn init_writes_a_configuration_that_works_and_never_over_another() {
    let project = Project::new(&[("plan.json", &bad_plan())]);
    let run = project.tollgate(&["init"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(project.tollgate(&["check", "plan.json"]).code, Some(1));
    project.write("tollgate.toml", "severity = \"critical\"\n");
    std::fs::remove_file(project.folder().join("waivers.toml")).unwrap();
    let run = project.tollgate(&["init"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("is there already") && run.stderr.contains("--force"),
        "{}",
        run.stderr
    );
    assert_eq!(project.read("tollgate.toml"), "severity = \"critical\"\n");
    assert!(
        !project.folder().join("waivers.toml").exists(),
        "all or nothing"
    );
    assert_eq!(project.tollgate(&["init", "--force"]).code, Some(0));
    assert!(project.read("tollgate.toml").contains("severity = \"low\""));
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let project = Project::new(&[("plan.json", &bad_plan())]);
    for (args, said) in [
        (
            &["rules", "show", "RDS-0001"][..],
            "did you mean `RDS-001`?",
        ),
        (&["rules", "show", "nothing"], "tollgate rules list"),
        (
            &["check", "plan.json", "--rule", "EC2-0002"],
            "did you mean `EC2-002`?",
        ),
        (
            &["check", "plan.json", "--rule", "nothing"],
            "tollgate rules list",
        ),
        (
            &["check", "plan.json", "--environment", "prd"],
            "did you mean `prod`?",
        ),
        (&["check", "plan.json", "--severty", "low"], "--severity"),
        (&["check", "plan.json", "--account", "12"], "twelve digits"),
        (&["check", "plan.json", "--format", "jnuit"], "junit"),
        (&["check", "plan.json", "--no-builtin"], "--policies"),
        (&["chekc", "plan.json"], "check"),
        (&["check"], "DOCUMENT"),
    ] {
        let run = project.tollgate(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(
            run.stderr.contains(said),
            "{args:?}: {said} in {}",
            run.stderr
        );
    }
}

#[test]
fn completions_and_the_manual_speak_of_every_verb() {
    let project = Project::new(&[]);
    for args in [
        &["completions", "bash"][..],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "powershell"],
        &["completions", "elvish"],
        &["man"],
    ] {
        let run = project.tollgate(args);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{args:?}");
        for word in ["check", "inventory", "rules", "init", "severity"] {
            assert!(run.stdout.contains(word), "{args:?}: {word}");
        }
    }
}
