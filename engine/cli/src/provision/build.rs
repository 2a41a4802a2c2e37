//! From an approved plan to what stands, and to the verdict on it.

use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_apply::Stop;
use tollgate_attest::{Digest, Envelope};
use tollgate_plan::{Options, Plan};
use tollgate_report::Run;
use tollgate_state::State;

use super::approval::About;
use super::gatekeeper::Gatekeeper;
use super::signer::Signer;
use super::target::Target;
use super::watch::{Mode, Watch};
use super::work::{self, Applying, Current};
use super::{approval, files, live, outputs, signals, state_failed, summary};
use crate::args::RunArgs;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::system::System;
use crate::terminal::{Failure, Terminal};
use crate::verb::check::exit_of;

/// What is built with.
#[derive(Debug)]
pub struct Build<'a> {
    /// The environment.
    pub target: &'a Target,
    /// The gate.
    pub gatekeeper: Arc<Gatekeeper>,
    /// What the gate said of the plan.
    pub judged: &'a Run,
    /// The attestation.
    pub envelope: Envelope,
    /// What the user called.
    pub verb: &'static str,
    /// How it is done.
    pub run: &'a RunArgs,
}

/// Takes the lease, verifies the attestation against the state as it is then, applies, reads and judges.
///
/// # Errors
/// When the plan is not approved, or the state cannot be written.
pub async fn built(
    build: Build<'_>,
    plan: Plan,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let target = build.target;
    let mode = if build.run.json {
        Mode::Json
    } else {
        Mode::Text
    };
    let watch = Arc::new(Watch::new(mode, terminal));
    let session = Arc::new(work::lock(target, system, build.verb).await?);
    let outcome = held(&build, plan, session.clone(), watch, system, terminal).await;
    let released = match Arc::try_unwrap(session) {
        Ok(session) => session
            .release()
            .await
            .map_err(|error| state_failed(&error)),
        Err(_) => Ok(()),
    };
    let (exit, plan, state) = outcome?;
    released?;
    if exit != Exit::Passed || plan.binding.destroy {
        return Ok(exit);
    }
    verify(&build, &plan, state, system, terminal).await
}

async fn held(
    build: &Build<'_>,
    plan: Plan,
    session: Arc<tollgate_state::Session>,
    watch: Arc<Watch>,
    system: &System,
    terminal: &Terminal,
) -> Result<(Exit, Plan, State), Failure> {
    let target = build.target;
    work::recover(target, &session, watch.as_ref()).await?;
    let approved = approval::approve(
        plan,
        &build.envelope,
        target,
        &build.gatekeeper.digest(),
        &session.state(),
        system.now,
    )?;
    let stop = Stop::default();
    signals::watch(stop.clone(), terminal);
    let applying = Applying {
        target,
        gatekeeper: build.gatekeeper.clone(),
        judged: build.judged,
        session: session.clone(),
        stop,
        parallelism: build.run.parallelism,
    };
    let applied = work::apply(applying, &approved, watch).await?;
    let mut words = format!(
        "{} done in {:.1} s, those that wait for each other in {:.1} s",
        applied.done,
        applied.elapsed.as_secs_f64(),
        applied.chain.as_secs_f64()
    );
    if !applied.is_complete() {
        words = format!(
            "{words}, {} failed, {} left out; the next plan goes on from here",
            applied.failed, applied.skipped
        );
    }
    terminal.say(&words);
    let exit = if applied.is_complete() {
        Exit::Passed
    } else {
        Exit::Partial
    };
    Ok((exit, approved.get().clone(), session.state()))
}

/// Reads what was built, compares it with what was planned, judges it by the same rules, and signs
/// the verdict.
async fn verify(
    build: &Build<'_>,
    plan: &Plan,
    state: State,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let target = build.target;
    let progress = Progress::new(terminal);
    let prior = work::refresh(target, &state, &progress).await?;
    progress.now("judging what was built");
    let mut resources = live::resources(&prior, Some(plan));
    resources.extend(live::left_out(&target.project, &prior, plan)?);
    let (judged, inventory) = build.gatekeeper.live(resources, &target.account_id)?;
    let current = Current { state, prior };
    let options = Options::default();
    let left = work::draft(target, &current, &options, system, &progress).await?;
    let Current { state, prior } = current;
    drop(progress);
    terminal.print(|out| writeln!(out, "what was built:"))?;
    build.gatekeeper.report(&judged, terminal)?;
    let path = attested(build, plan, &inventory, &judged, &state, system).await?;
    terminal.say(&format!("the verdict on what stands is signed: {path}"));
    if !left.plan.is_empty() {
        terminal.print(|out| {
            writeln!(out, "what stands is not what was planned:")?;
            summary::write(&left.plan, terminal.color, out)
        })?;
    }
    terminal.print(|out| {
        writeln!(out, "\n{} objects stand in {}", prior.len(), target.environment)?;
        outputs::write(&state.outputs, out)?;
        let name = &target.environment;
        match target.place.as_str() {
            "sandbox" => writeln!(out, "\nlook at it: eval \"$(tollgate sandbox env)\" and any AWS client; remove it: tollgate destroy --env {name} --sandbox"),
            _ => writeln!(out, "\nremove it: tollgate destroy --env {name}"),
        }
    })?;
    match exit_of(&judged) {
        Exit::Passed if !left.plan.is_empty() => Ok(Exit::Findings),
        exit => Ok(exit),
    }
}

/// Signs the verdict on what stands, with the user's own key. Returns where it is written.
async fn attested(
    build: &Build<'_>,
    plan: &Plan,
    inventory: &Digest,
    judged: &Run,
    state: &State,
    system: &System,
) -> Result<Utf8PathBuf, Failure> {
    let target = build.target;
    let signer = Signer::open(target, None).await?;
    let envelope = approval::attest(
        About::built(plan, inventory, state)?,
        judged,
        &build.gatekeeper.digest(),
        &signer,
        system.now,
        approval::HOURS,
    )
    .await?;
    let name = format!("{}-{}.json", target.environment, state.serial);
    let path = target.folder.join("attestations").join(name);
    files::write(&path, &envelope)?;
    Ok(path)
}
