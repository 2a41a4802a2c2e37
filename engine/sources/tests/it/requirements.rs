//! The fourteen things that a loader of plans must do (research/gate.md, part C), one test each.
//!
//! Bad input (1) has a file of its own, as have size (13) and places in the code (14).

use std::fs;

use serde_json::{Value, json};
use tollgate_model::{Action, AttributePath};

use crate::support::{fixture, load, load_bytes, resource, view};

fn text(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap()
}

#[test]
fn r01_every_encoding_of_powershell_is_read() {
    let plan = text("plans/unknowns.json");
    let expected = view(&load_bytes(plan.as_str()).unwrap());
    let utf16 = |write: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(plan.encode_utf16())
            .flat_map(write)
            .collect()
    };
    let marked = format!("\u{FEFF}{plan}");
    for bytes in [
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        marked.into_bytes(),
    ] {
        assert_eq!(view(&load_bytes(bytes).unwrap()), expected);
    }
}

#[test]
fn r02_old_and_future_formats_are_read() {
    let document = load("plans/format-0.1.json");
    assert_eq!(document.inventory.len(), 3);
    let bucket = resource(&document, "module.logs.aws_s3_bucket.this[0]");
    assert_eq!(bucket["values"]["versioning"]["status"], "Enabled");
    assert_eq!(
        bucket["values"]["lifecycle_configuration"]["rule"][0]["filter"]["prefix"],
        "tmp/"
    );
    let key = "server_side_encryption_configuration.rule[0].apply_server_side_encryption_by_default.kms_master_key_id";
    assert_eq!(bucket["unknown"], json!([key]));
    assert_eq!(bucket["references"][key], json!(["aws_kms_key.logs"]));

    let future = text("plans/unknowns.json").replace("\"1.2\"", "\"1.77\"");
    assert_eq!(load_bytes(future).unwrap().inventory.len(), 4);
    let valueless = r#"{"format_version": "1.0", "planned_values": {"root_module": {"resources": [
        {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q"}]}}}"#;
    assert_eq!(load_bytes(valueless).unwrap().inventory.len(), 1);
}

#[test]
fn r02_a_plan_without_changes_is_read_from_its_values() {
    let plan = r#"{"format_version": "1.2", "planned_values": {"root_module": {"child_modules": [
        {"address": "module.a", "resources": [{"address": "module.a.aws_sqs_queue.q", "values": {"name": "q"}}]}]}},
      "configuration": {"root_module": {"module_calls": {"a": {"module": {"resources": [
        {"mode": "managed", "type": "aws_kms_key", "name": "k"},
        {"mode": "managed", "type": "aws_sqs_queue", "name": "q", "expressions": {
          "name": {"constant_value": "q"}, "kms_master_key_id": {"references": ["aws_kms_key.k.arn"]}}}]}}}}}}"#;
    let document = load_bytes(plan).unwrap();
    let queue = resource(&document, "module.a.aws_sqs_queue.q");
    assert_eq!(queue["values"], json!({"name": "q"}));
    assert_eq!(queue["unknown"], json!(["kms_master_key_id"]));
    assert!(queue.get("change").is_none());
}

#[test]
fn r03_keys_may_hold_dots_brackets_quotes_and_any_letter() {
    let document = load("plans/keys.json");
    let buckets = &document.inventory.resources["aws_s3_bucket"];
    let addresses: Vec<_> = buckets
        .iter()
        .map(|bucket| bucket.address.as_str())
        .collect();
    assert_eq!(
        addresses,
        [
            r#"module.team["x.y[0]"].module.store[1].aws_s3_bucket.this["a.b"]"#,
            r#"module.team["x.y[0]"].module.store[1].aws_s3_bucket.this["c"]"#,
            r#"module.team["ü\"q\""].module.store[0].aws_s3_bucket.this["a.b"]"#,
        ]
    );
}

#[test]
fn r04_configuration_is_found_under_indexed_modules() {
    let document = load("plans/keys.json");
    for queue in &document.inventory.resources["aws_sqs_queue"] {
        let references = &queue.references[&AttributePath::from("kms_master_key_id")];
        assert_eq!(
            references,
            &[std::sync::Arc::from("aws_kms_key.shared")],
            "{}",
            queue.address
        );
    }
}

#[test]
fn r04_satellites_join_inside_their_own_instance() {
    let document = load("plans/keys.json");
    let status =
        |address: &str| resource(&document, address)["values"]["versioning"]["status"].clone();
    let store = r#"module.team["x.y[0]"].module.store[1].aws_s3_bucket.this"#;
    assert_eq!(status(&format!("{store}[\"c\"]")), "Enabled");
    assert_eq!(status(&format!("{store}[\"a.b\"]")), "Suspended");
    assert!(
        !document
            .inventory
            .resources
            .contains_key("aws_s3_bucket_versioning")
    );
}

#[test]
fn r05_a_leaf_is_known_absent_unknown_or_sensitive() {
    let database = resource(&load("plans/unknowns.json"), "aws_db_instance.main");
    assert_eq!(
        database["unknown"],
        json!([
            // An expression without references, such as a function call.
            "db_subnet_group_name",
            "kms_key_id",
            // A local value, which the plan does not describe.
            "performance_insights_kms_key_id",
            "tags_all.created",
            "vpc_security_group_ids[0]",
        ])
    );
    assert_eq!(
        database["values"]["vpc_security_group_ids"],
        json!(["sg-0123"])
    );
    assert_eq!(
        database["values"]["tags_all"],
        json!({"owner": "data", "project": "shop"})
    );
}

#[test]
fn r05_what_the_author_left_to_the_provider_is_unset() {
    let document = load("plans/unknowns.json");
    let database = resource(&document, "aws_db_instance.main");
    // Unknown without an expression; with the expression `null`; with a variable that is null.
    for unset in [
        "engine_version",
        "ca_cert_identifier",
        "storage_type",
        "parameter_group_name",
        "monitoring_role_arn",
    ] {
        assert!(database["values"].get(unset).is_none(), "{unset}");
        assert!(
            !database["unknown"]
                .as_array()
                .unwrap()
                .contains(&json!(unset)),
            "{unset}"
        );
    }
    assert_eq!(
        resource(&document, "aws_security_group.db")["unknown"],
        json!([])
    );
}

#[test]
fn r05_without_configuration_unknown_stays_unknown() {
    let mut plan: Value = serde_json::from_str(&text("plans/unknowns.json")).unwrap();
    plan.as_object_mut().unwrap().remove("configuration");
    let document = load_bytes(plan.to_string()).unwrap();
    let group = resource(&document, "aws_security_group.db");
    assert_eq!(group["unknown"], json!(["egress", "ingress"]));
}

#[test]
fn r06_references_go_through_inputs_outputs_and_instances() {
    // This plan is the real Terraform's.
    let document = load("plans/located/plan.json");
    let references =
        |address: &str, path: &str| resource(&document, address)["references"][path].clone();
    assert_eq!(
        references("terraform_data.this[1]", "input"),
        json!([
            "module.service[\"a\"].terraform_data.this",
            "terraform_data.key[\"a\"]"
        ])
    );
    assert_eq!(
        references("terraform_data.this[0]", "triggers_replace"),
        json!(["terraform_data.key[\"a\"]", "terraform_data.key[\"b.c\"]"])
    );
    let inner = "module.service[\"b.c\"].module.queue[0].terraform_data.this";
    assert_eq!(
        references(inner, "input"),
        json!(["terraform_data.key[\"b.c\"]"])
    );
    assert_eq!(
        references("module.service[\"b.c\"].terraform_data.this", "input"),
        json!(["terraform_data.key[\"b.c\"]", inner])
    );
}

#[test]
fn r07_set_to_a_key_that_does_not_exist_yet() {
    let database = resource(&load("plans/unknowns.json"), "aws_db_instance.main");
    assert_eq!(
        database["references"]["kms_key_id"],
        json!(["aws_kms_key.db"])
    );
    assert_eq!(
        database["references"]["vpc_security_group_ids"],
        json!(["aws_security_group.db"])
    );
}

#[test]
fn r07_a_policy_with_one_unknown_arn_is_known_for_the_rest() {
    let document = load("plans/policies.json");
    let bucket = resource(&document, "aws_s3_bucket.videos");
    let statements = &bucket["values"]["policy"]["Statement"];
    assert_eq!(statements[0]["Sid"], "Tls");
    assert_eq!(statements[0]["Principal"], json!({"AWS": ["*"]}));
    assert_eq!(
        statements[0]["Condition"],
        json!({"Bool": {"aws:SecureTransport": ["false"]}})
    );
    assert_eq!(
        statements[1]["Resource"],
        json!([
            "${aws_s3_bucket.videos.arn}",
            "arn:aws:s3:::public/${aws:username}/*"
        ])
    );
    assert_eq!(
        bucket["unknown"],
        json!(["policy.Statement[2].Condition.StringEquals[\"aws:PrincipalOrgID\"][0]"])
    );
    let role = resource(&document, "aws_iam_role.app");
    assert_eq!(
        role["values"]["assume_role_policy"]["Statement"][0]["Principal"],
        json!({"AWS": ["${aws_iam_role.app.arn}"], "Service": ["ecs-tasks.amazonaws.com"]})
    );
    assert_eq!(
        role["values"]["managed_policy_arns"],
        json!(["${aws_iam_policy.read.arn}"])
    );
    // `jsonencode` tells nothing in a plan.
    assert_eq!(role["unknown"], json!(["inline_policy[0].policy"]));
}

#[test]
fn r08_blocks_of_a_set_find_their_expressions() {
    let document = load("plans/blocks.json");
    let group = resource(&document, "aws_security_group.app");
    assert_eq!(
        group["references"],
        json!({"ingress[1].security_groups": ["aws_security_group.lb"]})
    );
    assert_eq!(group["unknown"], json!(["ingress[1].security_groups[0]"]));
    let instance = resource(&document, "aws_instance.web");
    assert_eq!(instance["unknown"], json!(["root_block_device.kms_key_id"]));
    assert_eq!(
        instance["values"]["metadata_options"],
        json!({"http_tokens": "required"})
    );
}

#[test]
fn r08_dynamic_blocks_and_attribute_syntax_are_the_authors() {
    let document = load("plans/blocks.json");
    let dynamic = resource(&document, "aws_security_group.dynamic");
    assert_eq!(
        dynamic["values"]["ingress"][0]["cidr_blocks"],
        json!(["0.0.0.0/0"])
    );
    assert_eq!(dynamic["unknown"], json!(["ingress[1].cidr_blocks[0]"]));
    let attribute = resource(&document, "aws_security_group.attribute");
    assert_eq!(
        attribute["unknown"],
        json!(["ingress[0].security_groups[0]"])
    );
    assert_eq!(
        attribute["references"],
        json!({"ingress": ["aws_security_group.lb"]})
    );
}

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
            "moved",
            "replaced",
            "swapped",
            "untargeted",
            "updated"
        ]
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
        assert!(text(name).contains("hunter2"), "{name}");
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

#[test]
fn r02_null_stands_for_what_is_left_out() {
    let plan = r#"{"format_version": "1.2", "terraform_version": null, "variables": null, "prior_state": null,
      "resource_drift": null, "resource_changes": [{"address": "aws_x.y", "action_reason": null, "change":
        {"actions": ["create"], "before": null, "after": {"a": 1}, "after_unknown": null, "replace_paths": null,
         "after_sensitive": null, "importing": null}}],
      "configuration": {"provider_config": null, "root_module": {"resources": [{"mode": "managed", "type": "aws_x",
        "name": "y", "expressions": null}], "module_calls": null, "outputs": null, "variables": null}}}"#;
    assert_eq!(
        resource(&load_bytes(plan).unwrap(), "aws_x.y")["values"],
        json!({"a": 1})
    );
}

#[test]
fn r05_a_resource_that_is_unknown_as_a_whole() {
    let plan = r#"{"format_version": "1.2", "resource_changes": [{"address": "aws_x.y", "change":
        {"actions": ["create"], "after": {}, "after_unknown": true}}],
      "configuration": {"root_module": {"resources": [{"mode": "managed", "type": "aws_x", "name": "y",
        "expressions": {"a": {"references": ["local.a"]}, "b": {"constant_value": null}}}]}}}"#;
    assert_eq!(
        resource(&load_bytes(plan).unwrap(), "aws_x.y")["unknown"],
        json!(["a"])
    );
}
