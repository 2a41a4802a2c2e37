//! An account on emulators for a test, and the binary run against it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tollgate_sandbox::{
    ACCOUNT_BEFORE_HOST, CLEARED, Emulator, Endpoints, Held, LoopbackUrl, Options, SERVICES,
    Sandbox, Surroundings,
};

use crate::binary::{self, Outcome};
use crate::project::Project;
use crate::proxy::Proxy;

/// Emulators that end with this process, one set for all tests of a file.
static EMULATORS: OnceLock<Result<(Sandbox, Held), String>> = OnceLock::new();

/// The region that the tests build in.
pub const REGION: &str = "eu-west-1";

/// An account of its own, and a project that builds in it.
#[derive(Debug)]
pub struct Cloud {
    /// The project.
    pub project: Project,
    /// The account, twelve digits.
    pub account: String,
    /// The environment that all verbs are called for.
    environment: String,
    variables: Vec<(String, String)>,
    endpoint: Option<String>,
    endpoints: Endpoints,
    python: PathBuf,
}

impl Cloud {
    /// A project of these files, each a path and a text, and a `tollgate.toml` whose environment `dev`
    /// builds `code/` in an account of its own. None where the emulators cannot be had, which is said.
    ///
    /// # Panics
    /// When they cannot be had, and must be.
    #[must_use]
    pub fn new(files: &[(&str, &str)]) -> Option<Self> {
        Self::with(Project::new(files), "dev", |account| {
            format!(
                "severity = \"critical\"\n\n[environments.dev]\ncode = \"code\"\nregion = \"{REGION}\"\naccount = \"{account}\"\n"
            )
        })
    }

    /// The stack of this repository, in one of its environments, in an account of its own.
    ///
    /// # Panics
    /// As [`Self::new`].
    #[must_use]
    pub fn environment(name: &str) -> Option<Self> {
        let project = Project::new(&[]);
        project.copy("environments");
        Self::with(project, name, |account| {
            format!(
                "severity = \"low\"\n\n[environments.{name}]\ncode = \"environments/stack\"\nvar_file = [\"environments/{name}.tfvars\"]\naccount = \"{account}\"\n"
            )
        })
    }

    #[expect(clippy::panic, clippy::print_stdout, reason = "only tests call this")]
    fn with(
        project: Project,
        environment: &str,
        settings: impl Fn(&str) -> String,
    ) -> Option<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let account = format!("{:06}{number:06}", std::process::id() % 1_000_000);
        let (sandbox, held) = match EMULATORS.get_or_init(emulators) {
            Ok(emulators) => emulators,
            Err(error) if std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_some() => {
                panic!("the emulators cannot be started: {error}")
            }
            Err(error) => {
                println!("skipped: the emulators cannot be started: {error}");
                return None;
            }
        };
        let account_id = account.parse().unwrap_or_else(|error| panic!("{error}"));
        project.write("tollgate.toml", &settings(&account));
        Some(Self {
            project,
            account,
            environment: environment.to_owned(),
            variables: Vec::new(),
            endpoint: None,
            endpoints: held.endpoints().clone().for_account(account_id),
            python: sandbox.python(Emulator::Moto).into(),
        })
    }

    /// Puts a proxy between `tollgate` and the emulator, or takes it away. Other clients go direct.
    pub fn through(&mut self, proxy: Option<&Proxy>) {
        self.endpoint = proxy.map(|proxy| proxy.url.clone());
    }

    /// Lets another emulator answer these services; the others go where they went.
    ///
    /// # Panics
    /// When its URL has no name.
    #[expect(clippy::panic, reason = "only tests call this")]
    pub fn answered_by(&mut self, url: &LoopbackUrl, services: &[&str]) {
        let account = self.endpoints.account().clone();
        let elsewhere = SERVICES
            .iter()
            .filter(|service| !services.contains(service));
        let mut endpoints = Endpoints::single(url.clone(), account, REGION);
        if services.contains(&ACCOUNT_BEFORE_HOST) {
            let named = url.named().unwrap_or_else(|error| panic!("{error}"));
            endpoints = endpoints.with(ACCOUNT_BEFORE_HOST, named);
        }
        self.endpoints = elsewhere.fold(endpoints, |endpoints, service| {
            endpoints.with(service, self.endpoints.url(service).clone())
        });
    }

    /// Where the emulator is.
    #[must_use]
    pub fn upstream(&self) -> &str {
        self.endpoints.default_url().as_str()
    }

    /// Sets a variable of the environment for all that is run from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Runs `tollgate VERB --env dev …` in the project.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Outcome {
        finished(self.command(args))
    }

    /// The same, still to be started.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary::path());
        command.args(args).current_dir(self.project.folder());
        let takes_environment = !matches!(args, ["approve" | "apply" | "show", ..]);
        if takes_environment {
            command.args(["--env", &self.environment]);
        }
        if !matches!(args, ["show", ..]) {
            let direct = self.endpoints.default_url().as_str();
            command.args(["--endpoint", self.endpoint.as_deref().unwrap_or(direct)]);
        }
        self.surround(&mut command);
        command
    }

    /// Runs a Python program that has boto3, against the same account: another client than ours.
    ///
    /// # Panics
    /// When it fails.
    #[must_use]
    pub fn python(&self, program: &str) -> String {
        let mut command = Command::new(&self.python);
        command.args(["-c", program]);
        self.surround(&mut command);
        let outcome = finished(command);
        assert!(
            outcome.code == Some(0),
            "{}{}",
            outcome.stdout,
            outcome.stderr
        );
        outcome.stdout
    }

    fn surround(&self, command: &mut Command) {
        for name in CLEARED {
            command.env_remove(name);
        }
        command
            .envs(self.endpoints.environment())
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_REGION", REGION)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env_remove("NO_COLOR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// The text of every file of the project, the state's among them.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.project.folder().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = std::fs::read(&path) {
                    found.push((path, bytes));
                }
            }
        }
        found
    }
}

/// Waits for a command.
///
/// # Panics
/// When it cannot be started.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn finished(mut command: Command) -> Outcome {
    let output = command.output().unwrap_or_else(|error| panic!("{error}"));
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Starts a command, and does not wait.
///
/// # Panics
/// When it cannot be started.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn started(mut command: Command) -> Child {
    command.spawn().unwrap_or_else(|error| panic!("{error}"))
}

fn emulators() -> Result<(Sandbox, Held), String> {
    let sandbox = sandbox()?;
    let options = Options {
        region: REGION.to_owned(),
        ..Options::default()
    };
    let held = sandbox.hold(&options, &mut |_| {});
    let held = held.map_err(|error| error.to_string())?;
    Ok((sandbox, held))
}

/// The sandbox of whoever runs the tests.
///
/// # Errors
/// When there is no place for it.
pub fn sandbox() -> Result<Sandbox, String> {
    let variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    let variable = |name: &str| {
        let found = variables.iter().find(|(known, _)| known == name);
        found.and_then(|(_, value)| value.to_str())
    };
    let cache = match (variable("XDG_CACHE_HOME"), variable("HOME")) {
        (Some(cache), _) => cache.to_owned(),
        (None, Some(home)) => format!("{home}/.cache"),
        (None, None) => return Err("there is no home".to_owned()),
    };
    let folder = Path::new(&cache).join("tollgate");
    let folder = folder.to_str().ok_or("the home is not UTF-8")?;
    Ok(Sandbox::new(Surroundings::new(folder.into(), variables)))
}
