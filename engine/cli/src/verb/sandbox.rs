//! `tollgate sandbox`: AWS emulators on this machine.

use std::io::{self, Write};

use serde_json::json;
use tollgate_model::Diagnostic;
use tollgate_sandbox::{Endpoints, Options, Progress as Step, Sandbox, Status, Surroundings};

use crate::args;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Does what was asked of the sandbox of this user.
///
/// # Errors
/// When the emulators cannot be installed or started, or there are none to ask.
pub fn run(args: &args::Sandbox, system: &System, terminal: &Terminal) -> Result<Exit, Failure> {
    let sandbox = Sandbox::new(Surroundings::new(
        &system.cache,
        system.variables.iter().cloned(),
    ));
    match args {
        args::Sandbox::Start { account, region } => {
            let options = Options {
                account: account.clone(),
                region: region.clone(),
                ..Options::default()
            };
            start(&sandbox, &options, terminal)
        }
        args::Sandbox::Status { json } => status(&sandbox, *json, terminal),
        args::Sandbox::Env => {
            let endpoints = sandbox.endpoints().map_err(failed)?;
            terminal.print(|out| environment(&endpoints, out))?;
            Ok(Exit::Passed)
        }
        args::Sandbox::Reset => {
            sandbox.reset().map_err(failed)?;
            terminal.print(|out| writeln!(out, "the sandbox is empty"))?;
            Ok(Exit::Passed)
        }
        args::Sandbox::Stop => {
            let words = if sandbox.stop().map_err(failed)? {
                "the sandbox has ended"
            } else {
                "no sandbox ran"
            };
            terminal.print(|out| writeln!(out, "{words}"))?;
            Ok(Exit::Passed)
        }
    }
}

fn start(sandbox: &Sandbox, options: &Options, terminal: &Terminal) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    progress.now("starting the emulators");
    let endpoints = sandbox.start(options, &mut |step| progress.now(words(&step)));
    drop(progress);
    endpoints.map_err(failed)?;
    let running = sandbox.status().map_err(failed)?;
    terminal.print(|out| {
        table(&running, out)?;
        writeln!(
            out,
            "\nnext: eval \"$(tollgate sandbox env)\", then any AWS client"
        )
    })?;
    Ok(Exit::Passed)
}

fn status(sandbox: &Sandbox, as_json: bool, terminal: &Terminal) -> Result<Exit, Failure> {
    let found = sandbox.status().map_err(failed)?;
    terminal.print(|out| {
        if as_json {
            let rows: Vec<_> = found.iter().map(row).collect();
            serde_json::to_writer_pretty(&mut *out, &rows)?;
            writeln!(out)
        } else if found.is_empty() {
            writeln!(
                out,
                "no sandbox runs; start one with `tollgate sandbox start`"
            )
        } else {
            table(&found, out)
        }
    })?;
    let all_answer = found.iter().all(|status| status.healthy);
    Ok(if all_answer {
        Exit::Passed
    } else {
        Exit::Incomplete
    })
}

fn table(found: &[Status], out: &mut dyn Write) -> io::Result<()> {
    for status in found {
        let name = format!("{} {}", status.emulator, status.version);
        let url = format!("http://127.0.0.1:{}", status.port);
        let word = match (status.alive, status.healthy) {
            (true, true) => "answers",
            (true, false) => "does not answer",
            (false, _) => "has died",
        };
        writeln!(
            out,
            "{name:18} {url:24} {word}, process {}, since {:.0}",
            status.pid, status.since
        )?;
    }
    Ok(())
}

fn row(status: &Status) -> serde_json::Value {
    json!({
        "emulator": status.emulator.name(),
        "version": status.version,
        "url": format!("http://127.0.0.1:{}", status.port),
        "process": status.pid,
        "since": status.since.to_string(),
        "alive": status.alive,
        "healthy": status.healthy,
    })
}

/// Lines for a shell. No value needs more quoting than this: they are URLs, digits and names.
fn environment(endpoints: &Endpoints, out: &mut dyn Write) -> io::Result<()> {
    for name in tollgate_sandbox::CLEARED {
        writeln!(out, "unset {name}")?;
    }
    for (name, value) in endpoints.environment() {
        writeln!(out, "export {name}='{value}'")?;
    }
    Ok(())
}

/// A step of the installation in words.
pub fn words(step: &Step) -> String {
    match step {
        Step::Waiting => "waiting for another process that installs the emulators".to_owned(),
        Step::Environment(emulator) => format!("making a Python environment for {emulator}"),
        Step::Package {
            emulator,
            name,
            number,
            of,
        } => format!("downloading {emulator}: {name} ({number} of {of})"),
        Step::Unpacking(emulator) => format!("unpacking {emulator}"),
        Step::Installed(emulator, _) => format!("starting {emulator}"),
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Diagnostic::error("sandbox::failed", error.to_string()).into()
}
