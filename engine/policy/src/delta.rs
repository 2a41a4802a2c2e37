//! What a change is to blame for: findings now, against findings before.

use std::collections::{BTreeSet, HashMap};

use tollgate_model::{Action, Address, Delta, Inventory, Outcome, RuleId, Verdict};

/// The messages and attributes of a verdict, as a set that can be compared.
fn fingerprint(verdict: &Verdict) -> BTreeSet<(String, String)> {
    verdict
        .findings
        .iter()
        .map(|finding| {
            let attribute = finding.attribute.as_ref().map(ToString::to_string);
            (attribute.unwrap_or_default(), finding.message.clone())
        })
        .collect()
}

/// Classifies each failed verdict of one rule against the verdicts before the change.
pub fn classify(now: &mut [Verdict], before: &[Verdict], inventory: &Inventory) {
    let earlier: HashMap<&Address, &Verdict> = before
        .iter()
        .filter(|verdict| verdict.outcome == Outcome::Fail)
        .map(|verdict| (&verdict.address, verdict))
        .collect();
    let touched = touched(inventory);
    for verdict in now
        .iter_mut()
        .filter(|verdict| verdict.outcome != Outcome::Pass)
    {
        verdict.delta = Some(match earlier.get(&verdict.address) {
            None => Delta::Introduced,
            Some(earlier) if !fingerprint(verdict).is_subset(&fingerprint(earlier)) => {
                Delta::Worsened
            }
            Some(_) if touched.contains(&verdict.address) => Delta::Touched,
            Some(_) => Delta::Untouched,
        });
    }
}

/// Failures before the change that are gone after it.
pub fn fixed(now: &[Verdict], before: &[Verdict]) -> Vec<(RuleId, String)> {
    let failing: BTreeSet<&Address> = now
        .iter()
        .filter(|verdict| verdict.outcome != Outcome::Pass)
        .map(|verdict| &verdict.address)
        .collect();
    before
        .iter()
        .filter(|verdict| verdict.outcome == Outcome::Fail && !failing.contains(&verdict.address))
        .map(|verdict| (verdict.rule.clone(), verdict.address.to_string()))
        .collect()
}

fn touched(inventory: &Inventory) -> BTreeSet<Address> {
    inventory
        .iter()
        .filter(|resource| {
            resource
                .change
                .as_ref()
                .is_some_and(|change| change.action != Action::NoOp)
        })
        .map(|resource| resource.address.clone())
        .collect()
}
