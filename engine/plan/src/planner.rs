//! Decides what is done with each resource.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_model::schema::{Block, Catalog};
use tollgate_model::{Action, Address, AttributePath, Diagnostic, Diagnostics, Object, Value};

use crate::action::{PlannedChange, Reason};
use crate::compare::{Comparison, compare};
use crate::desired::{Desired, Prior, Standing};
use crate::order::{inherit, refers_to};

/// How to plan.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Plan the removal of everything.
    pub destroy: bool,
    /// Allow resources that hold data to be replaced or deleted.
    pub allow_data_loss: bool,
    /// Addresses to replace although nothing says so.
    pub replace: BTreeSet<Address>,
}

/// Decides what is done with each resource. The order is that of the addresses; see
/// [`order`](mod@crate::order) for the order in time.
///
/// # Errors
/// When something protected would be destroyed, or data lost: all of it, not the first.
pub fn plan(
    desired: &[Desired],
    prior: &[Prior],
    catalog: &Catalog,
    options: &Options,
) -> Result<Vec<PlannedChange>, Diagnostics> {
    let planner = Planner { catalog, options };
    let existing: BTreeMap<&Address, &Prior> = prior
        .iter()
        .filter(|prior| stands(prior))
        .map(|prior| (&prior.address, prior))
        .collect();
    let wanted: BTreeMap<&Address, &Desired> = if options.destroy {
        BTreeMap::new()
    } else {
        desired
            .iter()
            .map(|desired| (&desired.address, desired))
            .collect()
    };
    let mut changes: Vec<PlannedChange> = wanted
        .iter()
        .map(|(address, desired)| planner.wanted(desired, existing.get(address).copied()))
        .collect();
    while planner.triggers(&mut changes, &wanted) {}
    in_order(&mut changes, &wanted);
    let is_done = |prior: &&Prior| stands(prior) && wanted.contains_key(&prior.address);
    changes.extend(prior.iter().filter(|prior| !is_done(prior)).map(unwanted));
    let problems = planner.losses(&changes, &wanted, prior);
    if problems.is_empty() {
        changes.sort_by(|a, b| {
            a.address
                .cmp(&b.address)
                .then_with(|| a.deposed.cmp(&b.deposed))
        });
        Ok(changes)
    } else {
        Err(problems)
    }
}

struct Planner<'a> {
    catalog: &'a Catalog,
    options: &'a Options,
}

impl Planner<'_> {
    fn schema(&self, address: &Address) -> std::sync::Arc<Block> {
        self.catalog
            .built(address.resource_type())
            .unwrap_or_default()
    }

    /// What is done with a resource of the code.
    fn wanted(&self, desired: &Desired, prior: Option<&Prior>) -> PlannedChange {
        let schema = self.schema(&desired.address);
        let live = prior.and_then(|prior| prior.live.as_ref());
        let mut compared = compare(&desired.facts, &schema, live, &desired.values);
        let mut change = PlannedChange {
            address: desired.address.clone(),
            moved_from: prior.and_then(|prior| prior.moved_from.clone()),
            region: desired.region.clone(),
            action: Action::NoOp,
            reason: None,
            id: prior.map(|prior| prior.id.clone()),
            deposed: None,
            importing: prior.is_some_and(|prior| prior.standing == Standing::Importing),
            before: live.cloned(),
            after: None,
            changed: Vec::new(),
            replaces: Vec::new(),
        };
        let (Some(prior), Some(live)) = (prior, live) else {
            change.action = Action::Create;
            change.reason = prior.map(|_| Reason::Gone);
            change.changed = compared.changed;
            change.after = Some(compared.after);
            return change;
        };
        ignore(&mut compared, &desired.lifecycle.ignore_changes, live);
        let moves = prior.region != desired.region;
        let reason = if prior.standing == Standing::Tainted {
            Some(Reason::Tainted)
        } else if self.options.replace.contains(&desired.address) {
            Some(Reason::Requested)
        } else if moves || !compared.replaces.is_empty() {
            Some(Reason::CannotUpdate)
        } else {
            None
        };
        if reason.is_some() {
            replace(&mut change, desired, &schema, reason);
            change.replaces = compared.replaces;
        } else {
            if !compared.is_empty() {
                change.action = Action::Update;
            }
            change.after = Some(compared.after);
        }
        change.changed = compared.changed;
        change
    }

    /// Replaces what names something that changes in `replace_triggered_by`. True if that may trigger
    /// more.
    fn triggers(
        &self,
        changes: &mut [PlannedChange],
        wanted: &BTreeMap<&Address, &Desired>,
    ) -> bool {
        let changing = changes
            .iter()
            .filter(|change| change.is_change() && change.action != Action::Create);
        let changing: Vec<Address> = changing.map(|change| change.address.clone()).collect();
        let mut has_more = false;
        for change in changes {
            let in_place = matches!(change.action, Action::NoOp | Action::Update);
            let Some(desired) = wanted.get(&change.address).filter(|_| in_place) else {
                continue;
            };
            let mut triggers = desired.lifecycle.replace_triggered_by.iter();
            if triggers.any(|trigger| changing.iter().any(|address| refers_to(trigger, address))) {
                let schema = self.schema(&change.address);
                replace(change, desired, &schema, Some(Reason::Triggers));
                has_more = true;
            }
        }
        has_more
    }

    /// What must not be destroyed, and would be.
    fn losses(
        &self,
        changes: &[PlannedChange],
        wanted: &BTreeMap<&Address, &Desired>,
        prior: &[Prior],
    ) -> Diagnostics {
        let mut problems = Diagnostics::default();
        // What was replaced already is lost already.
        let lost = |change: &&PlannedChange| change.destroys() && change.deposed.is_none();
        for change in changes.iter().filter(lost) {
            let desired = wanted.get(&change.address);
            let before = prior.iter().find(|prior| prior.address == change.address);
            let protected = desired.map_or_else(
                || before.is_some_and(|prior| prior.protected),
                |desired| desired.lifecycle.prevent_destroy,
            );
            let verb = match change.action {
                Action::Delete => "deleted",
                _ => "replaced",
            };
            let because = because(change);
            let facts = desired
                .map(|desired| &desired.facts)
                .or(before.map(|prior| &prior.facts));
            let problem = if change.importing {
                Diagnostic::error(
                    "plan::import-replaces",
                    format!(
                        "what becomes {} would be replaced at once{because}",
                        change.address
                    ),
                )
                .with_help("let the code say what the object is, or take the `import` block out and let another be made")
            } else if protected {
                Diagnostic::error(
                    "plan::protected",
                    format!(
                        "{} would be {verb}{because}, and `prevent_destroy` forbids it",
                        change.address
                    ),
                )
                .with_help("apply `prevent_destroy = false` first, or leave the resource as it is")
            } else if facts.is_some_and(|facts| facts.stateful) && !self.options.allow_data_loss {
                Diagnostic::error(
                    "plan::data-loss",
                    format!(
                        "{} would be {verb}{because}, with the data that it holds",
                        change.address
                    ),
                )
                .with_help("say --allow-data-loss if that is what you want")
            } else {
                continue;
            };
            problems.push(problem);
        }
        problems
    }
}

/// Whether it is the object of its address.
fn stands(prior: &Prior) -> bool {
    matches!(
        prior.standing,
        Standing::Sound | Standing::Importing | Standing::Tainted
    )
}

/// What is done with an object that no resource of the code stands for.
fn unwanted(prior: &Prior) -> PlannedChange {
    let (action, reason) = match (&prior.standing, &prior.live) {
        (Standing::Forgotten, _) | (_, None) => (Action::Forget, None),
        (Standing::Deposed(_), _) => (Action::Delete, Some(Reason::Deposed)),
        (_, Some(_)) => (Action::Delete, Some(Reason::NotInCode)),
    };
    PlannedChange {
        address: prior.address.clone(),
        moved_from: prior.moved_from.clone(),
        region: prior.region.clone(),
        action,
        reason,
        id: Some(prior.id.clone()),
        deposed: PlannedChange::deposed_key(&prior.standing),
        importing: false,
        before: prior.live.clone(),
        after: None,
        changed: Vec::new(),
        replaces: Vec::new(),
    }
}

fn because(change: &PlannedChange) -> String {
    let paths: Vec<String> = change.replaces.iter().map(ToString::to_string).collect();
    match change.reason {
        Some(Reason::CannotUpdate) if !paths.is_empty() => {
            format!(" because of `{}`", paths.join("`, `"))
        }
        Some(Reason::NotInCode) => " because the code has it no more".to_owned(),
        _ => String::new(),
    }
}

fn replace(change: &mut PlannedChange, desired: &Desired, schema: &Block, reason: Option<Reason>) {
    change.reason = reason;
    change.action = Action::DeleteThenCreate;
    // The new object's own: nothing of what AWS gave the old one is known of it.
    change.after = Some(compare(&desired.facts, schema, None, &desired.values).after);
}

/// Decides of each replacement whether the new object is made first.
fn in_order(changes: &mut [PlannedChange], wanted: &BTreeMap<&Address, &Desired>) {
    // Changes are made of what is wanted, in the same order.
    let needs = wanted.values().map(|desired| desired.needs.clone());
    let needs: Vec<_> = needs.collect();
    let first = wanted.values().enumerate();
    let first = first.filter(|(_, desired)| desired.lifecycle.create_before_destroy);
    let first = first.map(|(position, _)| position);
    inherit(changes, &needs, first.collect());
}

/// Takes back what the author says to ignore.
fn ignore(compared: &mut Comparison, ignored: &[AttributePath], live: &Object) {
    if ignored.is_empty() {
        return;
    }
    let is_ignored = |path: &AttributePath| {
        ignored
            .iter()
            .any(|ignored| ignored.is_empty() || ignored.is_prefix_of(path))
    };
    for path in compared.changed.iter().filter(|path| is_ignored(path)) {
        if let Some(root) = path.root() {
            let value = live.get(root).cloned().unwrap_or(Value::Null);
            compared.after.insert(root.to_owned(), value);
        }
    }
    compared.changed.retain(|path| !is_ignored(path));
    compared.replaces.retain(|path| !is_ignored(path));
}
