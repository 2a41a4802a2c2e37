//! Large and deep documents end, and end well.

use std::fmt::Write;

use crate::support::{load_bytes, resource};

fn with_after(after: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{"address": "aws_x.y", "mode": "managed",
        "type": "aws_x", "name": "y", "change": {{"actions": ["create"], "before": null,
        "after": {{"a": {after}}}, "after_unknown": {{}}}}}}]}}"#
    )
}

fn nested(depth: usize) -> String {
    format!("{}1{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn two_hundred_levels_are_refused_and_a_hundred_are_read() {
    assert!(load_bytes(with_after(&nested(100))).is_ok());
    for depth in [200, 100_000] {
        let error = load_bytes(with_after(&nested(depth))).unwrap_err();
        assert!(
            error.starts_with("`plan.json` is nested too deeply at line 3, column "),
            "{error}"
        );
    }
    let masks = with_after("1").replace(
        "\"after_unknown\": {}",
        &format!("\"after_unknown\": {}", nested(200)),
    );
    assert!(load_bytes(masks).unwrap_err().contains("nested too deeply"));
}

#[test]
fn deep_modules_are_refused_wherever_they_stand() {
    let mut module = "{}".to_owned();
    for _ in 0..200 {
        module = format!(r#"{{"module_calls": {{"m": {{"module": {module}}}}}}}"#);
    }
    let plan = format!(
        r#"{{"format_version": "1.2", "planned_values": {{}}, "configuration": {{"root_module": {module}}}}}"#
    );
    assert!(load_bytes(plan).unwrap_err().contains("nested too deeply"));
}

#[test]
fn deep_json_inside_a_string_stays_a_string() {
    let plan = with_after("1").replace(
        "\"a\": 1",
        &format!("\"policy\": \"{}\"", "[".repeat(50_000)),
    );
    let document = load_bytes(plan).unwrap();
    assert!(resource(&document, "aws_x.y")["values"]["policy"].is_string());
}

#[test]
fn a_million_elements_are_read() {
    let list = format!("[{}1]", "1,".repeat(999_999));
    let document = load_bytes(with_after(&list)).unwrap();
    let resource = document.inventory.iter().next().unwrap();
    assert_eq!(resource.values["a"].as_list().unwrap().len(), 1_000_000);
}

#[test]
fn many_rules_of_one_group_are_folded_in_linear_time() {
    // With a quadratic join or fold this takes minutes.
    let mut changes = String::from(
        r#"{"address": "aws_security_group.g", "change": {"actions": ["create"], "after": {"id": "sg-1"}}}"#,
    );
    for index in 0..50_000 {
        let _ = write!(
            changes,
            r#",{{"address": "aws_vpc_security_group_ingress_rule.r[{index}]", "change": {{"actions": ["create"],
            "after": {{"security_group_id": "sg-1", "cidr_ipv4": "10.0.0.0/8", "from_port": {index}}}}}}}"#
        );
    }
    let plan = format!(r#"{{"format_version": "1.2", "resource_changes": [{changes}]}}"#);
    let document = load_bytes(plan).unwrap();
    assert_eq!(document.inventory.len(), 1);
    let group = document.inventory.iter().next().unwrap();
    assert_eq!(group.values["ingress"].as_list().unwrap().len(), 50_000);
}

#[test]
fn variables_and_outputs_that_lead_in_a_circle_end() {
    let plan = r#"{"format_version": "1.2", "resource_changes": [{"address": "module.a.aws_x.y", "change":
        {"actions": ["create"], "after": {}, "after_unknown": {"k": true}}}],
      "configuration": {"root_module": {"module_calls": {"a": {
        "expressions": {"in": {"references": ["module.a.out"]}},
        "module": {"variables": {"in": {}}, "outputs": {"out": {"expression": {"references": ["var.in"]}}},
          "resources": [{"mode": "managed", "type": "aws_x", "name": "y",
            "expressions": {"k": {"references": ["var.in"]}}}]}}}}}}"#;
    let document = load_bytes(plan).unwrap();
    assert_eq!(
        resource(&document, "module.a.aws_x.y")["unknown"],
        serde_json::json!(["k"])
    );
}
