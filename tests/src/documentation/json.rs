//! JSON as people write it: what fits stays on one line.

use serde_json::Value;

/// A value is broken over several lines when it would end behind this column.
const WIDTH: usize = 100;

/// `value` as text; lists and objects that fit stay on one line, the others are indented by two.
#[must_use]
pub fn layout(value: &Value) -> String {
    at(value, 0, 0)
}

/// `value` on one line.
#[must_use]
pub fn line(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), line(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

/// `value` inside `depth` others, behind a name of `before` characters.
fn at(value: &Value, depth: usize, before: usize) -> String {
    let short = line(value);
    if 2 * depth + before + short.chars().count() <= WIDTH {
        return short;
    }
    let outer = "  ".repeat(depth);
    let inner = "  ".repeat(depth + 1);
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| format!("{inner}{}", at(item, depth + 1, 1)))
                .collect();
            format!("[\n{}\n{outer}]", items.join(",\n"))
        }
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| {
                    let name = Value::from(name.as_str()).to_string();
                    let value = at(value, depth + 1, name.chars().count() + 3);
                    format!("{inner}{name}: {value}")
                })
                .collect();
            format!("{{\n{}\n{outer}}}", members.join(",\n"))
        }
        _ => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_fits_stays_on_one_line() {
        let value = json!({"a": [1, {"b": "c"}], "d": {}, "e": []});
        assert_eq!(
            layout(&value),
            r#"{ "a": [1, { "b": "c" }], "d": {}, "e": [] }"#
        );
    }

    #[test]
    fn what_does_not_fit_is_broken_and_stays_the_same_value() {
        let long = "x".repeat(60);
        let value = json!({"outer": {"first": [long.clone(), "y"], "second": long}});
        let text = layout(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(
            text.lines().count() > 3 && text.lines().all(|line| line.len() <= WIDTH),
            "{text}"
        );
    }
}
