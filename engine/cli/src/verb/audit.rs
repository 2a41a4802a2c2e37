//! `tollgate audit`: everything that is in an account, judged by the same rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tollgate_apply::cloud::Place;
use tollgate_audit::{Scope, resource, scan};
use tollgate_state::Key;

use super::check::exit_of;
use crate::args::{Audit, Global};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::gatekeeper::Gatekeeper;
use crate::provision::planning::visible;
use crate::provision::subject::Subject;
use crate::provision::watch::Mode;
use crate::provision::{calls, drift, live, runtime};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Audits an account.
///
/// # Errors
/// When the account cannot be asked at all.
pub fn run(
    args: &Audit,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(audited(args, global, system, terminal))
}

async fn audited(
    args: &Audit,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let subject = Subject::open(args, global, system, &progress).await?;
    let environment = subject.environment.as_deref();
    let gatekeeper = Gatekeeper::new(&args.judge, environment, global, system)?;
    let state = &subject.state;
    let scope = Scope {
        regions: subject.regions.clone(),
        types: BTreeSet::new(),
        parallelism: args.parallelism,
    };
    let scanned = scan(subject.account.connection(), &scope, |scan| {
        progress.now(format!(
            "{} of {} kinds listed, {} objects read",
            scan.listed, scan.of, scan.read
        ));
    })
    .await;
    progress.now("judging what is there");
    let remembered: BTreeMap<(&str, &str, &str), &Key> = state
        .resources
        .iter()
        .map(|(key, recorded)| {
            let kind: &str = recorded.address.resource_type();
            ((kind, recorded.region.as_str(), recorded.id.as_str()), key)
        })
        .collect();
    let mut resources = Vec::new();
    let mut objects = BTreeMap::new();
    for mut object in scanned.objects {
        let id = (
            object.resource_type,
            object.region.as_str(),
            object.id.as_str(),
        );
        let key = remembered.get(&id).copied();
        if let Some(recorded) = key.and_then(|key| state.recall(key, None)) {
            let at = Place {
                resource_type: object.resource_type,
                region: &object.region,
            };
            let account = &subject.account;
            account.complete(at, &recorded, &mut object.values).await;
        }
        if let Some(key) = key {
            objects.insert(key.address.clone(), Arc::new(visible(&object.values)));
        }
        resources.push(resource(object, key.map(|key| key.address.clone())));
    }
    if subject.is_sandbox
        && !state.resources.is_empty()
        && let Some(project) = &subject.project
    {
        resources.extend(live::absent(project, &subject.account, objects).await?);
    }
    // What an emulator does not have cannot be there.
    let missing = scanned
        .not_assessed
        .iter()
        .filter(|one| !(subject.is_sandbox && drift::is_missing(one)));
    let missing: Vec<String> = missing.map(ToString::to_string).collect();
    let judged = gatekeeper.account(resources, missing, &subject.account_id)?;
    drop(progress);
    gatekeeper.report(&judged, terminal)?;
    calls::tell(&subject.calls, Mode::Text, terminal);
    Ok(exit_of(&judged))
}
