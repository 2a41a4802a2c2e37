//! A folder of its own for a test, and the binary run inside it, as in a user's project.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::binary::{self, Outcome};

/// A temporary folder with files, away from this repository and its `tollgate.toml`.
#[derive(Debug)]
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A folder with these files, each a path and a text.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn new(files: &[(&str, &str)]) -> Self {
        let Ok(folder) = tempfile::tempdir() else {
            panic!("no temporary folder can be made")
        };
        let project = Self { folder };
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders it needs.
    ///
    /// # Panics
    /// When it cannot be written.
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn write(&self, name: &str, text: &str) {
        let path = self.folder().join(name);
        let parents = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        if let Err(error) = parents.and_then(|()| std::fs::write(&path, text)) {
            panic!("{}: {error}", path.display())
        }
    }

    /// Copies a folder of the repository into this one.
    ///
    /// # Panics
    /// When it cannot be copied.
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn copy(&self, name: &str) {
        let mut left = vec![name.to_owned()];
        while let Some(folder) = left.pop() {
            let entries = std::fs::read_dir(crate::root().join(&folder));
            let entries = entries.unwrap_or_else(|error| panic!("{folder}: {error}"));
            for entry in entries.flatten() {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                match std::fs::read_to_string(entry.path()) {
                    Ok(text) => self.write(&name, &text),
                    Err(_) => left.push(name),
                }
            }
        }
    }

    /// The text of a file.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn read(&self, name: &str) -> String {
        let path = self.folder().join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The binary, to be run in the folder `below` this one (`""` for this one itself).
    #[must_use]
    pub fn command(&self, below: &str, args: &[&str]) -> Command {
        let mut command = Command::new(binary::path());
        command
            .args(args)
            .current_dir(self.folder().join(below))
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    /// Runs `tollgate` in this folder.
    #[must_use]
    pub fn tollgate(&self, args: &[&str]) -> Outcome {
        outcome(self.command("", args), b"")
    }

    /// Runs `tollgate check` in this folder, and gives its exit code and JSON report.
    ///
    /// # Panics
    /// When it writes no report.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn check(&self, args: &[&str]) -> (Option<i32>, Value) {
        let mut all = vec!["check", "--format", "json"];
        all.extend(args);
        let outcome = self.tollgate(&all);
        let report = serde_json::from_str(&outcome.stdout);
        let report = report.unwrap_or_else(|error| panic!("{error}: {}", outcome.stderr));
        (outcome.code, report)
    }
}

/// Runs a command to its end, with `input` on standard input unless that is empty.
///
/// # Panics
/// When it cannot be started.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn outcome(mut command: Command, input: &[u8]) -> Outcome {
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn();
    let Ok(mut child) = child else {
        panic!("cannot start {command:?}")
    };
    if let Some(mut stdin) = child.stdin.take() {
        // The process may end without reading everything.
        drop(stdin.write_all(input));
    }
    let output = child.wait_with_output();
    let Ok(output) = output else {
        panic!("cannot wait for {command:?}")
    };
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The verdicts of a JSON report with this outcome, with their documents put together.
#[must_use]
pub fn verdicts<'a>(report: &'a Value, outcome: &str) -> Vec<&'a Value> {
    let documents = report.get("documents").and_then(Value::as_array);
    documents
        .into_iter()
        .flatten()
        .filter_map(|document| document.get("verdicts")?.as_array())
        .flatten()
        .filter(|verdict| verdict.get("outcome").and_then(Value::as_str) == Some(outcome))
        .collect()
}
