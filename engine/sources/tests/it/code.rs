//! Directories of Terraform code, and that a plan of the same code says the same.

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;
use tollgate_model::{DocumentKind, Resource};
use tollgate_sources::{Document, Input, Options, ReadError, read};

use crate::support::{fixture, resource};

fn write(root: &Utf8Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
    (folder, path)
}

fn find<'a>(document: &'a Document, address: &str) -> &'a Resource {
    document
        .inventory
        .iter()
        .find(|resource| resource.address.as_str() == address)
        .unwrap()
}

#[test]
fn code_and_its_plan_agree() {
    let code = fixture("plans/located-blocks");
    let options = Options {
        code: Some(code.clone()),
        ..Options::default()
    };
    let plan = read(Input::Path(code.join("plan.json")), &options).unwrap();
    let code = read(Input::Path(code), &Options::default()).unwrap();
    assert_eq!(code.kind, DocumentKind::TerraformCode);
    for (address, attributes) in [
        (
            "aws_security_group.app",
            &[
                "name",
                "egress[1].cidr_blocks[0]",
                "ingress[2].cidr_blocks[0]",
            ][..],
        ),
        ("aws_s3_bucket.data", &["bucket", "versioning.status"][..]),
    ] {
        let (in_code, in_plan) = (find(&code, address), find(&plan, address));
        for attribute in attributes {
            let path = attribute.parse().unwrap();
            let value = |resource: &Resource| {
                tollgate_model::Value::Object(resource.values.clone())
                    .get(&path)
                    .cloned()
            };
            assert_eq!(value(in_code), value(in_plan), "{address} {attribute}");
            let line = |resource: &Resource| resource.location_of(&path).map(|place| place.line);
            assert_eq!(line(in_code), line(in_plan), "{address} {attribute}");
        }
    }
    let annotations = |document: &Document| -> Vec<_> {
        let found = document.annotations.iter();
        found
            .map(|found| {
                (
                    found.text.clone(),
                    found.location.line,
                    found.covers.clone(),
                )
            })
            .collect()
    };
    assert_eq!(annotations(&code), annotations(&plan));
    assert_eq!(code.annotations.len(), 1);
}

#[test]
fn modules_variables_and_satellites_of_code() {
    let (_guard, root) = folder();
    write(
        &root,
        &[
            (
                "main.tf",
                "variable \"environment\" {}\n\
                 module \"store\" {\n  source   = \"./store\"\n  for_each = toset([\"a.b\", \"c\"])\n  name = each.key\n}\n",
            ),
            ("prod.tfvars", "environment = \"prod\"\n"),
            (
                "store/main.tf",
                r#"
variable "name" {}

resource "aws_s3_bucket" "this" {
  bucket_prefix = var.name
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "${aws_s3_bucket.this.arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = false } }
    }]
  })
}
"#,
            ),
        ],
    );
    let mut options = Options {
        region: Some("eu-west-1".to_owned()),
        ..Options::default()
    };
    options.terraform.var_files.push(root.join("prod.tfvars"));
    let document = read(Input::Path(root), &options).unwrap();
    assert_eq!(document.inventory.len(), 2);
    assert_eq!(document.environment_hint.as_deref(), Some("prod"));
    assert_eq!(
        document.inventory.context.region.as_deref(),
        Some("eu-west-1")
    );
    let bucket = resource(&document, "module.store[\"a.b\"].aws_s3_bucket.this");
    assert_eq!(bucket["values"]["versioning"], json!({"status": "Enabled"}));
    let statement = &bucket["values"]["policy"]["Statement"][0];
    assert_eq!(
        statement["Resource"],
        json!(["${module.store[\"a.b\"].aws_s3_bucket.this.arn}/*"])
    );
    assert_eq!(statement["Principal"], json!({"AWS": ["*"]}));
    assert_eq!(
        statement["Condition"],
        json!({"Bool": {"aws:SecureTransport": ["false"]}})
    );
    let place = find(&document, "module.store[\"c\"].aws_s3_bucket.this");
    assert_eq!(
        place
            .location_of(&"versioning.status".parse().unwrap())
            .unwrap()
            .line,
        12
    );
}

#[test]
fn all_that_is_wrong_with_code_is_told() {
    let (_guard, root) = folder();
    write(
        &root,
        &[("main.tf", "variable \"a\" {}\nvariable \"b\" {}\n")],
    );
    let error = read(Input::Path(root), &Options::default()).unwrap_err();
    assert!(
        matches!(&error, ReadError::Code(diagnostics) if diagnostics.0.len() == 2),
        "{error}"
    );
    assert_eq!(error.into_diagnostics().0.len(), 2);
}

#[test]
fn a_module_that_is_not_there_makes_the_document_incomplete() {
    let (_guard, root) = folder();
    write(
        &root,
        &[(
            "main.tf",
            "module \"vpc\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n",
        )],
    );
    let document = read(Input::Path(root), &Options::default()).unwrap();
    let [sentence] = document.incomplete.as_slice() else {
        panic!("{:?}", document.incomplete)
    };
    assert!(
        sentence.starts_with("`module.vpc` is not on the disk"),
        "{sentence}"
    );
}

#[test]
fn a_directory_without_code_is_no_empty_inventory() {
    let (_guard, root) = folder();
    assert!(read(Input::Path(root), &Options::default()).is_err());
}
