//! `tollgate apply`: does what an approved plan file says.

use std::sync::Arc;

use tollgate_attest::Envelope;
use tollgate_model::Diagnostic;

use crate::args::{Apply, Global};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::build::{Build, built};
use crate::provision::gatekeeper::Gatekeeper;
use crate::provision::target::{self, Target};
use crate::provision::watch::Mode;
use crate::provision::{approval, calls, files, runtime, work};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Applies a plan.
///
/// # Errors
/// When it is not approved, or something is wrong before the first change.
pub fn run(
    args: &Apply,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(applied(args, global, system, terminal))
}

async fn applied(
    args: &Apply,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let plan = files::plan(&args.plan)?;
    let path = args
        .attestation
        .clone()
        .unwrap_or_else(|| approval::beside(&args.plan));
    if !path.exists() {
        let message = format!(
            "`{}` is not approved: there is no attestation `{path}`",
            args.plan
        );
        return Err(Diagnostic::error("attest::missing", message)
            .with_help(format!("run `tollgate approve {}`", args.plan))
            .into());
    }
    let envelope: Envelope = files::read(&path)?;
    let progress = Progress::new(terminal);
    let target = Target::open(
        &target::of_plan(&plan, &args.access),
        global,
        system,
        &progress,
    )
    .await?;
    let gatekeeper = Arc::new(Gatekeeper::new(
        &args.judge,
        Some(&target.environment),
        global,
        system,
    )?);
    let code = work::digest(&target.project.evaluate_alone(&target.account).await?);
    if code != plan.binding.code {
        let message = "the code, or a value of its variables, is not what the plan was made from";
        return Err(Diagnostic::error("apply::other-code", message)
            .with_help("check the same commit out, or plan and approve again")
            .into());
    }
    progress.now("judging the plan");
    let judged = gatekeeper.plan(args.plan.as_str(), &plan, &target.project.directory)?;
    drop(progress);
    let build = Build {
        target: &target,
        gatekeeper,
        judged: &judged,
        envelope,
        verb: "apply",
        run: &args.run,
    };
    let ended = built(build, plan, system, terminal).await;
    let mode = if args.run.json {
        Mode::Json
    } else {
        Mode::Text
    };
    calls::tell(&target.calls, mode, terminal);
    ended
}
