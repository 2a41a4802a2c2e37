//! The fourteen things that a loader of plans must do (research/gate.md, part C): the first eight.
//!
//! `bad_input` has the refusals of the first, `changes` has 9 to 13, `limits` the size of 13, and
//! `located` has 14.

use std::fs;

use serde_json::{Value, json};
use tollgate_model::AttributePath;

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
