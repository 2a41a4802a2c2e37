//! `random_password`: a secret that nobody thought of. Its id is the operation that made it.
//!
//! The value is known only to the process that made it: to a later one `result` is unknown, and
//! `bcrypt_hash` is never given.

use async_trait::async_trait;
use tollgate_model::facts::Default::{Flag, Whole};
use tollgate_model::{Facts, Object, Value};

use super::random;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;
use crate::own::Known;

/// `random_password`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "random_password",
        replaces: ARGUMENTS,
        // Two names of one switch.
        filled_in: &["number", "numeric"],
        defaults: &[
            ("lower", Flag(true)),
            ("upper", Flag(true)),
            ("special", Flag(true)),
            ("min_lower", Whole(0)),
            ("min_numeric", Whole(0)),
            ("min_special", Whole(0)),
            ("min_upper", Whole(0)),
        ],
        sensitive: &["result", "bcrypt_hash"],
        remembered: ARGUMENTS,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &[],
        read: &[],
        create: &[],
        update: &[],
        delete: &[],
    },
    operations: &RandomPassword,
};

const ARGUMENTS: &[&str] = &[
    "keepers",
    "length",
    "lower",
    "min_lower",
    "min_numeric",
    "min_special",
    "min_upper",
    "number",
    "numeric",
    "override_special",
    "special",
    "upper",
];

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NUMERIC: &str = "0123456789";
const SPECIAL: &str = "!@#$%&*()-_=+[]{}<>:?";

struct RandomPassword;

#[async_trait]
impl Operations for RandomPassword {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(aws.own().ids(&key("")))
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        Ok(match aws.own().get(&key(id)) {
            Known::Made(object) => Some(object),
            Known::Removed => None,
            Known::Unknown => Some(Live::with_id(id).into_object()),
        })
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let id = &operation.id;
        if let Known::Made(_) = aws.own().get(&key(id)) {
            return Ok(id.clone());
        }
        let numeric = is_numeric(desired);
        let arguments = ARGUMENTS.iter().fold(Live::with_id(id), |live, name| {
            live.value(name, desired.get(name).cloned())
        });
        let object = arguments
            .flag("number", Some(numeric))
            .flag("numeric", Some(numeric))
            .value("result", Some(Value::String(password(desired)?)));
        aws.own().put(key(id), object.into_object());
        Ok(id.clone())
    }

    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        aws.own().remove(key(id));
        Ok(())
    }
}

/// Where the value is kept: other kinds are in the same place.
fn key(id: &str) -> String {
    format!("random_password.{id}")
}

fn is_numeric(desired: Attributes<'_>) -> bool {
    let numeric = desired.flag("numeric").or_else(|| desired.flag("number"));
    numeric.unwrap_or(true)
}

/// A new password: of each class as many as there must be, the rest of all that may be, in any order.
fn password(desired: Attributes<'_>) -> Result<String> {
    let special = desired.text("override_special").unwrap_or(SPECIAL);
    let may = |name| desired.flag(name).unwrap_or(true);
    let classes = [
        (LOWER, "min_lower", may("lower")),
        (UPPER, "min_upper", may("upper")),
        (NUMERIC, "min_numeric", is_numeric(desired)),
        (special, "min_special", may("special")),
    ];
    let length: usize = desired.whole("length").unwrap_or_default();
    let (mut all, mut result) = (Vec::new(), Vec::new());
    for (characters, least, may) in classes {
        let characters: Vec<char> = characters.chars().collect();
        let least = desired.whole(least).unwrap_or_default();
        random::choose(&characters, least, &mut result)?;
        if may {
            all.extend(characters);
        }
    }
    let rest = length.checked_sub(result.len()).filter(|_| length > 0);
    let rest = rest.ok_or_else(|| {
        let least = result.len().max(1);
        let message = format!("`length` must be at least {least}: what must be in it needs that");
        Failure::invalid("random_password", message)
    })?;
    random::choose(&all, rest, &mut result)?;
    random::shuffle(&mut result)?;
    Ok(result.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn made(arguments: &Json) -> Result<String> {
        let object = arguments.as_object().unwrap().iter();
        let object: Object = object
            .map(|(name, json)| {
                let value = match json {
                    Json::Bool(flag) => Value::Bool(*flag),
                    Json::String(text) => Value::string(text.as_str()),
                    json => Value::from(json.as_i64().unwrap()),
                };
                (name.clone(), value)
            })
            .collect();
        password(Attributes::new("random_password", &object))
    }

    #[test]
    fn two_passwords_differ_and_are_as_long_as_asked() {
        let (one, other) = (made(&json!({"length": 64})), made(&json!({"length": 64})));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.chars().count(), 64);
        assert_ne!(one, other);
    }

    #[test]
    fn only_what_may_be_is_in_it() {
        let all = |arguments: Json, allowed: fn(char) -> bool| {
            for _ in 0..50 {
                let password = made(&arguments).unwrap();
                assert!(password.chars().all(allowed), "{arguments} {password}");
            }
        };
        all(json!({"length": 32, "special": false}), |c| {
            c.is_ascii_alphanumeric()
        });
        all(json!({"length": 32, "override_special": "%é"}), |c| {
            c.is_ascii_alphanumeric() || c == '%' || c == 'é'
        });
        all(
            json!({"length": 32, "special": false, "upper": false, "numeric": false}),
            |c| c.is_ascii_lowercase(),
        );
        all(
            json!({"length": 32, "special": false, "lower": false, "number": false}),
            |c| c.is_ascii_uppercase(),
        );
    }

    #[test]
    fn what_must_be_is_in_it() {
        let arguments = json!({
            "length": 10, "min_lower": 3, "min_upper": 3, "min_numeric": 2, "min_special": 2
        });
        for _ in 0..50 {
            let password = made(&arguments).unwrap();
            let count = |is: fn(char) -> bool| password.chars().filter(|c| is(*c)).count();
            let counts = [
                count(|c| c.is_ascii_lowercase()),
                count(|c| c.is_ascii_uppercase()),
                count(|c| c.is_ascii_digit()),
                count(|c| SPECIAL.contains(c)),
            ];
            assert_eq!(counts, [3, 3, 2, 2], "{password}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for arguments in [
            json!({"length": 0}),
            json!({"length": 3, "min_lower": 2, "min_upper": 2}),
            json!({"length": 8, "lower": false, "upper": false, "numeric": false, "special": false}),
        ] {
            assert!(made(&arguments).is_err(), "{arguments}");
        }
    }
}
