//! Keys that sign: Ed25519, in PEM files that OpenSSL reads and writes.

use std::fmt;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;

use camino::Utf8Path;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{Signer, SigningKey};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::envelope::Envelope;
use crate::public::PublicKey;

/// What a file of a private key is.
const PRIVATE: &str = "private Ed25519";

/// Why there is no key.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no file.
    #[error(
        "there is no key `{path}`; make one with `openssl genpkey -algorithm ed25519 -out {path}`, mode 600"
    )]
    Missing {
        /// Where it should be.
        path: String,
    },
    /// The file cannot be read or written.
    #[error("cannot {verb} the key `{path}`")]
    File {
        /// What was tried.
        verb: &'static str,
        /// The file.
        path: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// Others may read it.
    #[error(
        "others may read the key `{path}` (mode {mode:o}); make a new one if they did, else run `chmod 600 {path}`"
    )]
    Open {
        /// The file.
        path: String,
        /// Its mode.
        mode: u32,
    },
    /// It is no key of this kind.
    #[error("`{path}` is no {kind} key in PEM")]
    Foreign {
        /// The file.
        path: String,
        /// What it should be: `private Ed25519`, or `public Ed25519 or P-256`.
        kind: &'static str,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random,
}

/// A key that signs. It is wiped from memory when dropped, and never shown.
pub struct PrivateKey(SigningKey);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public().id())
    }
}

impl PrivateKey {
    /// A new key.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn random() -> Result<Self, KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(|_| KeyError::Random)?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// Reads a key, PKCS #8 in PEM.
    ///
    /// # Errors
    /// When it is missing, others may read it, or it is of another kind.
    pub fn read(path: &Utf8Path) -> Result<Self, KeyError> {
        let text = Zeroizing::new(read(path)?);
        let mode = std::fs::metadata(path)
            .map_err(failed("read", path))?
            .permissions()
            .mode()
            & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::Open {
                path: path.to_string(),
                mode,
            });
        }
        let key = SigningKey::from_pkcs8_pem(&text).map_err(|_| foreign(path, PRIVATE))?;
        Ok(Self(key))
    }

    /// Writes the key to a new file that only its owner may read.
    ///
    /// # Errors
    /// When there is a file already, or it cannot be written.
    pub fn write(&self, path: &Utf8Path) -> Result<(), KeyError> {
        // Without the public key beside it, which OpenSSL does not read.
        let pair = KeypairBytes {
            secret_key: self.0.to_bytes(),
            public_key: None,
        };
        let pem = pair.to_pkcs8_pem(LineEnding::LF);
        let pem = pem.map_err(|_| foreign(path, PRIVATE))?;
        let parent = path.parent().filter(|parent| !parent.as_str().is_empty());
        let parent = parent.unwrap_or(Utf8Path::new("."));
        let write = || {
            std::fs::create_dir_all(parent)?;
            // Files of this kind have mode 600.
            let mut file = tempfile::NamedTempFile::new_in(parent)?;
            file.write_all(pem.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist_noclobber(path)
                .map_err(|refused| refused.error)?;
            Ok(())
        };
        write().map_err(failed("write", path))
    }

    /// What others verify with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey::ed25519(self.0.verifying_key())
    }

    /// Signs an envelope.
    pub fn sign(&self, envelope: &mut Envelope) {
        if let Some(bytes) = envelope.signed_bytes() {
            let signature = self.0.sign(&bytes);
            envelope.add(&self.public().id(), &signature.to_bytes());
        }
    }
}

pub(crate) fn read(path: &Utf8Path) -> Result<String, KeyError> {
    std::fs::read_to_string(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => KeyError::Missing {
            path: path.to_string(),
        },
        _ => failed("read", path)(source),
    })
}

fn failed(verb: &'static str, path: &Utf8Path) -> impl FnOnce(std::io::Error) -> KeyError {
    move |source| KeyError::File {
        verb,
        path: path.to_string(),
        source,
    }
}

pub(crate) fn foreign(path: &Utf8Path, kind: &'static str) -> KeyError {
    KeyError::Foreign {
        path: path.to_string(),
        kind,
    }
}
