//! DSSE, version 1: bytes, what they are, and signatures over both.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

/// What our payloads are.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// An envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// What the payload is.
    pub payload_type: String,
    /// The bytes, in base64.
    pub payload: String,
    /// Who vouches for them.
    pub signatures: Vec<Signature>,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Which key. A hint: nobody vouches for it.
    pub keyid: String,
    /// The bytes, in base64.
    pub sig: String,
}

/// What is signed: DSSE's pre-authentication encoding.
#[must_use]
pub fn signed_bytes(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    )
    .into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}

impl Envelope {
    /// An envelope that nobody has signed yet.
    #[must_use]
    pub fn of(payload: &[u8]) -> Self {
        Self {
            payload_type: PAYLOAD_TYPE.to_owned(),
            payload: BASE64.encode(payload),
            signatures: Vec::new(),
        }
    }

    /// The payload; none if it is not in base64.
    #[must_use]
    pub fn payload(&self) -> Option<Vec<u8>> {
        BASE64.decode(&self.payload).ok()
    }

    /// What a signer signs.
    #[must_use]
    pub fn signed_bytes(&self) -> Option<Vec<u8>> {
        Some(signed_bytes(&self.payload_type, &self.payload()?))
    }

    /// Adds a signature.
    pub fn add(&mut self, keyid: &str, signature: &[u8]) {
        self.signatures.push(Signature {
            keyid: keyid.to_owned(),
            sig: BASE64.encode(signature),
        });
    }
}

impl Signature {
    /// The bytes; none if they are not in base64.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        BASE64.decode(&self.sig).ok()
    }
}
