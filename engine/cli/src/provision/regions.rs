//! The regions of an environment.

use std::collections::BTreeSet;

use tollgate_apply::code::Existing;
use tollgate_state::State;

use super::target::Target;

/// The environment's own region first, then every other one that its code or its state names.
#[must_use]
pub fn of(target: &Target, state: &State) -> Vec<String> {
    let configured = target.project.evaluate(&Existing::default());
    let configured = configured.map(|found| found.resources).unwrap_or_default();
    let home = configured
        .iter()
        .find_map(|resource| resource.region.clone())
        .unwrap_or_else(|| target.project.region().to_owned());
    let home = match target.project.home() {
        Some(region) => region.to_owned(),
        None => home,
    };
    let named: BTreeSet<String> = configured
        .into_iter()
        .filter_map(|resource| resource.region)
        .chain(
            state
                .resources
                .values()
                .map(|recorded| recorded.region.clone()),
        )
        .filter(|region| *region != home)
        .collect();
    std::iter::once(home).chain(named).collect()
}
