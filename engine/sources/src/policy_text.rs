//! JSON documents inside strings: which attributes hold them, and the one shape of IAM policies.

use tollgate_model::{Object, Value};

use crate::tree::Tree;

/// Attributes, on whatever type and at whatever depth, that hold a JSON document as text.
const ATTRIBUTES: &[&str] = &[
    "access_policies",
    "access_policy",
    "assume_role_policy",
    "compliance_rules",
    "container_definitions",
    "container_properties",
    "content_policy",
    "dashboard_body",
    "definition",
    "delivery_policy",
    "ecs_properties",
    "event_pattern",
    "filter_policy",
    "iam_policy",
    "inline_policy",
    "input_parameters",
    "key_policy",
    "lifecycle_policy",
    "node_properties",
    "pattern",
    "policy",
    "policy_body",
    "policy_data",
    "policy_document",
    "policy_text",
    "redrive_allow_policy",
    "redrive_policy",
    "repository_policy",
    "resource_policy",
    "routing_rules",
    "scaling_policy",
];

/// Whether an attribute of this name may hold a JSON document.
#[must_use]
pub fn holds_json(name: &str) -> bool {
    ATTRIBUTES.binary_search(&name).is_ok()
}

/// The document in `text`, policies brought to one shape; none if the text is no JSON object or
/// list.
#[must_use]
pub fn decode(text: &str) -> Option<Value> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let Tree(mut document) = serde_json::from_str(text).ok()?;
    canonical(&mut document);
    Some(document)
}

/// Brings a policy document to one shape; leaves every other document as it is.
pub fn canonical(document: &mut Value) {
    let Value::Object(document) = document else {
        return;
    };
    let Some(statements) = document.get_mut("Statement") else {
        return;
    };
    listed(statements);
    if let Value::List(statements) = statements {
        for statement in statements {
            if let Value::Object(statement) = statement {
                canonical_statement(statement);
            }
        }
    }
}

fn canonical_statement(statement: &mut Object) {
    for name in ["Action", "NotAction", "Resource", "NotResource"] {
        if let Some(value) = statement.get_mut(name) {
            listed(value);
        }
    }
    for name in ["Principal", "NotPrincipal"] {
        if let Some(principal) = statement.get_mut(name) {
            canonical_principal(principal);
        }
    }
    if let Some(Value::Object(operators)) = statement.get_mut("Condition") {
        for keys in operators.values_mut() {
            if let Value::Object(keys) = keys {
                for values in keys.values_mut() {
                    listed(values);
                    texts(values);
                }
            }
        }
    }
}

fn canonical_principal(principal: &mut Value) {
    match principal {
        Value::String(_) => {
            let mut everyone = std::mem::take(principal);
            listed(&mut everyone);
            *principal = Value::Object(Object::from([("AWS".to_owned(), everyone)]));
        }
        Value::Object(kinds) => {
            for identifiers in kinds.values_mut() {
                listed(identifiers);
            }
            // `{"*": "*"}` is another way to write everyone.
            if let Some(everyone) = kinds.remove("*") {
                kinds.entry("AWS".to_owned()).or_insert(everyone);
            }
        }
        _ => {}
    }
}

/// One thing becomes a list of one.
fn listed(value: &mut Value) {
    if !matches!(value, Value::List(_) | Value::Unknown(_) | Value::Null) {
        *value = Value::List(vec![std::mem::take(value)]);
    }
}

/// Numbers and truth values in a list become text, as AWS compares them.
fn texts(values: &mut Value) {
    let Value::List(items) = values else { return };
    for item in items {
        match item {
            Value::Bool(flag) => *item = Value::String(flag.to_string()),
            Value::Number(number) => *item = Value::String(number.to_string()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted() {
        assert!(ATTRIBUTES.is_sorted());
    }

    #[test]
    fn policies_come_in_one_shape() {
        let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
            "Action": "s3:*", "Resource": "arn:aws:s3:::b", "NotPrincipal": {"Service": "a.b"},
            "Condition": {"Bool": {"aws:SecureTransport": false}, "NumericLessThan": {"k": [1]}}}}"#;
        assert_eq!(
            decode(text).unwrap(),
            Value::from(serde_json::json!({"Version": "2012-10-17", "Statement": [{
                "Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["s3:*"],
                "Resource": ["arn:aws:s3:::b"], "NotPrincipal": {"Service": ["a.b"]},
                "Condition": {"Bool": {"aws:SecureTransport": ["false"]}, "NumericLessThan": {"k": ["1"]}},
            }]}))
        );
    }

    #[test]
    fn other_documents_and_texts_stay() {
        assert_eq!(
            decode("[{\"name\": \"app\"}]").unwrap(),
            Value::from(serde_json::json!([{"name": "app"}]))
        );
        for text in ["", "plain", "{broken", "12", "\"x\""] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode(&"[".repeat(100_000)), None);
    }
}
