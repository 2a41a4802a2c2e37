//! The snapshot: the whole state as of one position of the journal, in one encrypted object.
//!
//! It is written when a run ends, when a run finds a journal that another one left, and when a lease is
//! taken over; each time only if it still is the version that was read. Its format has a number. What an
//! older version wrote is brought to the newest form, step by step, before it is read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tollgate_model::{AttributePath, Object};

use crate::clock;
use crate::envelope::{FORMAT, Label, Opener, seal};
use crate::error::{Error, Result, integrity};
use crate::journal::Position;
use crate::key::DataKey;
use crate::operation::Begin;
use crate::places::Places;
use crate::resource::Recorded;
use crate::secret::{HashKey, Secret};
use crate::state::State;
use crate::store::{Condition, ETag, ObjectStore, Stored, put_once};

/// Brings the content of an object from one format to the next.
pub type Upgrade = fn(Json) -> Json;

/// The steps from format 1 on: the first one makes format 2 of it, which has `late` besides.
const UPGRADES: &[Upgrade] = &[|content| content];

/// What a snapshot holds besides what its head says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    written: Timestamp,
    engine: String,
    environment: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    hash_key: HashKey,
    resources: Vec<Recorded>,
    #[serde(with = "crate::json::attributes")]
    outputs: Object,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    output_secrets: BTreeMap<AttributePath, Secret>,
    unresolved: Vec<Begin>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    late: Vec<Begin>,
    seals: BTreeSet<Position>,
}

/// A state as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// What it says. It has a lineage.
    pub state: State,
    /// The last object of the journal that is part of it.
    pub position: Position,
    /// The places of the journal that were taken over from other writers. They stay.
    pub seals: BTreeSet<Position>,
}

/// Content of an older format in the newest one.
#[must_use]
pub fn upgrade(steps: &[Upgrade], format: u32, content: Json) -> Json {
    let done = usize::try_from(format.saturating_sub(1)).unwrap_or(usize::MAX);
    let rest = steps.iter().skip(done);
    rest.fold(content, |content, step| step(content))
}

/// Content of any format that was ever written.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(
    object: &str,
    format: u32,
    bytes: &[u8],
) -> Result<T> {
    if format == FORMAT {
        return serde_json::from_slice(bytes).map_err(|error| integrity(object, error));
    }
    let content = serde_json::from_slice(bytes).map_err(|error| integrity(object, error))?;
    serde_json::from_value(upgrade(UPGRADES, format, content))
        .map_err(|error| integrity(object, error))
}

impl Snapshot {
    /// The first one of an environment: nothing yet.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn first(places: &Places, epoch: u64) -> Result<Self> {
        Ok(Self {
            state: State {
                lineage: Some(crate::error::new_lineage()?),
                environment: places.environment().to_owned(),
                hash_key: Some(HashKey::random()?),
                ..State::default()
            },
            position: Position::start(epoch),
            seals: BTreeSet::new(),
        })
    }

    /// Reads what is stored.
    ///
    /// # Errors
    /// When it cannot be decrypted, is not this environment's, or cannot be a state.
    pub async fn read(places: &Places, opener: &Opener, stored: &Stored) -> Result<Self> {
        let object = places.snapshot();
        let (head, bytes) = opener.open(&object, None, &stored.bytes).await?;
        let content: Content = parse(&object, head.tollgate_state, &bytes)?;
        if content.environment != places.environment() {
            return Err(Error::OtherEnvironment {
                object,
                found: content.environment,
                wanted: places.environment().to_owned(),
            });
        }
        let mut state = State {
            lineage: Some(head.lineage),
            serial: head.serial,
            environment: content.environment,
            account: content.account,
            resources: BTreeMap::new(),
            outputs: content.outputs,
            output_secrets: content.output_secrets,
            unresolved: content.unresolved,
            late: content.late,
            hash_key: Some(content.hash_key),
        };
        for recorded in content.resources {
            let key = recorded.key();
            if state.resources.insert(key.clone(), recorded).is_some() {
                return Err(integrity(&object, format!("{key} is there twice")));
            }
        }
        state
            .verify()
            .map_err(|reason| integrity(&object, reason))?;
        Ok(Self {
            state,
            position: head.position,
            seals: content.seals,
        })
    }

    /// The object as it is stored.
    ///
    /// # Errors
    /// When the state is impossible, or cannot be encrypted.
    pub fn seal(&self, places: &Places, key: &DataKey) -> Result<Vec<u8>> {
        let object = places.snapshot();
        let state = &self.state;
        state
            .verify()
            .map_err(|reason| integrity(&object, reason))?;
        let (Some(lineage), Some(hash_key)) = (state.lineage, &state.hash_key) else {
            return Err(integrity(&object, "it has no lineage"));
        };
        let content = Content {
            written: clock::now(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            environment: state.environment.clone(),
            account: state.account.clone(),
            hash_key: hash_key.clone(),
            resources: state.resources.values().cloned().collect(),
            outputs: state.outputs.clone(),
            output_secrets: state.output_secrets.clone(),
            unresolved: state.unresolved.clone(),
            late: state.late.clone(),
            seals: self.seals.clone(),
        };
        let bytes = serde_json::to_vec(&content).map_err(|error| integrity(&object, error))?;
        let label = Label {
            object,
            lineage,
            serial: state.serial,
            position: self.position,
        };
        Ok(seal(key, label, &zeroize::Zeroizing::new(bytes))?)
    }

    /// Writes it, if the store has the version that is given, or none if none is given.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](crate::store::StoreError::Conflict) if it has another one.
    pub async fn write(
        &self,
        store: &dyn ObjectStore,
        places: &Places,
        key: &DataKey,
        before: Option<&ETag>,
    ) -> Result<ETag> {
        let bytes = self.seal(places, key)?;
        let condition = before.map_or(Condition::IfNoneMatch, |etag| {
            Condition::IfMatch(etag.clone())
        });
        Ok(put_once(store, &places.snapshot(), &bytes, &condition).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_takes_only_the_steps_after_it() {
        let steps: [Upgrade; 3] = [
            |content| Json::from(format!("{}2", content.as_str().unwrap())),
            |content| Json::from(format!("{}3", content.as_str().unwrap())),
            |content| Json::from(format!("{}4", content.as_str().unwrap())),
        ];
        for (format, expected) in [(1, "234"), (2, "34"), (4, "")] {
            assert_eq!(
                upgrade(&steps, format, Json::from("")),
                expected,
                "{format}"
            );
        }
        assert_eq!(
            UPGRADES.len(),
            usize::try_from(FORMAT).unwrap() - 1,
            "each format but the newest has a step"
        );
    }
}
