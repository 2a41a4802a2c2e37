//! An account whose policies hold: moto enforces IAM, and the binary takes it for AWS.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tollgate_sandbox::{CLEARED, Emulator, Lane};

use crate::binary::{self, Outcome};
use crate::cloud::{self, REGION, finished};
use crate::project::Project;

/// moto, told to enforce, and to write down what it was asked.
const SERVER: &str = include_str!("guarded/server.py");

/// The code of [`Guarded::stack`].
const CODE: &str = include_str!("guarded/main.tf");

/// Ends with this process, which is one for all tests of a file.
static SERVED: OnceLock<Result<Server, String>> = OnceLock::new();

#[derive(Debug)]
struct Server {
    port: u16,
    talk: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    // It ends when its standard input does.
    _process: Child,
}

/// An account of its own with one user, and a project that builds there.
#[derive(Debug)]
pub struct Guarded {
    /// The project, whose environment is `dev`.
    pub project: Project,
    /// The account, twelve digits.
    pub account: String,
    server: &'static Server,
}

#[derive(Deserialize)]
struct Key {
    id: String,
    secret: String,
}

/// One call, as moto judged it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, Option<bool>)")]
pub struct Judged {
    /// The IAM action that moto asked for; the request, if it asked for none.
    pub action: String,
    /// Whether the user's policy has it; none if nobody asked.
    pub permitted: Option<bool>,
}

impl From<(String, Option<bool>)> for Judged {
    fn from((action, permitted): (String, Option<bool>)) -> Self {
        Self { action, permitted }
    }
}

impl Guarded {
    /// A project of these files, and a `tollgate.toml` whose environment `dev` builds `code/` in an account
    /// of its own. None where moto cannot be had, which is said.
    ///
    /// # Panics
    /// When it cannot be had, and must be.
    #[must_use]
    #[expect(clippy::panic, clippy::print_stdout, reason = "only tests call this")]
    pub fn new(files: &[(&str, &str)]) -> Option<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let server = match SERVED.get_or_init(served) {
            Ok(server) => server,
            Err(error) if std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_some() => {
                panic!("moto cannot be started: {error}")
            }
            Err(error) => {
                println!("skipped: moto cannot be started: {error}");
                return None;
            }
        };
        let account = format!("{:012}", NEXT.fetch_add(1, Ordering::Relaxed));
        let project = Project::new(files);
        let guarded = Self {
            project,
            account,
            server,
        };
        guarded.settings("");
        Some(guarded)
    }

    /// A stack of many kinds that moto has.
    ///
    /// # Panics
    /// As [`Self::new`].
    #[must_use]
    pub fn stack() -> Option<Self> {
        Self::new(&[("code/main.tf", CODE)])
    }

    /// Writes `tollgate.toml`, with more lines for its environment.
    pub fn settings(&self, more: &str) {
        let account = &self.account;
        let text = format!(
            "severity = \"critical\"\n\n[environments.dev]\ncode = \"code\"\nregion = \"{REGION}\"\naccount = \"{account}\"\n{more}"
        );
        self.project.write("tollgate.toml", &text);
    }

    /// Runs `tollgate ARGS` as a user who has this policy and no other, against what it takes for AWS.
    ///
    /// # Panics
    /// When moto does not answer.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn run(&self, policy: &Json, args: &[&str], run: &str) -> Outcome {
        let question = json!({"account": self.account, "policy": policy});
        let answer = self.server.ask(&question);
        let key: Key =
            serde_json::from_value(answer).unwrap_or_else(|error| panic!("no keys: {error}"));
        let mut command = Command::new(binary::path());
        command.args(args).current_dir(self.project.folder());
        for name in CLEARED {
            command.env_remove(name);
        }
        for service in tollgate_sandbox::SERVICES {
            let variable = tollgate_sandbox::variable(service);
            command.env_remove(format!("AWS_ENDPOINT_URL_{variable}"));
        }
        command
            .env(
                "AWS_ENDPOINT_URL",
                format!("http://127.0.0.1:{}", self.server.port),
            )
            .env("AWS_ACCESS_KEY_ID", &key.id)
            .env("AWS_SECRET_ACCESS_KEY", &key.secret)
            .env("AWS_REGION", REGION)
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            // The keys of states and approvals are the project's, too.
            .env("XDG_CONFIG_HOME", self.project.folder())
            .env("TF_VAR_bucket", format!("guarded-{}", self.account))
            .env("TF_VAR_run", run)
            .env_remove("NO_COLOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        finished(command)
    }

    /// How moto judged the calls since it was last asked.
    ///
    /// # Panics
    /// When moto does not answer.
    #[must_use]
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn judged(&self) -> Vec<Judged> {
        let answer = self.server.ask(&json!({"account": self.account}));
        serde_json::from_value(answer).unwrap_or_else(|error| panic!("no calls: {error}"))
    }
}

impl Server {
    #[expect(clippy::panic, reason = "only tests call this")]
    fn ask(&self, question: &Json) -> Json {
        let mut talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        let (input, output) = &mut *talk;
        let mut line = String::new();
        let told = writeln!(input, "{question}").and_then(|()| input.flush());
        let told = told.and_then(|()| output.read_line(&mut line));
        if let Err(error) = told {
            panic!("moto is gone: {error}")
        }
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("moto said `{line}`: {error}"))
    }
}

fn served() -> Result<Server, String> {
    let sandbox = cloud::sandbox()?;
    let installed = sandbox.install(Lane::Only(Emulator::Moto), &mut |_| {});
    installed.map_err(|error| error.to_string())?;
    let mut process = Command::new(sandbox.python(Emulator::Moto))
        .args(["-c", SERVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let input = process.stdin.take().ok_or("it has no input")?;
    let output = process.stdout.take().ok_or("it has no output")?;
    let mut output = BufReader::new(output);
    let mut line = String::new();
    let read = output.read_line(&mut line);
    read.map_err(|error| error.to_string())?;
    let port = line.trim().parse();
    Ok(Server {
        port: port.map_err(|error| format!("it does not say its port: {error}"))?,
        talk: Mutex::new((input, output)),
        _process: process,
    })
}
