//! Where the state of an environment is, and which key encrypts it.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_aws::{Bucket, Connection, KmsKey, Purpose};
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_state::{Backend, Folder, KeyFile, KeyProvider, ObjectStore, Succession};

use super::bucket::BucketStore;
use super::kms::KmsKeys;
use super::{chain, state_failed};
use crate::config::Environment;
use crate::remote::{BucketPlace, KmsName, NamedKey};
use crate::system::System;

/// Of which environment the state is.
#[derive(Debug)]
pub struct Whose<'a> {
    /// The name of the environment.
    pub name: &'a str,
    /// What `tollgate.toml` says of it.
    pub environment: &'a Environment,
    /// The name of the project.
    pub project: &'a str,
    /// Tollgate's folder in the project.
    pub folder: Utf8PathBuf,
    /// The folder of the user's own keys.
    pub keys: Utf8PathBuf,
    /// The region of the environment.
    pub region: &'a str,
    /// Whether it is on emulators.
    pub is_sandbox: bool,
    /// Which key the state was encrypted with until now, if it is to have another one.
    pub former: Option<FormerKey>,
}

/// The key until now.
#[derive(Clone, Debug)]
pub enum FormerKey {
    /// The user's key file of the environment.
    Own,
    /// Another one.
    Named(NamedKey),
}

/// The state: in a folder beside `tollgate.toml` with a key file of the user's own, unless the
/// environment names a bucket and a key of KMS.
///
/// # Errors
/// When it cannot be used.
pub async fn open(
    whose: &Whose<'_>,
    connection: &Connection,
    system: &System,
) -> Result<Backend, Diagnostics> {
    let store: Arc<dyn ObjectStore> = match &whose.environment.state {
        Some(place) => Arc::new(bucket(place, whose, connection).await?),
        None => {
            let folder = whose.folder.join("state").join(whose.name);
            Arc::new(Folder::open(folder).map_err(|error| state_failed(&error.into()))?)
        }
    };
    #[cfg(debug_assertions)]
    let store = deadly(store, system);
    #[cfg(not(debug_assertions))]
    let _ = system;
    let keys = match &whose.former {
        None => key(whose, store.as_ref(), connection).await?,
        Some(former) => succession(former, whose, connection).await?,
    };
    Backend::new(store, keys, whose.name).map_err(|error| state_failed(&error))
}

/// The key that `tollgate.toml` names.
async fn key(
    whose: &Whose<'_>,
    store: &dyn ObjectStore,
    connection: &Connection,
) -> Result<Arc<dyn KeyProvider>, Diagnostics> {
    Ok(match &whose.environment.state_key {
        Some(name) => Arc::new(kms(name, whose, connection).await?),
        None => Arc::new(key_file(whose, store).await?),
    })
}

/// The key that `tollgate.toml` names, and the one before it.
async fn succession(
    former: &FormerKey,
    whose: &Whose<'_>,
    connection: &Connection,
) -> Result<Arc<dyn KeyProvider>, Diagnostics> {
    let read = |path: &Utf8Path| KeyFile::read(path).map_err(|error| state_failed(&error.into()));
    let own = KeyFile::place(&whose.keys, whose.project, whose.name);
    let former: Arc<dyn KeyProvider> = match former {
        FormerKey::Own => Arc::new(read(&own)?),
        FormerKey::Named(NamedKey::File(path)) => Arc::new(read(path)?),
        FormerKey::Named(NamedKey::Kms(name)) => Arc::new(kms(name, whose, connection).await?),
    };
    let new: Arc<dyn KeyProvider> = match &whose.environment.state_key {
        Some(name) => Arc::new(kms(name, whose, connection).await?),
        None if own.exists() => Arc::new(read(&own)?),
        None => Arc::new(KeyFile::create(&own).map_err(|error| state_failed(&error.into()))?),
    };
    Ok(Arc::new(Succession { new, former }))
}

/// For tests: the process ends at the write that `TOLLGATE_TEST_KILL` names. Not in a released binary.
#[cfg(debug_assertions)]
fn deadly(store: Arc<dyn ObjectStore>, system: &System) -> Arc<dyn ObjectStore> {
    let mut variables = system.variables.iter();
    let found = variables.find(|(name, _)| name == "TOLLGATE_TEST_KILL");
    let text = found.and_then(|(_, text)| text.to_str());
    let deadly = text.and_then(|text| tollgate_state::faults::Deadly::parse(store.clone(), text));
    deadly.map_or(store, |deadly| Arc::new(deadly))
}

async fn bucket(
    place: &BucketPlace,
    whose: &Whose<'_>,
    connection: &Connection,
) -> Result<BucketStore, Diagnostics> {
    let region = place.region.as_deref().unwrap_or(whose.region);
    let bucket = Bucket::new(connection.region(region), &place.bucket);
    if whose.is_sandbox {
        let made = bucket.make().await;
        made.map_err(|error| not_made(&place.to_string(), &error))?;
    }
    Ok(BucketStore::new(bucket, &place.prefix))
}

async fn kms(
    name: &KmsName,
    whose: &Whose<'_>,
    connection: &Connection,
) -> Result<KmsKeys, Diagnostics> {
    let key = KmsKey::new(
        connection.region(name.region().unwrap_or(whose.region)),
        name.id(),
    );
    if whose.is_sandbox && name.is_alias() {
        let made = key.make(Purpose::Wrapping).await;
        made.map_err(|error| not_made(&name.to_string(), &error))?;
    }
    Ok(KmsKeys::new(key, whose.name))
}

fn not_made(what: &str, error: &tollgate_aws::Failure) -> Diagnostics {
    let message = format!("the sandbox cannot make `{what}`: {}", chain(error));
    Diagnostic::error("state::failed", message).into()
}

/// The key file, made together with the state and never beside one that is there.
async fn key_file(whose: &Whose<'_>, store: &dyn ObjectStore) -> Result<KeyFile, Diagnostics> {
    let path = KeyFile::place(&whose.keys, whose.project, whose.name);
    let is_needed = !path.exists() && {
        let there = store.list(&format!("{}/", whose.name)).await;
        there
            .map_err(|error| state_failed(&error.into()))?
            .is_empty()
    };
    let key = if is_needed {
        KeyFile::create(&path)
    } else {
        KeyFile::read(&path)
    };
    key.map_err(|error| state_failed(&error.into()))
}
