//! Which of a rule's cases its page shows: the shortest that fails, and one that passes beside it.
//!
//! What they show is not taken from the case but from the gate, which judges each of them again.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tollgate_model::rule_view::ResourceView;
use tollgate_model::{Inventory, Outcome, Resource, Rule, RuleId, Segment, Verdict};
use tollgate_policy::testing::{self, Example};
use tollgate_policy::{Bundle, Gate};

use super::json;

/// Longer examples than this, in lines, explain less than the link to the cases.
const LONGEST: usize = 40;

/// A case that was judged, ready to be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The sentence that names the case.
    pub name: String,
    /// The environment whose parameters applied.
    pub environment: Option<String>,
    /// What the case lays over these parameters, as JSON on one line.
    pub parameters: Option<String>,
    /// What is judged, as JSON: the values of the one resource, or all resources by type.
    pub text: String,
    /// What the rule finds, each with the path that it is about.
    pub findings: Vec<(Option<String>, String)>,
    /// The type of what is judged.
    pub kind: String,
    outcome: Outcome,
    /// First segments of the paths that findings are about.
    roots: Vec<String>,
    /// What of the judged resource is set.
    attributes: Vec<String>,
    has_unknown: bool,
}

/// The examples of one rule.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// A case that passes.
    pub passes: Option<Shown>,
    /// A case that fails.
    pub fails: Option<Shown>,
}

/// The examples of every rule.
#[must_use]
pub fn choose(bundle: &Bundle) -> BTreeMap<RuleId, Pair> {
    let mut judged: BTreeMap<RuleId, Vec<Shown>> = BTreeMap::new();
    for example in testing::examples(bundle) {
        if let Some(shown) = judge(bundle, &example) {
            judged.entry(example.rule).or_default().push(shown);
        }
    }
    bundle
        .rules()
        .iter()
        .filter_map(|rule| Some((rule.id.clone(), pair(rule, judged.remove(&rule.id)?))))
        .collect()
}

fn pair(rule: &Rule, shown: Vec<Shown>) -> Pair {
    let fits = |shown: &Shown| shown.text.lines().count() <= LONGEST;
    let (fails, passes): (Vec<_>, Vec<_>) = shown
        .into_iter()
        .filter(fits)
        .filter(|shown| matches!(shown.outcome, Outcome::Pass | Outcome::Fail))
        .partition(|shown| shown.outcome == Outcome::Fail);
    // The type that the rule names first, and what is written wrong rather than missing.
    let fails = fails.into_iter().min_by_key(|shown| {
        let is_written = shown
            .roots
            .iter()
            .any(|root| shown.attributes.contains(root));
        let rank = rule.resources.iter().position(|kind| **kind == shown.kind);
        (
            plainness(shown),
            rank.unwrap_or(usize::MAX),
            Reverse(is_written),
            shown.text.len(),
        )
    });
    let passes = passes.into_iter().min_by_key(|shown| {
        let is_the_same_type = fails.as_ref().is_none_or(|fails| fails.kind == shown.kind);
        let answers = fails
            .iter()
            .flat_map(|fails| &fails.roots)
            .any(|root| shown.attributes.contains(root));
        let holds_there = fails
            .as_ref()
            .is_none_or(|fails| fails.environment == shown.environment);
        (
            Reverse(is_the_same_type),
            Reverse(answers),
            Reverse(holds_there),
            plainness(shown),
            shown.text.len(),
        )
    });
    Pair { passes, fails }
}

/// Plain cases first: no parameters of their own, nothing unknown, no particular environment.
fn plainness(shown: &Shown) -> (bool, bool, bool) {
    (
        shown.parameters.is_some(),
        shown.has_unknown,
        shown.environment.is_some(),
    )
}

fn judge(bundle: &Bundle, example: &Example) -> Option<Shown> {
    let gate = Gate::new(bundle, example.options.clone()).ok()?;
    let assessment = gate.assess(&example.inventory, None);
    let worst = assessment
        .verdicts
        .iter()
        .max_by_key(|verdict| verdict.outcome)?;
    let resources: Vec<_> = example
        .inventory
        .iter()
        .chain(example.inventory.deleted.values().flatten())
        .collect();
    let parameters = &example.options.parameters;
    let is_set = parameters.as_object().is_some_and(|set| !set.is_empty());
    Some(Shown {
        name: example.name.clone(),
        environment: example.options.environment.clone(),
        parameters: is_set.then(|| json::line(parameters)),
        text: json::layout(&document(&example.inventory)),
        findings: findings(&assessment.verdicts),
        outcome: worst.outcome,
        roots: roots(worst),
        kind: worst.resource_type.to_string(),
        attributes: resources
            .iter()
            .filter(|resource| resource.address == worst.address)
            .flat_map(|resource| resource.values.keys().cloned())
            .collect(),
        has_unknown: resources
            .iter()
            .any(|resource| brief(resource).get("unknown").is_some()),
    })
}

fn findings(verdicts: &[Verdict]) -> Vec<(Option<String>, String)> {
    verdicts
        .iter()
        .filter(|verdict| verdict.outcome == Outcome::Fail)
        .flat_map(|verdict| &verdict.findings)
        .map(|finding| {
            let path = finding.attribute.as_ref().map(ToString::to_string);
            (path, finding.message.clone())
        })
        .collect()
}

fn roots(verdict: &Verdict) -> Vec<String> {
    let paths = verdict
        .findings
        .iter()
        .filter_map(|finding| finding.attribute.as_ref());
    paths
        .filter_map(|path| match path.segments().first() {
            Some(Segment::Name(name)) => Some(name.to_string()),
            _ => None,
        })
        .collect()
}

/// The values of a resource that stands alone and of which nothing else is said; otherwise the
/// resources as `tollgate inventory` prints them, without what says nothing here.
fn document(inventory: &Inventory) -> Value {
    let mut present = inventory.iter();
    if let (Some(only), None, true) = (present.next(), present.next(), inventory.deleted.is_empty())
    {
        let brief = brief(only);
        if brief.as_object().is_some_and(|members| members.len() == 2) {
            return brief.get("values").cloned().unwrap_or_default();
        }
    }
    let resources = groups(&inventory.resources);
    if inventory.deleted.is_empty() {
        resources
    } else {
        json!({ "deleted": groups(&inventory.deleted), "resources": resources })
    }
}

fn groups(groups: &BTreeMap<Arc<str>, Vec<Resource>>) -> Value {
    groups
        .iter()
        .map(|(kind, group)| (kind.to_string(), group.iter().map(brief).collect::<Value>()))
        .collect()
}

fn brief(resource: &Resource) -> Value {
    let mut view = serde_json::to_value(ResourceView::new(resource)).unwrap_or_default();
    if let Some(members) = view.as_object_mut() {
        members.retain(|name, value| {
            name != "cfn_type" && value.as_array().is_none_or(|items| !items.is_empty())
        });
    }
    view
}
