//! Runs LocalStack in a container for as long as standard input is open: when who started this is gone,
//! killed or not, so is the container.
//!
//!     localstack IMAGE TAG
//!
//! Prints the port of 127.0.0.1 that it answers at. It is two processes: Testcontainers learns from its
//! environment only where the engine is, and that is the relay in the process before it.

use std::error::Error;
use std::io::{Read, Write};
use std::process::Command;

use testcontainers_modules::localstack::LocalStack;
use testcontainers_modules::testcontainers::ImageExt;
use testcontainers_modules::testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers_modules::testcontainers::runners::SyncRunner;
use tollgate_tests::docker::Engine;

/// Where LocalStack listens in its container.
const PORT: u16 = 4566;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [image, tag] => relayed(image, tag),
        [relayed, image, tag] if relayed == "--relayed" => hold(image, tag),
        _ => Err("usage: localstack IMAGE TAG".into()),
    }
}

/// Starts this program again, with a relay to the engine.
fn relayed(image: &str, tag: &str) -> Result<(), Box<dyn Error>> {
    let engine = Engine::find(std::env::var_os("DOCKER_HOST"))?;
    let mut command = Command::new(std::env::current_exe()?);
    let status = command
        .args(["--relayed", image, tag])
        .env("DOCKER_HOST", engine.relay()?)
        .env_remove("DOCKER_TLS_VERIFY")
        .status()?;
    status
        .success()
        .then_some(())
        .ok_or_else(|| status.to_string().into())
}

/// Runs the container until standard input ends.
fn hold(image: &str, tag: &str) -> Result<(), Box<dyn Error>> {
    let container = LocalStack::default()
        .with_name(image)
        .with_tag(tag)
        .with_ready_conditions(vec![WaitFor::message_on_stdout("Ready.")])
        .with_mapped_port(0, PORT.tcp())
        // For this machine only: who reaches it may do everything.
        .with_host_config_modifier(|config| {
            let bindings = config.port_bindings.iter_mut().flat_map(|ports| ports.values_mut());
            for binding in bindings.flatten().flatten() {
                binding.host_ip = Some("127.0.0.1".to_owned());
            }
        })
        .start()?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", container.get_host_port_ipv4(PORT)?)?;
    out.flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(container.rm()?)
}
