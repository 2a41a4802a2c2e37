//! What a change is to blame for: findings now, against findings before.
//!
//! Findings are matched by what they say and by the attribute without its positions: blocks of a set
//! have no order, so a port that was open as `ingress[0]` and is now `ingress[1]` is the same port.
//! Equal findings are counted, so a second block that opens the same port is one more.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use tollgate_model::{
    Action, Address, AttributePath, Delta, Finding, Inventory, Outcome, RuleId, Segment, Verdict,
};

/// Classifies each failed verdict of one rule, and its findings, against the verdicts before the change.
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
        let old = if touched.contains(&verdict.address) {
            Delta::Touched
        } else {
            Delta::Untouched
        };
        let earlier = earlier.get(&verdict.address);
        let known = earlier.map_or(&[][..], |earlier| earlier.findings.as_slice());
        let matched = matched(&verdict.findings, known);
        for (finding, matched) in verdict.findings.iter_mut().zip(&matched) {
            finding.delta = Some(if *matched { old } else { Delta::Introduced });
        }
        verdict.delta = Some(match earlier {
            None => Delta::Introduced,
            Some(_) if matched.contains(&false) => Delta::Worsened,
            Some(_) => old,
        });
    }
}

/// For each finding, whether it was there before. One of before stands for one of now: the one at
/// the same position if there is one, else any that says the same.
fn matched(now: &[Finding], before: &[Finding]) -> Vec<bool> {
    let mut same: HashMap<_, usize> = HashMap::new();
    let mut alike: HashMap<_, usize> = HashMap::new();
    for finding in before {
        *same.entry(at(finding)).or_default() += 1;
        *alike.entry(about(finding)).or_default() += 1;
    }
    let mut matched: Vec<bool> = now
        .iter()
        .map(|finding| take(&mut same, &at(finding)) && take(&mut alike, &about(finding)))
        .collect();
    for (finding, matched) in now.iter().zip(&mut matched) {
        *matched = *matched || take(&mut alike, &about(finding));
    }
    matched
}

/// Takes one, if there is one left.
fn take<K: Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) -> bool {
    match counts.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// What a finding says, and of which place.
fn at(finding: &Finding) -> (Option<&AttributePath>, &str) {
    (finding.attribute.as_ref(), &finding.message)
}

/// What a finding says, and of which attribute, whatever its position.
fn about(finding: &Finding) -> (Vec<&Segment>, &str) {
    let segments = finding
        .attribute
        .iter()
        .flat_map(AttributePath::segments)
        .filter(|segment| matches!(segment, Segment::Name(_)));
    (segments.collect(), &finding.message)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(said: &[(&str, &str)]) -> Vec<Finding> {
        said.iter()
            .map(|(attribute, message)| Finding {
                message: (*message).to_owned(),
                attribute: Some(attribute.parse().unwrap()),
                location: None,
                delta: None,
            })
            .collect()
    }

    #[test]
    fn findings_are_matched_without_positions_and_counted() {
        let ssh = |at: &'static str| (at, "port 22 is open");
        for (before, now, expected) in [
            (
                &[ssh("ingress[0]")][..],
                &[ssh("ingress[1]")][..],
                &[true][..],
            ),
            (
                &[ssh("ingress[0]")],
                &[ssh("ingress[1]"), ssh("ingress[0]")],
                &[false, true],
            ),
            (
                &[ssh("ingress[0]"), ssh("ingress[1]")],
                &[ssh("ingress[7]")],
                &[true],
            ),
            (&[ssh("ingress[0]")], &[ssh("egress[0]")], &[false]),
            (
                &[ssh("ingress[0]")],
                &[("ingress[0]", "port 23 is open")],
                &[false],
            ),
            (&[], &[ssh("ingress[0]")], &[false]),
        ] {
            assert_eq!(
                matched(&findings(now), &findings(before)),
                expected,
                "{before:?} {now:?}"
            );
        }
    }
}
