//! What is kept elsewhere, as users name it: a state in a bucket, a key in KMS, a key that signs.

#[cfg(feature = "aws")]
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

#[cfg(feature = "aws")]
use camino::Utf8PathBuf;
use serde::{Deserialize, Deserializer, de};

/// What stands before a bucket.
const S3: &str = "s3://";

/// What stands before a key of KMS.
const KMS: &str = "kms:";

/// A place in a bucket: `s3://acme-state/shop`, with `?region=eu-west-1` if it is not in the region of the
/// environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketPlace {
    /// The bucket.
    pub bucket: String,
    /// What every key begins with, without a slash at its end; may be empty.
    pub prefix: String,
    /// Where the bucket is, if it is said.
    pub region: Option<String>,
}

impl FromStr for BucketPlace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |reason: &str| {
            format!(
                "`{text}` {reason}; write it as s3://bucket/folder, or leave the key out for a folder here"
            )
        };
        let rest = text.strip_prefix(S3).ok_or_else(|| wrong("is no bucket"))?;
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let region = match query {
            None => None,
            Some(query) => match query.strip_prefix("region=") {
                Some(region) if is_name(region, b"-") => Some(region.to_owned()),
                _ => return Err(wrong("may only say `?region=` after the folder")),
            },
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
        if !(3..=63).contains(&bucket.len()) || !is_name(bucket, b"-.") {
            return Err(wrong("does not name a bucket as S3 does"));
        }
        let is_plain = |name: &str| is_name(&name.to_ascii_lowercase(), b"-._");
        if !prefix.is_empty() && !prefix.split('/').all(is_plain) {
            return Err(wrong(
                "has a folder with other characters than letters, digits, `-`, `_` and `.`",
            ));
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            region,
        })
    }
}

impl fmt::Display for BucketPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{S3}{}", self.bucket)?;
        if !self.prefix.is_empty() {
            write!(f, "/{}", self.prefix)?;
        }
        Ok(())
    }
}

/// A key of KMS: `kms:alias/state`, `kms:` and an ARN, or `kms:` and the id of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KmsName(String);

#[cfg(feature = "aws")]
impl KmsName {
    /// The name without `kms:`, as KMS takes it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// Where the key is, if the name says so.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.strip_prefix("arn:")?.split(':').nth(2)
    }

    /// Whether it is an alias without account and region.
    #[must_use]
    pub fn is_alias(&self) -> bool {
        self.0.starts_with("alias/")
    }
}

impl FromStr for KmsName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let id = text.strip_prefix(KMS).unwrap_or_default();
        let parts: Vec<&str> = id.split(':').collect();
        let is_right = match parts.as_slice() {
            ["arn", partition, "kms", region, account, key] => {
                let is_account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
                let is_key = key.starts_with("key/") || key.starts_with("alias/");
                is_name(partition, b"-") && is_name(region, b"-") && is_account && is_key
            }
            [id] => !id.is_empty() && !id.contains(char::is_whitespace),
            _ => false,
        };
        if is_right {
            return Ok(Self(id.to_owned()));
        }
        Err(format!(
            "`{text}` is no key of KMS; write it as kms:alias/name, or `kms:` and the ARN of a key or alias"
        ))
    }
}

impl fmt::Display for KmsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KMS}{}", self.0)
    }
}

/// A key, in a file or of KMS.
#[cfg(feature = "aws")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedKey {
    /// A file.
    File(Utf8PathBuf),
    /// A key of KMS.
    Kms(KmsName),
}

#[cfg(feature = "aws")]
impl FromStr for NamedKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with(KMS) {
            return text.parse().map(Self::Kms);
        }
        let path: Result<_, Infallible> = text.parse();
        let Ok(path) = path;
        Ok(Self::File(path))
    }
}

fn is_name(text: &str, more: &[u8]) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || more.contains(&b);
    !text.is_empty() && !text.starts_with('.') && text.bytes().all(is_plain)
}

/// Reads a text of `tollgate.toml` as what it stands for.
///
/// # Errors
/// When it stands for nothing of the kind.
pub fn written<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = String>,
{
    let text = String::deserialize(deserializer)?;
    text.parse().map(Some).map_err(de::Error::custom)
}

#[cfg(all(test, feature = "aws"))]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_bucket_is_read() {
        for (text, bucket, prefix, region) in [
            ("s3://acme-state", "acme-state", "", None),
            ("s3://acme-state/", "acme-state", "", None),
            (
                "s3://acme.state/shop/Web_1",
                "acme.state",
                "shop/Web_1",
                None,
            ),
            (
                "s3://acme-state/shop?region=eu-west-1",
                "acme-state",
                "shop",
                Some("eu-west-1"),
            ),
        ] {
            let place: BucketPlace = text.parse().unwrap();
            let found = (
                place.bucket.as_str(),
                place.prefix.as_str(),
                place.region.as_deref(),
            );
            assert_eq!(found, (bucket, prefix, region), "{text}");
        }
        for text in [
            "",
            "state",
            "/srv/state",
            "https://acme",
            "s3://",
            "s3://ab",
            "s3://Acme-state",
            "s3://acme-state//x",
            "s3://acme-state/../x",
            "s3://acme-state/a b",
            "s3://acme-state/x?region=",
            "s3://acme-state/x?versions=1",
        ] {
            let refused = text.parse::<BucketPlace>().unwrap_err();
            assert!(refused.contains("s3://bucket/folder"), "{text}: {refused}");
        }
    }

    #[test]
    fn a_key_of_kms_is_read() {
        const ARN: &str = "kms:arn:aws:kms:eu-west-1:111122223333:key/0a1b";
        let key: KmsName = ARN.parse().unwrap();
        assert_eq!(key.region(), Some("eu-west-1"));
        assert_eq!(key.to_string(), ARN);
        let alias: KmsName = "kms:alias/tollgate-state".parse().unwrap();
        assert_eq!((alias.id(), alias.region()), ("alias/tollgate-state", None));
        assert!(alias.is_alias() && !key.is_alias());
        for text in [
            "",
            "kms:",
            "alias/x",
            "kms:a b",
            "kms:arn:aws:s3:::bucket",
            "kms:arn:aws:kms:eu-west-1:1111:key/x",
        ] {
            assert!(text.parse::<KmsName>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_key_of_kms_is_a_file() {
        assert_eq!(
            "keys/release.pem".parse(),
            Ok(NamedKey::File("keys/release.pem".into()))
        );
        assert!(matches!("kms:alias/x".parse(), Ok(NamedKey::Kms(_))));
        assert!("kms:".parse::<NamedKey>().is_err());
    }
}
