//! One emulator's process: started on a port of its own, watched until it answers, ended.

use std::fs::{self, File};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use uuid::Uuid;

use crate::emulator::Emulator;
use crate::http;
use crate::install::interpreter;
use crate::instance::Started;
use crate::loopback::LoopbackUrl;
use crate::options::{Lane, Options};
use crate::process::ProcessIdentity;
use crate::start::StartError;
use crate::surroundings::Surroundings;

/// Runs in the emulator's Python.
const LAUNCHER: &str = include_str!("launcher.py");

/// How many logs of each emulator are kept: every start writes one.
const LOGS: usize = 20;

/// A process that ends with this value, unless it is detached.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    pub started: Started,
    pub log: Utf8PathBuf,
    scratch: Utf8PathBuf,
    detached: bool,
}

/// How a process that should answer is doing.
pub(crate) enum Health {
    Answers,
    Starting,
    /// It ended; what it wrote last, and whether that was about its port.
    Ended {
        last: String,
        port_taken: bool,
    },
}

impl Running {
    /// Starts an emulator. It does not answer yet.
    pub fn spawn(
        surroundings: &Surroundings,
        emulator: Emulator,
        options: &Options,
    ) -> Result<Self, StartError> {
        let folder = surroundings.folder();
        let marker = Uuid::new_v4();
        let port = port(emulator, options)?;
        let scratch = scratch(folder, marker);
        fs::create_dir_all(&scratch).map_err(StartError::io(&scratch))?;
        let launcher = folder.join("launcher.py");
        write(&launcher, LAUNCHER).map_err(StartError::io(&launcher))?;
        let log = folder
            .join("logs")
            .join(format!("{}-{port}.log", emulator.name()));
        let output = new_log(&log, emulator).map_err(StartError::io(&log))?;
        let errors = output.try_clone().map_err(StartError::io(&log))?;

        let python = interpreter(surroundings, emulator);
        let mut command = surroundings.emulator(&python);
        command
            .args([
                "-I",
                "-u",
                launcher.as_str(),
                emulator.name(),
                &port.to_string(),
            ])
            .arg(marker.to_string())
            .current_dir(&scratch)
            .envs([
                ("HOME", &scratch),
                ("TMPDIR", &scratch),
                ("TOLLGATE_SANDBOX_LOG", &log),
            ])
            .env("MINISTACK_ACCOUNT_ID", options.account.as_str())
            .env("MINISTACK_REGION", &options.region)
            .env("TOLLGATE_SANDBOX_ACCOUNT", options.account.as_str())
            .envs(emulator.settings().iter().copied())
            .envs(
                options
                    .settings
                    .get(&emulator)
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| (name, value)),
            )
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors);
        if options.lane == Lane::Routed {
            command.arg("--foreign-services");
        }
        let child = command.spawn().map_err(StartError::io(&python))?;
        let mut running = Self {
            started: Started {
                emulator,
                version: emulator.version().to_owned(),
                port,
                process: ProcessIdentity {
                    pid: child.id(),
                    started: 0,
                    marker,
                },
            },
            child,
            log,
            scratch,
            detached: false,
        };
        // Gone already: the first look at its health says why.
        if let Some(process) = ProcessIdentity::of(running.child.id(), marker) {
            running.started.process = process;
        }
        Ok(running)
    }

    /// Asks it, and its process.
    pub fn health(&mut self) -> Result<Health, StartError> {
        let ended = self.child.try_wait().map_err(StartError::io(&self.log))?;
        if ended.is_some() {
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            return Ok(Health::Ended {
                port_taken: said.contains("already in use")
                    || said.contains("in use by another program"),
                last: last_line(&said),
            });
        }
        let url = LoopbackUrl::at(self.started.port)?;
        Ok(if http::is_healthy(self.started.emulator, &url) {
            Health::Answers
        } else {
            Health::Starting
        })
    }

    /// Lets it outlive this process.
    pub fn detach(mut self) -> Result<(), StartError> {
        let log = self.log.clone();
        if let Some(mut pipe) = self.child.stdin.take() {
            pipe.write_all(b"detach\n").map_err(StartError::io(&log))?;
        }
        self.detached = true;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.detached {
            return;
        }
        // The end of its input ends it, with its group; the rest is for when that fails.
        drop(self.child.stdin.take());
        self.started.process.end();
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.scratch).ok();
    }
}

/// The folder that an emulator may write to.
pub(crate) fn scratch(folder: &Utf8Path, marker: Uuid) -> Utf8PathBuf {
    folder.join("scratch").join(marker.to_string())
}

/// The port that was asked for, if it is free, else one that is.
fn port(emulator: Emulator, options: &Options) -> Result<u16, StartError> {
    let wanted = options.ports.get(&emulator).copied().unwrap_or(0);
    reserve(wanted).map_err(|source| StartError::Port {
        emulator,
        port: wanted,
        source,
    })
}

/// Keeps a port from being handed to anyone who wants any port, for about a minute: a connection to
/// it that its own side has closed. Who asks for this very port, as the emulator does, may have it.
fn reserve(port: u16) -> io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let address = listener.local_addr()?;
    let caller = TcpStream::connect(address)?;
    let (called, _) = listener.accept()?;
    drop(called);
    drop(caller);
    Ok(address.port())
}

/// Writes a file that others may be reading.
fn write(path: &Utf8Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// An empty log, and no more than [`LOGS`] of that emulator.
fn new_log(path: &Utf8Path, emulator: Emulator) -> io::Result<File> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut logs = Vec::new();
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        if entry.file_name().starts_with(emulator.name()) {
            logs.push((entry.metadata()?.modified()?, entry.into_path()));
        }
    }
    logs.sort();
    let too_many = logs.len().saturating_sub(LOGS);
    for (_, old) in logs.into_iter().take(too_many) {
        // Another start may have removed it.
        fs::remove_file(old).ok();
    }
    fs::remove_file(path).ok();
    File::options().create(true).append(true).open(path)
}

fn last_line(said: &str) -> String {
    let line = said.lines().rev().find(|line| !line.trim().is_empty());
    line.unwrap_or("it wrote nothing").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_reserved_port_is_given_to_nobody_but_who_asks_for_it() {
        let reserved: BTreeSet<u16> = (0..200).map(|_| reserve(0).unwrap()).collect();
        assert_eq!(reserved.len(), 200);
        for port in reserved {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        }
    }

    #[test]
    fn of_the_logs_the_last_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        for port in 1..=LOGS + 5 {
            new_log(&folder.join(format!("moto-{port}.log")), Emulator::Moto).unwrap();
        }
        fs::write(folder.join("ministack-1.log"), "").unwrap();
        new_log(&folder.join("moto-last.log"), Emulator::Moto).unwrap();
        let names = folder
            .read_dir_utf8()
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_owned());
        let names: BTreeSet<_> = names.collect();
        assert!(names.contains("moto-last.log") && names.contains("ministack-1.log"));
        assert_eq!(names.len(), LOGS + 2, "{names:?}");
    }
}
