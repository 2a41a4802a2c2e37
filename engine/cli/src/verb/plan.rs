//! `tollgate plan`: what would be done, and what the gate says of it.

use std::sync::Arc;

use tollgate_plan::Options;

use super::check::exit_of;
use crate::args::{Global, Plan};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::gatekeeper::Gatekeeper;
use crate::provision::target::Target;
use crate::provision::watch::{Mode, Watch};
use crate::provision::{calls, files, runtime, summary, work};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// The exit code of `--detailed-exitcode` for a plan with changes, as Terraform's.
const CHANGES: Exit = Exit::BadInput;

/// Plans.
///
/// # Errors
/// When code, state or account cannot be read, or something protected would be lost.
pub fn run(
    args: &Plan,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(planned(args, global, system, terminal))
}

async fn planned(
    args: &Plan,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let target = Target::open(&args.target, global, system, &progress).await?;
    let ended = judged(args, &target, progress, global, system, terminal).await;
    calls::tell(&target.calls, Mode::Text, terminal);
    ended
}

async fn judged(
    args: &Plan,
    target: &Target,
    progress: Progress,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let gatekeeper = Gatekeeper::new(&args.judge, Some(&target.environment), global, system)?;
    let watch = Arc::new(Watch::new(Mode::Text, terminal));
    let current = work::look(target, system, "plan", watch.as_ref(), &progress).await?;
    let options = Options {
        destroy: args.destroy,
        allow_data_loss: args.change.allow_data_loss,
        replace: args.change.replace.iter().cloned().collect(),
    };
    let draft = work::draft(target, &current, &options, system, &progress).await?;
    let plan = draft.plan;
    progress.now("judging the plan");
    let judged = gatekeeper.plan("the plan", &plan, &target.project.directory)?;
    drop(progress);
    terminal.print(|out| {
        summary::write(&plan, terminal.color, out)?;
        summary::write_left_out(&plan, out)
    })?;
    gatekeeper.report(&judged, terminal)?;
    if let Some(path) = &args.out {
        files::write(path, &plan.to_json())?;
        terminal.say(&format!(
            "the plan is in {path}; next: tollgate approve {path}, then tollgate apply {path}"
        ));
    }
    Ok(match exit_of(&judged) {
        Exit::Passed if args.detailed_exitcode && !plan.is_empty() => CHANGES,
        exit => exit,
    })
}
