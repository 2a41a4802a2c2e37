//! `tollgate import`: an object that exists already becomes a resource of the code.
//!
//! Only what is remembered changes. What the object is not that the code says is in the next plan,
//! which goes through the gate like any other.

use std::collections::BTreeMap;

use tollgate_hcl::config::ConfiguredResource;
use tollgate_model::Diagnostics;
use tollgate_state::{Edit, Recorded, Status};

use crate::args::{Global, Import};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::target::Target;
use crate::provision::{desire, imports, planning, runtime, state_failed, work};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Takes an object over.
///
/// # Errors
/// When the code has no such resource, the state has it already, or AWS has no such object.
pub fn run(
    args: &Import,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(imported(args, global, system, terminal))
}

async fn imported(
    args: &Import,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let target = Target::open(&args.target, global, system, &progress).await?;
    let session = work::lock(&target, system, "import").await?;
    let recorded = recorded(args, &target, &session.state(), &progress).await;
    let written = match recorded {
        Ok(recorded) => {
            let edit = Edit::Put(Box::new(recorded));
            let written = session.edit(vec![edit]).await;
            written.map_err(|error| state_failed(&error))
        }
        Err(refused) => Err(refused),
    };
    let released = session.release().await;
    drop(progress);
    written?;
    released.map_err(|error| state_failed(&error))?;
    terminal.say(&format!(
        "{} is {} from now on; next: tollgate plan --env {} shows what differs from the code",
        args.address, args.id, target.environment
    ));
    Ok(Exit::Passed)
}

async fn recorded(
    args: &Import,
    target: &Target,
    state: &tollgate_state::State,
    progress: &Progress,
) -> Result<Recorded, Diagnostics> {
    imports::not_taken(state, &args.address, &args.id)?;
    progress.now("reading the code");
    let prior = work::refresh(target, state, progress).await?;
    let configuration = target.project.evaluate(&planning::standing(&prior))?;
    let resource = configuration
        .resources
        .iter()
        .find(|resource| resource.address == args.address)
        .ok_or_else(|| imports::not_in_code(args.address.as_str()))?;
    progress.now("reading the object");
    let region = region(target, resource);
    let live = imports::live(&target.account, &args.address, &region, &args.id).await?;
    Ok(Recorded {
        address: args.address.clone(),
        deposed: None,
        region,
        id: args.id.clone(),
        status: Status::Created,
        schema_version: 0,
        attributes: live,
        secrets: BTreeMap::new(),
        dependencies: desire::needs(resource),
        create_before_destroy: resource.lifecycle.create_before_destroy,
        prevent_destroy: resource.lifecycle.prevent_destroy,
        operation: None,
    })
}

fn region(target: &Target, resource: &ConfiguredResource) -> String {
    let region = resource.region.as_deref();
    region.unwrap_or(target.project.region()).to_owned()
}
