//! `tollgate state`: what is remembered, for people.

use std::collections::BTreeSet;

use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_state::{Edit, edit, export, state};

use crate::args::{self, Global};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::backend::FormerKey;
use crate::provision::target::Target;
use crate::provision::{runtime, state_failed, work};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Shows or changes what is remembered.
///
/// # Errors
/// When the state cannot be read or written, or has no such object.
pub fn run(
    args: &args::State,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(done(args, global, system, terminal))
}

async fn done(
    args: &args::State,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let former = former(args, global, system)?;
    let target = Target::with_former(args.target(), former, global, system, &progress).await?;
    let current = target.backend.read().await;
    let current = current.map_err(|error| state_failed(&error))?;
    drop(progress);
    match args {
        args::State::List { under, .. } => terminal.print(|out| {
            for recorded in current.list(under.as_deref()) {
                match &recorded.deposed {
                    Some(key) => writeln!(out, "{} (deposed {key})", recorded.address)?,
                    None => writeln!(out, "{}", recorded.address)?,
                }
            }
            Ok(())
        })?,
        args::State::Show { address, .. } => {
            let found: Vec<_> = current.list(Some(address)).collect();
            if found.is_empty() {
                return Err(missing(address).into());
            }
            terminal.print(|out| {
                for recorded in found {
                    serde_json::to_writer_pretty(&mut *out, &state::show(recorded))?;
                    writeln!(out)?;
                }
                Ok(())
            })?;
        }
        args::State::Pull { .. } => terminal.print(|out| {
            serde_json::to_writer_pretty(&mut *out, &current.pull())?;
            writeln!(out)
        })?,
        args::State::Export { .. } => {
            let exported = export::tfstate(&current);
            terminal.print(|out| {
                serde_json::to_writer_pretty(&mut *out, &exported)?;
                writeln!(out)
            })?;
        }
        args::State::Mv { from, to, .. } => {
            let edits = edit::mv(&current, from, to);
            edited(&target, system, edits.map_err(|error| refused(&error))?).await?;
            terminal.say(&format!("{from} is {to} now"));
        }
        args::State::Rm { address, .. } => {
            let edits = edit::rm(&current, address);
            edited(&target, system, edits.map_err(|error| refused(&error))?).await?;
            terminal.say(&format!(
                "{address} is remembered no more; it stands in AWS as it did"
            ));
        }
        args::State::Rekey { .. } => {
            let session = work::lock(&target, system, "state rekey").await?;
            let written = session.commit(&BTreeSet::new()).await;
            let released = session.release().await;
            written.map_err(|error| state_failed(&error))?;
            released.map_err(|error| state_failed(&error))?;
            terminal.say(&format!(
                "the state of {} is encrypted with the key that tollgate.toml names; keep the former one for as long as there are older versions of the state, such as backups",
                target.environment
            ));
        }
        args::State::Unlock { .. } => {
            let held = target.backend.lease().await;
            let held = held.map_err(|error| state_failed(&error))?;
            match held {
                Some(held) if !held.lease.released => {
                    let unlocked = target.backend.force_unlock(held.lease.epoch).await;
                    unlocked.map_err(|error| state_failed(&error))?;
                    terminal.say(&format!(
                        "the lease of {} is ended: what they still write is refused",
                        held.lease.holder
                    ));
                }
                _ => terminal.say("nobody holds the lease"),
            }
        }
    }
    Ok(Exit::Passed)
}

/// The key until now, where the state is to have another one.
fn former(
    args: &args::State,
    global: &Global,
    system: &System,
) -> Result<Option<FormerKey>, Diagnostics> {
    let args::State::Rekey { target, from } = args else {
        return Ok(None);
    };
    if let Some(named) = from {
        return Ok(Some(FormerKey::Named(named.clone())));
    }
    let declared = Target::declared(target, global, system)?;
    if declared.is_some_and(|(_, environment)| environment.state_key.is_some()) {
        return Ok(Some(FormerKey::Own));
    }
    let message = "tollgate.toml names no key of KMS, so the key file is the new key";
    Err(Diagnostic::error("cli::usage", message)
        .with_help("say which key the state was encrypted with until now: `--from kms:…`, or `--from FILE` of a former key file")
        .into())
}

async fn edited(target: &Target, system: &System, edits: Vec<Edit>) -> Result<(), Diagnostics> {
    let session = work::lock(target, system, "state").await?;
    let written = session.edit(edits).await;
    let released = session.release().await;
    written.map_err(|error| state_failed(&error))?;
    released.map_err(|error| state_failed(&error))
}

fn refused(error: &edit::EditError) -> Diagnostics {
    Diagnostic::error("state::refused", error.to_string()).into()
}

fn missing(address: &str) -> Diagnostic {
    Diagnostic::error("state::missing", format!("the state has no `{address}`"))
        .with_help("`tollgate state list` says what it has")
}
