//! `tollgate up`: plan, gate, apply, verify, in one go; and `tollgate destroy`, which is the same for a
//! plan that removes everything.

use std::sync::Arc;

use tollgate_model::Diagnostic;
use tollgate_plan::Options;

use super::check::exit_of;
use crate::args::{Destroy, Global, Up};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::approval::About;
use crate::provision::build::{Build, built};
use crate::provision::gatekeeper::Gatekeeper;
use crate::provision::signer::Signer;
use crate::provision::target::Target;
use crate::provision::watch::{Mode, Watch};
use crate::provision::{approval, calls, confirm, runtime, summary, work};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Builds an environment, once the gate has passed.
///
/// # Errors
/// When something is wrong before the first change.
pub fn run(
    args: &Up,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let options = Options {
        destroy: false,
        allow_data_loss: args.change.allow_data_loss,
        replace: args.change.replace.iter().cloned().collect(),
    };
    runtime::block_on(chain(args, "up", options, global, system, terminal))
}

/// Removes an environment, once the gate has passed.
///
/// # Errors
/// When something is wrong before the first change.
pub fn destroy(
    args: &Destroy,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let options = Options {
        destroy: true,
        allow_data_loss: args.allow_data_loss,
        ..Options::default()
    };
    let up = Up {
        target: args.target.clone(),
        judge: args.judge.clone(),
        run: args.run.clone(),
        yes: args.yes,
        ..Up::default()
    };
    runtime::block_on(chain(&up, "destroy", options, global, system, terminal))
}

async fn chain(
    args: &Up,
    verb: &'static str,
    options: Options,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let mode = if args.run.json {
        Mode::Json
    } else {
        Mode::Text
    };
    let progress = Progress::new(terminal);
    let target = Target::open(&args.target, global, system, &progress).await?;
    let asked = Asked {
        verb,
        mode,
        options,
    };
    let ended = worked(args, asked, &target, progress, global, system, terminal).await;
    calls::tell(&target.calls, mode, terminal);
    ended
}

/// What the user wants done.
struct Asked {
    verb: &'static str,
    mode: Mode,
    options: Options,
}

async fn worked(
    args: &Up,
    asked: Asked,
    target: &Target,
    progress: Progress,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let Asked {
        verb,
        mode,
        options,
    } = asked;
    let gatekeeper = Gatekeeper::new(&args.judge, Some(&target.environment), global, system)?;
    let gatekeeper = Arc::new(gatekeeper);
    let watch = Watch::new(mode, terminal);
    let current = work::look(target, system, verb, &watch, &progress).await?;
    let draft = work::draft(target, &current, &options, system, &progress).await?;
    let plan = draft.plan;
    progress.now("judging the plan");
    let judged = gatekeeper.plan("the plan", &plan, &target.project.directory)?;
    drop(progress);
    if mode == Mode::Text {
        terminal.print(|out| {
            summary::write(&plan, terminal.color, out)?;
            summary::write_left_out(&plan, out)
        })?;
    }
    gatekeeper.report(&judged, terminal)?;
    let verdict = exit_of(&judged);
    if verdict != Exit::Passed {
        terminal.say("the gate is closed: nothing was changed");
        return Ok(verdict);
    }
    if plan.is_empty() {
        return Ok(Exit::Passed);
    }
    if !target.is_sandbox() && !args.yes && !confirm::asked(target, &plan, system, terminal)? {
        return Err(
            Diagnostic::error("cli::not-confirmed", "nothing was changed")
                .with_help("say --yes where nobody can be asked")
                .into(),
        );
    }
    let signer = Signer::open(target, None).await?;
    let envelope = approval::attest(
        About::plan(&plan)?,
        &judged,
        &gatekeeper.digest(),
        &signer,
        system.now,
        approval::HOURS,
    )
    .await?;
    let build = Build {
        target,
        gatekeeper,
        judged: &judged,
        envelope,
        verb,
        run: &args.run,
    };
    built(build, plan, system, terminal).await
}
