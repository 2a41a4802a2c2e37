//! The text of a policy document, byte for byte as Go's encoder gives it.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::value::{Data, Value};

/// The text of a document, of which each statement is a list of named parts.
pub fn text<'a>(
    version: &str,
    id: &str,
    statements: impl Iterator<Item = &'a [(&'static str, Value)]>,
    pretty: bool,
) -> String {
    let statement = statements.map(PrintedStatement::new).collect();
    let printed = Printed {
        version,
        id,
        statement,
    };
    let text = if pretty {
        serde_json::to_string_pretty(&printed)
    } else {
        serde_json::to_string(&printed)
    };
    // Go's encoder keeps JSON safe inside HTML. All of these stand in strings only.
    let text = text.unwrap_or_default();
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => safe.push(c),
        }
    }
    safe
}

/// The document as the provider prints it: its parts in this order, empty ones left out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Printed<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    version: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statement: Vec<PrintedStatement>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PrintedStatement {
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_action: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_resource: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    principal: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_principal: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Json>,
}

impl PrintedStatement {
    fn new(parts: &[(&'static str, Value)]) -> Self {
        let part = |name: &str| {
            let part = parts.iter().find(|(known, _)| *known == name);
            part.map(|(_, value)| to_json(value))
        };
        Self {
            sid: part("Sid"),
            effect: part("Effect"),
            action: part("Action"),
            not_action: part("NotAction"),
            resource: part("Resource"),
            not_resource: part("NotResource"),
            principal: part("Principal"),
            not_principal: part("NotPrincipal"),
            condition: part("Condition"),
        }
    }
}

fn to_json(value: &Value) -> Json {
    match (&value.data, value.items(), value.members()) {
        (Data::Bool(truth), ..) => json!(truth),
        (Data::String(text), ..) => json!(text),
        (_, Some(items), _) => Json::Array(items.iter().map(to_json).collect()),
        (_, _, Some(members)) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.to_string(), to_json(value)));
            Json::Object(members.collect::<Map<_, _>>())
        }
        (Data::Number(number), ..) => Json::Number(crate::number::json(number)),
        _ => Json::Null,
    }
}
