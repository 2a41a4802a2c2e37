//! The journal: an object for each few records, in the order in which they were written.
//!
//! A writer numbers its objects without a gap, and each is written only if its place is free. The next
//! writer, should the first one not have said that it is done, takes the place after the last object for
//! a *seal*, under the same condition. Whichever comes first wins: what stood before the seal is read by
//! the new writer, and after it the old one can write nothing. A seal stays forever, so that this is
//! also true for a writer that wakes up after days.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::operation::{Begin, Operation, Outcome};

/// How many digits numbers have in keys, so that keys sort as numbers do.
const DIGITS: usize = 10;

/// The place of an object in the journal. Later ones are greater.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The writer: each lease has the next number.
    pub epoch: u64,
    /// The object among those of this writer; the first is 1.
    pub sequence: u64,
}

impl Position {
    /// Before all objects of a writer.
    #[must_use]
    pub fn start(epoch: u64) -> Self {
        Self { epoch, sequence: 0 }
    }

    /// The next place of the same writer.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            epoch: self.epoch,
            sequence: self.sequence.saturating_add(1),
        }
    }

    /// The position that a key ends with.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        let (rest, sequence) = key.rsplit_once('/')?;
        let (_, epoch) = rest.rsplit_once('/')?;
        let number = |text: &str| {
            let is_number = text.len() >= DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok())?
        };
        Some(Self {
            epoch: number(epoch)?,
            sequence: number(sequence)?,
        })
    }
}

/// As it stands in keys.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$}/{:0DIGITS$}", self.epoch, self.sequence)
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// Something is about to be done.
    Begin(Begin),
    /// The id of what is made became known.
    Progress {
        /// What was begun.
        operation: Operation,
        /// The provider's id.
        id: String,
    },
    /// It ended.
    End {
        /// What was begun.
        operation: Operation,
        /// What came of it.
        outcome: Outcome,
    },
    /// The state was changed without AWS being asked.
    Edit(Edit),
}

impl Record {
    /// The operation that it belongs to.
    #[must_use]
    pub fn operation(&self) -> Option<&Operation> {
        match self {
            Self::Begin(begin) => Some(&begin.operation),
            Self::Progress { operation, .. } | Self::End { operation, .. } => Some(operation),
            Self::Edit(_) => None,
        }
    }
}

/// One object of the journal. What is recorded at the same time by tasks of one run goes into one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Record>,
    /// Of a seal the epoch of who took over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_by: Option<u64>,
}
