//! Blocks of a web ACL, in Terraform's words and in those of AWS.
//!
//! Statements nest in each other without end, so no schema lists them. What they say is the same in
//! both, member for member: `rate_based_statement` is `RateBasedStatement`; tables hold what differs.

use aws_smithy_types::base64;
use serde_json::{Map, Value as Json};
use tollgate_model::{Object, Value};

/// Terraform's name and AWS's, where the one does not follow from the other.
const NAMES: &[(&str, &str)] = &[
    ("arn", "ARN"),
    ("asn", "ASN"),
    (
        "aws_managed_rules_acfp_rule_set",
        "AWSManagedRulesACFPRuleSet",
    ),
    (
        "aws_managed_rules_anti_ddos_rule_set",
        "AWSManagedRulesAntiDDoSRuleSet",
    ),
    (
        "aws_managed_rules_atp_rule_set",
        "AWSManagedRulesATPRuleSet",
    ),
    (
        "aws_managed_rules_bot_control_rule_set",
        "AWSManagedRulesBotControlRuleSet",
    ),
    ("cloudwatch_metrics_enabled", "CloudWatchMetricsEnabled"),
    ("data_protection", "DataProtections"),
    ("forwarded_ip", "ForwardedIP"),
    ("forwarded_ip_config", "ForwardedIPConfig"),
    ("http_method", "HTTPMethod"),
    ("ip", "IP"),
    ("ip_set_forwarded_ip_config", "IPSetForwardedIPConfig"),
    ("ip_set_reference_statement", "IPSetReferenceStatement"),
    ("ja3_fingerprint", "JA3Fingerprint"),
    ("ja4_fingerprint", "JA4Fingerprint"),
];

/// Blocks of which there may be several: Terraform's name and the name of AWS's list.
const SEVERAL: &[(&str, &str)] = &[
    ("condition", "Conditions"),
    ("custom_key", "CustomKeys"),
    ("data_protection", "DataProtections"),
    (
        "exempt_uri_regular_expression",
        "ExemptUriRegularExpressions",
    ),
    ("filter", "Filters"),
    ("insert_header", "InsertHeaders"),
    ("managed_rule_group_configs", "ManagedRuleGroupConfigs"),
    ("redacted_fields", "RedactedFields"),
    ("response_header", "ResponseHeaders"),
    ("rule", "Rules"),
    ("rule_action_override", "RuleActionOverrides"),
    ("rule_label", "RuleLabels"),
    ("text_transformation", "TextTransformations"),
];

/// Statements that hold several others.
const JOINING: &[&str] = &["and_statement", "or_statement"];

/// What is text in Terraform and bytes for AWS.
const BYTES: &[&str] = &["search_string"];

/// A request's members for the attributes and blocks of an object.
pub fn members(within: &str, object: &Object) -> Map<String, Json> {
    let mut members = Map::new();
    for (name, value) in object {
        let value = value.unmarked();
        match value.as_list().and_then(blocks) {
            Some(bodies) => {
                let mut bodies: Vec<Json> = bodies
                    .into_iter()
                    .map(|body| Json::Object(self::members(name, body)))
                    .collect();
                match several(within, name) {
                    Some(wire) => members.insert(wire.to_owned(), Json::Array(bodies)),
                    None => members.insert(spelt(name), bodies.swap_remove(0)),
                };
            }
            None => {
                if let Some(json) = plain(name, value) {
                    members.insert(spelt(name), json);
                }
            }
        }
    }
    members
}

/// The attributes and blocks that an answer's object tells.
pub fn body(json: &Map<String, Json>) -> Object {
    let mut object = Object::new();
    for (wire, json) in json {
        let name = name_of(wire);
        let value = match json {
            Json::Null => continue,
            Json::Object(members) => Value::List(vec![Value::Object(body(members))]),
            Json::Array(items) if items.is_empty() => continue,
            Json::Array(items) => Value::List(items.iter().filter_map(item).collect()),
            Json::String(text) if text.is_empty() => continue,
            Json::String(text) if BYTES.contains(&name.as_str()) => match bytes(text) {
                Some(text) => Value::string(text),
                None => continue,
            },
            Json::String(text) => Value::string(text.as_str()),
            Json::Bool(flag) => Value::Bool(*flag),
            Json::Number(number) => Value::Number(number.clone()),
        };
        object.insert(name, value);
    }
    object
}

fn item(json: &Json) -> Option<Value> {
    match json {
        Json::Object(members) => Some(Value::Object(body(members))),
        Json::String(text) => Some(Value::string(text.as_str())),
        Json::Number(number) => Some(Value::Number(number.clone())),
        _ => None,
    }
}

fn bytes(text: &str) -> Option<String> {
    String::from_utf8(base64::decode(text).ok()?).ok()
}

/// The bodies of nested blocks, if the list is one of blocks and has any.
fn blocks(items: &[Value]) -> Option<Vec<&Object>> {
    let bodies: Vec<&Object> = items
        .iter()
        .filter_map(|item| item.unmarked().as_object())
        .collect();
    (!bodies.is_empty()).then_some(bodies)
}

/// A value that is no block; nothing for what is unset or empty.
fn plain(name: &str, value: &Value) -> Option<Json> {
    Some(match value.unmarked() {
        Value::String(text) if text.is_empty() => return None,
        Value::String(text) if BYTES.contains(&name) => Json::String(base64::encode(text)),
        Value::String(text) => Json::String(text.clone()),
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::Number(number.clone()),
        Value::List(items) if !items.is_empty() => {
            Json::Array(items.iter().filter_map(|item| plain(name, item)).collect())
        }
        _ => return None,
    })
}

fn several(within: &str, name: &str) -> Option<&'static str> {
    if name == "statement" && JOINING.contains(&within) {
        return Some("Statements");
    }
    let listed = SEVERAL.iter().find(|(terraform, _)| *terraform == name);
    listed.map(|(_, wire)| *wire)
}

/// AWS's name of an attribute or block.
fn spelt(name: &str) -> String {
    if let Some((_, wire)) = NAMES.iter().find(|(terraform, _)| *terraform == name) {
        return (*wire).to_owned();
    }
    let mut wire = String::new();
    for word in name.split('_') {
        let mut letters = word.chars();
        wire.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        wire.push_str(letters.as_str());
    }
    wire
}

/// Terraform's name of a member.
fn name_of(wire: &str) -> String {
    if wire == "Statements" {
        return "statement".to_owned();
    }
    let mut listed = NAMES.iter().chain(SEVERAL);
    if let Some((terraform, _)) = listed.find(|(_, listed)| *listed == wire) {
        return (*terraform).to_owned();
    }
    let mut name = String::new();
    for letter in wire.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn there_and_back(wire: Json) {
        let object = body(wire.as_object().unwrap());
        assert_eq!(Json::Object(members("", &object)), wire);
    }

    #[test]
    fn a_statement_is_the_same_after_being_read() {
        there_and_back(json!({
            "Name": "rules",
            "Priority": 7,
            "OverrideAction": { "None": {} },
            "Statement": { "ManagedRuleGroupStatement": {
                "VendorName": "AWS",
                "Name": "AWSManagedRulesBotControlRuleSet",
                "ManagedRuleGroupConfigs": [
                    { "AWSManagedRulesBotControlRuleSet": { "InspectionLevel": "COMMON" } }
                ],
                "RuleActionOverrides": [
                    { "Name": "CategoryAdvertising", "ActionToUse": { "Count": {} } }
                ],
                "ScopeDownStatement": { "NotStatement": { "Statement": {
                    "IPSetReferenceStatement": {
                        "ARN": "arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/office/1",
                        "IPSetForwardedIPConfig": {
                            "HeaderName": "X-Forwarded-For", "FallbackBehavior": "MATCH", "Position": "FIRST"
                        }
                    }
                } } }
            } },
            "VisibilityConfig": {
                "CloudWatchMetricsEnabled": true, "MetricName": "rules", "SampledRequestsEnabled": false
            }
        }));
    }

    #[test]
    fn statements_join_statements_and_search_for_bytes() {
        let search = json!({ "ByteMatchStatement": {
            "SearchString": "L2FkbWlu",
            "FieldToMatch": { "UriPath": {} },
            "PositionalConstraint": "STARTS_WITH",
            "TextTransformations": [
                { "Priority": 0, "Type": "URL_DECODE" }, { "Priority": 1, "Type": "LOWERCASE" }
            ]
        } });
        let countries = json!({ "GeoMatchStatement": { "CountryCodes": ["AT", "CH"] } });
        let wire = json!({ "RateBasedStatement": {
            "Limit": 100,
            "AggregateKeyType": "CUSTOM_KEYS",
            "CustomKeys": [ { "IP": {} }, { "HTTPMethod": {} } ],
            "ScopeDownStatement": { "AndStatement": { "Statements": [
                search,
                { "OrStatement": { "Statements": [countries, { "LabelMatchStatement": { "Scope": "LABEL", "Key": "a:b" } }] } }
            ] } }
        } });
        let object = body(wire.as_object().unwrap());
        let text = format!("{object:?}");
        assert!(text.contains("/admin"), "{text}");
        there_and_back(wire);
    }
}
