//! Small plans made by hand, as `terraform show -json` writes them.

use serde_json::{Map, Value, json};
use tollgate_model::Address;

/// A plan of these changes.
#[must_use]
pub fn plan(changes: &[Value]) -> String {
    json!({
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": changes,
        "configuration": { "root_module": {} },
    })
    .to_string()
}

/// One change. The address decides module, type, name and key; `before` and `after` may be null.
///
/// # Panics
/// When the address is none.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn change(address: &str, actions: &[&str], before: &Value, after: &Value) -> Value {
    let parsed: Address = address.parse().unwrap_or_else(|error| panic!("{error}"));
    let marks = |values: &Value| match values {
        Value::Null => Value::Bool(false),
        _ => Value::Object(Map::new()),
    };
    json!({
        "address": address,
        "mode": "managed",
        "type": parsed.resource_type().as_ref(),
        "name": parsed.name().as_ref(),
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": actions,
            "before": before,
            "after": after,
            "after_unknown": {},
            "before_sensitive": marks(before),
            "after_sensitive": marks(after),
        },
    })
}

/// `object` with these attributes in it, or in place of its own.
#[must_use]
pub fn with(object: &Value, attributes: &Value) -> Value {
    let mut changed = object.clone();
    if let (Some(changed), Some(attributes)) = (changed.as_object_mut(), attributes.as_object()) {
        changed.extend(attributes.clone());
    }
    changed
}
