//! Changes, earlier values, empty values and secrets: requirements 9 to 13 of a plan's loader.

use std::fs;

use serde_json::{Value, json};
use tollgate_model::{Action, AttributePath};

use crate::support::{fixture, load, resource, view};

#[test]
fn r09_every_action_is_told_with_its_reason() {
    let document = load("plans/actions.json");
    let change =
        |name: &str| resource(&document, &format!("aws_db_instance.{name}"))["change"].clone();
    assert_eq!(change("created"), json!({"actions": ["create"]}));
    assert_eq!(change("kept"), json!({"actions": ["no-op"]}));
    assert_eq!(
        change("imported"),
        json!({"actions": ["no-op"], "importing": true})
    );
    assert_eq!(change("replaced")["actions"], json!(["delete", "create"]));
    assert_eq!(
        change("replaced")["reason"],
        "replace_because_cannot_update"
    );
    assert_eq!(
        change("replaced")["replace_paths"],
        json!([
            "identifier",
            "restore_to_point_in_time.source_db_instance_identifier"
        ])
    );
    assert_eq!(change("replaced")["before"]["identifier"], "was");
    assert_eq!(change("swapped")["actions"], json!(["create", "delete"]));
    assert_eq!(change("updated")["before"]["storage_encrypted"], true);
    let deleted: Vec<_> = document.inventory.deleted["aws_db_instance"]
        .iter()
        .map(|resource| {
            (
                resource.address.as_str(),
                resource.change.as_ref().unwrap().action,
            )
        })
        .collect();
    assert_eq!(
        deleted,
        [
            ("aws_db_instance.deleted", Action::Delete),
            ("aws_db_instance.forgotten", Action::Forget),
            // A deposed object; the resource itself stays.
            ("aws_db_instance.moved", Action::Delete),
        ]
    );
    assert_eq!(change("moved"), json!({"actions": ["no-op"]}));
}

#[test]
fn r09_drift_and_what_is_left_open_are_told() {
    let document = load("plans/actions.json");
    let drift: Vec<_> = document
        .drift
        .iter()
        .map(|drift| (drift.address.as_str(), drift.action))
        .collect();
    assert_eq!(
        drift,
        [
            ("aws_security_group.web", Action::Update),
            ("aws_db_instance.gone", Action::Delete)
        ]
    );
    assert_eq!(
        document.drift[0].changed,
        [AttributePath::from("description")]
    );
    assert_eq!(
        document.incomplete,
        [
            "`aws_instance.later[*]` is put off to a later plan (instance_count_unknown)",
            "the plan does not cover the whole configuration (`complete: false`)",
        ]
    );
}

#[test]
fn r10_what_was_there_before_is_an_inventory_too() {
    let document = load("plans/actions.json");
    let prior = document.prior.as_ref().unwrap();
    let databases: Vec<_> = prior.resources["aws_db_instance"]
        .iter()
        .map(|found| found.address.name().as_ref())
        .collect();
    assert_eq!(
        databases,
        [
            "deleted",
            "forgotten",
            "imported",
            "kept",
            "moved",
            "replaced",
            "swapped",
            "updated"
        ],
        "neither the deposed object nor what the plan does not speak of"
    );
    let bucket = &prior.resources["aws_s3_bucket"][0];
    assert!(bucket.values.contains_key("public_access_block"));
    let group = &prior.resources["aws_security_group"][0];
    let ports: Vec<_> = group.values["ingress"]
        .as_list()
        .unwrap()
        .iter()
        .map(|rule| rule.as_object().unwrap()["from_port"].clone())
        .collect();
    assert_eq!(ports, [22.into(), 80.into()]);
}

#[test]
fn r10_a_change_of_a_satellite_is_a_change_of_its_parent() {
    let document = load("plans/actions.json");
    let bucket = resource(&document, "aws_s3_bucket.data");
    assert_eq!(bucket["change"]["actions"], json!(["update"]));
    assert!(bucket["values"].get("public_access_block").is_none());
    assert_eq!(
        bucket["change"]["before"]["public_access_block"]["block_public_acls"],
        true
    );
    let group = resource(&document, "aws_security_group.web");
    // Port 80 was the satellite's and goes with it; port 22 was opened by hand and stays.
    let ports = |rules: &Value| -> Vec<Value> {
        rules
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["from_port"].clone())
            .collect()
    };
    assert_eq!(ports(&group["values"]["ingress"]), [22, 8080]);
    assert_eq!(ports(&group["change"]["before"]["ingress"]), [22, 80]);
}

#[test]
fn r10_what_the_provider_filled_in_earlier_stays_unset() {
    let document = load("plans/actions.json");
    let kept = resource(&document, "aws_db_instance.kept");
    // The key is AWS's own: the author never wrote one, so "uses a customer's key" must fail.
    assert!(kept["values"].get("kms_key_id").is_none());
    assert_eq!(kept["id"], "db-kept");
    // What the plan changes is told, written or not.
    assert_eq!(
        resource(&document, "aws_db_instance.updated")["values"]["multi_az"],
        true
    );
}

#[test]
fn r11_ways_to_write_nothing() {
    let document = load("plans/unknowns.json");
    let values = &resource(&document, "aws_db_instance.main")["values"];
    // Not written by the author, empty: unset.
    for name in [
        "license_model",
        "domain_dns_ips",
        "restore_to_point_in_time",
        "timeouts",
    ] {
        assert!(values.get(name).is_none(), "{name}");
    }
    // Written, or with a meaning of its own: kept.
    assert_eq!(values["final_snapshot_identifier"], "");
    assert_eq!(values["backup_retention_period"], 0);
    assert_eq!(
        resource(&document, "aws_cloudwatch_log_group.app")["values"]["retention_in_days"],
        0
    );
    // In a state nobody knows what was written.
    let state = load("states/terraform.tfstate");
    let values = &resource(&state, "aws_db_instance.main")["values"];
    assert!(values.get("kms_key_id").is_none());
    assert_eq!(values["backup_retention_period"], 0);
    assert_eq!(values["tags"]["empty"], "");
}

#[test]
fn r12_no_secret_is_shown() {
    for name in [
        "plans/sensitive.json",
        "plans/format-0.1.json",
        "plans/actions.json",
        "plans/located/plan.json",
        "states/terraform.tfstate",
        "states/shown.json",
    ] {
        assert!(
            fs::read_to_string(fixture(name))
                .unwrap()
                .contains("hunter2"),
            "{name}"
        );
        let document = load(name);
        let shown = view(&document).to_string();
        assert!(!shown.contains("hunter2"), "{name}: {shown}");
        if let Some(prior) = &document.prior {
            let shown =
                serde_json::to_string(&tollgate_model::rule_view::RuleView::new(prior)).unwrap();
            assert!(!shown.contains("hunter2"), "{name}: {shown}");
        }
    }
    let database = resource(&load("plans/sensitive.json"), "aws_db_instance.main");
    assert_eq!(
        database["sensitive"],
        json!(["kms_key_id", "password", "tags.note"])
    );
    assert_eq!(database["values"]["username"], "admin");
}

#[test]
fn r13_the_environment_and_region_are_found() {
    let document = load("plans/unknowns.json");
    assert_eq!(document.environment_hint.as_deref(), Some("staging"));
    assert_eq!(
        document.inventory.context.region.as_deref(),
        Some("eu-west-1")
    );
}
