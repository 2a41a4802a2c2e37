//! `tollgate permissions`: the smallest IAM policy for whoever deploys or audits.

use std::collections::BTreeSet;

use camino::Utf8Path;
use serde_json::Value as Json;
use tollgate_aws::{Kind, data, kinds};
use tollgate_hcl::config::Configuration;
use tollgate_model::{Action, Diagnostic};

use crate::args::{Global, Permissions, TargetArgs};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::state_access::{self, Use};
use crate::provision::target::Target;
use crate::provision::{files, policies, runtime};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// What every run asks first.
const ALWAYS: &[&str] = &["sts:GetCallerIdentity"];

/// Prints the policy.
///
/// # Errors
/// When code or plan cannot be read.
pub fn run(
    args: &Permissions,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let mut actions: BTreeSet<&str> = ALWAYS.iter().copied().collect();
    let (mut named, mut of) = (args.target.clone(), Use::Write);
    if args.audit {
        of = Use::Read;
        for kind in kinds::all() {
            actions.extend(kind.permissions.list);
            actions.extend(kind.permissions.read);
        }
    } else if let Some(path) = &args.plan {
        let plan = files::plan(path)?;
        for planned in &plan.resources {
            let change = &planned.change;
            if let Some(kind) = kinds::kind(change.address.resource_type()) {
                actions.extend(of_change(kind, change.action));
            }
        }
        let environment = plan.binding.environment;
        named.environment = named.environment.or(Some(environment));
        // An apply asks again what the plan was told.
        let configured = configured(&named, global, system, terminal)?;
        actions.extend(of_data(&configured));
    } else {
        let configured = configured(&named, global, system, terminal)?;
        for resource in &configured.resources {
            let Some(kind) = kinds::kind(resource.address.resource_type()) else {
                let message = format!("`{}` cannot be built yet", resource.address.resource_type());
                return Err(Diagnostic::error("permissions::no-kind", message).into());
            };
            actions.extend(everything(kind));
        }
        actions.extend(of_data(&configured));
    }
    let mut of_state = Vec::new();
    if let Some((name, environment)) = Target::declared(&named, global, system)? {
        of_state = state_access::statements(&name, &environment, of);
    }
    if let Some(folder) = &args.split {
        let role = role(args, named.environment.as_deref());
        return split(
            folder,
            &role,
            &policies::parts(&actions, &of_state),
            terminal,
        );
    }
    let policy = policies::policy(&actions, &of_state);
    terminal.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &policy)?;
        writeln!(out)
    })?;
    let (size, room) = (policies::size(&policy), policies::ROOM);
    if size > room {
        terminal.say(&format!(
            "a managed policy has room for {room} characters, this one has {size}: `--split DIR` divides it"
        ));
    }
    Ok(Exit::Passed)
}

/// What the policy is for, as its files are named.
fn role(args: &Permissions, environment: Option<&str>) -> String {
    let does = match (args.audit, &args.plan) {
        (true, _) => "audit",
        (false, Some(_)) => "apply",
        (false, None) => "deploy",
    };
    match environment {
        Some(environment) => format!("tollgate-{environment}-{does}"),
        None => format!("tollgate-{does}"),
    }
}

/// Writes each part into a file of its own, and removes what is left of more parts than there are now.
fn split(
    folder: &Utf8Path,
    role: &str,
    parts: &[Json],
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let path = |number: usize| folder.join(format!("{role}-{number}.json"));
    for (number, part) in (1..).zip(parts) {
        let path = path(number);
        files::write(&path, part)?;
        terminal.print(|out| writeln!(out, "{path} ({} characters)", policies::size(part)))?;
    }
    for path in (parts.len() + 1..)
        .map(path)
        .take_while(|path| path.exists())
    {
        std::fs::remove_file(&path).map_err(|error| {
            let message =
                format!("`{path}` is of an earlier policy and cannot be removed: {error}");
            Diagnostic::error("cli::unwritable", message)
        })?;
    }
    terminal.say("next: `aws iam create-policy --policy-name … --policy-document file://…` for each, all for one role");
    Ok(Exit::Passed)
}

/// What the code configures, without asking AWS.
fn configured(
    target: &TargetArgs,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Configuration, Failure> {
    let progress = Progress::new(terminal);
    let configured = runtime::block_on(async {
        let project = Target::project(target, global, system)?;
        Ok(project.evaluate(&tollgate_apply::code::Existing::default())?)
    });
    drop(progress);
    configured
}

/// What looking up the data sources of the code needs.
fn of_data(configured: &Configuration) -> impl Iterator<Item = &'static str> {
    let asked = configured.data_sources.iter();
    let sources = asked.filter_map(|asked| data::data_source(asked.address.resource_type()));
    sources.flat_map(|source| source.permissions).copied()
}

/// What building, keeping and removing a kind needs.
fn everything(kind: &Kind) -> impl Iterator<Item = &'static str> {
    let permissions = kind.permissions;
    [
        permissions.read,
        permissions.create,
        permissions.update,
        permissions.delete,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// What one change needs.
fn of_change(kind: &Kind, action: Action) -> BTreeSet<&'static str> {
    let permissions = kind.permissions;
    let steps: &[&[&'static str]] = match action {
        Action::NoOp | Action::Read | Action::Forget => &[permissions.read],
        Action::Create => &[permissions.read, permissions.create],
        Action::Update => &[permissions.read, permissions.update],
        Action::Delete => &[permissions.read, permissions.delete],
        Action::DeleteThenCreate | Action::CreateThenDelete => {
            &[permissions.read, permissions.create, permissions.delete]
        }
    };
    steps.iter().flat_map(|step| step.iter().copied()).collect()
}
