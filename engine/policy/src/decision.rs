//! From what a rule returned to one verdict for each resource.

use std::collections::HashMap;
use std::sync::Arc;

use regorus::Value as Rego;
use tollgate_model::rule_view::meant;
use tollgate_model::value::MASK;
use tollgate_model::{AttributePath, Finding, Inventory, Outcome, Resource, Rule, Verdict};

use crate::marks::{MarkIndex, Marks};

/// More findings than this from one rule mean that the rule, not the document, is wrong.
const MAX_FINDINGS: usize = 100_000;

/// Longer messages are cut.
const MAX_MESSAGE: usize = 2_000;

/// A finding as the rule stated it.
struct Stated {
    address: String,
    attribute: Option<AttributePath>,
    message: String,
}

/// The resources that `rule` must reach a verdict on.
pub fn judged<'a>(
    rule: &'a Rule,
    reads_deleted: bool,
    inventory: &'a Inventory,
) -> impl Iterator<Item = &'a Resource> {
    let groups = move |kind: &Arc<str>| {
        let deleted = reads_deleted.then(|| inventory.deleted.get(kind)).flatten();
        inventory
            .resources
            .get(kind)
            .into_iter()
            .chain(deleted)
            .flatten()
    };
    rule.resources.iter().flat_map(groups)
}

/// One verdict for each resource that `rule` judges, from what its `deny` returned.
pub fn verdicts(
    rule: &Rule,
    reads_deleted: bool,
    inventory: &Inventory,
    marks: &MarkIndex<'_>,
    returned: Result<Rego, String>,
) -> Vec<Verdict> {
    let resources: Vec<&Resource> = judged(rule, reads_deleted, inventory).collect();
    let stated = match returned.and_then(|value| findings(&value)) {
        Ok(stated) => stated,
        Err(reason) => return all_errors(rule, &resources, &reason),
    };
    let positions: HashMap<&str, usize> = resources
        .iter()
        .enumerate()
        .map(|(position, resource)| (resource.address.as_str(), position))
        .collect();
    let mut found: HashMap<usize, Vec<Stated>> = HashMap::new();
    for finding in stated {
        let Some(position) = positions.get(finding.address.as_str()) else {
            let reason = format!(
                "it has a finding about `{}`, which is not a resource of the types it declares",
                finding.address
            );
            return all_errors(rule, &resources, &reason);
        };
        found.entry(*position).or_default().push(finding);
    }
    resources
        .iter()
        .enumerate()
        .map(|(position, resource)| {
            let stated = found.remove(&position).unwrap_or_default();
            decide(rule, resource, marks.of(resource), stated)
        })
        .collect()
}

/// Verdicts for a rule that could not be evaluated.
pub fn all_errors(rule: &Rule, resources: &[&Resource], reason: &str) -> Vec<Verdict> {
    resources
        .iter()
        .map(|resource| Verdict {
            outcome: Outcome::Error,
            findings: vec![Finding {
                message: reason.to_owned(),
                attribute: None,
                location: None,
                delta: None,
            }],
            location: resource.location.clone(),
            ..pass(rule, resource)
        })
        .collect()
}

/// Makes every pass `unknown`: the rule asked for something that nobody told, so that comparing
/// with it found nothing. `field` is what it asked for, and the option by which it is told.
pub fn withhold_passes(verdicts: &mut [Verdict], field: &str) {
    let passes = verdicts
        .iter_mut()
        .filter(|verdict| verdict.outcome == Outcome::Pass);
    for verdict in passes {
        verdict.outcome = Outcome::Unknown;
        verdict.findings = vec![Finding {
            message: format!("the {field} is not known: name it with `--{field}`"),
            attribute: None,
            location: None,
            delta: None,
        }];
    }
}

fn pass(rule: &Rule, resource: &Resource) -> Verdict {
    Verdict::pass(
        rule.id.clone(),
        resource.address.clone(),
        resource.resource_type.clone(),
    )
}

fn findings(value: &Rego) -> Result<Vec<Stated>, String> {
    let Rego::Set(set) = value else {
        return Err("`deny` is not a set: write `deny contains finding if …`".to_owned());
    };
    if set.len() > MAX_FINDINGS {
        return Err(format!("it has more than {MAX_FINDINGS} findings"));
    }
    set.iter().map(stated).collect()
}

fn stated(value: &Rego) -> Result<Stated, String> {
    let text = |key: &str| match value {
        Rego::Object(fields) => match fields.get(&Rego::from(key)) {
            Some(Rego::String(text)) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    };
    let (Some(address), Some(mut message)) = (text("address"), text("msg")) else {
        return Err("a finding is not an object with the texts `address` and `msg`".to_owned());
    };
    let attribute = text("attribute")
        .map(|path| {
            path.parse::<AttributePath>()
                .map_err(|error| error.to_string())
        })
        .transpose()?;
    if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
    Ok(Stated {
        address,
        attribute,
        message,
    })
}

fn decide(rule: &Rule, resource: &Resource, marks: &Marks, mut stated: Vec<Stated>) -> Verdict {
    for attribute in stated
        .iter_mut()
        .filter_map(|stated| stated.attribute.as_mut())
    {
        *attribute = meant(resource, attribute);
    }
    let withheld = marks.withholds(rule);
    let undecided = |finding: &Stated| {
        finding.attribute.as_ref().is_some_and(|attribute| {
            marks
                .unknown
                .iter()
                .any(|path| path.is_prefix_of(attribute))
        })
    };
    let (open, definite): (Vec<_>, Vec<_>) = stated.into_iter().partition(undecided);
    let unknown = marks.undecided(rule);
    let finding = |stated: Stated| Finding {
        message: if withheld {
            format!(
                "{} — details withheld, the attribute is sensitive",
                rule.title
            )
        } else {
            scrub(stated.message, &marks.secrets)
        },
        location: match &stated.attribute {
            Some(attribute) => resource.location_of(attribute).cloned(),
            None => resource.location.clone(),
        },
        attribute: stated.attribute,
        delta: None,
    };
    let mut verdict = pass(rule, resource);
    if !definite.is_empty() {
        verdict.outcome = Outcome::Fail;
        verdict.findings = definite.into_iter().map(finding).collect();
    } else if !open.is_empty() || !unknown.is_empty() {
        verdict.outcome = Outcome::Unknown;
        verdict.findings = open.into_iter().map(finding).collect();
        verdict.undecided = unknown;
    } else {
        return verdict;
    }
    verdict.location.clone_from(&resource.location);
    verdict
}

/// Takes every secret out of a message.
fn scrub(message: String, secrets: &[String]) -> String {
    secrets.iter().fold(message, |message, secret| {
        if message.contains(secret.as_str()) {
            message.replace(secret.as_str(), MASK)
        } else {
            message
        }
    })
}
