//! What is exported is a state to Terraform itself: it lists it, and plans no change from it.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use common::{Place, address, holder, intent, object, recorded, sensitive};
use tollgate_model::{Object, Value};
use tollgate_state::{Edit, Outcome, Recorded, Session, Status, Task, export};

/// What the state is of. Terraform knows this type without any provider.
const CODE: &str = r#"
resource "terraform_data" "plain" {
  input = "x"
}

resource "terraform_data" "counted" {
  count = 2
  input = terraform_data.plain.output
}

module "inner" {
  source   = "./inner"
  for_each = toset(["eu.west"])
}

output "name" {
  value = ["x", 1]
}
"#;

const INNER: &str = r#"
resource "terraform_data" "each" {
  for_each = toset(["a b"])
  input    = "x"
}
"#;

fn dynamic(text: &str) -> Value {
    Value::Object(object(&[
        ("value", Value::from(text)),
        ("type", Value::from("string")),
    ]))
}

fn data(name: &str, id: &str) -> Recorded {
    let attributes = [
        ("id", Value::from(id)),
        ("input", dynamic("x")),
        ("output", dynamic("x")),
    ];
    Recorded {
        attributes: object(&attributes),
        ..recorded(name, id)
    }
}

async fn filled(session: &Session) {
    let mut counted = data("terraform_data.counted[1]", "4");
    counted.dependencies = vec!["terraform_data.plain".into()];
    let outputs = Value::List(vec![Value::from("x"), Value::from(1)]);
    let edits = [
        data("terraform_data.plain", "2"),
        data("terraform_data.counted[0]", "3"),
        counted,
        data(
            "module.inner[\"eu.west\"].terraform_data.each[\"a b\"]",
            "5",
        ),
    ];
    let mut edits: Vec<Edit> = edits
        .into_iter()
        .map(|one| Edit::Put(Box::new(one)))
        .collect();
    edits.push(Edit::Outputs {
        values: object(&[("name", outputs), ("hidden", sensitive("x"))]),
        secrets: Default::default(),
    });
    session.edit(edits).await.unwrap();
}

fn terraform(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new("terraform")
        .arg(format!("-chdir={}", folder.display()))
        .args(arguments)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

fn has_terraform() -> bool {
    let is_there = Command::new("terraform").arg("version").output().is_ok();
    assert!(
        is_there || std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_none(),
        "terraform is not installed, and TOLLGATE_REQUIRE_ORACLES is set"
    );
    if !is_there {
        eprintln!("skipped: terraform is not installed");
    }
    is_there
}

#[tokio::test]
async fn terraform_goes_on_from_what_is_exported() {
    if !has_terraform() {
        return;
    }
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    filled(&session).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    std::fs::write(folder.path().join("main.tf"), CODE).unwrap();
    std::fs::write(folder.path().join("inner/main.tf"), INNER).unwrap();
    let write = |state: &serde_json::Value| {
        std::fs::write(folder.path().join("terraform.tfstate"), state.to_string()).unwrap();
    };
    write(&export::tfstate(&session.state()));
    let (code, said) = terraform(folder.path(), &["init", "-no-color"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, said) = terraform(folder.path(), &["state", "list"]);
    for recorded in session.state().resources.values() {
        assert!(said.contains(recorded.address.as_str()), "{said}");
    }
    let plan = ["plan", "-no-color", "-detailed-exitcode"];
    let (code, said) = terraform(folder.path(), &plan);
    assert_eq!(code, Some(0), "{said}");

    // The judge does judge: of something tainted and something deposed it says so.
    let mut tainted = data("terraform_data.counted[1]", "4");
    tainted.status = Status::Tainted;
    session
        .edit(vec![Edit::Put(Box::new(tainted))])
        .await
        .unwrap();
    let mut replace = intent("terraform_data.counted[0]", Task::Create);
    replace.deposes = true;
    let begun = session.begin(replace).await.unwrap();
    let stands = Outcome::Stands(Box::new(data("terraform_data.counted[0]", "6")));
    session.end(&begun, stands).await.unwrap();
    write(&export::tfstate(&session.state()));
    let (code, said) = terraform(folder.path(), &plan);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("terraform_data.counted[1] is tainted"),
        "{said}"
    );
    assert!(
        said.contains(&format!("(deposed object {})", begun.deposed_key())),
        "{said}"
    );
}

#[tokio::test]
async fn an_export_names_the_places_of_secrets_and_has_none() {
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    let mut database = recorded("aws_db_instance.a", "db");
    let tags: Object = object(&[("odd key", sensitive("canary"))]);
    let block = object(&[("password", sensitive("canary"))]);
    database.attributes.insert("tags".to_owned(), tags.into());
    database
        .attributes
        .insert("login".to_owned(), vec![Value::from(block)].into());
    session
        .edit(vec![Edit::Put(Box::new(database))])
        .await
        .unwrap();
    filled(&session).await;
    let exported = export::tfstate(&session.state());
    assert!(!exported.to_string().contains("canary"));
    let resource = |kind: &str| {
        let resources = exported["resources"].as_array().unwrap();
        resources
            .iter()
            .find(|one| one["type"] == kind)
            .unwrap()
            .clone()
    };
    let database = resource("aws_db_instance");
    assert_eq!(
        database["provider"],
        "provider[\"registry.terraform.io/hashicorp/aws\"]"
    );
    assert_eq!(
        database["instances"][0]["sensitive_attributes"],
        serde_json::json!([
            [
                {"type": "get_attr", "value": "login"},
                {"type": "index", "value": {"value": 0, "type": "number"}},
                {"type": "get_attr", "value": "password"},
            ],
            [
                {"type": "get_attr", "value": "tags"},
                {"type": "index", "value": {"value": "odd key", "type": "string"}},
            ],
        ])
    );
    let outputs: BTreeSet<_> = exported["outputs"].as_object().unwrap().keys().collect();
    assert_eq!(outputs, BTreeSet::from([&"name".to_owned()]));
    let key = address("aws_db_instance.a");
    assert_eq!(database["name"], &**key.name());
}
