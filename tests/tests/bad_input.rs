//! What cannot be read is refused: exit code 2, one clear sentence, and never the word "passed".

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::fmt::Write as _;

use tollgate_tests::binary::{Outcome, tollgate, tollgate_with};

/// Asserts a refusal, and that it says `words`.
fn assert_refused(outcome: &Outcome, words: &str) {
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert!(
        outcome.stderr.to_lowercase().contains(words),
        "`{words}` in {}",
        outcome.stderr
    );
    assert!(!outcome.stdout.contains("passed"), "{}", outcome.stdout);
    assert!(!outcome.stderr.contains("panicked"), "{}", outcome.stderr);
}

fn check(input: &[u8]) -> Outcome {
    tollgate_with(&["check", "-"], input)
}

const PLAN: &str = r#"{"format_version":"1.2","resource_changes":[{"address":"aws_s3_bucket.b","mode":"managed","type":"aws_s3_bucket","name":"b","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"bucket":"b"},"after_unknown":{},"before_sensitive":false,"after_sensitive":{}}}],"configuration":{"root_module":{}}}"#;

#[test]
fn what_is_not_a_document_is_refused_with_a_sentence() {
    let cut = &PLAN[..PLAN.len() / 2];
    let logs = format!("Acquiring state lock. This may take a few moments...\n{PLAN}");
    let errored = PLAN.replacen('{', r#"{"errored":true,"#, 1);
    let newer = PLAN.replace("\"1.2\"", "\"2.0\"");
    for (input, words) in [
        ("", "empty"),
        ("   \n", "empty"),
        ("{}", "{}"),
        ("null", "null"),
        ("[]", "array"),
        ("{\"hello\": 1}", "neither a plan nor a state"),
        (cut, "truncated"),
        (logs.as_str(), "before the json"),
        (errored.as_str(), "errored"),
        (newer.as_str(), "2.0"),
    ] {
        assert_refused(&check(input.as_bytes()), words);
    }
}

#[test]
fn a_binary_plan_is_refused_with_the_command_that_turns_it_into_json() {
    assert_refused(
        &check(b"PK\x03\x04\x14\x00\x08\x00tfplan"),
        "terraform show -json",
    );
}

#[test]
fn powershells_utf_16_is_read() {
    for (mark, bytes) in [
        ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xfe, 0xff], u16::to_be_bytes),
    ] {
        let mut input = mark.to_vec();
        input.extend(PLAN.encode_utf16().flat_map(bytes));
        let outcome = check(&input);
        assert_eq!(outcome.code, Some(1), "{outcome:?}");
        assert!(
            outcome.stdout.contains("aws_s3_bucket.b"),
            "{}",
            outcome.stdout
        );
    }
    let with_mark = format!("\u{feff}{PLAN}");
    assert_eq!(check(with_mark.as_bytes()).code, Some(1));
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let plan = PLAN.replace(r#""bucket":"b""#, &format!(r#""bucket":{deep}"#));
    assert_refused(&check(plan.as_bytes()), "nest");
}

#[test]
fn a_million_elements_are_read() {
    let mut list = String::new();
    for number in 0..1_000_000 {
        write!(list, "{}{number}", if number == 0 { "" } else { "," }).unwrap();
    }
    let plan = PLAN.replace(
        r#""bucket":"b""#,
        &format!(r#""bucket":"b","extra":[{list}]"#),
    );
    assert_eq!(check(plan.as_bytes()).code, Some(1));
}

#[test]
fn a_missing_file_is_refused_by_its_name() {
    assert_refused(
        &tollgate(&["check", "no/such/plan.json"]),
        "no/such/plan.json",
    );
}

#[test]
fn one_unreadable_document_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("plan.json");
    std::fs::write(&good, PLAN).unwrap();
    let outcome = tollgate(&["check", "no/such/plan.json", good.to_str().unwrap()]);
    assert_refused(&outcome, "no/such/plan.json");
    assert!(
        outcome.stdout.contains("aws_s3_bucket.b"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_document_without_known_resources_says_so_and_can_be_required_not_to() {
    let plan = PLAN.replace("aws_s3_bucket", "random_pet");
    let outcome = check(plan.as_bytes());
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(
        outcome.stdout.contains("nothing was judged"),
        "{}",
        outcome.stdout
    );
    let outcome = tollgate_with(&["check", "-", "--require-resources"], plan.as_bytes());
    assert_refused(&outcome, "no document has a resource");
}

/// A bundle folder with one rule, and waivers, and the plan to judge.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files.iter().chain(&[("plan.json", PLAN)]) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn check(&self, args: &[&str]) -> Outcome {
        let plan = self.path("plan.json");
        let mut all = vec!["check", plan.as_str()];
        all.extend(args);
        tollgate(&all)
    }
}

/// A rule file with this body.
fn rule(id: &str, name: &str, body: &str) -> String {
    format!(
        "# METADATA\n# title: A rule of a test\n# description: It is only here to be judged.\n\
         # custom:\n#   id: {id}\n#   severity: high\n#   domain: hygiene\n\
         #   resources: [aws_s3_bucket]\n#   attributes: [bucket]\n#   remediation: Do something else.\n\
         package aws.acme.{name}\n\nimport rego.v1\n\n{body}\n"
    )
}

#[test]
fn a_rule_that_breaks_is_an_error_and_the_others_go_on() {
    let endless = rule(
        "ACME-001",
        "endless",
        "deny contains finding if {\n\tsome resource in input.resources.aws_s3_bucket\n\tresource.values.bucket\n\
         \tcount([1 | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); i == j + 4000]) > 0\n\
         \tfinding := {\"address\": resource.address, \"msg\": \"never\"}\n}",
    );
    let broken = rule(
        "ACME-002",
        "broken",
        "deny contains finding if {\n\tsome resource in\n}",
    );
    let good = rule(
        "ACME-003",
        "good",
        "deny contains finding if {\n\tsome resource in input.resources.aws_s3_bucket\n\
         \tresource.values.bucket == \"b\"\n\
         \tfinding := {\"address\": resource.address, \"attribute\": \"bucket\", \"msg\": \"it is called b\"}\n}",
    );
    let project = Project::new(&[
        ("rules/aws/acme/endless.rego", &endless),
        ("rules/aws/acme/broken.rego", &broken),
    ]);
    let rules = project.path("rules");
    let outcome = project.check(&["--policies", &rules, "--no-builtin", "--time-limit", "0.2"]);
    assert_eq!(outcome.code, Some(3), "{outcome:?}");
    assert!(outcome.stdout.contains("ACME-001"), "{}", outcome.stdout);

    std::fs::write(
        project.folder.path().join("rules/aws/acme/good.rego"),
        &good,
    )
    .unwrap();
    let outcome = project.check(&["--policies", &rules, "--no-builtin", "--time-limit", "0.2"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    for said in ["it is called b", "ACME-001", "broken"] {
        assert!(
            outcome.stdout.contains(said),
            "`{said}` in {}",
            outcome.stdout
        );
    }
}

#[test]
fn a_waiver_must_name_a_rule_an_owner_a_reason_and_a_day() {
    let whole = [
        ("rule", "S3-001"),
        ("resource", "aws_s3_bucket.b"),
        ("reason", "public site"),
        ("owner", "web"),
        ("expires", "2999-01-01"),
    ];
    let waiver = |skip: &str, rule: &str| {
        let mut text = String::from("[[waiver]]\n");
        for (key, value) in whole {
            let value = if key == "rule" { rule } else { value };
            if key != skip {
                writeln!(text, "{key} = \"{value}\"").unwrap();
            }
        }
        text
    };
    for missing in ["reason", "owner", "expires"] {
        let project = Project::new(&[("waivers.toml", &waiver(missing, "S3-001"))]);
        let file = project.path("waivers.toml");
        assert_refused(&project.check(&["--waivers", &file]), missing);
    }
    let project = Project::new(&[("waivers.toml", &waiver("", "S3-901"))]);
    let file = project.path("waivers.toml");
    assert_refused(&project.check(&["--waivers", &file]), "s3-901");
}

#[test]
fn modules_that_call_themselves_are_refused() {
    let project = Project::new(&[("code/main.tf", "module \"again\" {\n  source = \"./\"\n}\n")]);
    assert_refused(&tollgate(&["check", &project.path("code")]), "module");
    let project = Project::new(&[
        ("code/main.tf", "module \"a\" {\n  source = \"./a\"\n}\n"),
        ("code/a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n"),
        ("code/b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n"),
    ]);
    assert_refused(&tollgate(&["check", &project.path("code")]), "module");
}

#[test]
fn a_misspelt_key_of_the_configuration_is_pointed_at() {
    let project = Project::new(&[("tollgate.toml", "severty = \"high\"\n")]);
    let file = project.path("tollgate.toml");
    assert_refused(
        &project.check(&["--config", &file]),
        "did you mean `severity`",
    );
}
