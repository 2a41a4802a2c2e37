//! What is remembered of one object.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tollgate_model::{Address, AttributePath, Object};

use crate::operation::Operation;
use crate::secret::Secret;

/// Names one object of a state. An address has at most one current object, and any number that were
/// replaced and are still to be removed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The resource.
    pub address: Address,
    /// The key of an object that was replaced; none for the current one.
    pub deposed: Option<String>,
}

impl Key {
    /// The current object of an address.
    #[must_use]
    pub fn current(address: Address) -> Self {
        Self {
            address,
            deposed: None,
        }
    }

    /// An object of an address that was replaced.
    #[must_use]
    pub fn deposed(address: Address, deposed: impl Into<String>) -> Self {
        Self {
            address,
            deposed: Some(deposed.into()),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.deposed {
            None => write!(f, "{}", self.address),
            Some(deposed) => write!(f, "{} (deposed {deposed})", self.address),
        }
    }
}

/// How far an object came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It stands as it was asked for.
    #[default]
    Created,
    /// AWS gave it an id, and nobody has seen yet that it is complete.
    Incomplete,
    /// Something went wrong while it was made: it is to be made anew.
    Tainted,
}

/// What is remembered of one object.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// The resource.
    pub address: Address,
    /// The key of an object that was replaced and is still to be removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposed: Option<String>,
    /// Where it is.
    pub region: String,
    /// The provider's id.
    pub id: String,
    /// How far it came.
    pub status: Status,
    /// The version of its type's attributes, as the provider's schema counts them.
    #[serde(default)]
    pub schema_version: u32,
    /// What it is. What is unset is absent. Given with sensitive marks; what is marked is taken out
    /// before anything is written down, and a hash of it is put into `secrets`. What the hash stands
    /// for can be put back by [`State::recall`](crate::state::State::recall).
    #[serde(with = "crate::json::attributes")]
    pub attributes: Object,
    /// The values that were taken out, by where they stood. Empty when the object is given to be
    /// recorded, but for secrets that are not given anew.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub secrets: BTreeMap<AttributePath, Secret>,
    /// Addresses of what it needs, with or without instance keys. They are not checked: between the
    /// two halves of a replacement, what it needs is not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<Arc<str>>,
    /// Whether its replacement is to be created first.
    #[serde(default)]
    pub create_before_destroy: bool,
    /// Whether destroying it is an error, also once its block is gone.
    #[serde(default)]
    pub prevent_destroy: bool,
    /// The operation that made it or last changed it. Filled in when it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<Operation>,
}

impl Recorded {
    /// The name of this object in a state.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            address: self.address.clone(),
            deposed: self.deposed.clone(),
        }
    }
}

/// Without attributes: they may hold secrets that were not taken out yet.
impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("key", &self.key().to_string())
            .field("id", &self.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
