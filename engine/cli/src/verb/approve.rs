//! `tollgate approve`: judges a plan file, and signs that it passed.

use crate::args::{Approve, Global};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::approval::About;
use crate::provision::gatekeeper::Gatekeeper;
use crate::provision::signer::Signer;
use crate::provision::target::{self, Target};
use crate::provision::{approval, files, runtime};
use crate::system::System;
use crate::terminal::{Failure, Terminal};
use crate::verb::check::exit_of;

/// Approves a plan. A plan that does not pass is not signed.
///
/// # Errors
/// When plan, rules or key cannot be read.
pub fn run(
    args: &Approve,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(approved(args, global, system, terminal))
}

async fn approved(
    args: &Approve,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let plan = files::plan(&args.plan)?;
    let place = target::of_plan(&plan, &args.access);
    let progress = Progress::new(terminal);
    let target = Target::open(&place, global, system, &progress).await?;
    progress.now("judging the plan");
    let gatekeeper = Gatekeeper::new(&args.judge, Some(&plan.binding.environment), global, system)?;
    let judged = gatekeeper.plan(args.plan.as_str(), &plan, &target.project.directory)?;
    drop(progress);
    gatekeeper.report(&judged, terminal)?;
    let exit = exit_of(&judged);
    if exit != Exit::Passed {
        terminal.say("not approved: the gate is closed");
        return Ok(exit);
    }
    let signer = Signer::open(&target, args.key.as_ref()).await?;
    let envelope = approval::attest(
        About::plan(&plan)?,
        &judged,
        &gatekeeper.digest(),
        &signer,
        system.now,
        args.hours,
    )
    .await?;
    let path = args
        .out
        .clone()
        .unwrap_or_else(|| approval::beside(&args.plan));
    files::write(&path, &envelope)?;
    terminal.say(&format!(
        "approved for {} hours by {}; next: tollgate apply {}",
        args.hours,
        signer.public().id(),
        args.plan
    ));
    Ok(Exit::Passed)
}
