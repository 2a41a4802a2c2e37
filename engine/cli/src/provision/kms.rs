//! A state's data keys from KMS: the client of `tollgate-aws` behind the `KeyProvider` of `tollgate-state`.

use std::collections::BTreeMap;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use tollgate_aws::{Failure, KmsKey};
use tollgate_state::{DataKey, KeyContext, KeyError, KeyProvider, PlainKey, WrappedKey};

/// The name of this kind of provider in the head of an object.
const PROVIDER: &str = "aws-kms";

/// The name under which KMS gets the environment.
const ENVIRONMENT: &str = "tollgate:environment";

/// A key of KMS that wraps the data keys of one environment.
#[derive(Clone, Debug)]
pub struct KmsKeys {
    key: KmsKey,
    environment: String,
}

impl KmsKeys {
    /// The data keys of an environment.
    #[must_use]
    pub fn new(key: KmsKey, environment: &str) -> Self {
        Self {
            key,
            environment: environment.to_owned(),
        }
    }

    /// What KMS logs with each use of the key, and what its policy may ask for.
    fn context(&self, context: KeyContext) -> BTreeMap<String, String> {
        BTreeMap::from([
            (KeyContext::NAME.to_owned(), context.lineage.to_string()),
            (ENVIRONMENT.to_owned(), self.environment.clone()),
        ])
    }

    fn failed(&self, verb: &'static str, failure: Failure) -> KeyError {
        KeyError::Remote {
            verb,
            key: self.key.id().to_owned(),
            source: Box::new(failure),
        }
    }
}

#[async_trait]
impl KeyProvider for KmsKeys {
    async fn generate(&self, context: KeyContext) -> Result<DataKey, KeyError> {
        let made = self.key.generate(&self.context(context)).await;
        let made = made.map_err(|failure| self.failed("make", failure))?;
        let plain = PlainKey::from_slice(&made.plain).ok_or_else(|| {
            let reason = format!("the data key has {} bytes", made.plain.len());
            self.failed("make", Failure::invalid("kms:GenerateDataKey", reason))
        })?;
        Ok(DataKey {
            plain,
            wrapped: WrappedKey {
                provider: PROVIDER.to_owned(),
                key: made.key,
                wrapped: BASE64.encode(made.wrapped),
            },
        })
    }

    async fn unwrap(&self, key: &WrappedKey, context: KeyContext) -> Result<PlainKey, KeyError> {
        let other = || KeyError::OtherKey {
            provider: key.provider.clone(),
            needed: key.key.clone(),
            held: self.key.id().to_owned(),
        };
        if key.provider != PROVIDER {
            return Err(other());
        }
        let wrapped = BASE64
            .decode(&key.wrapped)
            .map_err(|_| KeyError::Tampered)?;
        let plain = self.key.unwrap(&wrapped, &self.context(context)).await;
        let plain = plain.map_err(|failure| match failure.code.as_str() {
            "IncorrectKeyException" => other(),
            "InvalidCiphertextException" => KeyError::Tampered,
            _ => self.failed("unwrap", failure),
        })?;
        PlainKey::from_slice(&plain).ok_or(KeyError::Tampered)
    }
}

#[cfg(test)]
#[path = "kms/tests.rs"]
mod tests;
