//! Lines of code for a plan that the real Terraform made: `--code DIR`.

use camino::Utf8PathBuf;
use tollgate_sources::{Document, Input, Options, read};

use crate::support::fixture;

fn located(code: Option<Utf8PathBuf>) -> Document {
    let options = Options {
        code,
        ..Options::default()
    };
    read(Input::Path(fixture("plans/located/plan.json")), &options).unwrap()
}

/// `file:line` of an attribute, the file relative to the code.
fn place(document: &Document, code: &str, address: &str, path: &str) -> String {
    let resource = document
        .inventory
        .iter()
        .find(|resource| resource.address.as_str() == address)
        .unwrap_or_else(|| panic!("{address}"));
    let path = match path {
        "" => Default::default(),
        path => path.parse().unwrap(),
    };
    let location = resource
        .location_of(&path)
        .unwrap_or_else(|| panic!("{address} {path}"));
    let file = location.file.strip_prefix(fixture(code).as_str()).unwrap();
    format!("{}:{}", file.trim_start_matches('/'), location.line)
}

#[test]
fn resources_of_one_name_in_several_modules_are_told_apart() {
    let document = located(Some(fixture("plans/located")));
    assert!(document.warnings.is_empty(), "{}", document.warnings);
    for (address, path, expected) in [
        ("terraform_data.this[1]", "", "main.tf:28"),
        ("terraform_data.this[0]", "input.list[0]", "main.tf:30"),
        (
            "module.service[\"b.c\"].terraform_data.this",
            "",
            "service/main.tf:19",
        ),
        (
            "module.service[\"a\"].terraform_data.this",
            "triggers_replace",
            "service/main.tf:21",
        ),
        (
            "module.service[\"a\"].module.queue[0].terraform_data.this",
            "input",
            "service/queue/main.tf:4",
        ),
    ] {
        assert_eq!(
            place(&document, "plans/located", address, path),
            expected,
            "{address} {path}"
        );
    }
    let covers: Vec<_> = document
        .annotations
        .iter()
        .map(|found| found.covers.line)
        .collect();
    assert_eq!(covers, [28, 21]);
    assert_eq!(document.sources.iter().count(), 3);
}

#[test]
fn blocks_of_a_set_and_satellites_point_at_their_own_lines() {
    let code = "plans/located-blocks";
    let options = Options {
        code: Some(fixture(code)),
        ..Options::default()
    };
    let document = read(Input::Path(fixture(code).join("plan.json")), &options).unwrap();
    for (address, path, expected) in [
        (
            "aws_security_group.app",
            "ingress[0].cidr_blocks[0]",
            "main.tf:17",
        ),
        (
            "aws_security_group.app",
            "ingress[1].cidr_blocks",
            "main.tf:9",
        ),
        (
            "aws_security_group.app",
            "ingress[2].cidr_blocks[0]",
            "main.tf:48",
        ),
        ("aws_security_group.app", "egress[1].to_port", "main.tf:24"),
        ("aws_s3_bucket.data", "bucket", "main.tf:32"),
        ("aws_s3_bucket.data", "versioning", "main.tf:38"),
        ("aws_s3_bucket.data", "versioning.status", "main.tf:39"),
    ] {
        assert_eq!(
            place(&document, code, address, path),
            expected,
            "{address} {path}"
        );
    }
    // What the code does not have is told.
    assert_eq!(
        document.warnings.to_string(),
        format!(
            "1 resource blocks of the plan are not in the code at `{}`, for example `aws_sqs_queue.gone`",
            fixture(code)
        )
    );
}

#[test]
fn without_code_the_plan_still_says_where_in_itself() {
    let document = located(None);
    let resource = document.inventory.iter().next().unwrap();
    assert_eq!(resource.location, None);
    assert_eq!(resource.pointer.as_deref(), Some("/resource_changes/0"));
}
