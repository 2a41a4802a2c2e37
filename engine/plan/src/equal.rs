//! Whether two values of one attribute are the same to AWS.

use tollgate_model::schema::AttributeType;
use tollgate_model::{Object, Value};

/// Whether a value says no more than being unset does: the provider writes `""`, `false`, `0` and
/// empty lists for what AWS does not tell.
pub fn is_blank(value: &Value) -> bool {
    match value.unmarked() {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.iter().all(is_blank),
        Value::Object(members) => members.values().all(is_blank),
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Bool(true) | Value::Unknown(_) | Value::Sensitive(_) => false,
    }
}

/// Whether a value of this type says no more than being unset does.
pub fn is_unset(kind: &AttributeType, value: &Value) -> bool {
    match kind {
        AttributeType::Dynamic => value.unmarked().is_null(),
        _ => is_blank(value),
    }
}

/// Whether two values are exactly the same. A member that is null is as good as none, since what was
/// remembered has none.
fn identical(a: &Value, b: &Value) -> bool {
    match (a.unmarked(), b.unmarked()) {
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => false,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| identical(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys());
            let member = |object: &Object, name| object.get(name).cloned().unwrap_or(Value::Null);
            names
                .into_iter()
                .all(|name| identical(&member(a, name), &member(b, name)))
        }
        (a @ Value::Number(_), b @ Value::Number(_)) => a == b || scalar(a) == scalar(b),
        (a, b) => a == b,
    }
}

/// Whether two values of an attribute of this type are the same. Unknown is equal to nothing.
pub fn equal(kind: &AttributeType, a: &Value, b: &Value) -> bool {
    let (a, b) = (a.unmarked(), b.unmarked());
    match (kind, a, b) {
        (_, Value::Unknown(_), _) | (_, _, Value::Unknown(_)) => false,
        (AttributeType::Dynamic, a, b) => identical(a, b),
        (AttributeType::Set(inner), Value::List(a), Value::List(b)) => same_set(inner, a, b),
        (AttributeType::List(inner), Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(inner, a, b))
        }
        (AttributeType::Map(inner), Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| equal(inner, a, b)))
        }
        _ => {
            a == b
                || scalar(a).is_some_and(|a| Some(a) == scalar(b))
                || (is_blank(a) && is_blank(b))
        }
    }
}

/// The same elements, in any order.
fn same_set(kind: &AttributeType, a: &[Value], b: &[Value]) -> bool {
    let within = |a: &[Value], b: &[Value]| a.iter().all(|a| b.iter().any(|b| equal(kind, a, b)));
    within(a, b) && within(b, a)
}

/// A scalar as text: `"60"` and `60`, `"true"` and `true` are the same.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string(),
            _ => number.to_string(),
        }),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Whether two texts name the same object, each by its ARN or by its id: `…:key/1234` and `1234`.
pub fn same_object(a: &str, b: &str) -> bool {
    let named = |arn: &str, id: &str| {
        let name = arn.starts_with("arn:").then(|| arn.splitn(6, ':').nth(5));
        name.flatten().is_some_and(|name| {
            name == id
                || name
                    .strip_suffix(id)
                    .is_some_and(|rest| !id.is_empty() && rest.ends_with('/'))
        })
    };
    a == b || named(a, b) || named(b, a)
}

/// Whether a version stands for another by its first numbers: `15` for `15.4`, `6.x` for `6.2`.
pub fn is_abbreviation(short: &Value, long: &Value) -> bool {
    let texts = short.unmarked().as_str().zip(long.unmarked().as_str());
    texts.is_some_and(|(short, long)| {
        let first = short.strip_suffix(".x").unwrap_or(short);
        let rest = long.strip_prefix(first);
        !first.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use tollgate_model::Value;

    use super::{is_abbreviation, same_object};

    #[test]
    fn a_version_may_be_given_by_its_first_numbers() {
        let stands_for =
            |short: &str, long: &str| is_abbreviation(&Value::string(short), &Value::string(long));
        for (short, long) in [
            ("15", "15.4"),
            ("15.4", "15.4"),
            ("6.x", "6.2"),
            ("8.0", "8.0.36"),
        ] {
            assert!(stands_for(short, long), "{short} for {long}");
        }
        for (short, long) in [
            ("15", "150.1"),
            ("15.4", "15"),
            ("15.4", "15.40"),
            ("", "15"),
            ("5.x", "6.2"),
        ] {
            assert!(!stands_for(short, long), "{short} not for {long}");
        }
    }

    #[test]
    fn an_arn_and_the_id_in_it_are_the_same() {
        let key = "arn:aws:kms:eu-west-1:111122223333:key/1234";
        let alias = "arn:aws:kms:eu-west-1:111122223333:alias/app";
        assert!(same_object(key, key));
        assert!(same_object(key, "1234"));
        assert!(same_object("1234", key));
        assert!(same_object(alias, "alias/app"));
    }

    #[test]
    fn other_objects_are_not() {
        let key = "arn:aws:kms:eu-west-1:111122223333:key/1234";
        assert!(!same_object(key, "234"));
        assert!(!same_object(key, ""));
        assert!(!same_object(
            key,
            "arn:aws:kms:eu-west-1:111122223333:key/5"
        ));
        assert!(!same_object(
            key,
            "arn:aws:kms:us-east-1:111122223333:key/1234"
        ));
    }
}
