//! One document, one string of bytes: RFC 8785, and the digest of it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// A document that has no canonical form: it holds a number that is none.
#[derive(Debug, Error)]
#[error("the document has no canonical form: {0}")]
pub struct NotCanonical(String);

/// The canonical bytes of a document: names sorted, no spaces, numbers as ECMAScript writes them.
///
/// # Errors
/// When a number is infinite or none.
pub fn canonical(document: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    serde_json_canonicalizer::to_vec(document).map_err(|error| NotCanonical(error.to_string()))
}

/// SHA-256 of bytes, written `sha256:` and 64 digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// What stands before the digits.
    const PREFIX: &str = "sha256:";

    /// The digest of bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let digits = Sha256::digest(bytes)
            .iter()
            .fold(String::new(), |mut text, byte| {
                use fmt::Write;
                let _ = write!(text, "{byte:02x}");
                text
            });
        Self(digits)
    }

    /// The digest of a document's canonical bytes.
    ///
    /// # Errors
    /// When it has none.
    pub fn of(document: &impl Serialize) -> Result<Self, NotCanonical> {
        Ok(Self::of_bytes(&canonical(document)?))
    }

    /// The 64 digits alone, as in-toto writes them.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// A digest of 64 digits; none if they are not.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (digits.len() == 64 && digits.bytes().all(is_digit)).then(|| Self(digits.to_owned()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::PREFIX, self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no digest.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no digest: it is `sha256:` and 64 digits")]
pub struct NotDigest(String);

impl FromStr for Digest {
    type Err = NotDigest;

    fn from_str(text: &str) -> Result<Self, NotDigest> {
        text.strip_prefix(Self::PREFIX)
            .and_then(Self::from_digits)
            .ok_or_else(|| NotDigest(text.to_owned()))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
