//! One key after another: what was written with the former is read, and what is written takes the new one.

use std::sync::Arc;

use async_trait::async_trait;

use crate::key::{DataKey, KeyContext, KeyError, KeyProvider, PlainKey, WrappedKey};

/// Writes with one key, and reads with it or with the one before it. A run over it that commits leaves a
/// state that the new key alone opens.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The key from now on.
    pub new: Arc<dyn KeyProvider>,
    /// The key until now.
    pub former: Arc<dyn KeyProvider>,
}

#[async_trait]
impl KeyProvider for Succession {
    async fn generate(&self, context: KeyContext) -> Result<DataKey, KeyError> {
        self.new.generate(context).await
    }

    async fn unwrap(&self, key: &WrappedKey, context: KeyContext) -> Result<PlainKey, KeyError> {
        match self.new.unwrap(key, context).await {
            Err(KeyError::OtherKey { .. }) => self.former.unwrap(key, context).await,
            unwrapped => unwrapped,
        }
    }
}
