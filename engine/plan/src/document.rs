//! JSON documents inside text, compared by what they say.
//!
//! AWS gives policies back with its own spacing, with one action as text or as a list of one, with
//! lists in another order, and with an account instead of its root user's ARN.

use serde_json::Value as Json;

/// Whether two texts hold the same document. Texts that are not JSON must be equal.
pub fn same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    match (parse(a), parse(b)) {
        (Some(a), Some(b)) => canonical(a) == canonical(b),
        _ => false,
    }
}

fn parse(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// The document with everything that does not matter taken out.
fn canonical(value: Json) -> Json {
    match value {
        Json::Array(items) => {
            let mut items: Vec<Json> = items.into_iter().map(canonical).collect();
            items.sort_by_cached_key(Json::to_string);
            items.dedup();
            match items.len() {
                1 => items.remove(0),
                _ => Json::Array(items),
            }
        }
        Json::Object(members) => Json::Object(
            members
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, canonical(value)))
                .collect(),
        ),
        Json::String(text) => Json::String(account(&text).unwrap_or(&text).to_owned()),
        // AWS reads a condition's `true` and `"true"` alike.
        Json::Bool(flag) => Json::String(flag.to_string()),
        Json::Number(number) => Json::String(number.to_string()),
        Json::Null => Json::Null,
    }
}

/// `111122223333` from `arn:aws:iam::111122223333:root`.
fn account(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("arn:")?;
    let (_, rest) = rest.split_once(":iam::")?;
    rest.strip_suffix(":root")
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn what_aws_rewrites_is_the_same() {
        for (a, b) in [
            (r#"{"Action":"s3:Get"}"#, r#"{ "Action": ["s3:Get"] }"#),
            (r#"{"Action":["a","b"]}"#, r#"{"Action":["b","a"]}"#),
            (
                r#"{"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}"#,
                r#"{"Principal":{"AWS":"111122223333"}}"#,
            ),
            (
                r#"{"Condition":{"Bool":{"aws:SecureTransport":false}}}"#,
                r#"{"Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#,
            ),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn what_differs_is_not() {
        for (a, b) in [
            (r#"{"Action":"s3:Get"}"#, r#"{"Action":"s3:Put"}"#),
            (r#"{"Effect":"Allow"}"#, r#"{"Effect":"Deny"}"#),
            (r#"{"Action":["a","b"]}"#, r#"{"Action":["a"]}"#),
            ("not json", "not  json"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
