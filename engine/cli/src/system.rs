//! The only place that asks the operating system: environment, clock, terminal.
//!
//! Everything else takes what it needs as a value, so that the same document and the same settings
//! give the same verdict on every machine.

#![expect(
    clippy::disallowed_methods,
    reason = "this module is where the environment is read"
)]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;

use camino::Utf8PathBuf;
use jiff::Timestamp;

/// What the process was given by its surroundings.
#[derive(Clone, Debug)]
pub struct System {
    /// The working directory.
    pub directory: Utf8PathBuf,
    /// `TF_VAR_name` variables, by name, without the prefix.
    pub terraform_variables: BTreeMap<String, String>,
    /// All variables, for the programs that are started.
    pub variables: Vec<(OsString, OsString)>,
    /// Tollgate's folder in the user's cache.
    pub cache: Utf8PathBuf,
    /// Tollgate's folder in the user's configuration.
    pub configuration: Utf8PathBuf,
    /// The user, as the system names them.
    pub user: String,
    /// The time of the run.
    pub now: Timestamp,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// Whether `NO_COLOR` is set to something, or the terminal cannot show colour.
    pub no_color: bool,
    /// Columns of the terminal, where there is one.
    pub columns: Option<u16>,
}

impl System {
    /// Reads the surroundings.
    ///
    /// # Errors
    /// When the working directory is gone or its path is not UTF-8.
    pub fn read() -> std::io::Result<Self> {
        let directory = Utf8PathBuf::try_from(std::env::current_dir()?)
            .map_err(camino::FromPathBufError::into_io_error)?;
        let filled = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let terraform_variables = std::env::vars_os()
            .filter_map(|(name, value)| {
                let name = name.into_string().ok()?;
                Some((
                    name.strip_prefix("TF_VAR_")?.to_owned(),
                    value.into_string().ok()?,
                ))
            })
            .collect();
        let path = |name| {
            std::env::var(name)
                .ok()
                .filter(|path| path.starts_with('/'))
        };
        let cache = path("XDG_CACHE_HOME")
            .or_else(|| path("HOME").map(|home| format!("{home}/.cache")))
            .map_or_else(|| directory.join(".cache"), Utf8PathBuf::from);
        let configuration = path("XDG_CONFIG_HOME")
            .or_else(|| path("HOME").map(|home| format!("{home}/.config")))
            .map_or_else(|| directory.join(".config"), Utf8PathBuf::from);
        let user = ["USER", "LOGNAME"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()));
        Ok(Self {
            configuration: configuration.join("tollgate"),
            user: user.unwrap_or_else(|| "somebody".to_owned()),
            cache: cache.join("tollgate"),
            variables: std::env::vars_os().collect(),
            directory,
            terraform_variables,
            now: now(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal: std::io::stderr().is_terminal(),
            no_color: filled("NO_COLOR") || std::env::var("TERM").is_ok_and(|term| term == "dumb"),
            columns: terminal_size::terminal_size().map(|(width, _)| width.0),
        })
    }
}

/// The time of the run: `SOURCE_DATE_EPOCH` when set, for reports that can be reproduced.
fn now() -> Timestamp {
    std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or_else(Timestamp::now)
}
