//! `random_id`: a name that nobody else has. Its id says it all, as it does for Terraform's import:
//! the bytes in the alphabet of URLs, after the prefix and a comma if there is one.

use async_trait::async_trait;
use aws_smithy_types::base64;
use tollgate_model::{Facts, Object};

use super::random;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;
use crate::own::Known;

/// `random_id`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "random_id",
        replaces: &["byte_length", "keepers", "prefix"],
        remembered: &["keepers"],
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
    operations: &RandomId,
};

struct RandomId;

#[async_trait]
impl Operations for RandomId {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        Ok(aws.own().ids(&key("")))
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        Ok(match aws.own().get(&key(id)) {
            Known::Made(object) => Some(object),
            Known::Removed => None,
            Known::Unknown => Some(described(id)?.into_object()),
        })
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let length = desired.whole("byte_length").filter(|length| *length > 0);
        let length = length
            .ok_or_else(|| Failure::invalid("random_id", "`byte_length` must be at least 1"))?;
        let bytes = url(&base64::encode(random::bytes(length)?));
        let id = match desired.text("prefix") {
            Some(prefix) => format!("{prefix},{bytes}"),
            None => bytes,
        };
        let live = described(&id)?.value("keepers", desired.get("keepers").cloned());
        aws.own().put(key(&id), live.into_object());
        Ok(id)
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
    format!("random_id.{id}")
}

/// Everything that an id says.
fn described(id: &str) -> Result<Live> {
    let (prefix, text) = match id.rsplit_once(',') {
        Some((prefix, text)) => (Some(prefix), text),
        None => (None, id),
    };
    let mut standard = text.replace('-', "+").replace('_', "/");
    standard.push_str(&"=".repeat(standard.len().wrapping_neg() % 4));
    let bytes = base64::decode(&standard).map_err(|_| {
        let message = format!("`{id}` is not the id of a random_id: it ends in bytes as base64url");
        Failure::invalid("random_id", message)
    })?;
    let with_prefix = |text: String| Some(format!("{}{text}", prefix.unwrap_or_default()));
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Live::with_id(text)
        .text("prefix", prefix)
        .whole("byte_length", i64::try_from(bytes.len()).ok())
        .text("hex", with_prefix(hex))
        .text("dec", with_prefix(decimal(&bytes)))
        .text("b64_std", with_prefix(standard))
        .text("b64_url", with_prefix(text.to_owned())))
}

/// The alphabet of URLs, without the signs that only fill.
fn url(standard: &str) -> String {
    let text = standard.trim_end_matches('=');
    text.replace('+', "-").replace('/', "_")
}

/// Bytes as one number, in decimal digits.
fn decimal(bytes: &[u8]) -> String {
    // The digits, the last first.
    let mut digits = vec![0_u32];
    for byte in bytes {
        let mut carried = u32::from(*byte);
        for digit in &mut digits {
            let value = *digit * 256 + carried;
            *digit = value % 10;
            carried = value / 10;
        }
        while carried > 0 {
            digits.push(carried % 10);
            carried /= 10;
        }
    }
    let digits = digits.into_iter().rev();
    digits
        .filter_map(|digit| char::from_digit(digit, 10))
        .collect()
}

#[cfg(test)]
mod tests {
    use tollgate_model::Value;

    use super::*;

    #[test]
    fn an_id_says_everything() {
        // The example of the provider's documentation of its import.
        let object = described("p-9hUg").unwrap().into_object();
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap();
        assert_eq!(text("b64_url"), "p-9hUg");
        assert_eq!(text("b64_std"), "p+9hUg==");
        assert_eq!(text("hex"), "a7ef6152");
        assert_eq!(text("dec"), "2817483090");
        assert_eq!(object.get("byte_length"), Some(&Value::from(4)));
    }

    #[test]
    fn a_prefix_stands_before_each_form() {
        let object = described("my-prefix-,p-9hUg").unwrap().into_object();
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap();
        assert_eq!(text("prefix"), "my-prefix-");
        assert_eq!(text("id"), "p-9hUg");
        assert_eq!(text("hex"), "my-prefix-a7ef6152");
        assert_eq!(text("b64_url"), "my-prefix-p-9hUg");
    }

    #[test]
    fn other_words_are_no_id() {
        assert!(described("not an id").is_err());
    }
}
