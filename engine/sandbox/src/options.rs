//! What a sandbox is started with.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::emulator::Emulator;
use crate::endpoints::AccountId;

/// Which emulators run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lane {
    /// MiniStack for most, moto for what [`crate::ROUTES`] names: what a user wants.
    #[default]
    Routed,
    /// One for everything, gaps and all: a second opinion, for tests.
    Only(Emulator),
}

impl Lane {
    /// The emulators, in the order in which they are started.
    #[must_use]
    pub const fn emulators(&self) -> &[Emulator] {
        match self {
            Self::Routed => &Emulator::ALL,
            Self::Only(Emulator::MiniStack) => &[Emulator::MiniStack],
            Self::Only(Emulator::Moto) => &[Emulator::Moto],
        }
    }
}

/// What a sandbox is started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The account that requests belong to.
    pub account: AccountId,
    /// The region that clients are told.
    pub region: String,
    /// Which emulators run.
    pub lane: Lane,
    /// Ports that must be these; any free port otherwise.
    pub ports: BTreeMap<Emulator, u16>,
    /// Settings of an emulator's own, as environment variables: `AUTH=true` makes MiniStack enforce
    /// IAM, `INITIAL_NO_AUTH_ACTION_COUNT=n` moto after the first `n` calls.
    pub settings: BTreeMap<Emulator, Vec<(String, String)>>,
    /// How long it may take until everything answers.
    pub time_limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            account: AccountId::default(),
            region: "us-east-1".to_owned(),
            lane: Lane::default(),
            ports: BTreeMap::new(),
            settings: BTreeMap::new(),
            time_limit: Duration::from_secs(90),
        }
    }
}
