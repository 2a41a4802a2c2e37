//! A secret appears nowhere: in no report, no message of a rule, no quoted line, no error.

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::Project;

const FORMATS: &[&str] = &["terminal", "json", "junit", "sarif", "markdown", "github"];

/// A rule that says all it can see, of every resource of these types.
const TALKATIVE: &str = r#"# METADATA
# title: A rule that talks too much
# description: It is only here to be judged.
# custom:
#   id: ACME-001
#   severity: high
#   domain: hygiene
#   resources: [aws_db_instance, aws_instance]
#   attributes: [identifier, user_data]
#   remediation: Do something else.
package aws.acme.talkative

import rego.v1

deny contains finding if {
	some type in {"aws_db_instance", "aws_instance"}
	some resource in input.resources[type]
	msg := sprintf("here is %v", [resource])
	finding := {"address": resource.address, "attribute": "identifier", "msg": msg}
}

deny contains finding if {
	some type in {"aws_db_instance", "aws_instance"}
	some resource in input.resources[type]
	msg := sprintf("and all of it: %s", [json.marshal(input)])
	finding := {"address": resource.address, "attribute": "password", "msg": msg}
}
"#;

/// Runs `check` on a document in every format, and asserts that nothing says `hunter2`.
fn assert_silent(project: &Project, args: &[&str]) {
    for format in FORMATS {
        for more in [
            &["--verbose"][..],
            &["--quiet"],
            &["--only", "new"],
            &["--policies", "rules", "--no-builtin"],
        ] {
            let run = project.tollgate(&[&["check", "--format", format], args, more].concat());
            assert!(
                matches!(run.code, Some(0 | 1)),
                "{format} {more:?}: {:?} {}",
                run.code,
                run.stderr
            );
            let said = (run.stdout + &run.stderr).to_lowercase();
            assert!(!said.contains("hunter2"), "{format} {more:?}: {said}");
            let judged = said.contains("acme-001");
            assert_eq!(judged, more.contains(&"rules"), "{format} {more:?}: {said}");
        }
    }
    let run = project.tollgate(&[&["inventory"], args].concat());
    assert!(
        !(run.stdout + &run.stderr).contains("hunter2"),
        "the inventory of {args:?}"
    );
}

#[test]
fn what_a_plan_marks_is_in_no_report() {
    let database = |identifier: &str, password: &str| {
        json!({
            "identifier": identifier, "engine": "postgres", "instance_class": "db.t4g.micro", "username": "app",
            "password": password, "storage_encrypted": false, "tags": { "note": format!("{identifier}-hunter2") },
        })
    };
    let mut updated = change(
        "aws_db_instance.d",
        &["update"],
        &database("hunter2-old", "x"),
        &database("hunter2-new", "y-hunter2"),
    );
    updated["change"]["before_sensitive"] =
        json!({ "identifier": true, "password": true, "tags": true });
    updated["change"]["after_sensitive"] =
        json!({ "identifier": true, "password": true, "tags": { "note": true } });
    let mut instance = change(
        "aws_instance.i",
        &["create"],
        &Value::Null,
        &json!({ "ami": "ami-1", "user_data": "PASSWORD=hunter2", "root_block_device": [{ "encrypted": false, "tags": { "k": "hunter2" } }] }),
    );
    instance["change"]["after_sensitive"] =
        json!({ "user_data": true, "root_block_device": [{ "tags": { "k": true } }] });
    // Plans before format 0.2 mark nothing; the password is known to be one all the same.
    let mut unmarked = change(
        "aws_db_instance.old",
        &["create"],
        &Value::Null,
        &json!({ "password": "hunter2", "engine": "postgres" }),
    );
    let object = unmarked["change"].as_object_mut().unwrap();
    object.remove("after_sensitive");
    object.remove("before_sensitive");
    let mut document: Value =
        serde_json::from_str(&plan(&[updated.clone(), instance, unmarked])).unwrap();
    document["resource_drift"] = json!([updated]);
    document["variables"] = json!({ "password": { "value": "hunter2" } });
    let project = Project::new(&[
        ("plan.json", &document.to_string()),
        ("rules/aws/acme/talkative.rego", TALKATIVE),
    ]);
    assert_silent(&project, &["plan.json"]);
}

const CODE: &str = r##"variable "quiet" {
  sensitive = true
  default   = "hunter2-in-a-variable"
}

resource "aws_db_instance" "d" {
  identifier     = "db-${var.quiet}"
  engine         = "postgres"
  instance_class = "db.t4g.micro"
  username       = "app"
  password       = "hunter2"
  tags           = { note = upper(var.quiet) }
}

resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = "echo ${var.quiet}"
}
"##;

#[test]
fn what_the_code_marks_is_in_no_report() {
    let project = Project::new(&[
        ("code/main.tf", CODE),
        ("rules/aws/acme/talkative.rego", TALKATIVE),
    ]);
    assert_silent(&project, &["code"]);
}

#[test]
fn lines_of_code_beside_a_plan_are_quoted_without_secrets() {
    let database = json!({ "identifier": "d", "engine": "postgres", "instance_class": "db.t4g.micro", "username": "app", "password": "hunter2", "storage_encrypted": false });
    let project = Project::new(&[
        (
            "plan.json",
            &plan(&[change(
                "aws_db_instance.d",
                &["create"],
                &Value::Null,
                &database,
            )]),
        ),
        ("code/main.tf", CODE),
        ("rules/aws/acme/talkative.rego", TALKATIVE),
    ]);
    let rules = ["--policies", "rules", "--no-builtin"];
    let run = project.tollgate(&[&["check", "plan.json", "--code", "code"][..], &rules].concat());
    assert!(
        run.stdout
            .contains("password       = \"(sensitive value)\""),
        "{}",
        run.stdout
    );
    for format in FORMATS {
        let run = project.tollgate(&["check", "plan.json", "--code", "code", "--format", format]);
        assert!(!run.stdout.contains("hunter2"), "{format}: {}", run.stdout);
    }
}

#[test]
fn an_error_quotes_no_secret_that_stands_near_it() {
    let project = Project::new(&[]);
    for code in [
        "resource \"aws_db_instance\" \"d\" {\n  password = \"hunter2\" oops\n}\n",
        "resource \"aws_db_instance\" \"d\" {\n  password = \"hunter2\n}\n",
        "resource \"aws_db_instance\" \"d\" {\n  password = \"hunter2\"\n  instance_clas = \"x\"\n}\n",
        "resource \"aws_db_instance\" \"d\" {\n  passwort = \"hunter2\"\n}\n",
        "resource \"aws_db_instance\" \"d\" {\n  instance_class = \"x\"\n  password = tonumber(\"hunter2\")\n}\n",
        "variable \"pin\" {\n  sensitive = true\n  type      = number\n  default   = \"hunter2\"\n}\n",
        "variable \"pins\" {\n  type      = map(number)\n  sensitive = true\n  default   = { a = \"hunter2\" }\n}\n",
        "# tollgate:ignore NOPE-1 reason=x owner=y expires=2999-01-01\nresource \"aws_ssm_parameter\" \"d\" {\n  name = \"x\"\n  type = \"String\"\n  value = \"hunter2\"\n}\n",
        "locals {\n  token = \"hunter2\" }\n}\n",
        "locals {\n  secrets = <<EOT\nhunter2\nEOT\n  x = nope(1)\n}\n",
    ] {
        project.write("code/main.tf", code);
        let run = project.tollgate(&["check", "code"]);
        assert_eq!(run.code, Some(2), "{code}: {}", run.stdout);
        assert!(run.stderr.contains("main.tf:"), "{code}: {}", run.stderr);
        assert!(
            !(run.stdout + &run.stderr).contains("hunter2"),
            "{code}: {}",
            run.stderr
        );
    }
}

#[test]
fn an_error_about_a_value_that_was_given_does_not_quote_it() {
    let project = Project::new(&[
        (
            "code/main.tf",
            "variable \"pin\" {\n  sensitive = true\n  type      = map(number)\n}\n",
        ),
        (
            "broken.tfvars",
            "pin = { a = \"hunter2\" }\nother = hunter2 x\n",
        ),
        ("wrong.tfvars", "pin = {\n  a = \"hunter2\"\n}\n"),
        ("broken.tfvars.json", "{\"pin\": \"hunter2\"\n"),
    ]);
    for args in [
        &["--var", "pin={ hunter2 = \"hunter2\" }"][..],
        &["--var", "pin={ a = \"hunter2\""],
        &["--var", "other=hunter2"],
        &["--var-file", "broken.tfvars"],
        &["--var-file", "wrong.tfvars"],
        &["--var-file", "broken.tfvars.json"],
    ] {
        let run = project.tollgate(&[&["check", "code"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stdout);
        assert!(
            !(run.stdout + &run.stderr).contains("hunter2"),
            "{args:?}: {}",
            run.stderr
        );
    }
    let mut command = project.command("", &["check", "code"]);
    command.env("TF_VAR_pin", "{ a = \"hunter2\", b }");
    let run = tollgate_tests::project::outcome(command, b"");
    assert_eq!(run.code, Some(2));
    assert!(
        !(run.stdout + &run.stderr).contains("hunter2"),
        "{}",
        run.stderr
    );
}

/// Expressions that fail for what `var.quiet` holds.
const FAILING: &[&str] = &[
    "regex(\"${var.quiet}(\", \"x\")",
    "{ a = 1 }[var.quiet]",
    "lookup({ a = 1 }, var.quiet)",
    "file(var.quiet)",
    "filebase64(\"${var.quiet}.txt\")",
    "timeadd(var.quiet, \"1h\")",
    "parseint(var.quiet, 10)",
    "jsondecode(var.quiet)",
    "cidrsubnet(var.quiet, 4, 1)",
    "{ for key in [var.quiet, var.quiet] : key => 1 }",
    "replace(\"a\", \"/(${var.quiet}/\", \"b\")",
    "textencodebase64(\"x\", var.quiet)",
    "{ (var.quiet) = 1 }.hunter2-in-a-variabl",
    "try(file(var.quiet))",
    "tonumber(var.quiet)",
    "var.quiet + 1",
];

#[test]
fn an_expression_that_fails_does_not_tell_a_sensitive_value() {
    let project = Project::new(&[]);
    for expression in FAILING {
        let shown = expression.replace("hunter2", "");
        project.write("main.tf", &format!("{CODE}\nlocals {{\n  result = {shown}\n}}\nresource \"aws_ebs_volume\" \"v\" {{\n  availability_zone = local.result\n}}\n"));
        let run = project.tollgate(&["check", "."]);
        assert_eq!(run.code, Some(2), "{expression}: {}", run.stdout);
        assert!(
            !(run.stdout + &run.stderr)
                .to_lowercase()
                .contains("hunter2"),
            "{expression}: {}",
            run.stderr
        );
    }
}
