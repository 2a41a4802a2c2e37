//! What changes, for one resource.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use serde_json::{Value as Json, json};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::schema::Catalog;
use tollgate_model::{Facts, Object, Value};
use tollgate_plan::compare;

fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) if text == "(unknown)" => Value::unknown(),
        Json::String(text) => Value::string(text.as_str()),
        Json::Array(items) => Value::List(items.iter().map(value).collect()),
        Json::Object(_) => Value::Object(object(json)),
    }
}

fn object(json: &Json) -> Object {
    let members = json.as_object().unwrap();
    members
        .iter()
        .map(|(name, json)| (name.clone(), value(json)))
        .collect()
}

/// What changes, and what of it replaces, as text.
fn changes(facts: &Facts, prior: &Json, desired: &Json) -> (Vec<String>, Vec<String>) {
    let schema = Catalog::embedded()
        .unwrap()
        .resource(facts.resource_type)
        .unwrap();
    let compared = compare(facts, &schema, Some(&object(prior)), &object(desired));
    let texts = |paths: &[tollgate_model::AttributePath]| {
        paths.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    (texts(&compared.changed), texts(&compared.replaces))
}

const VPC: Facts = Facts {
    resource_type: "aws_vpc",
    replaces: &["cidr_block"],
    filled_in: &["ipv6_cidr_block"],
    defaults: &[
        ("instance_tenancy", Text("default")),
        ("enable_dns_support", Flag(true)),
    ],
    ..Facts::NONE
};

#[test]
fn what_says_the_same_does_not_change() {
    for (prior, desired) in [
        (
            json!({"cidr_block": "10.0.0.0/16", "id": "vpc-1", "arn": "arn:x"}),
            json!({"cidr_block": "10.0.0.0/16"}),
        ),
        (
            json!({"instance_tenancy": "default", "enable_dns_support": true}),
            json!({}),
        ),
        (json!({"ipv6_cidr_block": "2600::/56"}), json!({})),
        (json!({"enable_dns_hostnames": false}), json!({})),
        (json!({}), json!({"enable_dns_hostnames": false})),
        (
            json!({"tags_all": {"a": "b"}}),
            json!({"tags": {}, "tags_all": {"a": "b"}}),
        ),
    ] {
        assert_eq!(
            changes(&VPC, &prior, &desired).0,
            [""; 0],
            "{prior} {desired}"
        );
    }
}

#[test]
fn what_differs_is_named() {
    for (prior, desired, changed, replaced) in [
        (
            json!({"cidr_block": "10.0.0.0/16"}),
            json!({"cidr_block": "10.1.0.0/16"}),
            "cidr_block",
            true,
        ),
        (
            json!({"cidr_block": "10.0.0.0/16"}),
            json!({"cidr_block": "(unknown)"}),
            "cidr_block",
            true,
        ),
        (
            json!({"enable_dns_support": false}),
            json!({}),
            "enable_dns_support",
            false,
        ),
        (
            json!({"enable_dns_hostnames": true}),
            json!({}),
            "enable_dns_hostnames",
            false,
        ),
        (
            json!({"tags_all": {"a": "b"}}),
            json!({"tags_all": {"a": "c"}}),
            "tags_all",
            false,
        ),
    ] {
        let expected = vec![changed.to_owned()];
        let (found, replaces) = changes(&VPC, &prior, &desired);
        assert_eq!(found, expected, "{prior} {desired}");
        assert_eq!(
            replaces,
            if replaced { expected } else { vec![] },
            "{prior} {desired}"
        );
    }
}

const GROUP: Facts = Facts {
    resource_type: "aws_db_parameter_group",
    defaults: &[("parameter[*].apply_method", Text("immediate"))],
    ..Facts::NONE
};

#[test]
fn blocks_of_a_set_have_no_order() {
    let prior = json!({"parameter": [
        {"name": "a", "value": "1", "apply_method": "immediate"},
        {"name": "b", "value": "2", "apply_method": "pending-reboot"},
    ]});
    let same = json!({"parameter": [
        {"name": "b", "value": "2", "apply_method": "pending-reboot"},
        {"name": "a", "value": "1"},
    ]});
    assert_eq!(changes(&GROUP, &prior, &same).0, [""; 0]);
    let other = json!({"parameter": [{"name": "a", "value": "1"}]});
    assert_eq!(changes(&GROUP, &prior, &other).0, ["parameter"]);
}

#[test]
fn documents_are_compared_by_what_they_say() {
    let facts = Facts {
        resource_type: "aws_sns_topic_policy",
        documents: &["policy"],
        ..Facts::NONE
    };
    let prior = json!({"policy": r#"{"Statement":[{"Action":"sns:Publish"}]}"#});
    let same = json!({"policy": r#"{ "Statement": { "Action": ["sns:Publish"] } }"#});
    let other = json!({"policy": r#"{"Statement":[{"Action":"sns:*"}]}"#});
    assert_eq!(changes(&facts, &prior, &same).0, [""; 0]);
    assert_eq!(changes(&facts, &prior, &other).0, ["policy"]);
}

#[test]
fn only_aws_can_tell_what_it_fills_in_of_a_new_object() {
    let schema = Catalog::embedded().unwrap().resource("aws_vpc").unwrap();
    let desired = object(&json!({"cidr_block": "10.0.0.0/16"}));
    let after = compare(&VPC, &schema, None, &desired).after;
    assert!(after["arn"].is_unknown() && after["id"].is_unknown());
    assert!(after["ipv6_cidr_block"].is_unknown());
    assert_eq!(after["enable_dns_support"], Value::Bool(true));
    assert_eq!(after.get("enable_dns_hostnames"), None);
}

#[test]
fn another_kind_of_source_needs_a_new_rule() {
    let facts = Facts {
        resource_type: "aws_vpc_security_group_ingress_rule",
        one_of: &["cidr_ipv4", "prefix_list_id"],
        ..Facts::NONE
    };
    let prior = json!({"cidr_ipv4": "10.0.0.0/8"});
    let (changed, replaces) = changes(&facts, &prior, &json!({"cidr_ipv4": "10.0.0.0/9"}));
    assert_eq!((changed, replaces), (vec!["cidr_ipv4".to_owned()], vec![]));
    let (changed, replaces) = changes(&facts, &prior, &json!({"prefix_list_id": "pl-1"}));
    assert_eq!(changed, ["cidr_ipv4", "prefix_list_id"]);
    assert_eq!(replaces, ["cidr_ipv4", "prefix_list_id"]);
}

#[test]
fn some_blocks_are_none_when_left_out_and_some_lists_have_no_order() {
    let rule = |from: [&str; 2]| json!({"ingress": [{"protocol": "-1", "cidr_blocks": from}]});
    let prior = rule(["10.0.0.0/8", "172.16.0.0/12"]);
    let plain = Facts {
        resource_type: "aws_default_security_group",
        ..Facts::NONE
    };
    assert_eq!(changes(&plain, &prior, &json!({})).0, [""; 0]);
    let facts = Facts {
        emptied: &["ingress"],
        unordered: &["ingress[*].cidr_blocks"],
        ..plain
    };
    assert_eq!(changes(&facts, &prior, &json!({})).0, ["ingress"]);
    let same = rule(["172.16.0.0/12", "10.0.0.0/8"]);
    assert_eq!(changes(&facts, &prior, &same).0, [""; 0]);
    assert_eq!(changes(&plain, &prior, &same).0, ["ingress"]);
}

#[test]
fn tags_that_are_left_out_go_also_where_the_schema_calls_them_computed() {
    let facts = Facts {
        resource_type: "aws_vpc_security_group_ingress_rule",
        ..Facts::NONE
    };
    let prior = json!({"tags": {"Name": "a"}, "tags_all": {"Name": "a"}});
    assert_eq!(changes(&facts, &prior, &json!({})).0, ["tags_all"]);
}

const DATABASE: Facts = Facts {
    resource_type: "aws_db_instance",
    write_only: &["s3_import"],
    abbreviated: &["engine_version"],
    ..Facts::NONE
};

#[test]
fn a_version_stays_that_is_desired_by_its_first_numbers() {
    let prior = json!({"instance_class": "db.t4g.micro", "engine_version": "15.4"});
    for (version, expected) in [("15", "15.4"), ("15.4", "15.4"), ("16", "16")] {
        let desired = json!({"instance_class": "db.t4g.micro", "engine_version": version});
        let schema = Catalog::embedded().unwrap().resource("aws_db_instance");
        let schema = schema.unwrap();
        let compared = compare(&DATABASE, &schema, Some(&object(&prior)), &object(&desired));
        let after = compared.after.get("engine_version");
        assert_eq!(after.and_then(Value::as_str), Some(expected));
        assert_eq!(compared.is_empty(), version != "16", "{version}");
    }
}

#[test]
fn a_block_that_aws_never_gives_back_does_not_change() {
    let prior = json!({"instance_class": "db.t4g.micro"});
    let desired = json!({"instance_class": "db.t4g.micro", "s3_import": [{"bucket_name": "dump"}]});
    assert_eq!(changes(&DATABASE, &prior, &desired), (vec![], vec![]));
}

#[test]
fn what_a_kind_calls_alike_does_not_change() {
    let facts = Facts {
        resource_type: "aws_ecs_task_definition",
        replaces: &["container_definitions"],
        alike: &[("container_definitions", |prior, desired| {
            let length = |object: &Object| {
                let text = object.get("container_definitions");
                text.and_then(Value::as_str).map(str::len)
            };
            length(prior) == length(desired)
        })],
        ..Facts::NONE
    };
    let prior = json!({"family": "app", "container_definitions": "[ ]"});
    let same = json!({"family": "app", "container_definitions": "[\n]"});
    let other = json!({"family": "api", "container_definitions": "[{}]"});
    assert_eq!(changes(&facts, &prior, &same), (vec![], vec![]));
    let (changed, replaces) = changes(&facts, &prior, &other);
    assert_eq!(changed, ["container_definitions", "family"]);
    assert_eq!(replaces, ["container_definitions"]);
}

const DATA: Facts = Facts {
    resource_type: "terraform_data",
    replaces: &["triggers_replace"],
    echoes: &[("output", "input")],
    ..Facts::NONE
};

fn data(prior: Option<&Json>, desired: &Json) -> tollgate_plan::Comparison {
    let schema = Catalog::embedded()
        .unwrap()
        .built("terraform_data")
        .unwrap();
    compare(&DATA, &schema, prior.map(object).as_ref(), &object(desired))
}

#[test]
fn an_output_comes_after_its_input() {
    let prior = json!({"id": "1", "input": 1, "output": 1});
    let unknown = |compared: &tollgate_plan::Comparison| {
        compared.after.get("output").is_some_and(Value::is_unknown)
    };
    assert!(unknown(&data(None, &json!({"input": 1}))));
    assert!(!data(None, &json!({})).after.contains_key("output"));
    for other in [
        json!("1"),
        json!(2),
        json!([1]),
        json!({}),
        json!("(unknown)"),
    ] {
        let compared = data(Some(&prior), &json!({"input": other}));
        assert!(unknown(&compared), "{other}");
        assert_eq!(compared.changed.len(), 1, "{other}");
        assert!(compared.replaces.is_empty(), "{other}");
    }
    let gone = data(Some(&prior), &json!({}));
    assert_eq!(gone.changed.len(), 1);
    assert!(!gone.after.contains_key("output"));
    let same = data(Some(&prior), &json!({"input": 1}));
    assert!(same.is_empty());
    assert_eq!(same.after, object(&prior));
}

#[test]
fn what_is_empty_is_something_where_anything_may_be() {
    for (before, after) in [
        (json!({}), json!({"triggers_replace": ""})),
        (json!({"triggers_replace": false}), json!({})),
        (
            json!({"triggers_replace": 0}),
            json!({"triggers_replace": "0"}),
        ),
        (
            json!({"triggers_replace": [{"a": 1}]}),
            json!({"triggers_replace": [{"a": "1"}]}),
        ),
    ] {
        let compared = data(Some(&before), &after);
        assert_eq!(compared.replaces.len(), 1, "{before} {after}");
    }
    let same = json!({"triggers_replace": {"a": [null, 1], "b": 1.0}});
    let read = json!({"triggers_replace": {"a": [null, 1], "b": 1, "c": null}});
    assert!(data(Some(&same), &read).is_empty());
}
