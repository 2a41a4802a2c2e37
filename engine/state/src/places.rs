//! The keys of one environment's objects, the same in a folder and in a bucket.

use crate::error::{Error, Result};
use crate::journal::Position;

/// Where the objects of one environment are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    environment: String,
}

impl Places {
    /// The places of an environment.
    ///
    /// # Errors
    /// When its name cannot be part of a key.
    pub fn new(environment: &str) -> Result<Self> {
        let fits = !environment.is_empty()
            && environment
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !fits {
            return Err(Error::Name {
                name: environment.to_owned(),
            });
        }
        Ok(Self {
            environment: environment.to_owned(),
        })
    }

    /// The environment.
    #[must_use]
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// The snapshot.
    #[must_use]
    pub fn snapshot(&self) -> String {
        format!("{}/snapshot", self.environment)
    }

    /// The lease.
    #[must_use]
    pub fn lease(&self) -> String {
        format!("{}/lease.json", self.environment)
    }

    /// What the keys of the journal begin with.
    #[must_use]
    pub fn journal(&self) -> String {
        format!("{}/journal/", self.environment)
    }

    /// One object of the journal.
    #[must_use]
    pub fn entry(&self, position: Position) -> String {
        format!("{}{position}", self.journal())
    }
}
