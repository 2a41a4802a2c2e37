//! LocalStack's community edition in a container: a third emulator, beside those of the sandbox.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use tollgate_sandbox::LoopbackUrl;

use crate::cloud::Cloud;
use crate::docker::Engine;

/// The code that is built on it.
pub const CODE: &str = include_str!("localstack/main.tf");

/// The services that it has, of those that the Social Flow stack calls, by the service id of the SDKs' models.
/// The others answer 501.
pub const SERVICES: &[&str] = &[
    "ACM",
    "CloudWatch",
    "CloudWatch Logs",
    "EC2",
    "EventBridge",
    "IAM",
    "KMS",
    "Route 53",
    "S3",
    "S3 Control",
    "Secrets Manager",
    "SNS",
    "STS",
];

/// A container, which ends with this process at the latest.
#[derive(Debug)]
pub struct LocalStack {
    /// Where it answers.
    pub url: LoopbackUrl,
    /// Holds the container while its standard input is open.
    holder: Child,
}

impl LocalStack {
    /// The one of this process, started when it is first asked for. None where it cannot be had, which is said.
    ///
    /// `holder` is the program `localstack` of this package: `env!("CARGO_BIN_EXE_localstack")`.
    ///
    /// # Panics
    /// When it cannot be had, and `TOLLGATE_REQUIRE_LOCALSTACK` says that it must.
    #[must_use]
    #[expect(clippy::panic, clippy::print_stdout, reason = "only tests call this")]
    pub fn shared(holder: &str) -> Option<&'static Self> {
        static SHARED: OnceLock<Result<LocalStack, String>> = OnceLock::new();
        match SHARED.get_or_init(|| Self::start(holder)) {
            Ok(localstack) => Some(localstack),
            Err(error) if std::env::var_os("TOLLGATE_REQUIRE_LOCALSTACK").is_some() => {
                panic!("LocalStack cannot be started: {error}")
            }
            Err(error) => {
                println!("skipped: LocalStack cannot be started: {error}");
                None
            }
        }
    }

    /// Starts one.
    ///
    /// # Errors
    /// When there is no engine, no image, or it does not come up: why, and what to do.
    pub fn start(holder: &str) -> Result<Self, String> {
        let engine = Engine::find(std::env::var_os("DOCKER_HOST"))?;
        let image = image()?;
        if !engine.has_image(&image)? {
            return Err(format!(
                "the Docker engine has no image {image}; `ci/localstack/build.sh` builds it"
            ));
        }
        let (name, tag) = image.split_once(':').unwrap_or((&image, "latest"));
        let mut command = Command::new(holder);
        command
            .args([name, tag])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // An interrupt from the terminal is not for it: it ends in order, with its standard input.
            .process_group(0);
        let mut holder = command.spawn().map_err(|error| error.to_string())?;
        let mut line = String::new();
        if let Some(stdout) = holder.stdout.take() {
            let read = BufReader::new(stdout).read_line(&mut line);
            read.map_err(|error| error.to_string())?;
        }
        let port = line.trim().parse().map_err(|_| {
            "the container did not come up: its holder's message is above".to_owned()
        })?;
        let url = LoopbackUrl::at(port).map_err(|error| error.to_string())?;
        Ok(Self { url, holder })
    }

    /// Lets it answer what it has for an account, and the other emulators the rest.
    pub fn answers(&self, cloud: &mut Cloud) {
        cloud.answered_by(&self.url, SERVICES);
    }
}

impl Drop for LocalStack {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        self.holder.wait().ok();
    }
}

/// The name of the image that is built of what this repository pins.
fn image() -> Result<String, String> {
    let script = Path::new("ci/localstack/build.sh");
    let output = Command::new(crate::root().join(script))
        .arg("--name")
        .output();
    let output = output.map_err(|error| format!("{}: {error}", script.display()))?;
    let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !name.is_empty() {
        Ok(name)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{}: {said}", script.display()))
    }
}
