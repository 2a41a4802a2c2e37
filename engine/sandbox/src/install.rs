//! Installs the emulators, once, pinned by digest, into an environment of their own.
//!
//! ```text
//! <cache>/sandbox/<emulator>-<digest of its pins>/    complete, or not there at all
//! <cache>/sandbox/.partial-…/                         in the making; removed by the next install
//! <cache>/sandbox/install.lock                        held by the one process that installs
//! <cache>/sandbox/logs/install-<emulator>.log         what pip said
//! ```

mod pip;

use std::fs::{self, File, TryLockError};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::emulator::{Emulator, Pins};
use crate::python;
use crate::surroundings::Surroundings;

/// What an installation is doing; each step is reported once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Another process installs; this one waits for it.
    Waiting,
    /// An emulator's environment is being made.
    Environment(Emulator),
    /// A package is being looked at or downloaded.
    Package {
        /// For which emulator.
        emulator: Emulator,
        /// The name and version of the package.
        name: String,
        /// How many were looked at, this one included.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// Everything was downloaded and is being unpacked.
    Unpacking(Emulator),
    /// An emulator is ready; `true` when it was before.
    Installed(Emulator, bool),
}

/// Why the emulators could not be installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// There is no Python.
    #[error(
        "no Python on the path: the emulators need Python 3.10 or newer; install it (Debian, \
         Ubuntu: `apt install python3 python3-venv`; macOS: `brew install python`), or use an \
         emulator of your own with `--endpoint URL`"
    )]
    NoPython,
    /// There are only Pythons that are too old.
    #[error("{path} is Python {version}: the emulators need Python 3.10 or newer on the path")]
    OldPython {
        /// Which one was found.
        path: String,
        /// Its major and minor version.
        version: String,
    },
    /// Python lacks the module that makes environments.
    #[error(
        "{path} cannot make virtual environments; on Debian and Ubuntu: `apt install python3-venv`"
    )]
    NoVenv {
        /// Which Python.
        path: String,
    },
    /// The package index cannot be reached.
    #[error(
        "the packages of {emulator} could not be downloaded: the package index cannot be reached; \
         a mirror can be named with PIP_INDEX_URL, a proxy with HTTPS_PROXY. See {log}"
    )]
    Offline {
        /// Which emulator.
        emulator: Emulator,
        /// What pip said.
        log: Utf8PathBuf,
    },
    /// A package is not the one that was pinned.
    #[error(
        "{package} is not the file that {emulator} was pinned to: its SHA-256 differs, so it was \
         not installed; the package index or something on the way to it serves another. See {log}"
    )]
    Digest {
        /// Which emulator.
        emulator: Emulator,
        /// Which package.
        package: String,
        /// What pip said.
        log: Utf8PathBuf,
    },
    /// There is no wheel for this machine.
    #[error(
        "{package} has no wheel for Python {version} on this machine; put a Python from 3.10 to \
         3.14 first on the path. See {log}"
    )]
    NoWheel {
        /// Which package.
        package: String,
        /// Major and minor version.
        version: String,
        /// What pip said.
        log: Utf8PathBuf,
    },
    /// Something else went wrong in pip.
    #[error("{emulator} could not be installed: {last}. See {log}")]
    Pip {
        /// Which emulator.
        emulator: Emulator,
        /// The last line it wrote.
        last: String,
        /// All that it wrote.
        log: Utf8PathBuf,
    },
    /// A file could not be written or read.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl InstallError {
    fn io(path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// Where an installed emulator's Python is.
pub(crate) fn interpreter(surroundings: &Surroundings, emulator: Emulator) -> Utf8PathBuf {
    let requirements = emulator.requirements();
    home(surroundings, emulator, Pins { requirements }).join("bin/python")
}

/// Installs what is not yet installed of some emulators, and tells `progress` what it does.
///
/// # Errors
/// When Python is missing or too old, the packages cannot be had or are not the pinned ones, or
/// the folder cannot be written. Nothing half-made is left in use.
pub(crate) fn install(
    surroundings: &Surroundings,
    emulators: &[Emulator],
    progress: &mut dyn FnMut(Progress),
) -> Result<(), InstallError> {
    for emulator in emulators {
        let requirements = emulator.requirements();
        install_one(surroundings, *emulator, Pins { requirements }, progress)?;
    }
    Ok(())
}

fn install_one(
    surroundings: &Surroundings,
    emulator: Emulator,
    pins: Pins<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), InstallError> {
    let home = home(surroundings, emulator, pins);
    if works(surroundings, &home) {
        progress(Progress::Installed(emulator, true));
        return Ok(());
    }
    let folder = surroundings.folder();
    fs::create_dir_all(folder.join("logs")).map_err(InstallError::io(folder))?;
    let _lock = lock(folder, progress)?;
    // The process that held the lock may have been at the same work.
    if works(surroundings, &home) {
        progress(Progress::Installed(emulator, true));
        return Ok(());
    }
    clear(folder, &home)?;
    let python = python::find(surroundings)?;
    let partial = tempfile::Builder::new()
        .prefix(PARTIAL)
        .tempdir_in(folder)
        .map_err(InstallError::io(folder))?;
    let made = Utf8PathBuf::try_from(partial.path().join(emulator.name())).map_err(|error| {
        InstallError::Io {
            path: folder.to_owned(),
            source: error.into_io_error(),
        }
    })?;
    progress(Progress::Environment(emulator));
    let work = pip::Work {
        surroundings,
        emulator,
        pins,
        python: &python,
        into: &made,
    };
    work.environment()?;
    work.packages(progress)?;
    fs::rename(&made, &home).map_err(InstallError::io(&home))?;
    progress(Progress::Installed(emulator, false));
    Ok(())
}

const PARTIAL: &str = ".partial-";

fn home(surroundings: &Surroundings, emulator: Emulator, pins: Pins<'_>) -> Utf8PathBuf {
    let name = format!("{}-{}", emulator.name(), pins.digest());
    surroundings.folder().join(name)
}

/// Whether an environment is there and its Python still runs: an upgrade of the machine's Python
/// leaves environments behind that point nowhere.
fn works(surroundings: &Surroundings, home: &Utf8Path) -> bool {
    let python = home.join("bin/python");
    python.exists()
        && surroundings
            .emulator(&python)
            .args(["-I", "-c", "import encodings, pip"])
            .output()
            .is_ok_and(|output| output.status.success())
}

/// Waits until no other process installs. The lock ends with the process that holds it.
fn lock(folder: &Utf8Path, progress: &mut dyn FnMut(Progress)) -> Result<File, InstallError> {
    let path = folder.join("install.lock");
    let file = File::create(&path).map_err(InstallError::io(&path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            progress(Progress::Waiting);
            file.lock().map_err(InstallError::io(&path))?;
        }
        Err(TryLockError::Error(source)) => return Err(InstallError::Io { path, source }),
    }
    Ok(file)
}

/// Removes what an interrupted installation left, and an environment that no longer works.
fn clear(folder: &Utf8Path, home: &Utf8Path) -> Result<(), InstallError> {
    for entry in folder.read_dir_utf8().map_err(InstallError::io(folder))? {
        let entry = entry.map_err(InstallError::io(folder))?;
        if entry.file_name().starts_with(PARTIAL) || entry.path() == home {
            fs::remove_dir_all(entry.path()).map_err(InstallError::io(entry.path()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
