//! Runs the `tollgate` binary as a user would.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// How a run of the binary ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Builds the binary once, and gives its path.
///
/// # Panics
/// When it does not build.
#[expect(clippy::panic, reason = "only tests call this")]
pub fn path() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let mut command = Command::new(env!("CARGO"));
        for (name, _) in std::env::vars_os() {
            // What cargo tells of the package under test. Build scripts that read it (ring's does) would run
            // again, and all that stands on them be compiled again, each time that the caller changes.
            let of_package =
                |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
            if name.to_str().is_some_and(of_package) {
                command.env_remove(name);
            }
        }
        let output = command
            .args([
                "build",
                "--quiet",
                "--offline",
                // As the README's commands do, so that the SDK is compiled once.
                "--workspace",
                "--bin",
                "tollgate",
            ])
            .args(["--message-format", "json"])
            // Tests that are built for speed measure a binary that is, too.
            .args((!cfg!(debug_assertions)).then_some("--release"))
            .current_dir(crate::root())
            .output();
        let found = output.ok().and_then(|output| {
            let lines = String::from_utf8(output.stdout).ok()?;
            lines.lines().find_map(|line| {
                let message: serde_json::Value = serde_json::from_str(line).ok()?;
                Some(PathBuf::from(message.get("executable")?.as_str()?))
            })
        });
        found.unwrap_or_else(|| panic!("`cargo build --bin tollgate` fails"))
    })
}

/// Runs `tollgate` with `args` in the root of the repository.
pub fn tollgate(args: &[&str]) -> Outcome {
    tollgate_with(args, &[])
}

/// The same, with `input` on standard input.
///
/// # Panics
/// When the process cannot be started.
#[expect(clippy::panic, reason = "only tests call this")]
pub fn tollgate_with(args: &[&str], input: &[u8]) -> Outcome {
    let child = Command::new(path())
        .args(args)
        .current_dir(crate::root())
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        panic!("cannot start {}", path().display())
    };
    let mut stdin = child.stdin.take();
    let mut stdout = child.stdout.take();
    let mut stderr = child.stderr.take();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(stdin) = &mut stdin {
                // The process may end without reading everything.
                drop(stdin.write_all(input));
            }
        });
        let errors = scope.spawn(move || text(stderr.as_mut()));
        let stdout = text(stdout.as_mut());
        Outcome {
            stdout,
            stderr: errors.join().unwrap_or_default(),
            code: child.wait().ok().and_then(|status| status.code()),
        }
    })
}

fn text(stream: Option<&mut impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        drop(stream.read_to_end(&mut bytes));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
