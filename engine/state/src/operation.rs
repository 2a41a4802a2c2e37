//! One step of an apply, as the state knows it: what was meant, and what came of it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tollgate_model::{Address, Object};
use ulid::Ulid;

use crate::clock;
use crate::key::{KeyError, random};
use crate::resource::{Key, Recorded};

/// How many characters of an operation's number are the key of the object that it deposes.
const DEPOSED_LENGTH: usize = 8;

/// For how long something may appear that was asked for in a call without an answer.
const APPEARS: Duration = Duration::from_secs(60 * 60);

/// The number of an operation, the same after a crash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Operation {
    /// A ULID: 26 letters and digits, later ones are greater. It is the idempotency token of calls
    /// that take one, and the tag by which the object is found again.
    pub id: String,
}

impl Operation {
    /// A number that was never used before.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn new() -> Result<Self, KeyError> {
        let now = u64::try_from(clock::now().as_millisecond()).unwrap_or_default();
        let id = Ulid::from_parts(now, u128::from_be_bytes(random()?)).to_string();
        Ok(Self { id })
    }

    /// The key of the object that this operation deposes: the last letters of its number.
    #[must_use]
    pub fn deposed_key(&self) -> String {
        let from = self.id.len().saturating_sub(DEPOSED_LENGTH);
        self.id.get(from..).unwrap_or(&self.id).to_ascii_lowercase()
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// An object is made.
    Create,
    /// An object that exists is taken over.
    Import,
    /// An object is changed in place.
    Update,
    /// An object is removed.
    Delete,
    /// An object is dropped from the state, and left alone.
    Forget,
}

impl Task {
    /// Whether it is about an object that the state does not have yet.
    #[must_use]
    pub fn adds(self) -> bool {
        matches!(self, Self::Create | Self::Import)
    }
}

/// What is about to be done.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// The resource.
    pub address: Address,
    /// The key of the object, if it is one that was replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposed: Option<String>,
    /// What is done.
    pub task: Task,
    /// Where.
    pub region: String,
    /// The provider's id, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What shall be there: names and tags are in it, by which the object is found again after a
    /// crash. Sensitive values and those that are not known yet are left out of what is written.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "crate::json::optional_attributes"
    )]
    pub values: Option<Object>,
    /// Addresses of what it needs, with or without instance keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<Arc<str>>,
    /// Whether its replacement is to be created first, another time.
    #[serde(default)]
    pub create_before_destroy: bool,
    /// Whether destroying it is an error.
    #[serde(default)]
    pub prevent_destroy: bool,
    /// Whether the current object of the address is set aside first, to be removed later.
    #[serde(default)]
    pub deposes: bool,
}

impl Intent {
    /// The object that it is about.
    #[must_use]
    pub fn key(&self) -> Key {
        Key {
            address: self.address.clone(),
            deposed: self.deposed.clone(),
        }
    }
}

/// Without values: they may hold secrets.
impl fmt::Debug for Intent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Intent")
            .field("key", &self.key().to_string())
            .field("task", &self.task)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// An operation that was begun, and of which nobody has written down how it ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// Its number.
    pub operation: Operation,
    /// When it was begun.
    pub at: Timestamp,
    /// What was meant, with the id as far as it is known.
    pub intent: Intent,
}

impl Begin {
    /// How long ago it was begun; nothing if that is still to come by this machine's clock.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.age_at(clock::now())
    }

    fn age_at(&self, now: Timestamp) -> Duration {
        Duration::try_from(now.duration_since(self.at)).unwrap_or_default()
    }

    /// Whether what it asked for, and was not there when it was looked for, may appear yet at that time.
    pub(crate) fn appears_after(&self, now: Timestamp) -> bool {
        self.age_at(now) < APPEARS
    }

    /// Whether what it asked for, and was not there when it was looked for, may appear yet.
    #[must_use]
    pub fn may_appear(&self) -> bool {
        self.appears_after(clock::now())
    }
}

/// What came of an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The object stands, and this is what it is.
    Stands(Box<Recorded>),
    /// The object is gone, or is the state's business no more.
    Gone,
    /// It did not work.
    Failed {
        /// A word for it: `denied`, `timeout`.
        class: String,
        /// A sentence for the user. No values.
        message: String,
        /// What is there now.
        leaves: Left,
    },
    /// Nothing came of it: the object, if there is one, is as it was before.
    Nothing,
}

/// What an operation that failed leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// What was recorded until now, an id that became known on the way included.
    Unchanged,
    /// The same, and it is to be made anew.
    Tainted,
    /// Nothing.
    Gone,
}
