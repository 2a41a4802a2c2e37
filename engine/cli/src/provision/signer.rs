//! Who signs an approval: a key in a file, or one that never leaves KMS.

use tollgate_attest::{Envelope, PrivateKey, PublicKey};
use tollgate_aws::{KmsKey, Purpose};
use tollgate_model::{Diagnostic, Diagnostics};

use super::approval::failed;
use super::target::Target;
use crate::remote::NamedKey;

/// A key that signs.
#[derive(Debug)]
pub enum Signer {
    /// An Ed25519 key from a file.
    File(Box<PrivateKey>),
    /// A key of KMS that signs with ECDSA over P-256.
    Kms {
        /// The key.
        key: Box<KmsKey>,
        /// Its public half.
        public: Box<PublicKey>,
    },
}

impl Signer {
    /// The key that is named, or the user's own for this environment.
    ///
    /// # Errors
    /// When it cannot be read or made, or cannot sign.
    pub async fn open(target: &Target, named: Option<&NamedKey>) -> Result<Self, Diagnostics> {
        let name = match named {
            None => return own_key(target).map(|key| Self::File(Box::new(key))),
            Some(NamedKey::File(path)) => {
                let key = PrivateKey::read(path).map_err(|error| failed(&error))?;
                return Ok(Self::File(Box::new(key)));
            }
            Some(NamedKey::Kms(name)) => name,
        };
        let region = name.region().unwrap_or_else(|| target.project.region());
        let aws = target.account.connection().region(region);
        let key = KmsKey::new(aws, name.id());
        if target.is_sandbox() && name.is_alias() {
            let made = key.make(Purpose::Signing).await;
            made.map_err(|error| failed(&error))?;
        }
        let der = key.public().await.map_err(|error| failed(&error))?;
        let public = PublicKey::from_der(&der).ok_or_else(|| {
            Diagnostic::error(
                "attest::failed",
                format!("`{name}` does not sign over P-256"),
            )
            .with_help("take a key of KMS with the spec ECC_NIST_P256 and the usage SIGN_VERIFY")
        })?;
        Ok(Self::Kms {
            key: Box::new(key),
            public: Box::new(public),
        })
    }

    /// What others verify with.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        match self {
            Self::File(key) => key.public(),
            Self::Kms { public, .. } => PublicKey::clone(public),
        }
    }

    /// Signs an envelope.
    ///
    /// # Errors
    /// When KMS does not sign, or what it signs does not verify.
    pub async fn sign(&self, envelope: &mut Envelope) -> Result<(), Diagnostics> {
        let (key, public) = match self {
            Self::File(key) => {
                key.sign(envelope);
                return Ok(());
            }
            Self::Kms { key, public } => (key, public),
        };
        let bytes = envelope.signed_bytes().unwrap_or_default();
        let signed = key.sign(&bytes).await;
        let signature = signed.map_err(|error| failed(&error))?;
        if !public.signed(&bytes, &signature) {
            let message = format!("what `{}` signed does not verify; try again", key.id());
            return Err(Diagnostic::error("attest::failed", message).into());
        }
        envelope.add(&public.id(), &signature);
        Ok(())
    }
}

/// The user's own key for this environment, made when it is first needed.
///
/// # Errors
/// When it cannot be read or made.
pub fn own_key(target: &Target) -> Result<PrivateKey, Diagnostics> {
    let path = &target.approval_key;
    if path.exists() {
        return PrivateKey::read(path).map_err(|error| failed(&error));
    }
    let key = PrivateKey::random().map_err(|error| failed(&error))?;
    key.write(path).map_err(|error| failed(&error))?;
    Ok(key)
}
