//! `--code DIR`: a plan's findings at the lines of the code that it was made from.

use serde_json::{Value, json};
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::{Project, verdicts};

const VOLUME: &str = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"a\"\n  encrypted         = false\n}\n";

/// A plan of volumes in modules, with the configuration that Terraform writes beside it.
fn modules() -> String {
    let values = json!({ "availability_zone": "a", "encrypted": false });
    let addresses = [
        "aws_ebs_volume.v",
        "module.disks[\"a\"].aws_ebs_volume.v",
        "module.disks[\"b\"].aws_ebs_volume.v",
        "module.disks[\"b\"].module.inner[0].aws_ebs_volume.v",
        "module.installed.aws_ebs_volume.v",
        "module.away.aws_ebs_volume.v",
    ];
    let changes: Vec<Value> = addresses
        .iter()
        .map(|address| change(address, &["create"], &Value::Null, &values))
        .collect();
    plan(&changes)
}

/// The code of that plan. `module.away` has a source that is not on the disk.
fn code(project: &Project) {
    for (name, text) in [
        (
            "infra/main.tf",
            "module \"disks\" {\n  source   = \"../modules/disk\"\n  for_each = toset([\"a\", \"b\"])\n}\n\
             module \"installed\" {\n  source = \"acme/disk/aws\"\n}\n\
             module \"away\" {\n  source = \"git::https://example.com/disk.git\"\n}\n",
        ),
        ("infra/disks.tf", &format!("\n\n{VOLUME}")),
        (
            "modules/disk/main.tf",
            &format!(
                "# One line more.\n{VOLUME}module \"inner\" {{\n  source = \"./inner\"\n  count  = 1\n}}\n"
            ),
        ),
        ("modules/disk/inner/volumes.tf", VOLUME),
        (
            "infra/.terraform/modules/installed/main.tf",
            &format!("\n{VOLUME}"),
        ),
        (
            "infra/.terraform/modules/modules.json",
            r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"disks","Source":"../modules/disk","Dir":"../modules/disk"},{"Key":"disks.inner","Source":"./inner","Dir":"../modules/disk/inner"},{"Key":"installed","Source":"registry.terraform.io/acme/disk/aws","Version":"1.2.3","Dir":".terraform/modules/installed"}]}"#,
        ),
    ] {
        project.write(name, text);
    }
}

/// Address and `file:line` of every failure.
fn places(report: &Value) -> Vec<(String, String)> {
    let failures = verdicts(report, "fail").into_iter().map(|verdict| {
        let place = verdict
            .pointer("/findings/0/location")
            .unwrap_or(&Value::Null);
        let place = match (place["file"].as_str(), &place["line"]) {
            (Some(file), line) => format!("{file}:{line}"),
            (None, _) => String::new(),
        };
        let address = verdict["address"].as_str().unwrap_or_default();
        (address.replace("aws_ebs_volume.v", "v"), place)
    });
    failures.collect()
}

#[test]
fn findings_of_a_plan_get_the_lines_of_the_code_through_modules() {
    let project = Project::new(&[("plan.json", &modules())]);
    code(&project);
    let (_, report) = project.check(&["plan.json", "--rule", "EC2-002", "--code", "infra"]);
    let expected = [
        ("v", "infra/disks.tf:5"),
        ("module.away.v", ""),
        ("module.disks[\"a\"].v", "modules/disk/main.tf:4"),
        ("module.disks[\"b\"].v", "modules/disk/main.tf:4"),
        (
            "module.disks[\"b\"].module.inner[0].v",
            "modules/disk/inner/volumes.tf:3",
        ),
        (
            "module.installed.v",
            "infra/.terraform/modules/installed/main.tf:4",
        ),
    ];
    let mut found = places(&report);
    found.sort();
    let mut expected = expected.map(|(address, place)| (address.to_owned(), place.to_owned()));
    expected.sort();
    assert_eq!(found, expected);
    let warnings = report["documents"][0]["warnings"].to_string();
    assert!(
        warnings
            .contains("`module.away.aws_ebs_volume.v` of the plan is not in the code at `infra`"),
        "{warnings}"
    );
}

#[test]
fn every_format_quotes_or_links_the_line() {
    let project = Project::new(&[("plan.json", &modules())]);
    code(&project);
    for (format, said) in [
        ("terminal", "--> infra/disks.tf:5:3"),
        ("junit", "infra/disks.tf:5:3"),
        ("sarif", "\"uri\": \"infra/disks.tf\""),
        ("markdown", "infra/disks.tf:5"),
        ("github", "file=infra/disks.tf,line=5"),
    ] {
        let run = project.tollgate(&[
            "check",
            "plan.json",
            "--rule",
            "EC2-002",
            "--code",
            "infra",
            "--format",
            format,
        ]);
        let text = run.stdout.replace("\":\"", "\": \"");
        assert!(text.contains(said), "{format}: {said} in {text}");
    }
}

#[test]
fn a_directory_that_is_not_there_is_refused_and_a_wrong_one_is_told() {
    let project = Project::new(&[("plan.json", &modules())]);
    code(&project);
    for wrong in ["nowhere", "plan.json"] {
        let run = project.tollgate(&["check", "plan.json", "--code", wrong]);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        assert!(
            run.stderr
                .contains(&format!("there is no directory `{wrong}`")),
            "{}",
            run.stderr
        );
    }
    let run = project.tollgate(&[
        "check",
        "plan.json",
        "--code",
        "modules",
        "--rule",
        "EC2-002",
    ]);
    assert_eq!(run.code, Some(1));
    let words: String = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("5 resource blocks of the plan are not in the code at `modules`"),
        "{words}"
    );
    assert!(
        words.contains("name the root module that the plan was made from"),
        "{words}"
    );
}

#[test]
fn of_several_blocks_the_one_that_made_the_value_is_pointed_at_or_none() {
    let port = |port: u16, to: u16| {
        json!({ "cidr_blocks": ["0.0.0.0/0"], "description": "Anyone", "from_port": port, "to_port": to,
                "protocol": "tcp", "ipv6_cidr_blocks": [], "prefix_list_ids": [], "security_groups": [], "self": false })
    };
    let block = |port: &str| {
        format!(
            "  ingress {{\n    description = \"Anyone\"\n    from_port   = {port}\n    to_port     = {port}\n    protocol    = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }}\n"
        )
    };
    let group = |ports: &[&str]| {
        let blocks: String = ports.iter().map(|port| block(port)).collect();
        format!("resource \"aws_security_group\" \"g\" {{\n  vpc_id = \"v\"\n{blocks}}}\n")
    };
    // Terraform sorts sets: the plan has 22 before 443, the code has it the other way round.
    let values =
        json!({ "vpc_id": "v", "description": "Web", "ingress": [port(22, 22), port(443, 443)] });
    let change = change("aws_security_group.g", &["create"], &Value::Null, &values);
    let project = Project::new(&[
        ("plan.json", &plan(&[change])),
        ("main.tf", &group(&["443", "22"])),
    ]);
    let line = || {
        let (_, report) = project.check(&["plan.json", "--rule", "SG-006", "--code", "."]);
        verdicts(&report, "fail")[0]["findings"][0]["location"]["line"].clone()
    };
    assert_eq!(line(), 15, "the second block");
    // Which block has which port is not in the code: neither is pointed at, but the resource is.
    project.write("main.tf", &group(&["var.one", "var.other"]));
    assert_eq!(line(), 1);
}
