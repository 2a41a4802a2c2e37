//! What is kept of a value that must not be kept: enough to tell whether another one is the same.
//!
//! A hash without a key would give away short passwords to whoever can try them all. The key is part of
//! the encrypted snapshot and of nothing else: no export has it. Each secret has a salt of its own, so
//! that not even equal secrets look alike.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use tollgate_model::{AttributePath, Object, Value};
use zeroize::Zeroizing;

use crate::json;
use crate::key::{KeyError, PlainKey, random};

/// The length of a salt, in bytes.
const SALT_LENGTH: usize = 16;

/// What is kept of a secret value. It has no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// HMAC-SHA-256 of the salt and the value, in base64.
    hash: String,
    /// Random bytes, in base64.
    salt: String,
    /// Where the value can be had: the ARN of a secret, or the name of an environment variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret")
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
}

/// The key of a state's hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashKey(PlainKey);

impl HashKey {
    /// A new key.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn random() -> Result<Self, KeyError> {
        PlainKey::random().map(Self)
    }

    /// What is kept of a value.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn hash(&self, value: &Value) -> Result<Secret, KeyError> {
        let salt: [u8; SALT_LENGTH] = random()?;
        Ok(Secret {
            hash: BASE64.encode(self.mac(&salt, value)?.finalize().into_bytes()),
            salt: BASE64.encode(salt),
            reference: None,
        })
    }

    /// Whether this is the value of which `secret` was kept. Takes the same time for all that it is not.
    #[must_use]
    pub fn is_same(&self, secret: &Secret, value: &Value) -> bool {
        let (Ok(salt), Ok(hash)) = (BASE64.decode(&secret.salt), BASE64.decode(&secret.hash))
        else {
            return false;
        };
        self.mac(&salt, value)
            .is_ok_and(|mac| mac.verify_slice(&hash).is_ok())
    }

    fn mac(&self, salt: &[u8], value: &Value) -> Result<Hmac<Sha256>, KeyError> {
        // A key of any length will do for an HMAC; the error is only in the type.
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).map_err(|_| KeyError::Tampered)?;
        mac.update(salt);
        mac.update(Zeroizing::new(json::canonical(value)).as_bytes());
        Ok(mac)
    }

    /// Takes what is marked as sensitive out of the attributes, and gives what is kept of it, by where
    /// it stood. What is null or not known is taken out, too.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn take(
        &self,
        attributes: &mut Object,
    ) -> Result<BTreeMap<AttributePath, Secret>, KeyError> {
        let mut secrets = BTreeMap::new();
        self.take_members(attributes, &mut AttributePath::default(), &mut secrets)?;
        Ok(secrets)
    }

    fn take_members(
        &self,
        attributes: &mut Object,
        path: &mut AttributePath,
        secrets: &mut BTreeMap<AttributePath, Secret>,
    ) -> Result<(), KeyError> {
        for (name, value) in attributes.iter_mut() {
            path.push(name.as_str());
            self.take_value(value, path, secrets)?;
            path.pop();
        }
        attributes.retain(|_, value| *value != Value::Null);
        Ok(())
    }

    fn take_value(
        &self,
        value: &mut Value,
        path: &mut AttributePath,
        secrets: &mut BTreeMap<AttributePath, Secret>,
    ) -> Result<(), KeyError> {
        match value {
            Value::Sensitive(inner) => {
                if !inner.is_null() && !inner.is_unknown() {
                    secrets.insert(path.clone(), self.hash(inner)?);
                }
                *value = Value::Null;
            }
            Value::Unknown(_) => *value = Value::Null,
            Value::Object(attributes) => self.take_members(attributes, path, secrets)?,
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    path.push(index);
                    self.take_value(item, path, secrets)?;
                    path.pop();
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        Ok(())
    }
}

impl Serialize for HashKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Zeroizing::new(BASE64.encode(self.0.as_bytes())).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for HashKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).map_err(de::Error::custom)?);
        PlainKey::from_slice(&bytes)
            .map(Self)
            .ok_or_else(|| de::Error::custom("a key of another length"))
    }
}
