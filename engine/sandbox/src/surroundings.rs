//! What the sandbox takes from the process it runs in: a folder, and some of its environment.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

/// Variables that an emulator inherits: how programs and libraries are found, nothing else. An
/// emulator's own settings, credentials and proxies of the user stay outside.
const FOR_EMULATORS: &[&str] = &[
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "TZ",
];

/// Variables that would make pip put packages elsewhere, take others, or Python see others. What
/// says where packages are downloaded from stays: the digests make any source as good.
const NOT_FOR_PIP: &[&str] = &[
    "PIP_CONSTRAINT",
    "PIP_DRY_RUN",
    "PIP_NO_BINARY",
    "PIP_ONLY_BINARY",
    "PIP_PREFIX",
    "PIP_REQUIREMENT",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONUSERBASE",
];

/// The user's cache folder for sandboxes, and the environment that was inherited.
#[derive(Clone, Debug)]
pub struct Surroundings {
    folder: Utf8PathBuf,
    variables: BTreeMap<OsString, OsString>,
}

impl Surroundings {
    /// `cache` is Tollgate's folder in the user's cache, `$XDG_CACHE_HOME/tollgate`; `variables`
    /// the environment of the process, as `std::env::vars_os` gives it.
    pub fn new(
        cache: &Utf8Path,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Self {
        Self {
            folder: cache.join("sandbox"),
            variables: variables.into_iter().collect(),
        }
    }

    /// Where everything about sandboxes is kept.
    #[must_use]
    pub fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    /// A command that finds Python and downloads packages as the user's own would.
    pub(crate) fn installer(&self, program: &str) -> Command {
        let kept = self
            .variables
            .iter()
            .filter(|(name, _)| NOT_FOR_PIP.iter().all(|other| name.as_os_str() != *other));
        let mut command = Command::new(program);
        command.env_clear().envs(kept);
        command
    }

    /// A command that knows nothing of the user.
    pub(crate) fn emulator(&self, program: &Utf8Path) -> Command {
        let kept = self
            .variables
            .iter()
            .filter(|(name, _)| FOR_EMULATORS.iter().any(|other| name.as_os_str() == *other));
        let mut command = Command::new(program);
        command.env_clear().envs(kept);
        command
    }
}
