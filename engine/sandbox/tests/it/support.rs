//! A sandbox of a test's own, over the emulators that are installed in the user's cache.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_sandbox::{InstallError, Lane, LoopbackUrl, Sandbox, Surroundings};

/// A sandbox whose record and logs are nobody else's.
pub struct Own {
    pub sandbox: Sandbox,
    pub folder: Utf8PathBuf,
    _kept: tempfile::TempDir,
}

impl Own {
    /// `None`, with a printed reason, where the emulators cannot be had and need not be.
    pub fn new() -> Option<Self> {
        let installed = Surroundings::new(&cache(), std::env::vars_os());
        if let Err(error) = Sandbox::new(installed.clone()).install(Lane::Routed, &mut |_| {}) {
            let missing = matches!(
                error,
                InstallError::NoPython
                    | InstallError::OldPython { .. }
                    | InstallError::NoVenv { .. }
                    | InstallError::Offline { .. }
            );
            let required =
                std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_some_and(|value| value == "1");
            assert!(missing && !required, "{error}");
            println!("skipped: {error}");
            return None;
        }
        let kept = tempfile::tempdir().unwrap();
        let cache = Utf8Path::from_path(kept.path()).unwrap();
        let folder = cache.join("sandbox");
        fs::create_dir(&folder).unwrap();
        for entry in installed.folder().read_dir_utf8().unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().starts_with("ministack-") || entry.file_name().starts_with("moto-")
            {
                symlink(entry.path(), folder.join(entry.file_name())).unwrap();
            }
        }
        let sandbox = Sandbox::new(Surroundings::new(cache, std::env::vars_os()));
        Some(Self {
            sandbox,
            folder,
            _kept: kept,
        })
    }
}

/// Where `tollgate` itself installs to.
fn cache() -> Utf8PathBuf {
    let home = || {
        std::env::var_os("HOME").map(|home| {
            Utf8PathBuf::try_from(std::path::PathBuf::from(home))
                .unwrap()
                .join(".cache")
        })
    };
    let set = std::env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty());
    set.map(|path| Utf8PathBuf::try_from(std::path::PathBuf::from(path)).unwrap())
        .or_else(home)
        .unwrap()
        .join("tollgate")
}

/// A request as an SDK of an account would make it; emulators read the signature's scope only.
pub fn call(url: &LoopbackUrl, account: &str, service: &str, action: &str) -> (u16, String) {
    let scope = format!(
        "AWS4-HMAC-SHA256 Credential={account}/20261123/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    );
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let mut answer = agent
        .post(url.as_str())
        .header("Authorization", scope)
        .content_type("application/x-www-form-urlencoded")
        .send(action)
        .unwrap();
    (
        answer.status().as_u16(),
        answer.body_mut().read_to_string().unwrap(),
    )
}

/// Waits until a process has ended and nothing listens on a port.
pub fn gone(pids: &[u32], ports: &[u16]) -> bool {
    let begun = Instant::now();
    let listens =
        |port: &u16| TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], *port))).is_ok();
    let runs = |pid: &u32| {
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    };
    while begun.elapsed() < Duration::from_secs(10) {
        if !pids.iter().any(runs) && !ports.iter().any(listens) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}
