//! What exists, or is planned, is known to whatever refers to it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, not only tests"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use tollgate_hcl::config::{Code, Configuration, Options, evaluate};
use tollgate_model::{Object, Value};

const CODE: &str = r#"
resource "aws_vpc" "main" {
  count      = 2
  cidr_block = "10.${count.index}.0.0/16"
}

resource "aws_subnet" "a" {
  for_each   = { for vpc in aws_vpc.main : vpc.cidr_block => vpc }
  vpc_id     = each.value.id
  cidr_block = cidrsubnet(each.key, 8, 1)
}

output "arns" {
  value = aws_vpc.main[*].arn
}

output "generated" {
  value = aws_vpc.main[0].ipv6_cidr_block
}
"#;

fn configured(known: &[(&str, &[(&str, Value)])]) -> Configuration {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("main.tf"), CODE).unwrap();
    let known: BTreeMap<_, Arc<Object>> = known
        .iter()
        .map(|(address, attributes)| {
            let attributes = attributes.iter().cloned();
            let object = attributes.map(|(name, value)| (name.to_owned(), value));
            (address.parse().unwrap(), Arc::new(object.collect()))
        })
        .collect();
    let options = Options {
        known: Arc::new(known),
        ..Options::default()
    };
    evaluate(Utf8Path::from_path(folder.path()).unwrap(), &options).unwrap()
}

fn vpc_of(configuration: &Configuration, address: &str) -> Value {
    let mut resources = configuration.resources.iter();
    let found = resources.find(|resource| resource.address.as_str() == address);
    found.unwrap().values["vpc_id"].clone()
}

#[test]
fn what_exists_is_known_and_what_does_not_is_unknown() {
    let configuration = configured(&[(
        "aws_vpc.main[0]",
        &[
            ("id", Value::string("vpc-1")),
            (
                "arn",
                Value::string("arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1"),
            ),
        ],
    )]);
    let first = "aws_subnet.a[\"10.0.0.0/16\"]";
    assert_eq!(vpc_of(&configuration, first), Value::string("vpc-1"));
    assert!(vpc_of(&configuration, "aws_subnet.a[\"10.1.0.0/16\"]").is_unknown());
    let arns = configuration.outputs["arns"].as_list().unwrap();
    assert!(arns[0].as_str().is_some() && arns[1].is_unknown());
    assert!(configuration.outputs["generated"].is_null());
}

#[test]
fn what_will_be_made_anew_is_unknown_again() {
    let planned = [("id", Value::unknown()), ("arn", Value::unknown())];
    let configuration = configured(&[("aws_vpc.main[0]", &planned)]);
    assert!(vpc_of(&configuration, "aws_subnet.a[\"10.0.0.0/16\"]").is_unknown());
}

#[test]
fn a_data_source_that_only_aws_can_answer_is_asked_for_until_it_is_known() {
    const CODE: &str = r#"
provider "aws" {
  region = "eu-west-1"
}

data "aws_route53_zone" "main" {
  name = "example.org"
}

data "aws_partition" "here" {}

resource "aws_route53_record" "www" {
  zone_id = data.aws_route53_zone.main.zone_id
  name    = "www.${data.aws_partition.here.dns_suffix}"
  type    = "A"
  ttl     = 60
  records = ["192.0.2.1"]
}
"#;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("main.tf"), CODE).unwrap();
    let directory = Utf8Path::from_path(folder.path()).unwrap();

    let mut options = Options::default();
    let asked = evaluate(directory, &options).unwrap();
    let addresses: Vec<_> = asked
        .data_sources
        .iter()
        .map(|data| data.address.as_str())
        .collect();
    assert_eq!(addresses, ["data.aws_route53_zone.main"]);
    assert_eq!(asked.data_sources[0].region.as_deref(), Some("eu-west-1"));
    assert_eq!(
        asked.data_sources[0].values["name"],
        Value::string("example.org")
    );
    assert!(asked.resources[0].values["zone_id"].is_unknown());

    let answer = Object::from([("zone_id".to_owned(), Value::string("Z1"))]);
    let address = "data.aws_route53_zone.main".parse().unwrap();
    options.answers = Arc::new(BTreeMap::from([(address, answer)]));
    let answered = evaluate(directory, &options).unwrap();
    assert!(answered.data_sources.is_empty());
    assert_eq!(answered.resources[0].values["zone_id"], Value::string("Z1"));
}

/// A module whose outputs its siblings do not see, one whose outputs they do, and blocks that repeat.
const PARTS: &[(&str, &str)] = &[
    (
        "main.tf",
        r#"
variable "size" {
  default = 3
}
locals {
  names = toset(["a", "b"])
}
resource "terraform_data" "first" {
  input = var.size
}
module "shared" {
  source   = "./part"
  for_each = local.names
  input    = terraform_data.first.id
}
module "cell" {
  source   = "./part"
  for_each = local.names
  input    = module.shared[each.key == "a" ? "b" : "a"].last
}
resource "terraform_data" "all" {
  for_each   = local.names
  input      = [for part in module.shared : part.last]
  depends_on = [module.cell]
}
"#,
    ),
    (
        "part/main.tf",
        r#"
variable "input" {}
resource "terraform_data" "many" {
  count = 3
  input = "${var.input}-${count.index}"
}
resource "terraform_data" "last" {
  input = terraform_data.many[*].output
}
module "inner" {
  source = "../inner"
  input  = terraform_data.last.id
}
output "last" {
  value = module.inner.last
}
"#,
    ),
    (
        "inner/main.tf",
        r#"
variable "input" {}
resource "terraform_data" "this" {
  input = var.input
}
output "last" {
  value = terraform_data.this.output
}
"#,
    ),
];

#[test]
fn a_resource_alone_is_what_it_is_among_all() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in PARTS {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let known = |address: &str, value: &str| {
        let value = Value::string(value);
        let object = Object::from([
            ("id".to_owned(), value.clone()),
            ("output".to_owned(), value),
        ]);
        (address.parse().unwrap(), Arc::new(object))
    };
    let mut options = Options {
        known: Arc::new(BTreeMap::from([
            known("terraform_data.first", "first"),
            known("module.shared[\"a\"].terraform_data.many[1]", "one"),
            known(
                "module.shared[\"b\"].module.inner.terraform_data.this",
                "inner",
            ),
        ])),
        ..Options::default()
    };
    let code = Code::read(Utf8Path::from_path(folder.path()).unwrap(), &options).unwrap();
    let all = code.evaluate(&options).unwrap().resources;
    assert_eq!(all.len(), 2 * 2 * 5 + 3);
    for resource in all {
        options.only = Some(resource.address.clone());
        let alone = code.evaluate(&options).unwrap().resources;
        let found = alone.iter().find(|other| other.address == resource.address);
        let found = found.unwrap();
        assert_eq!(found.values, resource.values, "{}", resource.address);
        assert_eq!(
            found.references, resource.references,
            "{}",
            resource.address
        );
    }
    options.only = Some("terraform_data.other".parse().unwrap());
    assert!(code.evaluate(&options).is_err());
    // A sibling's instances are not evaluated where nobody sees what comes out of them.
    options.only = Some("module.cell[\"a\"].terraform_data.last".parse().unwrap());
    let alone = code.evaluate(&options).unwrap().resources;
    let cells = alone
        .iter()
        .filter(|one| one.address.as_str().starts_with("module.cell"));
    assert_eq!(cells.count(), 4);
}
