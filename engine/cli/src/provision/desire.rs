//! From what the code configures to what planning takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_aws::kinds;
use tollgate_hcl::config::{Configuration, ConfiguredResource};
use tollgate_model::{Action, Address, Diagnostic, Diagnostics, Facts, Mode};
use tollgate_plan::order::refers_to;
use tollgate_plan::{Deferred, Desired, Lifecycle, Planned, PlannedChange};
use tollgate_sandbox::unread;

/// What is to be built, and what of the code is not.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Every managed resource of the code that can be built.
    pub desired: Vec<Desired>,
    /// Resources that a sandbox goes without.
    pub left_out: Vec<Deferred>,
}

/// Every managed resource of the code. A sandbox goes without what its emulators or the engine do not
/// have, and without what needs that.
///
/// # Errors
/// For each resource that cannot be built: its type is not known here, or its region, or how many of
/// it there are.
pub fn desired(
    configuration: &Configuration,
    region: &str,
    is_sandbox: bool,
) -> Result<Wanted, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    for resource in &configuration.resources {
        if resource.address.mode() != Mode::Managed {
            continue;
        }
        if resource.address.as_str().contains("[*]") {
            problems.push(declared(configuration, resource, unknown_count(resource)));
            continue;
        }
        let kind = resource.address.resource_type();
        if is_sandbox && let Some(reason) = unread::missing(kind) {
            left_out.push(deferred(resource, region, reason.to_owned()));
            continue;
        }
        match facts(kind) {
            Some(facts) => found.push(one(resource, facts, region)),
            None if is_sandbox => {
                let reason = format!("the engine has no kind `{kind}` yet");
                left_out.push(deferred(resource, region, reason));
            }
            None => problems.push(declared(configuration, resource, no_kind(resource))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if is_sandbox {
        without_dependents(configuration, region, &mut found, &mut left_out);
    }
    Ok(Wanted {
        desired: found,
        left_out,
    })
}

/// Leaves out, too, what refers to something that is left out: it would wait for it for ever.
fn without_dependents(
    configuration: &Configuration,
    region: &str,
    found: &mut Vec<Desired>,
    left_out: &mut Vec<Deferred>,
) {
    // What is left out in one round is what the next one looks for.
    let mut first = 0;
    while first < left_out.len() {
        let causes = left_out.get(first..).unwrap_or_default();
        let cause = |desired: &Desired| {
            let absent = causes.iter().map(|cause| &cause.planned.change.address);
            absent
                .filter(|absent| desired.needs.iter().any(|need| refers_to(need, absent)))
                .map(|absent| format!("it needs {absent}"))
                .next()
        };
        let reasons: BTreeMap<Address, String> = found
            .iter()
            .filter_map(|desired| Some((desired.address.clone(), cause(desired)?)))
            .collect();
        first = left_out.len();
        found.retain(|desired| !reasons.contains_key(&desired.address));
        let resources = configuration.resources.iter();
        left_out.extend(resources.filter_map(|resource| {
            let reason = reasons.get(&resource.address)?;
            Some(deferred(resource, region, reason.clone()))
        }));
    }
}

/// A resource that is judged, and not built.
fn deferred(resource: &ConfiguredResource, region: &str, reason: String) -> Deferred {
    Deferred {
        reason,
        planned: Planned {
            change: PlannedChange {
                address: resource.address.clone(),
                moved_from: None,
                region: resource.region.as_deref().unwrap_or(region).to_owned(),
                action: Action::Create,
                reason: None,
                id: None,
                deposed: None,
                importing: false,
                before: None,
                after: Some(resource.values.clone()),
                changed: Vec::new(),
                replaces: Vec::new(),
            },
            needs: Vec::new(),
            needed: Vec::new(),
            references: resource.references.clone(),
            location: Some(resource.location.clone()),
            prevent_destroy: false,
            create_before_destroy: false,
        },
    }
}

/// The facts of a type; none if the engine cannot build it.
#[must_use]
pub fn facts(resource_type: &str) -> Option<Facts> {
    kinds::kind(resource_type).map(|kind| kind.facts)
}

fn one(resource: &ConfiguredResource, facts: Facts, region: &str) -> Desired {
    let lifecycle = &resource.lifecycle;
    Desired {
        address: resource.address.clone(),
        region: resource.region.as_deref().unwrap_or(region).to_owned(),
        facts,
        values: resource.values.clone(),
        needs: needs(resource),
        lifecycle: Lifecycle {
            prevent_destroy: lifecycle.prevent_destroy,
            create_before_destroy: lifecycle.create_before_destroy,
            ignore_changes: lifecycle.ignore_changes.clone(),
            replace_triggered_by: lifecycle.replace_triggered_by.clone(),
        },
        location: Some(resource.location.clone()),
    }
}

/// Everything that it refers to, or says that it depends on.
#[must_use]
pub fn needs(resource: &ConfiguredResource) -> Vec<Arc<str>> {
    let mut needs: Vec<Arc<str>> = resource
        .references
        .values()
        .flatten()
        .chain(&resource.depends_on)
        .cloned()
        .collect();
    needs.sort_unstable();
    needs.dedup();
    needs
}

fn unknown_count(resource: &ConfiguredResource) -> Diagnostic {
    let address = &resource.address;
    let message = format!("how many of `{address}` there are is known only after an apply");
    Diagnostic::error("plan::unknown-count", message)
        .with_help("let `count` and `for_each` depend on variables and locals only")
}

fn no_kind(resource: &ConfiguredResource) -> Diagnostic {
    let (address, kind) = (&resource.address, resource.address.resource_type());
    let message = format!("`{address}` cannot be built: the engine has no kind `{kind}`");
    Diagnostic::error("plan::no-kind", message).with_help(
        "`tollgate check` judges it all the same; `tollgate kinds` lists what can be built",
    )
}

fn declared(
    configuration: &Configuration,
    resource: &ConfiguredResource,
    problem: Diagnostic,
) -> Diagnostic {
    problem.at_line(&configuration.sources, &resource.location, "declared here")
}
