//! A plan written is a plan read.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;
use tollgate_model::{Action, Address, Location, Object, Value};
use tollgate_plan::file::Unreadable;
use tollgate_plan::{Binding, Deferred, Plan, Planned, PlannedChange, Reason};

fn binding() -> Binding {
    Binding {
        format: 1,
        engine: "0.1.0".to_owned(),
        created: "2026-11-23T02:00:00Z".to_owned(),
        environment: "dev".to_owned(),
        account: "111122223333".to_owned(),
        target: "aws".to_owned(),
        lineage: "3e0f".to_owned(),
        serial: 4,
        code: "sha256:00".to_owned(),
        destroy: false,
        allow_data_loss: false,
    }
}

fn planned(address: &str, action: Action, after: Option<Object>) -> Planned {
    let address: Address = address.parse().unwrap();
    Planned {
        change: PlannedChange {
            address,
            moved_from: None,
            region: "eu-west-1".to_owned(),
            action,
            reason: None,
            id: None,
            deposed: None,
            importing: false,
            before: None,
            after,
            changed: Vec::new(),
            replaces: Vec::new(),
        },
        needs: Vec::new(),
        needed: Vec::new(),
        references: BTreeMap::new(),
        location: None,
        prevent_destroy: false,
        create_before_destroy: false,
    }
}

fn plan(resources: Vec<Planned>) -> Plan {
    Plan {
        binding: binding(),
        resources,
        deferred: Vec::new(),
        variables: BTreeMap::new(),
        outputs: BTreeMap::new(),
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any::<i32>().prop_map(|n| Value::from(i64::from(n))),
        "[a-z${}\"\\\\é]{0,6}".prop_map(Value::String),
        Just(Value::unknown()),
        Just(Value::Sensitive(Box::new(Value::unknown()))),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::btree_map("[a-z]{1,4}", inner, 1..4).prop_map(Value::Object),
        ]
    })
}

/// Lists hold `null` where an element is not known, as in Terraform's format.
fn has_empty(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty() || members.values().any(has_empty),
        Value::List(items) => items.iter().any(has_empty),
        _ => false,
    }
}

proptest! {
    #[test]
    fn written_and_read_again_it_is_the_same(
        after in proptest::collection::btree_map("[a-z_]{1,8}", value(), 0..6),
    ) {
        prop_assume!(!after.values().any(has_empty));
        let mut one = planned("module.m[\"a.b\"].aws_vpc.main[0]", Action::Update, Some(after.clone()));
        one.change.before = Some(Object::from([("id".to_owned(), Value::string("vpc-1"))]));
        one.change.id = Some("vpc-1".to_owned());
        one.change.changed = vec!["tags.Name".parse().unwrap()];
        one.needs = vec!["aws_kms_key.main".into()];
        one.references = [("tags.Name".parse().unwrap(), vec!["aws_kms_key.main".into()])].into();
        one.location = Some(Location::line("main.tf", 3));
        let mut gone = planned("aws_eip.old", Action::Delete, None);
        gone.change.reason = Some(Reason::NotInCode);
        gone.change.moved_from = Some("aws_eip.older".parse().unwrap());
        let left_out = planned("aws_ce_anomaly_monitor.main", Action::Create, Some(after));
        let mut written = plan(vec![gone, one]);
        written.deferred = vec![Deferred { reason: "no emulator has it".to_owned(), planned: left_out }];
        let text = serde_json::to_string(&written.to_json()).unwrap();
        let read = Plan::from_json(&serde_json::from_str::<Json>(&text).unwrap()).unwrap();
        prop_assert_eq!(&read, &written);
        prop_assert_eq!(serde_json::to_string(&read.to_json()).unwrap(), text);
    }
}

#[test]
fn no_secret_is_written() {
    let secret = |value| Value::Sensitive(Box::new(value));
    let after = Object::from([
        ("password".to_owned(), secret(Value::string("canary-7f3a"))),
        (
            "auth".to_owned(),
            secret(Value::from(
                serde_json::json!({"token": "canary-7f3a", "list": ["canary-7f3a"]}),
            )),
        ),
    ]);
    let mut one = planned("aws_db_instance.main", Action::Update, Some(after.clone()));
    one.change.before = Some(after);
    let mut plan = plan(vec![one]);
    plan.variables
        .insert("token".to_owned(), secret(Value::string("canary-7f3a")));
    plan.outputs
        .insert("token".to_owned(), secret(Value::string("canary-7f3a")));
    let text = plan.to_json().to_string();
    assert!(!text.contains("canary-7f3a"), "{text}");
    assert!(text.contains("password"), "{text}");
}

#[test]
fn what_is_no_plan_of_ours_is_refused() {
    let terraform: Json = serde_json::json!({"format_version": "1.2", "resource_changes": []});
    assert_eq!(Plan::from_json(&terraform), Err(Unreadable::NotOurs));
    let mut newer = plan(Vec::new()).to_json();
    newer["tollgate"]["format"] = serde_json::json!(7);
    assert_eq!(
        Plan::from_json(&newer),
        Err(Unreadable::Format { found: 7 })
    );
    let mut cut = plan(vec![planned(
        "aws_eip.a",
        Action::Create,
        Some(Object::new()),
    )])
    .to_json();
    cut["resource_changes"] = serde_json::json!([]);
    assert!(matches!(
        Plan::from_json(&cut),
        Err(Unreadable::Malformed(_))
    ));
    let mut more = plan(Vec::new()).to_json();
    more["tollgate"]["skip_gate"] = serde_json::json!(true);
    assert!(matches!(
        Plan::from_json(&more),
        Err(Unreadable::Malformed(_))
    ));
}
