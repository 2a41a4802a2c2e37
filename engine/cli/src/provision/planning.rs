//! From the code, the state and the account to a plan.
//!
//! What a reference sees depends on what becomes of the resource that it names: of one that stays,
//! what is there; of one that is replaced, nothing. So code and plan are worked out in turns, until
//! the plan says of each resource what the code was evaluated with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tollgate_apply::code::Existing;
use tollgate_hcl::config::Configuration;
use tollgate_model::schema::Catalog;
use tollgate_model::{
    Action, Address, AttributePath, Diagnostic, Diagnostics, Facts, Mode, Object, Value,
};
use tollgate_plan::{
    Binding, Desired, Options, Plan, Planned, PlannedChange, Prior, Standing, plan,
};

use tollgate_state::{Key, State};

use super::account::Account;
use super::desire;
use super::imports::Imports;
use super::project::Project;
use super::work::Current;

/// Turns after which code and plan must agree. A chain of replacements takes a turn for each link.
const TURNS: usize = 64;

/// The plan, and the configuration that it was made from.
#[derive(Debug)]
pub struct Draft {
    /// The changes.
    pub plan: Plan,
    /// The code, evaluated for the last time.
    pub configuration: Configuration,
}

/// Works out the plan.
///
/// # Errors
/// When the code is wrong, a data source has no answer, or something protected would be lost.
pub async fn draft(
    project: &Project,
    account: &Account,
    current: &Current,
    binding: Binding,
    options: &Options,
) -> Result<Draft, Diagnostics> {
    let catalog = Catalog::embedded()
        .map_err(|error| Diagnostic::error("plan::internal", error.to_string()))?;
    let region = project.region().to_owned();
    let mut options = options.clone();
    let mut existing = standing(&current.prior);
    let mut imports = Imports::default();
    for _ in 0..TURNS {
        let configuration = answered(project, account, &existing).await?;
        let wanted = desire::desired(&configuration, &region, account.is_sandbox())?;
        let mut prior = moved(&current.prior, &configuration);
        if !options.destroy {
            let taken = imports.prior(account, &current.state, &configuration, &wanted, &prior);
            prior.extend(taken.await?);
        }
        let mut desired = wanted.desired;
        if options.destroy {
            desired.clear();
        }
        recall(&mut prior, &desired, &current.state);
        keep_secrets(&mut desired, &prior, &existing, &configuration);
        let changes = plan(&desired, &prior, catalog, &options)?;
        let lost = lost(&changes, &desired, &configuration);
        if !lost.is_subset(&options.replace) {
            options.replace.extend(lost);
            continue;
        }
        let next = expected(&changes, existing.generation);
        if next.objects == existing.objects {
            let mut plan = assembled(changes, &desired, &prior, &configuration, binding);
            if !options.destroy {
                plan.deferred = wanted.left_out;
            }
            return Ok(Draft {
                plan,
                configuration,
            });
        }
        existing = next;
    }
    Err(Diagnostic::error(
        "plan::unsettled",
        "the plan does not settle: each turn changes what the next one starts from",
    )
    .with_help("this is a defect of Tollgate; please report it with the code")
    .into())
}

/// The configuration, with every data source answered that can be.
///
/// # Errors
/// When the code is wrong, or a data source has no answer.
pub async fn answered(
    project: &Project,
    account: &Account,
    existing: &Existing,
) -> Result<Configuration, Diagnostics> {
    loop {
        let configuration = project.evaluate(existing)?;
        if !account.answer(project, &configuration).await? {
            return Ok(configuration);
        }
    }
}

/// What stands already, as far as references may see it.
#[must_use]
pub fn standing(prior: &[Prior]) -> Existing {
    let stands = prior
        .iter()
        .filter(|prior| prior.standing == Standing::Sound);
    let objects = stands.filter_map(|prior| {
        let live = visible(prior.live.as_ref()?);
        Some((prior.address.clone(), Arc::new(live)))
    });
    Existing {
        generation: 0,
        objects: Arc::new(objects.collect()),
    }
}

/// What will stand, as far as it is known before the apply.
fn expected(changes: &[PlannedChange], generation: u64) -> Existing {
    let stays = changes.iter().filter(|change| {
        change.deposed.is_none() && matches!(change.action, Action::NoOp | Action::Update)
    });
    let objects = stays.filter_map(|change| {
        let object = match change.action {
            Action::NoOp => change.before.as_ref(),
            _ => change.after.as_ref(),
        };
        Some((change.address.clone(), Arc::new(visible(object?))))
    });
    Existing {
        generation: generation + 1,
        objects: Arc::new(objects.collect()),
    }
}

/// A secret is not known any more once it was recorded: what stands in its place is no value.
pub fn visible(object: &Object) -> Object {
    let hidden = |value: &Value| match value {
        Value::Sensitive(_) => Value::Sensitive(Box::new(Value::unknown())),
        value => value.clone(),
    };
    object
        .iter()
        .map(|(name, value)| (name.clone(), hidden(value)))
        .collect()
}

/// Puts a secret back into what is there, if it is the one that the code has.
fn recall(prior: &mut [Prior], desired: &[Desired], state: &State) {
    let desired: BTreeMap<&Address, &Desired> = desired
        .iter()
        .map(|desired| (&desired.address, desired))
        .collect();
    for prior in prior {
        let remembered = prior.moved_from.as_ref().unwrap_or(&prior.address);
        let key = Key::current(remembered.clone());
        let (Some(live), Some(desired), Some(recorded)) = (
            prior.live.as_mut(),
            desired.get(&prior.address),
            state.resources.get(&key),
        ) else {
            continue;
        };
        for path in recorded.secrets.keys() {
            let Some(root) = path.root() else { continue };
            if let Some(value) = desired.values.get(root)
                && state.same_secret(&key, path, value)
            {
                live.insert(root.to_owned(), value.clone());
            }
        }
    }
}

/// Leaves a secret as it is whose origin does not change: its value is known to nobody any more.
fn keep_secrets(
    desired: &mut [Desired],
    prior: &[Prior],
    existing: &Existing,
    configuration: &Configuration,
) {
    let prior: BTreeMap<&Address, &Object> = prior
        .iter()
        .filter(|prior| prior.standing == Standing::Sound)
        .filter_map(|prior| Some((&prior.address, prior.live.as_ref()?)))
        .collect();
    let origins: BTreeMap<&Address, _> = configuration
        .resources
        .iter()
        .map(|resource| (&resource.address, &resource.references))
        .collect();
    for desired in desired {
        let (Some(live), Some(references)) =
            (prior.get(&desired.address), origins.get(&desired.address))
        else {
            continue;
        };
        for (name, value) in &mut desired.values {
            let is_secret = matches!(value, Value::Sensitive(inner) if inner.is_unknown());
            let Some(recorded) = live
                .get(name)
                .filter(|recorded| is_secret && matches!(recorded, Value::Sensitive(_)))
            else {
                continue;
            };
            let stays = references
                .iter()
                .filter(|(path, _)| path.root() == Some(name))
                .flat_map(|(_, references)| references)
                .all(|reference| stands(reference, existing));
            if stays {
                *value = recorded.clone();
            }
        }
    }
}

/// Whether everything that a reference means stands, and stays.
fn stands(reference: &str, existing: &Existing) -> bool {
    if reference.contains("data.") {
        return true;
    }
    existing
        .objects
        .keys()
        .any(|address| tollgate_plan::order::refers_to(reference, address))
}

/// Values that only a process knew that has ended, and that are needed again: they are made anew.
fn lost(
    changes: &[PlannedChange],
    desired: &[Desired],
    configuration: &Configuration,
) -> BTreeSet<Address> {
    let kept: BTreeMap<&Address, &Facts> = changes
        .iter()
        .filter(|change| change.action == Action::NoOp)
        .filter_map(|change| {
            let desired = desired
                .iter()
                .find(|desired| desired.address == change.address)?;
            Some((&change.address, &desired.facts))
        })
        .filter(|(address, _)| address.resource_type().starts_with("random_"))
        .collect();
    if kept.is_empty() {
        return BTreeSet::new();
    }
    let mut lost = BTreeSet::new();
    for change in changes.iter().filter(|change| change.is_change()) {
        let resource = configuration
            .resources
            .iter()
            .find(|resource| resource.address == change.address);
        let Some(resource) = resource else { continue };
        for (name, value) in change.after.iter().flatten() {
            if !matches!(value, Value::Sensitive(inner) if inner.is_unknown()) {
                continue;
            }
            let references = resource
                .references
                .iter()
                .filter(|(path, _)| path.root() == Some(name))
                .flat_map(|(_, references)| references);
            for reference in references {
                let named = kept
                    .keys()
                    .filter(|address| tollgate_plan::order::refers_to(reference, address));
                lost.extend(named.map(|address| (*address).clone()));
            }
        }
    }
    lost
}

/// What the state remembers, under the addresses that the code has now.
fn moved(prior: &[Prior], configuration: &Configuration) -> Vec<Prior> {
    let mut prior = prior.to_vec();
    for object in &mut prior {
        for moved in &configuration.moved {
            if let Some(address) = renamed(&object.address, &moved.from, &moved.to) {
                let from = std::mem::replace(&mut object.address, address);
                object.moved_from.get_or_insert(from);
            }
        }
        let leaves = configuration
            .removed
            .iter()
            .find(|removed| tollgate_plan::order::refers_to(&removed.from, &object.address));
        if leaves.is_some_and(|removed| !removed.destroy) && object.standing == Standing::Sound {
            object.standing = Standing::Forgotten;
        }
    }
    prior
}

/// The new address of something that a `moved` block means.
pub fn renamed(address: &Address, from: &str, to: &str) -> Option<Address> {
    let rest = address.as_str().strip_prefix(from)?;
    let is_whole = rest.is_empty() || rest.starts_with('[') || rest.starts_with('.');
    is_whole.then(|| format!("{to}{rest}").parse().ok())?
}

fn assembled(
    changes: Vec<PlannedChange>,
    desired: &[Desired],
    prior: &[Prior],
    configuration: &Configuration,
    binding: Binding,
) -> Plan {
    let desired: BTreeMap<&Address, &Desired> = desired
        .iter()
        .map(|desired| (&desired.address, desired))
        .collect();
    let references: BTreeMap<&Address, &BTreeMap<AttributePath, Vec<Arc<str>>>> = configuration
        .resources
        .iter()
        .filter(|resource| resource.address.mode() == Mode::Managed)
        .map(|resource| (&resource.address, &resource.references))
        .collect();
    let before: BTreeMap<(&Address, Option<&String>), &Prior> = prior
        .iter()
        .map(|prior| {
            let deposed = match &prior.standing {
                Standing::Deposed(key) => Some(key),
                _ => None,
            };
            ((&prior.address, deposed), prior)
        })
        .collect();
    let resources = changes.into_iter().map(|change| {
        let desired = desired
            .get(&change.address)
            .filter(|_| change.deposed.is_none());
        let needed = before.get(&(&change.address, change.deposed.as_ref()));
        Planned {
            needs: desired
                .map(|desired| desired.needs.clone())
                .unwrap_or_default(),
            needed: needed.map(|prior| prior.needs.clone()).unwrap_or_default(),
            references: desired
                .and_then(|desired| {
                    references
                        .get(&desired.address)
                        .map(|found| (*found).clone())
                })
                .unwrap_or_default(),
            location: desired.and_then(|desired| desired.location.clone()),
            prevent_destroy: desired.map_or_else(
                || needed.is_some_and(|prior| prior.protected),
                |desired| desired.lifecycle.prevent_destroy,
            ),
            create_before_destroy: desired
                .is_some_and(|desired| desired.lifecycle.create_before_destroy),
            change,
        }
    });
    Plan {
        binding,
        resources: resources.collect(),
        deferred: Vec::new(),
        variables: configuration.variables.clone(),
        outputs: configuration.outputs.clone(),
    }
}
