//! The steps that the verbs are made of: look, plan, judge, apply.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tollgate_apply::cloud::Cloud;
use tollgate_apply::event::Observer;
use tollgate_apply::{Applied, Run as ApplyRun, Stop};
use tollgate_attest::Approved;
use tollgate_hcl::config::Configuration;
use tollgate_model::{Action, Address, Diagnostic, Diagnostics, Object};
use tollgate_plan::{Binding, Options, Plan, Prior};
use tollgate_report::Run;
use tollgate_state::{Begin, Edit, Holder, Process, Session, State};

use super::authority::Authority;
use super::gatekeeper::Gatekeeper;
use super::planning::{self, Draft, visible};
use super::target::Target;
use super::{chain, state_failed};
use crate::progress::Progress;
use crate::system::System;

/// How many calls that only read are made at a time.
const READERS: usize = 32;

/// What an environment is now: what the state remembers, and what is there of it.
#[derive(Debug)]
pub struct Current {
    /// What the state remembers.
    pub state: State,
    /// What is there.
    pub prior: Vec<Prior>,
}

/// Looks at an environment. What a run before left open is cleared up first.
///
/// # Errors
/// When state or account cannot be read.
pub async fn look(
    target: &Target,
    system: &System,
    verb: &str,
    observer: &dyn Observer,
    progress: &Progress,
) -> Result<Current, Diagnostics> {
    progress.now("reading the state");
    let mut state = target
        .backend
        .read()
        .await
        .map_err(|error| state_failed(&error))?;
    let may_appear = state.late.iter().any(Begin::may_appear);
    if may_appear || !state.unresolved.is_empty() {
        let session = lock(target, system, verb).await?;
        let recovered = match recover(target, &session, observer).await {
            Ok(_) => adopt_late(target, &session, observer).await,
            failed => failed,
        };
        state = session.state();
        let released = session.release().await;
        recovered?;
        released.map_err(|error| state_failed(&error))?;
    }
    let prior = refresh(target, &state, progress).await?;
    Ok(Current { state, prior })
}

/// Which state it is, as plans name it; nothing before it is first written.
#[must_use]
pub fn lineage(state: &State) -> String {
    state
        .lineage
        .map(|lineage| lineage.to_string())
        .unwrap_or_default()
}

/// Takes the lease on the state.
///
/// # Errors
/// When somebody else has it.
pub async fn lock(target: &Target, system: &System, verb: &str) -> Result<Session, Diagnostics> {
    let holder = Holder {
        who: format!("{} (process {})", system.user, std::process::id()),
        doing: format!("tollgate {verb}"),
        process: Process::current(),
    };
    target
        .backend
        .lock(holder)
        .await
        .map_err(|error| state_failed(&error))
}

/// Clears up what a run before left open.
///
/// # Errors
/// When AWS or the state cannot be asked.
pub async fn recover(
    target: &Target,
    session: &Session,
    observer: &dyn Observer,
) -> Result<usize, Diagnostics> {
    let cloud: Arc<dyn Cloud> = target.account.clone();
    tollgate_apply::recover(&cloud, session, observer, target.account.patience())
        .await
        .map_err(|error| Diagnostic::error("apply::recovery", chain(&error)).into())
}

/// Takes up what has appeared since of what a run before asked for.
///
/// # Errors
/// When AWS or the state cannot be asked.
pub async fn adopt_late(
    target: &Target,
    session: &Session,
    observer: &dyn Observer,
) -> Result<usize, Diagnostics> {
    let cloud: Arc<dyn Cloud> = target.account.clone();
    tollgate_apply::adopt_late(&cloud, session, observer, target.account.patience())
        .await
        .map_err(|error| Diagnostic::error("apply::recovery", chain(&error)).into())
}

/// Reads everything that the state remembers.
///
/// # Errors
/// All that could not be read.
pub async fn refresh(
    target: &Target,
    state: &State,
    progress: &Progress,
) -> Result<Vec<Prior>, Diagnostics> {
    let cloud: Arc<dyn Cloud> = target.account.clone();
    let of = state.resources.len();
    let mut done = 0;
    let refreshed = tollgate_apply::refresh(&cloud, state, READERS, || {
        done += 1;
        progress.now(format!("reading what is there ({done} of {of})"));
    })
    .await;
    refreshed.map_err(|unread| {
        let problems = unread.iter().map(|unread| {
            Diagnostic::error("plan::unread", chain(unread))
                .with_help("without it the plan would say that it is gone; try again, or look at the permissions (`tollgate permissions`)")
        });
        Diagnostics(problems.collect())
    })
}

/// Works out the plan.
///
/// # Errors
/// When the code is wrong, or something protected would be lost.
pub async fn draft(
    target: &Target,
    current: &Current,
    options: &Options,
    system: &System,
    progress: &Progress,
) -> Result<Draft, Diagnostics> {
    progress.now("working out the plan");
    let binding = Binding {
        format: tollgate_plan::file::FORMAT,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        created: system.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        environment: target.environment.clone(),
        account: target.account_id.clone(),
        target: target.place.clone(),
        lineage: lineage(&current.state),
        serial: current.state.serial,
        code: String::new(),
        destroy: options.destroy,
        allow_data_loss: options.allow_data_loss,
    };
    let mut draft =
        planning::draft(&target.project, &target.account, current, binding, options).await?;
    draft.plan.binding.code = digest(&draft.configuration);
    Ok(draft)
}

/// The digest of the code and of the values of its variables.
#[must_use]
pub fn digest(configuration: &Configuration) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in configuration.sources.iter() {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    for (name, value) in &configuration.variables {
        hasher.update(format!("{name}={value:?}").as_bytes());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// What the code may refer to when an apply begins.
fn existing(plan: &Plan) -> BTreeMap<Address, Arc<Object>> {
    let stays = plan.resources.iter().map(|planned| &planned.change);
    stays
        .filter(|change| change.deposed.is_none())
        .filter_map(|change| {
            let object = match change.action {
                Action::NoOp => change.before.as_ref(),
                Action::Update => change.after.as_ref(),
                _ => None,
            };
            Some((change.address.clone(), Arc::new(visible(object?))))
        })
        .collect()
}

/// What an apply needs besides the plan.
#[derive(Debug)]
pub struct Applying<'a> {
    /// The environment.
    pub target: &'a Target,
    /// The gate.
    pub gatekeeper: Arc<Gatekeeper>,
    /// What the gate said of the plan.
    pub judged: &'a Run,
    /// The state, held.
    pub session: Arc<Session>,
    /// How the user stops it.
    pub stop: Stop,
    /// Steps at a time.
    pub parallelism: usize,
}

/// Does what the plan says, and writes the state.
///
/// # Errors
/// When resources wait for each other, or the state cannot be written.
pub async fn apply(
    applying: Applying<'_>,
    approved: &Approved<Plan>,
    observer: Arc<dyn Observer>,
) -> Result<Applied, Diagnostics> {
    let target = applying.target;
    let plan = approved.get();
    let authority = Arc::new(Authority::new(
        target.project.clone(),
        applying.gatekeeper,
        plan.clone(),
        applying.judged,
    ));
    let session = applying.session.clone();
    let mut run = ApplyRun::new(
        target.account.clone(),
        authority.clone(),
        session.clone(),
        existing(plan),
    );
    run.observer = observer;
    run.stop = applying.stop;
    run.parallelism = applying.parallelism;
    run.patience = target.account.patience();
    let run = Arc::new(run);
    let moves = plan.moves();
    if !moves.is_empty() {
        let edits = moves.into_iter().map(|(from, to)| Edit::Move {
            from: from.to_string(),
            to: to.to_string(),
        });
        let moved = session.edit(edits.collect()).await;
        moved.map_err(|error| state_failed(&error))?;
    }
    let applied = tollgate_apply::apply(approved, run.clone()).await;
    let applied = applied.map_err(|cycle| Diagnostic::error("plan::cycle", cycle.to_string()))?;
    if let Some(error) = run.broken() {
        return Err(state_failed(&error));
    }
    // What a run that was cut off asked for may have come meanwhile, beside what was made in its place.
    adopt_late(target, &session, run.observer.as_ref()).await?;
    record(target, &session, authority.outputs(&run.existing())).await?;
    let committed = session.commit(&tollgate_apply::removed(plan)).await;
    committed.map_err(|error| state_failed(&error))?;
    Ok(applied)
}

/// Writes down the outputs and the account.
async fn record(target: &Target, session: &Session, outputs: Object) -> Result<(), Diagnostics> {
    let edits = vec![
        Edit::Account(target.account_id.clone()),
        Edit::Outputs {
            values: outputs,
            secrets: BTreeMap::new(),
        },
    ];
    let edited = session.edit(edits).await;
    edited.map_err(|error| state_failed(&error))
}
