//! The sandbox of a user: one in the background, and any number that live as long as a value.

use std::fs;

use camino::Utf8PathBuf;
use jiff::Timestamp;

use crate::emulator::Emulator;
use crate::endpoints::Endpoints;
use crate::http;
use crate::install::{self, InstallError, Progress};
use crate::instance::{self, Instance, InstanceError};
use crate::loopback::{LoopbackError, LoopbackUrl};
use crate::options::{Lane, Options};
use crate::running::{Running, scratch};
use crate::start::{self, StartError};
use crate::surroundings::Surroundings;

/// Installs, starts, asks and stops emulators.
#[derive(Clone, Debug)]
pub struct Sandbox {
    surroundings: Surroundings,
}

/// How an emulator in the background is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Which.
    pub emulator: Emulator,
    /// Its version.
    pub version: String,
    /// The port of 127.0.0.1 that it was started on.
    pub port: u16,
    /// The number of its process.
    pub pid: u32,
    /// When it was started.
    pub since: Timestamp,
    /// Whether its process still runs.
    pub alive: bool,
    /// Whether it runs and answers.
    pub healthy: bool,
}

/// What was asked of a running sandbox could not be done.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// Its record cannot be used.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// An endpoint would not be on this machine.
    #[error(transparent)]
    Loopback(#[from] LoopbackError),
    /// There is none.
    #[error("no sandbox runs; start one with `tollgate sandbox start`")]
    NotRunning,
    /// One of its emulators has died.
    #[error("{emulator} of the sandbox has died; run `tollgate sandbox stop`, then start it again")]
    Died {
        /// Which.
        emulator: Emulator,
    },
    /// One of its emulators did not forget.
    #[error("{emulator} could not be reset: {reason}")]
    Reset {
        /// Which.
        emulator: Emulator,
        /// What it answered.
        reason: String,
    },
    /// One of its processes cannot be ended.
    #[error("process {pid} ({emulator}) cannot be ended; does it belong to another user?")]
    Unstoppable {
        /// Which.
        emulator: Emulator,
        /// Its number.
        pid: u32,
    },
}

impl Sandbox {
    /// The sandbox of a user.
    #[must_use]
    pub const fn new(surroundings: Surroundings) -> Self {
        Self { surroundings }
    }

    /// The Python that an emulator is installed for, and whose packages it may use: moto's has boto3.
    /// It is there once [`Sandbox::install`] has succeeded.
    #[must_use]
    pub fn python(&self, emulator: Emulator) -> Utf8PathBuf {
        install::interpreter(&self.surroundings, emulator)
    }

    /// Installs what a lane needs, unless it is there.
    ///
    /// # Errors
    /// When Python is missing, the packages cannot be had, or they are not the pinned ones.
    pub fn install(
        &self,
        lane: Lane,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), InstallError> {
        install::install(&self.surroundings, lane.emulators(), progress)
    }

    /// Starts emulators that end with the returned value, and with this process however it ends.
    ///
    /// # Errors
    /// When they cannot be installed, or one does not answer in time.
    pub fn hold(
        &self,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Held, StartError> {
        self.install(options.lane, progress)?;
        let running = start::start(&self.surroundings, options)?;
        let instance = record(options, &running);
        let endpoints = instance.endpoints()?;
        endpoints.check_loopback_only()?;
        Ok(Held {
            endpoints,
            instance,
            running,
        })
    }

    /// Starts emulators that outlive this process, or finds those that were.
    ///
    /// # Errors
    /// As [`Sandbox::hold`]; and when a sandbox runs that differs in account, region or emulators.
    pub fn start(
        &self,
        options: &Options,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Endpoints, StartError> {
        self.install(options.lane, progress)?;
        let folder = self.surroundings.folder();
        let _lock = instance::lock(folder)?;
        if let Some(found) = Instance::read(folder)? {
            if found
                .emulators
                .iter()
                .all(|started| started.process.is_alive())
            {
                return same(&found, options);
            }
            // Half a sandbox is none.
            self.end(&found);
            Instance::remove(folder)?;
        }
        let running = start::start(&self.surroundings, options)?;
        let instance = record(options, &running);
        let endpoints = instance.endpoints()?;
        endpoints.check_loopback_only()?;
        // Recorded first: whenever this process dies, either all end with it or all can be stopped.
        instance.write(folder)?;
        for emulator in running {
            emulator.detach()?;
        }
        Ok(endpoints)
    }

    /// Where the sandbox in the background is.
    ///
    /// # Errors
    /// When there is none, or one of its emulators has died.
    pub fn endpoints(&self) -> Result<Endpoints, SandboxError> {
        let instance = self.instance()?;
        alive(&instance)?;
        let endpoints = instance.endpoints()?;
        endpoints.check_loopback_only()?;
        Ok(endpoints)
    }

    /// How each emulator in the background is doing; empty when none was started.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn status(&self) -> Result<Vec<Status>, SandboxError> {
        let found = Instance::read(self.surroundings.folder())?;
        let emulators = found.map(|instance| instance.emulators).unwrap_or_default();
        emulators
            .into_iter()
            .map(|started| {
                let alive = started.process.is_alive();
                let url = LoopbackUrl::at(started.port)?;
                Ok(Status {
                    emulator: started.emulator,
                    port: started.port,
                    pid: started.process.pid,
                    since: started.since(),
                    alive,
                    healthy: alive && http::is_healthy(started.emulator, &url),
                    version: started.version,
                })
            })
            .collect()
    }

    /// Makes the sandbox in the background forget every object of every account.
    ///
    /// # Errors
    /// When there is none, one of its emulators has died, or one refuses.
    pub fn reset(&self) -> Result<(), SandboxError> {
        let instance = self.instance()?;
        alive(&instance)?;
        reset(&instance)
    }

    /// Ends the sandbox in the background. Returns whether there was one.
    ///
    /// # Errors
    /// When a process cannot be ended or the record cannot be used.
    pub fn stop(&self) -> Result<bool, SandboxError> {
        let folder = self.surroundings.folder();
        let _lock = instance::lock(folder)?;
        let Some(found) = Instance::read(folder)? else {
            return Ok(false);
        };
        if let Some(started) = self.end(&found) {
            return Err(SandboxError::Unstoppable {
                emulator: started.emulator,
                pid: started.process.pid,
            });
        }
        Instance::remove(folder)?;
        Ok(true)
    }

    fn instance(&self) -> Result<Instance, SandboxError> {
        Instance::read(self.surroundings.folder())?.ok_or(SandboxError::NotRunning)
    }

    /// Ends what still runs. Returns the first that does not.
    fn end<'a>(&self, instance: &'a Instance) -> Option<&'a instance::Started> {
        let folder = self.surroundings.folder();
        let mut left = None;
        for started in &instance.emulators {
            if started.process.end() {
                fs::remove_dir_all(scratch(folder, started.process.marker)).ok();
            } else {
                left = left.or(Some(started));
            }
        }
        left
    }
}

/// Emulators that end when this is dropped, or when this process ends.
#[derive(Debug)]
pub struct Held {
    endpoints: Endpoints,
    instance: Instance,
    running: Vec<Running>,
}

impl Held {
    /// Where they are.
    #[must_use]
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The numbers of their processes.
    #[must_use]
    pub fn pids(&self) -> Vec<u32> {
        let pid = |running: &Running| running.started.process.pid;
        self.running.iter().map(pid).collect()
    }

    /// Makes them forget every object of every account.
    ///
    /// # Errors
    /// When one refuses.
    pub fn reset(&self) -> Result<(), SandboxError> {
        reset(&self.instance)
    }
}

fn record(options: &Options, running: &[Running]) -> Instance {
    let started = running.iter().map(|running| running.started.clone());
    Instance::new(&options.account, &options.region, started.collect())
}

/// The endpoints of a sandbox that runs, if it is the one that was asked for.
fn same(found: &Instance, options: &Options) -> Result<Endpoints, StartError> {
    let wanted = options.lane.emulators();
    let runs: Vec<_> = found
        .emulators
        .iter()
        .map(|started| started.emulator)
        .collect();
    let port_differs = found.emulators.iter().any(|started| {
        let wanted = options.ports.get(&started.emulator);
        wanted.is_some_and(|port| *port != started.port)
    });
    let differences = [
        (found.account != options.account.as_str(), "account"),
        (found.region != options.region, "region"),
        (runs != wanted, "choice of emulators"),
        (port_differs, "port"),
    ];
    if let Some((_, what)) = differences.into_iter().find(|(differs, _)| *differs) {
        return Err(StartError::Different { what });
    }
    let endpoints = found.endpoints()?;
    endpoints.check_loopback_only()?;
    Ok(endpoints)
}

fn alive(instance: &Instance) -> Result<(), SandboxError> {
    let dead = instance
        .emulators
        .iter()
        .find(|started| !started.process.is_alive());
    dead.map_or(Ok(()), |started| {
        Err(SandboxError::Died {
            emulator: started.emulator,
        })
    })
}

fn reset(instance: &Instance) -> Result<(), SandboxError> {
    for started in &instance.emulators {
        let emulator = started.emulator;
        let url = LoopbackUrl::at(started.port)?;
        http::reset(emulator, &url).map_err(|reason| SandboxError::Reset { emulator, reason })?;
    }
    Ok(())
}
