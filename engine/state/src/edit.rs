//! Changes of the state without a call to AWS: moved, dropped, taken in, told.
//!
//! The functions here look at a state and say which edits do what is wanted, or why it cannot be done.
//! [`Session::edit`](crate::session::Session::edit) writes them down.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;
use tollgate_model::{Address, AttributePath, Object};

use crate::resource::{Key, Recorded};
use crate::secret::Secret;
use crate::state::{State, is_under};

/// One change.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// What is under one address is under another from now on.
    Move {
        /// An address of an instance, a resource or a module.
        from: String,
        /// Where it goes.
        to: String,
    },
    /// An object is remembered no more. AWS is not asked.
    Remove {
        /// Its address.
        address: Address,
        /// Its key, if it is one that was replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deposed: Option<String>,
    },
    /// An object is remembered, or remembered anew.
    Put(Box<Recorded>),
    /// These are the outputs now.
    Outputs {
        /// With sensitive marks; they are taken out before it is written down.
        #[serde(with = "crate::json::attributes")]
        values: Object,
        /// What is kept of the sensitive parts. Filled in when it is recorded.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        secrets: BTreeMap<AttributePath, Secret>,
    },
    /// The objects are in this account.
    Account(String),
}

/// Without values: they may hold secrets.
impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Move { from, to } => write!(f, "Move({from} to {to})"),
            Self::Remove { address, .. } => write!(f, "Remove({address})"),
            Self::Put(recorded) => write!(f, "Put({})", recorded.key()),
            Self::Outputs { .. } => f.write_str("Outputs"),
            Self::Account(account) => write!(f, "Account({account})"),
        }
    }
}

/// Why a state cannot be changed so.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditError {
    /// Nothing is there under that name.
    #[error("the state has nothing under `{name}`; `tollgate state list` shows what it has")]
    NotThere {
        /// The name.
        name: String,
    },
    /// Something is there already.
    #[error("the state already has {key}; move or remove that first")]
    Taken {
        /// The object.
        key: Key,
    },
    /// What comes out is no address.
    #[error("{from} cannot become `{to}`: {reason}")]
    NoAddress {
        /// What is to be moved.
        from: Address,
        /// Where to.
        to: String,
        /// What is wrong.
        reason: String,
    },
    /// An operation on it did not end.
    #[error(
        "{key} is being changed, or a run that was cut off left it open; run `tollgate apply` first"
    )]
    Open {
        /// The object.
        key: Key,
    },
    /// The state belongs to another account.
    #[error("the objects of this state are in account {recorded}, not in {given}")]
    OtherAccount {
        /// The account of the state.
        recorded: String,
        /// The one that was given.
        given: String,
    },
}

/// An address under another name; none if it is not meant.
#[must_use]
pub fn renamed(address: &str, from: &str, to: &str) -> Option<String> {
    is_under(address, from)
        .then(|| address.strip_prefix(from))
        .flatten()
        .map(|rest| format!("{to}{rest}"))
}

/// Gives what is under `from` the address `to`: an instance, a resource with all its instances, or a
/// module.
///
/// # Errors
/// When there is no such thing, when it would be of another type, or when the place is taken.
pub fn mv(state: &State, from: &str, to: &str) -> Result<Vec<Edit>, EditError> {
    let edit = Edit::Move {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    edit.check(state)?;
    Ok(vec![edit])
}

/// Drops an instance, a resource with all its instances, or a module from the state; AWS keeps it.
///
/// # Errors
/// When there is no such thing.
pub fn rm(state: &State, name: &str) -> Result<Vec<Edit>, EditError> {
    let edits: Vec<Edit> = state
        .list(Some(name))
        .map(|recorded| Edit::Remove {
            address: recorded.address.clone(),
            deposed: recorded.deposed.clone(),
        })
        .collect();
    if edits.is_empty() {
        return Err(EditError::NotThere {
            name: name.to_owned(),
        });
    }
    edits.iter().try_for_each(|edit| edit.check(state))?;
    Ok(edits)
}

/// Takes an object in that exists in AWS.
///
/// # Errors
/// When its address is taken.
pub fn import(state: &State, recorded: Recorded) -> Result<Vec<Edit>, EditError> {
    let key = recorded.key();
    if state.resources.contains_key(&key) {
        return Err(EditError::Taken { key });
    }
    Ok(vec![Edit::Put(Box::new(recorded))])
}

impl Edit {
    /// The objects that it is about, as they are called before it.
    fn keys(&self, state: &State) -> Vec<Key> {
        match self {
            Self::Move { from, .. } => state.list(Some(from)).map(Recorded::key).collect(),
            Self::Remove { address, deposed } => vec![Key {
                address: address.clone(),
                deposed: deposed.clone(),
            }],
            Self::Put(recorded) => vec![recorded.key()],
            Self::Outputs { .. } | Self::Account(_) => Vec::new(),
        }
    }

    /// Whether it can be done.
    pub(crate) fn check(&self, state: &State) -> Result<(), EditError> {
        let keys = self.keys(state);
        let open = state.unresolved.iter().map(|begin| begin.intent.key());
        if let Some(key) = open.into_iter().find(|key| keys.contains(key)) {
            return Err(EditError::Open { key });
        }
        match self {
            Self::Move { from, to } => {
                if keys.is_empty() {
                    return Err(EditError::NotThere { name: from.clone() });
                }
                keys.iter().try_for_each(|key| {
                    let new = moved(key, from, to)?;
                    let is_taken = state.resources.contains_key(&new) && !keys.contains(&new);
                    let taken = is_taken.then_some(EditError::Taken { key: new });
                    taken.map_or(Ok(()), Err)
                })
            }
            Self::Remove { address, .. } => {
                let is_there = keys.iter().all(|key| state.resources.contains_key(key));
                let missing = EditError::NotThere {
                    name: address.to_string(),
                };
                is_there.then_some(()).ok_or(missing)
            }
            Self::Account(given) => match &state.account {
                Some(recorded) if recorded != given => Err(EditError::OtherAccount {
                    recorded: recorded.clone(),
                    given: given.clone(),
                }),
                _ => Ok(()),
            },
            Self::Put(_) | Self::Outputs { .. } => Ok(()),
        }
    }

    /// Does it. It was checked before.
    pub(crate) fn apply(self, state: &mut State) {
        match self {
            Self::Move { from, to } => {
                for recorded in std::mem::take(&mut state.resources).into_values() {
                    let recorded = moved_record(recorded, &from, &to);
                    state.resources.insert(recorded.key(), recorded);
                }
            }
            Self::Remove { address, deposed } => {
                state.resources.remove(&Key { address, deposed });
            }
            Self::Put(recorded) => {
                state.resources.insert(recorded.key(), *recorded);
            }
            Self::Outputs { values, secrets } => {
                state.outputs = values;
                state.output_secrets = secrets;
            }
            Self::Account(account) => state.account = Some(account),
        }
    }
}

/// The key of an object after a move.
fn moved(key: &Key, from: &str, to: &str) -> Result<Key, EditError> {
    let wrong = |to: &str, reason: String| EditError::NoAddress {
        from: key.address.clone(),
        to: to.to_owned(),
        reason,
    };
    let text = renamed(key.address.as_str(), from, to).unwrap_or_else(|| to.to_owned());
    let address: Address = text
        .parse()
        .map_err(|error| wrong(&text, format!("{error}")))?;
    if address.resource_type() != key.address.resource_type()
        || address.mode() != key.address.mode()
    {
        return Err(wrong(&text, "it is of another type".to_owned()));
    }
    Ok(Key {
        address,
        deposed: key.deposed.clone(),
    })
}

fn moved_record(mut recorded: Recorded, from: &str, to: &str) -> Recorded {
    if is_under(recorded.address.as_str(), from)
        && let Ok(key) = moved(&recorded.key(), from, to)
    {
        recorded.address = key.address;
    }
    for dependency in &mut recorded.dependencies {
        if let Some(new) = renamed(dependency, from, to) {
            *dependency = Arc::from(new);
        }
    }
    recorded
}
