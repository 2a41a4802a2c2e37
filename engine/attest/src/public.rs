//! Keys that verify: Ed25519, and ECDSA over P-256, which is what KMS signs with.

use std::fmt;

use camino::Utf8Path;
use ed25519_dalek::pkcs8::spki::der::Document;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePublicKey, EncodePublicKey};
use ed25519_dalek::{Signature, VerifyingKey};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

use crate::canonical::Digest;
use crate::key::{KeyError, foreign, read};

/// What stands between the dashes of a PEM file.
const LABEL: &str = "PUBLIC KEY";

/// What a file of a public key is.
const PUBLIC: &str = "public Ed25519 or P-256";

/// What stands before the point in the SPKI of a P-256 key: a sequence of the algorithm
/// (`id-ecPublicKey`, `prime256v1`) and the head of a bit string.
const P256_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The length of a point that is not compressed.
const P256_POINT: usize = 65;

/// A key that verifies.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Ed25519(VerifyingKey),
    P256([u8; P256_POINT]),
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

impl PublicKey {
    /// An Ed25519 key.
    pub(crate) fn ed25519(key: VerifyingKey) -> Self {
        Self(Kind::Ed25519(key))
    }

    /// Reads a key, SPKI in PEM.
    ///
    /// # Errors
    /// When it is missing or of another kind.
    pub fn read(path: &Utf8Path) -> Result<Self, KeyError> {
        Self::from_pem(&read(path)?).ok_or_else(|| foreign(path, PUBLIC))
    }

    /// A key of its PEM.
    #[must_use]
    pub fn from_pem(pem: &str) -> Option<Self> {
        let (label, document) = Document::from_pem(pem).ok()?;
        (label == LABEL).then(|| Self::from_der(document.as_bytes()))?
    }

    /// A key of its SPKI, in DER.
    #[must_use]
    pub fn from_der(der: &[u8]) -> Option<Self> {
        if let Ok(key) = VerifyingKey::from_public_key_der(der) {
            return Some(Self(Kind::Ed25519(key)));
        }
        let point: [u8; P256_POINT] = der.strip_prefix(&P256_HEAD)?.try_into().ok()?;
        // Not compressed: 4, then both coordinates.
        (point.first() == Some(&4)).then_some(Self(Kind::P256(point)))
    }

    /// The key's SPKI, in DER; empty if it has none.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        match &self.0 {
            Kind::Ed25519(key) => key
                .to_public_key_der()
                .map(|der| der.as_bytes().to_vec())
                .unwrap_or_default(),
            Kind::P256(point) => [P256_HEAD.as_slice(), point].concat(),
        }
    }

    /// The key as PEM; empty if it has none.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let document = Document::try_from(self.to_der());
        let pem = document.and_then(|document| document.to_pem(LABEL, LineEnding::LF));
        pem.unwrap_or_default()
    }

    /// What tells it from others: the digest of its SPKI.
    #[must_use]
    pub fn id(&self) -> String {
        Digest::of_bytes(&self.to_der()).to_string()
    }

    /// Whether it signed these bytes. A P-256 signature is over their SHA-256, in DER.
    #[must_use]
    pub fn signed(&self, bytes: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Kind::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(bytes, &signature).is_ok()),
            Kind::P256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point)
                .verify(bytes, signature)
                .is_ok(),
        }
    }
}
