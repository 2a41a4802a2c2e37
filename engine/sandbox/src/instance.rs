//! The record of what runs in the background: which processes, where they listen, since when.
//!
//! It is written once everything answers and removed when everything is gone. It is replaced as a
//! whole, and what it says of a process is believed only after a look at that process.

use std::fs::{self, File};
use std::io::{self, Write};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::emulator::Emulator;
use crate::endpoints::{AccountId, Endpoints};
use crate::loopback::{LoopbackError, LoopbackUrl};
use crate::process::ProcessIdentity;
use crate::routing;

/// The form of the record that this version writes.
const FORMAT: u32 = 1;

/// One emulator that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Started {
    pub emulator: Emulator,
    pub version: String,
    pub port: u16,
    #[serde(flatten)]
    pub process: ProcessIdentity,
}

/// Everything that was started together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Instance {
    format: u32,
    pub account: String,
    pub region: String,
    pub emulators: Vec<Started>,
}

/// The record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstanceError {
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It does not say what it should.
    #[error("{path} is not the record of a sandbox ({reason}); remove it if no emulator runs")]
    Record {
        /// Which.
        path: Utf8PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl InstanceError {
    pub(crate) fn io(path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

impl Instance {
    pub fn new(account: &AccountId, region: &str, emulators: Vec<Started>) -> Self {
        Self {
            format: FORMAT,
            account: account.as_str().to_owned(),
            region: region.to_owned(),
            emulators,
        }
    }

    /// What was recorded last, if anything is.
    pub fn read(folder: &Utf8Path) -> Result<Option<Self>, InstanceError> {
        let path = path(folder);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(InstanceError::Io { path, source }),
        };
        let instance: Self =
            serde_json::from_slice(&bytes).map_err(|error| InstanceError::Record {
                path: path.clone(),
                reason: error.to_string(),
            })?;
        if instance.format == FORMAT {
            Ok(Some(instance))
        } else {
            let reason = format!("its format is {}, not {FORMAT}", instance.format);
            Err(InstanceError::Record { path, reason })
        }
    }

    /// Records it in place of what was recorded before.
    pub fn write(&self, folder: &Utf8Path) -> Result<(), InstanceError> {
        let path = path(folder);
        let failed = || InstanceError::io(&path);
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed())?;
        serde_json::to_writer_pretty(&mut file, self).map_err(|error| failed()(error.into()))?;
        file.write_all(b"\n").map_err(failed())?;
        file.as_file().sync_all().map_err(failed())?;
        file.persist(&path).map_err(|error| failed()(error.error))?;
        Ok(())
    }

    /// Forgets what was recorded.
    pub fn remove(folder: &Utf8Path) -> Result<(), InstanceError> {
        let path = path(folder);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                Err(InstanceError::Io { path, source })
            }
            _ => Ok(()),
        }
    }

    /// Where its services are answered: each by the emulator of the table, if that one runs.
    pub fn endpoints(&self) -> Result<Endpoints, LoopbackError> {
        let url = |emulator| {
            let started = self
                .emulators
                .iter()
                .find(|started| started.emulator == emulator);
            started
                .map(|started| LoopbackUrl::at(started.port))
                .transpose()
        };
        let first = self.emulators.first().map_or(0, |started| started.port);
        let default = url(Emulator::MiniStack)?.map_or_else(|| LoopbackUrl::at(first), Ok)?;
        let account = self.account.parse().unwrap_or_default();
        let mut endpoints = Endpoints::single(default.clone(), account, &self.region);
        for service in routing::SERVICES {
            let routed = url(routing::emulator_of(service))?.unwrap_or_else(|| default.clone());
            if *service == routing::ACCOUNT_BEFORE_HOST {
                endpoints = endpoints.with(service, routed.named()?);
            } else if routed != default {
                endpoints = endpoints.with(service, routed);
            }
        }
        Ok(endpoints)
    }
}

impl Started {
    /// When it was started.
    pub fn since(&self) -> Timestamp {
        i64::try_from(self.process.started)
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or_default()
    }
}

fn path(folder: &Utf8Path) -> Utf8PathBuf {
    folder.join("instance.json")
}

/// Held by the one process that starts or stops; it ends with that process.
pub(crate) fn lock(folder: &Utf8Path) -> Result<File, InstanceError> {
    let path = folder.join("instance.lock");
    fs::create_dir_all(folder).map_err(InstanceError::io(folder))?;
    let file = File::create(&path).map_err(InstanceError::io(&path))?;
    file.lock().map_err(InstanceError::io(&path))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(emulator: Emulator, port: u16) -> Started {
        let process = ProcessIdentity {
            pid: 1,
            started: 1_763_870_000,
            marker: uuid::Uuid::nil(),
        };
        Started {
            emulator,
            version: emulator.version().to_owned(),
            port,
            process,
        }
    }

    fn instance(emulators: Vec<Started>) -> Instance {
        Instance::new(&AccountId::default(), "eu-west-1", emulators)
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        assert_eq!(Instance::read(folder).unwrap(), None);
        let written = instance(vec![started(Emulator::MiniStack, 4566)]);
        written.write(folder).unwrap();
        assert_eq!(Instance::read(folder).unwrap(), Some(written));
        Instance::remove(folder).unwrap();
        Instance::remove(folder).unwrap();
        assert_eq!(Instance::read(folder).unwrap(), None);
    }

    #[test]
    fn a_record_that_is_cut_off_or_of_another_time_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        for text in [
            "",
            "{\"format\": 1",
            "{\"format\":2,\"account\":\"\",\"region\":\"\",\"emulators\":[]}",
        ] {
            fs::write(path(folder), text).unwrap();
            let error = Instance::read(folder).unwrap_err();
            assert!(matches!(error, InstanceError::Record { .. }), "{error}");
        }
    }

    #[test]
    fn services_go_where_the_table_says_or_to_the_one_that_runs() {
        let both = instance(vec![
            started(Emulator::MiniStack, 1),
            started(Emulator::Moto, 2),
        ])
        .endpoints()
        .unwrap();
        assert_eq!(both.url("RDS").as_str(), "http://127.0.0.1:1");
        assert_eq!(
            both.url("Application Auto Scaling").as_str(),
            "http://127.0.0.1:2"
        );
        assert_eq!(both.url("S3 Control").as_str(), "http://localhost:2");
        let moto = instance(vec![started(Emulator::Moto, 2)])
            .endpoints()
            .unwrap();
        assert_eq!(moto.url("RDS").as_str(), "http://127.0.0.1:2");
        assert_eq!(moto.url("S3 Control").as_str(), "http://localhost:2");
        let ministack = instance(vec![started(Emulator::MiniStack, 1)])
            .endpoints()
            .unwrap();
        assert_eq!(
            ministack.url("Application Auto Scaling").as_str(),
            "http://127.0.0.1:1"
        );
    }
}
