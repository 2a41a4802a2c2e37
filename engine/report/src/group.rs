//! Verdicts put together for people: by the block that somebody has to edit, worst first.
//!
//! A block with `count` or `for_each` is one thing to fix however many instances it has, so what a
//! rule says of several instances in the same words, about the same lines, is told once.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use tollgate_model::{
    Address, AttributePath, Delta, Location, Outcome, RuleId, Severity, Verdict, Waiver,
};

use crate::conclusion::Standing;
use crate::run::{DocumentReport, Run, undecided, was_there_before};

/// A block of code, and what the rules say of its instances.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    /// The address of the block, without instance keys.
    pub address: Address,
    /// The instances that are spoken of, in order.
    pub instances: Vec<&'a Address>,
    /// What each rule says, worst first.
    pub groups: Vec<Group<'a>>,
}

/// What one rule says of the instances of one block.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub rule: &'a RuleId,
    pub severity: Severity,
    /// The distinct findings, in order of the instances.
    pub told: Vec<Told<'a>>,
}

/// One finding, and the instances on which it was made.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    pub message: Cow<'a, str>,
    pub attribute: Option<&'a AttributePath>,
    /// Where the attribute, or else the resource, was written.
    pub location: Option<&'a Location>,
    /// How the finding relates to the plan's change.
    pub delta: Option<Delta>,
    /// The verdict on the first of the instances.
    pub verdict: &'a Verdict,
    pub instances: Vec<&'a Address>,
}

/// The verdicts of one document that mean this for the run.
pub(crate) fn with_standing<'a>(
    run: &Run,
    document: &'a DocumentReport,
    standing: Standing,
) -> Vec<Block<'a>> {
    let verdicts = document.assessment.verdicts.iter();
    blocks(
        document,
        verdicts.filter(|verdict| run.standing(document, verdict) == standing),
    )
}

fn blocks<'a>(
    document: &'a DocumentReport,
    verdicts: impl Iterator<Item = &'a Verdict>,
) -> Vec<Block<'a>> {
    let mut blocks: BTreeMap<Address, BTreeMap<&RuleId, Vec<&Verdict>>> = BTreeMap::new();
    for verdict in verdicts {
        let rules = blocks.entry(verdict.address.config()).or_default();
        rules.entry(&verdict.rule).or_default().push(verdict);
    }
    let mut blocks: Vec<Block<'_>> = blocks
        .into_iter()
        .map(|(address, rules)| {
            let mut instances: Vec<&Address> = rules
                .values()
                .flatten()
                .map(|verdict| &verdict.address)
                .collect();
            instances.sort_unstable();
            instances.dedup();
            let mut groups: Vec<Group<'_>> = rules
                .into_values()
                .filter_map(|verdicts| group(document, &verdicts))
                .collect();
            groups.sort_by_key(|group| Reverse(group.severity));
            Block {
                address,
                instances,
                groups,
            }
        })
        .collect();
    blocks.sort_by_key(|block| Reverse(block.groups.first().map(|group| group.severity)));
    blocks
}

fn group<'a>(document: &'a DocumentReport, verdicts: &[&'a Verdict]) -> Option<Group<'a>> {
    type Key<'a> = (Cow<'a, str>, Option<&'a Location>, Option<Delta>, bool);
    let first = verdicts.first()?;
    let mut told: Vec<Told<'a>> = Vec::new();
    let mut places: HashMap<Key<'a>, usize> = HashMap::new();
    for verdict in verdicts {
        for new in findings(document, verdict) {
            let key = (
                new.message.clone(),
                new.location,
                new.delta,
                verdict.waiver.is_some(),
            );
            let place = *places.entry(key).or_insert(told.len());
            match told.get_mut(place) {
                Some(known) if known.instances.last() == Some(&&verdict.address) => {}
                Some(known) => known.instances.push(&verdict.address),
                None => told.push(new),
            }
        }
    }
    // What is new must not be cut off behind what was there before.
    told.sort_by_key(|told| told.is_older());
    Some(Group {
        rule: &first.rule,
        severity: document.severity_of(first),
        told,
    })
}

fn findings<'a>(document: &'a DocumentReport, verdict: &'a Verdict) -> Vec<Told<'a>> {
    let told = |message, attribute, location: Option<&'a Location>, delta: Option<Delta>| Told {
        message,
        attribute,
        location: location.or(verdict.location.as_ref()),
        delta: delta.or(verdict.delta),
        verdict,
        instances: vec![&verdict.address],
    };
    if verdict.outcome == Outcome::Unknown && !verdict.undecided.is_empty() {
        let message = format!("decided after apply: {}", undecided(verdict));
        return vec![told(Cow::Owned(message), None, None, None)];
    }
    match document.told(verdict) {
        Cow::Borrowed(findings) => findings
            .iter()
            .map(|finding| {
                let location = finding.location.as_ref();
                told(
                    Cow::Borrowed(finding.message.as_str()),
                    finding.attribute.as_ref(),
                    location,
                    finding.delta,
                )
            })
            .collect(),
        Cow::Owned(findings) => findings
            .into_iter()
            .map(|finding| told(Cow::Owned(finding.message), None, None, finding.delta))
            .collect(),
    }
}

impl Block<'_> {
    /// The one instance that is spoken of, or the block, and how many of its instances.
    pub(crate) fn subject(&self) -> (&Address, Option<usize>) {
        match self.instances.as_slice() {
            [only] => (only, None),
            several => (&self.address, Some(several.len())),
        }
    }
}

impl Told<'_> {
    /// Whether the finding was there before the plan, and the plan adds others to it.
    fn is_older(&self) -> bool {
        was_there_before(self.verdict, self.delta)
    }

    /// The message, and whether it was there before what a plan adds to it.
    pub(crate) fn message(&self) -> Cow<'_, str> {
        if self.is_older() {
            Cow::Owned(format!("{} (there before)", self.message))
        } else {
            Cow::Borrowed(&self.message)
        }
    }

    /// The message, and what became of its waiver: who accepts the failure, why and until when, or
    /// that it no longer counts.
    pub(crate) fn sentence(&self) -> Cow<'_, str> {
        let message = self.message();
        match self.verdict.waiver.as_deref() {
            None => message,
            Some(waiver) => Cow::Owned(match waiver.lapse() {
                Some(lapse) => format!("{message}; its waiver {lapse}"),
                None => {
                    let Waiver {
                        expires,
                        owner,
                        reason,
                        ..
                    } = waiver;
                    format!("{message}; until {expires}, {owner}: {reason}")
                }
            }),
        }
    }

    /// The instance on which the finding was made or, when there are several, their block.
    pub(crate) fn subject(&self, block: &Block<'_>) -> String {
        match self.instances.as_slice() {
            [only] => only.to_string(),
            several => format!("{} ({} instances)", block.address, several.len()),
        }
    }
}

impl Group<'_> {
    /// Each instance once, in order, from `told` on.
    pub(crate) fn instances_from(&self, told: usize) -> Vec<&Address> {
        let mut instances: Vec<&Address> = self
            .told
            .iter()
            .skip(told)
            .flat_map(|told| told.instances.iter().copied())
            .collect();
        instances.sort_unstable();
        instances.dedup();
        instances
    }
}

/// How an instance is named under its block's address: by its key, or in full when a module on the
/// way has keys, too.
pub(crate) fn label(instance: &Address) -> String {
    let keyed = instance.module().0.iter().any(|step| step.key.is_some());
    match instance.key() {
        Some(key) if !keyed => key.to_string(),
        _ => instance.to_string(),
    }
}
