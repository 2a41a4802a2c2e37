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
            "`aws_sqs_queue.gone` of the plan is not in the code at `{}`",
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

#[test]
fn an_installed_module_is_found_by_the_manifest() {
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(folder.path().canonicalize().unwrap()).unwrap();
    let files = [
        (
            "main.tf",
            "module \"net\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n",
        ),
        (
            "mods/net/main.tf",
            "module \"flow\" {\n  source = \"./flow\"\n}\n",
        ),
        (
            "mods/net/flow/main.tf",
            "\nresource \"aws_flow_log\" \"this\" {\n  traffic_type = \"ALL\"\n}\n",
        ),
        ("mods/net/flow/broken.tf", "resource {{{\n"),
        (
            ".terraform/modules/modules.json",
            r#"{"Modules": [{"Key": "", "Source": "", "Dir": "."},
                {"Key": "net", "Source": "registry.terraform.io/x", "Version": "5.0.0", "Dir": "mods/net"}]}"#,
        ),
        (
            "plan.json",
            r#"{"format_version": "1.2", "resource_changes": [{"address": "module.net.module.flow[0].aws_flow_log.this",
                "change": {"actions": ["create"], "after": {"traffic_type": "ALL"}}}]}"#,
        ),
    ];
    for (name, text) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let options = Options {
        code: Some(root.clone()),
        ..Options::default()
    };
    let document = read(Input::Path(root.join("plan.json")), &options).unwrap();
    let flow = document.inventory.iter().next().unwrap();
    let location = flow.location_of(&"traffic_type".parse().unwrap()).unwrap();
    assert_eq!(
        location.to_string(),
        format!("{root}/mods/net/flow/main.tf:3:3")
    );
    // A file that does not parse is told, and the others are read.
    let warning = document.warnings.0.first().unwrap();
    assert_eq!(warning.code, "sources::code-unparsable");
    assert_eq!(
        warning.location().unwrap().file.as_ref(),
        root.join("mods/net/flow/broken.tf").as_str()
    );
}
