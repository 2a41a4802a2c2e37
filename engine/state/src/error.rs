//! Why a state cannot be read or written.

use jiff::Timestamp;
use thiserror::Error;
use uuid::Uuid;

use crate::edit::EditError;
use crate::envelope::EnvelopeError;
use crate::journal::Position;
use crate::key::KeyError;
use crate::lease::Holder;
use crate::replay::RecordError;
use crate::resource::Key;
use crate::store::StoreError;

/// The outcome of a call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a state cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An object cannot be read.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// There is no key to write with.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Somebody else writes.
    #[error(
        "the state is held by {holder} since {since} until {until}, unless it goes on; wait, or run `tollgate state unlock` if that run (lease {epoch}) is dead"
    )]
    Held {
        /// Who.
        holder: Box<Holder>,
        /// Since when.
        since: Timestamp,
        /// Until when, if it is not renewed.
        until: Timestamp,
        /// The number of the lease.
        epoch: u64,
    },
    /// The lease is somebody else's now.
    #[error("the state was taken over by {by}; nothing more can be written, run again")]
    Fenced {
        /// Who, as far as it is known.
        by: String,
    },
    /// The lease could not be renewed in time.
    #[error("the lease of the state ran out at {at}, and nothing new may be begun; run again")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// There is no lease of that number to be ended.
    #[error("lease {epoch} is not held; {now}")]
    NotHeld {
        /// The number that was given.
        epoch: u64,
        /// What is the case instead.
        now: String,
    },
    /// The lease says something that cannot be understood.
    #[error("`{object}` is not a lease; remove it if no run is at work")]
    NoLease {
        /// The object.
        object: String,
    },
    /// What there is belongs to a state that is not there.
    #[error("{object} is missing in {location}, but its journal or lease is there; restore it")]
    Missing {
        /// The object.
        object: String,
        /// The store.
        location: String,
    },
    /// An object of the journal is missing.
    #[error("the journal lacks {missing}, and goes on after it; restore that object")]
    Gap {
        /// Its place.
        missing: Position,
    },
    /// An object of the journal does not follow the one before it.
    #[error(
        "{at} of the journal follows serial {written}, and the state before it has {found}; restore older versions"
    )]
    OutOfOrder {
        /// Its place.
        at: Position,
        /// The serial that it follows.
        written: u64,
        /// The serial before it.
        found: u64,
    },
    /// An object is of the right format and says something impossible.
    #[error("`{object}` cannot be a state: {reason}")]
    Integrity {
        /// The object.
        object: String,
        /// What is wrong.
        reason: String,
    },
    /// The state is that of another environment.
    #[error("`{object}` is the state of `{found}`, not of `{wanted}`")]
    OtherEnvironment {
        /// The object.
        object: String,
        /// Its environment.
        found: String,
        /// The environment that was asked for.
        wanted: String,
    },
    /// A record does not fit.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Objects would be forgotten that nobody said would go.
    #[error("the state would lose {}, which the plan does not remove; nothing was written", list(.keys))]
    UnexpectedLoss {
        /// The objects.
        keys: Vec<Key>,
    },
    /// An earlier write of this run failed.
    #[error(
        "an earlier record could not be written ({reason}), so none can be now; run again to go on"
    )]
    Broken {
        /// Why it failed.
        reason: String,
    },
    /// Somebody kept writing while the state was read.
    #[error("the state changed each time it was read; try again")]
    Restless,
    /// The session was released.
    #[error("the state was released by this run already")]
    Released,
    /// A name that is no part of a key.
    #[error(
        "`{name}` cannot be the name of an environment; use lower-case letters, digits and `-`"
    )]
    Name {
        /// The name.
        name: String,
    },
}

impl From<EditError> for Error {
    fn from(error: EditError) -> Self {
        Self::Record(error.into())
    }
}

fn list(keys: &[Key]) -> String {
    const SHOWN: usize = 3;
    let names: Vec<String> = keys.iter().take(SHOWN).map(Key::to_string).collect();
    match keys.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// An error of what an object says.
pub(crate) fn integrity(object: &str, reason: impl std::fmt::Display) -> Error {
    Error::Integrity {
        object: object.to_owned(),
        reason: reason.to_string(),
    }
}

/// A lineage that was never used before.
pub(crate) fn new_lineage() -> Result<Uuid> {
    Ok(uuid::Builder::from_random_bytes(crate::key::random()?).into_uuid())
}
