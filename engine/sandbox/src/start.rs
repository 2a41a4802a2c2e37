//! Starts the emulators of a lane together, and waits until all of them answer.

use std::io;
use std::thread::sleep;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use crate::emulator::Emulator;
use crate::install::InstallError;
use crate::instance::InstanceError;
use crate::loopback::LoopbackError;
use crate::options::Options;
use crate::running::{Health, Running};
use crate::surroundings::Surroundings;

/// How often a free port may be lost to another program between its choice and its use.
const TRIES: usize = 3;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Its emulators cannot be installed.
    #[error(transparent)]
    Install(#[from] InstallError),
    /// Its record cannot be used.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// An endpoint would not be on this machine.
    #[error(transparent)]
    Loopback(#[from] LoopbackError),
    /// Another sandbox runs in the background, and differently.
    #[error(
        "a sandbox runs already, with another {what}; stop it first with `tollgate sandbox stop`"
    )]
    Different {
        /// What differs.
        what: &'static str,
    },
    /// A port cannot be had.
    #[error(
        "port {port} of 127.0.0.1 cannot be had for {emulator} ({source}); choose another, or none for any"
    )]
    Port {
        /// For which emulator.
        emulator: Emulator,
        /// Which; 0 when any was wanted.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// An emulator ended instead of answering.
    #[error("{emulator} ended before it answered: {last}. See {log}")]
    Ended {
        /// Which.
        emulator: Emulator,
        /// The last line it wrote.
        last: String,
        /// All that it wrote.
        log: Utf8PathBuf,
    },
    /// An emulator did not answer in time.
    #[error("{emulator} did not answer within {} seconds. See {log}", limit.as_secs())]
    Slow {
        /// Which.
        emulator: Emulator,
        /// How long it had.
        limit: Duration,
        /// What it wrote.
        log: Utf8PathBuf,
    },
    /// A file or a process could not be used.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl StartError {
    pub(crate) fn io(path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// Starts what the options say. Everything returned answers; on an error nothing is left running.
pub(crate) fn start(
    surroundings: &Surroundings,
    options: &Options,
) -> Result<Vec<Running>, StartError> {
    let mut tries = 1;
    loop {
        match attempt(surroundings, options)? {
            Attempt::Answers(running) => return Ok(running),
            Attempt::PortTaken(error) if tries >= TRIES => return Err(error),
            Attempt::PortTaken(_) => tries += 1,
        }
    }
}

enum Attempt {
    Answers(Vec<Running>),
    /// A port that was free when it was chosen no longer is.
    PortTaken(StartError),
}

fn attempt(surroundings: &Surroundings, options: &Options) -> Result<Attempt, StartError> {
    let begun = Instant::now();
    let spawn = |emulator: &Emulator| Running::spawn(surroundings, *emulator, options);
    let mut started: Vec<_> = options
        .lane
        .emulators()
        .iter()
        .map(spawn)
        .collect::<Result<_, _>>()?;
    for running in &mut started {
        let emulator = running.started.emulator;
        loop {
            match running.health()? {
                Health::Answers => break,
                Health::Starting if begun.elapsed() < options.time_limit => {
                    sleep(Duration::from_millis(50))
                }
                Health::Starting => {
                    let (limit, log) = (options.time_limit, running.log.clone());
                    return Err(StartError::Slow {
                        emulator,
                        limit,
                        log,
                    });
                }
                Health::Ended { last, port_taken } => {
                    let error = StartError::Ended {
                        emulator,
                        last,
                        log: running.log.clone(),
                    };
                    return if port_taken {
                        Ok(Attempt::PortTaken(error))
                    } else {
                        Err(error)
                    };
                }
            }
        }
    }
    Ok(Attempt::Answers(started))
}
