//! The two commands that fill an environment, and what their failures mean.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use camino::{Utf8Path, Utf8PathBuf};

use super::{InstallError, Progress};
use crate::emulator::{Emulator, Pins};
use crate::python::Python;
use crate::surroundings::Surroundings;

/// One environment in the making.
pub(super) struct Work<'a> {
    pub surroundings: &'a Surroundings,
    pub emulator: Emulator,
    pub pins: Pins<'a>,
    pub python: &'a Python,
    pub into: &'a Utf8Path,
}

/// What pip writes when it cannot reach the index.
const UNREACHABLE: &[&str] = &[
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "ConnectTimeoutError",
    "ProxyError",
    "Cannot connect to proxy",
    "SSLError",
    "Read timed out",
    "Network is unreachable",
    "Connection refused",
    "Connection to pypi.org timed out",
];

impl Work<'_> {
    /// Makes an empty environment.
    pub fn environment(&self) -> Result<(), InstallError> {
        let log = self.log();
        let output = self
            .surroundings
            .installer(&self.python.path)
            .args(["-I", "-m", "venv", self.into.as_str()])
            .stdin(Stdio::null())
            .output()
            .map_err(InstallError::io(self.into))?;
        if output.status.success() {
            return Ok(());
        }
        let said = [output.stdout, output.stderr].concat();
        std::fs::write(&log, &said).map_err(InstallError::io(&log))?;
        let said = String::from_utf8_lossy(&said);
        if said.contains("ensurepip") || said.contains("No module named venv") {
            return Err(InstallError::NoVenv {
                path: self.python.path.clone(),
            });
        }
        Err(InstallError::Pip {
            emulator: self.emulator,
            last: last_line(&said),
            log,
        })
    }

    /// Downloads, compares and unpacks the packages: wheels only, so nothing of theirs runs, and
    /// nothing that the pins do not name.
    pub fn packages(&self, progress: &mut dyn FnMut(Progress)) -> Result<(), InstallError> {
        let list = self.into.join("requirements.txt");
        std::fs::write(&list, self.pins.requirements).map_err(InstallError::io(&list))?;
        let log = self.log();
        let mut file = File::create(&log).map_err(InstallError::io(&log))?;
        let errors = file.try_clone().map_err(InstallError::io(&log))?;
        let mut child = self
            .surroundings
            .installer(self.into.join("bin/python").as_str())
            .args([
                "-I",
                "-m",
                "pip",
                "install",
                "--no-input",
                "--disable-pip-version-check",
            ])
            .args([
                "--progress-bar",
                "off",
                "--no-color",
                "--only-binary",
                ":all:",
            ])
            .args(["--require-hashes", "--no-deps", "-r", list.as_str()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(InstallError::io(self.into))?;
        let mut number = 0;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines() {
                let line = line.map_err(InstallError::io(&log))?;
                writeln!(file, "{line}").map_err(InstallError::io(&log))?;
                self.report(&line, &mut number, progress);
            }
        }
        if child.wait().map_err(InstallError::io(self.into))?.success() {
            return Ok(());
        }
        let said = std::fs::read_to_string(&log).map_err(InstallError::io(&log))?;
        Err(self.failure(&said, log))
    }

    fn report(&self, line: &str, number: &mut usize, progress: &mut dyn FnMut(Progress)) {
        let named = line
            .strip_prefix("Collecting ")
            .or_else(|| line.strip_prefix("Ignoring "));
        if let Some(named) = named {
            *number = number.saturating_add(1);
            let name = named.split([' ', ':']).next().unwrap_or_default();
            progress(Progress::Package {
                emulator: self.emulator,
                name: name.to_owned(),
                number: *number,
                of: self.pins.packages(),
            });
        } else if line.starts_with("Installing collected packages") {
            progress(Progress::Unpacking(self.emulator));
        }
    }

    /// What pip's words mean.
    fn failure(&self, said: &str, log: Utf8PathBuf) -> InstallError {
        let emulator = self.emulator;
        if said.contains("DO NOT MATCH THE HASHES") {
            let package = after(said, "DO NOT MATCH THE HASHES");
            return InstallError::Digest {
                emulator,
                package,
                log,
            };
        }
        if UNREACHABLE.iter().any(|words| said.contains(words)) {
            return InstallError::Offline { emulator, log };
        }
        if let Some((_, rest)) = said.split_once("No matching distribution found for ") {
            let package = rest
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned();
            let (major, minor) = self.python.version;
            return InstallError::NoWheel {
                package,
                version: format!("{major}.{minor}"),
                log,
            };
        }
        InstallError::Pip {
            emulator,
            last: last_line(said),
            log,
        }
    }

    fn log(&self) -> Utf8PathBuf {
        let name = format!("install-{}.log", self.emulator.name());
        self.surroundings.folder().join("logs").join(name)
    }
}

/// The package that the lines after a heading begin with.
fn after(said: &str, heading: &str) -> String {
    said.split_once(heading)
        .and_then(|(_, rest)| rest.lines().nth(1))
        .and_then(|line| line.split_whitespace().next())
        .unwrap_or("a package")
        .to_owned()
}

/// The last line that says something, without pip's prefix.
fn last_line(said: &str) -> String {
    let line = said.lines().rev().find(|line| !line.trim().is_empty());
    line.unwrap_or("nothing was said")
        .trim_start_matches("ERROR: ")
        .to_owned()
}
