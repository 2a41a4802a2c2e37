//! The provider for one machine: a key in a file.
//!
//! The file holds one line, `tollgate-key-1 <base64>`, and has mode 0600. Whoever loses it loses the
//! state, so it is never made anew beside a state that needs it: [`KeyFile::create`] is for a state
//! that does not exist yet.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::MetadataExt;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::cipher::{self, NONCE_LENGTH};
use crate::hex;
use crate::key::{DataKey, KeyContext, KeyError, KeyProvider, PlainKey, WrappedKey};

/// What stands before the key.
const FORMAT: &str = "tollgate-key-1";

/// The name of this kind of provider in the head of an object.
const PROVIDER: &str = "key-file";

/// A key from a file.
#[derive(Clone, Debug)]
pub struct KeyFile {
    key: PlainKey,
    fingerprint: String,
}

impl KeyFile {
    /// Reads a key file.
    ///
    /// # Errors
    /// When it is missing, others may read it, or it is no key file.
    pub fn read(path: &Utf8Path) -> Result<Self, KeyError> {
        let unsuitable = |reason: String| KeyError::Unsuitable {
            path: path.to_string(),
            reason,
        };
        let text = fs::read_to_string(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => KeyError::Missing {
                path: path.to_string(),
            },
            _ => failed("read", path)(source),
        })?;
        let text = Zeroizing::new(text);
        let mode = fs::metadata(path).map_err(failed("read", path))?.mode();
        if mode & 0o077 != 0 {
            return Err(unsuitable(format!(
                "is open to others (mode {:o}); run `chmod 600 {path}`, or make a new key if it was read",
                mode & 0o777
            )));
        }
        let key = text
            .trim_end()
            .strip_prefix(FORMAT)
            .and_then(|rest| rest.strip_prefix(' '))
            .and_then(|encoded| BASE64.decode(encoded).ok())
            .map(Zeroizing::new)
            .and_then(|bytes| PlainKey::from_slice(&bytes))
            .ok_or_else(|| unsuitable(format!("is no line `{FORMAT} <32 bytes in base64>`")))?;
        Ok(Self::of(key))
    }

    /// Makes a new key file, with the folders above it.
    ///
    /// # Errors
    /// When the file is there already, or cannot be written.
    pub fn create(path: &Utf8Path) -> Result<Self, KeyError> {
        let key = PlainKey::random()?;
        let line = Zeroizing::new(format!("{FORMAT} {}\n", BASE64.encode(key.as_bytes())));
        let parent = path
            .parent()
            .filter(|parent| !parent.as_str().is_empty())
            .unwrap_or(Utf8Path::new("."));
        crate::folder::make_folder(parent).map_err(|error| KeyError::Unsuitable {
            path: path.to_string(),
            reason: format!("cannot be made: {error}"),
        })?;
        let write = || {
            let mut file = NamedTempFile::new_in(parent)?;
            file.write_all(line.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist_noclobber(path)
                .map_err(|refused| refused.error)?;
            fs::File::open(parent)?.sync_all()
        };
        write().map_err(failed("make", path))?;
        Ok(Self::of(key))
    }

    /// Where the key files of a user are: `keys/` in Tollgate's folder of their configuration.
    #[must_use]
    pub fn place(configuration: &Utf8Path, project: &str, environment: &str) -> Utf8PathBuf {
        configuration
            .join("keys")
            .join(format!("{project}-{environment}.key"))
    }

    fn of(key: PlainKey) -> Self {
        let digest = hex(&Sha256::digest(key.as_bytes()));
        Self {
            key,
            fingerprint: digest.chars().take(16).collect(),
        }
    }
}

#[async_trait]
impl KeyProvider for KeyFile {
    async fn generate(&self, context: KeyContext) -> Result<DataKey, KeyError> {
        let plain = PlainKey::random()?;
        let nonce = cipher::nonce()?;
        let sealed = cipher::encrypt(&self.key, nonce, plain.as_bytes(), &bound(context))
            .map_err(|_| KeyError::Tampered)?;
        Ok(DataKey {
            plain,
            wrapped: WrappedKey {
                provider: PROVIDER.to_owned(),
                key: self.fingerprint.clone(),
                wrapped: BASE64.encode([nonce.as_slice(), &sealed].concat()),
            },
        })
    }

    async fn unwrap(&self, key: &WrappedKey, context: KeyContext) -> Result<PlainKey, KeyError> {
        if (key.provider.as_str(), &key.key) != (PROVIDER, &self.fingerprint) {
            return Err(KeyError::OtherKey {
                provider: key.provider.clone(),
                needed: key.key.clone(),
                held: self.fingerprint.clone(),
            });
        }
        let bytes = BASE64
            .decode(&key.wrapped)
            .map_err(|_| KeyError::Tampered)?;
        let (nonce, sealed) = bytes
            .split_first_chunk::<NONCE_LENGTH>()
            .ok_or(KeyError::Tampered)?;
        let plain = cipher::decrypt(&self.key, *nonce, sealed, &bound(context))
            .map_err(|_| KeyError::Tampered)?;
        PlainKey::from_slice(&Zeroizing::new(plain)).ok_or(KeyError::Tampered)
    }
}

fn bound(context: KeyContext) -> Vec<u8> {
    format!("{}={}", KeyContext::NAME, context.lineage).into_bytes()
}

fn failed(verb: &'static str, path: &Utf8Path) -> impl FnOnce(std::io::Error) -> KeyError {
    move |source| KeyError::File {
        verb,
        path: path.to_string(),
        source,
    }
}
