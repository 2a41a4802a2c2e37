//! A key of KMS: to make and unwrap data keys with, or to sign with.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{DataKeySpec, KeySpec, KeyUsageType, MessageType, SigningAlgorithmSpec};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::Result;

/// The longest message that KMS hashes itself. It takes the digest of a longer one.
const LARGEST_MESSAGE: usize = 4096;

/// A key by its id, its ARN, or the name or ARN of an alias; and who calls it.
#[derive(Clone, Debug)]
pub struct KmsKey {
    aws: Aws,
    id: String,
}

/// A data key that KMS made.
pub struct DataKey {
    /// In the clear.
    pub plain: Zeroizing<Vec<u8>>,
    /// As only KMS can read it.
    pub wrapped: Vec<u8>,
    /// The ARN of the key that wrapped it.
    pub key: String,
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataKey")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To wrap data keys: symmetric.
    Wrapping,
    /// To sign: ECDSA over P-256.
    Signing,
}

impl KmsKey {
    /// A key of the region that `aws` is for.
    #[must_use]
    pub fn new(aws: Aws, id: impl Into<String>) -> Self {
        let id = id.into();
        Self { aws, id }
    }

    /// The id that it was named by.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Makes the key of an alias, unless there is one. For emulators: nobody looks after such a key.
    ///
    /// # Errors
    /// When it cannot be made.
    pub async fn make(&self, purpose: Purpose) -> Result<()> {
        let kms = self.aws.kms();
        let found = kms.describe_key().key_id(&self.id).send().await;
        match found.map_err(Failure::from) {
            Ok(_) => return Ok(()),
            Err(failure) if failure.is_not_found() => {}
            Err(failure) => return Err(failure),
        }
        let request = match purpose {
            Purpose::Wrapping => kms.create_key(),
            Purpose::Signing => kms
                .create_key()
                .key_spec(KeySpec::EccNistP256)
                .key_usage(KeyUsageType::SignVerify),
        };
        let made = request.send().await?;
        let id = made.key_metadata.map(|key| key.key_id).unwrap_or_default();
        let alias = kms.create_alias().alias_name(&self.id).target_key_id(id);
        match alias.send().await.map_err(Failure::from) {
            Err(failure) if failure.class != crate::failure::Class::AlreadyExists => Err(failure),
            _ => Ok(()),
        }
    }

    /// A new data key of 32 bytes. It is unwrapped only under the same context.
    ///
    /// # Errors
    /// When KMS cannot make one.
    pub async fn generate(&self, context: &BTreeMap<String, String>) -> Result<DataKey> {
        let request = self.aws.kms().generate_data_key().key_id(&self.id);
        let made = request
            .key_spec(DataKeySpec::Aes256)
            .set_encryption_context(Some(pairs(context)))
            .send()
            .await?;
        let lacks = |what| Failure::incomplete("kms:GenerateDataKey", what);
        Ok(DataKey {
            plain: bytes(made.plaintext.ok_or_else(|| lacks("Plaintext"))?),
            wrapped: made
                .ciphertext_blob
                .ok_or_else(|| lacks("CiphertextBlob"))?
                .into_inner(),
            key: made.key_id.ok_or_else(|| lacks("KeyId"))?,
        })
    }

    /// Unwraps a data key that this key wrapped.
    ///
    /// # Errors
    /// `InvalidCiphertextException` if it was changed or wrapped under another context,
    /// `IncorrectKeyException` if another key wrapped it; and when KMS cannot be asked.
    pub async fn unwrap(
        &self,
        wrapped: &[u8],
        context: &BTreeMap<String, String>,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let request = self.aws.kms().decrypt().key_id(&self.id);
        let answer = request
            .ciphertext_blob(Blob::new(wrapped))
            .set_encryption_context(Some(pairs(context)))
            .send()
            .await?;
        let plain = answer.plaintext;
        let plain = plain.ok_or_else(|| Failure::incomplete("kms:Decrypt", "Plaintext"))?;
        Ok(bytes(plain))
    }

    /// The public half of a key that signs: its SPKI in DER.
    ///
    /// # Errors
    /// When the key has none, or KMS cannot be asked.
    pub async fn public(&self) -> Result<Vec<u8>> {
        let request = self.aws.kms().get_public_key().key_id(&self.id);
        let answer = request.send().await?;
        let public = answer.public_key;
        let public = public.ok_or_else(|| Failure::incomplete("kms:GetPublicKey", "PublicKey"))?;
        Ok(public.into_inner())
    }

    /// Signs bytes with ECDSA over P-256 and SHA-256. The signature is in DER.
    ///
    /// # Errors
    /// When KMS does not sign.
    pub async fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let request = self.aws.kms().sign().key_id(&self.id);
        let request = if bytes.len() <= LARGEST_MESSAGE {
            let message = Blob::new(bytes);
            request.message(message).message_type(MessageType::Raw)
        } else {
            let message = Blob::new(Sha256::digest(bytes).to_vec());
            request.message(message).message_type(MessageType::Digest)
        };
        let request = request.signing_algorithm(SigningAlgorithmSpec::EcdsaSha256);
        let answer = request.send().await?;
        let signature = answer.signature;
        let signature = signature.ok_or_else(|| Failure::incomplete("kms:Sign", "Signature"))?;
        Ok(signature.into_inner())
    }
}

fn bytes(blob: Blob) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(blob.into_inner())
}

fn pairs(context: &BTreeMap<String, String>) -> HashMap<String, String> {
    let context = context.iter();
    context
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
