//! What could be saved, and which rules it would break: tried on a copy of the inventory.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};

use tollgate_cost::Estimate;
use tollgate_cost::advice::{Proposal, proposals};
use tollgate_model::cost::dollars;
use tollgate_model::{Assessment, Band, Diagnostics, Inventory, Outcome, Rule};
use tollgate_policy::{Bundle, Gate, GateOptions};
use tollgate_sources::Document;

use crate::pricing::Pricing;
use crate::progress::Progress;
use crate::terminal::Terminal;

/// A proposal that saves something.
pub(super) struct Advice {
    proposal: Proposal,
    saves: Band,
    /// The rules that would fail and do not fail now, each with a resource.
    breaks: Vec<(String, String)>,
}

/// Tries every proposal, and keeps those that save something at typical use.
///
/// # Errors
/// When there are no parameters of the environment.
pub(super) fn found(
    document: &Document,
    pricing: &Pricing,
    bundle: &Bundle,
    progress: &Progress,
) -> Result<Vec<Advice>, Diagnostics> {
    let inventory = &document.inventory;
    let environment = inventory.context.environment.clone();
    let gate = Gate::new(
        bundle,
        GateOptions {
            environment: environment
                .filter(|name| bundle.environments().any(|known| known == name)),
            ..GateOptions::default()
        },
    )?;
    let now = pricing.estimate(inventory);
    let failing = failures(&gate.assess(inventory, None));
    let all = proposals(inventory);
    let mut found = Vec::new();
    for (number, proposal) in all.iter().enumerate() {
        progress.now(format!("trying proposal {} of {}", number + 1, all.len()));
        let mut changed = inventory.clone();
        proposal.apply(&mut changed);
        let then = pricing.estimate(&changed);
        let saves = now.monthly() - then.monthly();
        if saves.typical <= Band::ZERO.typical || is_less_known(&now, &then) {
            continue;
        }
        found.push(Advice {
            breaks: broken(&gate, &changed, &failing),
            proposal: proposal.clone(),
            saves,
        });
    }
    found.sort_by_key(|advice| Reverse(advice.saves.typical));
    Ok(found)
}

/// Whether a saving comes of a price that is missing.
fn is_less_known(now: &Estimate, then: &Estimate) -> bool {
    then.counts().unpriced > now.counts().unpriced
}

fn failures(assessment: &Assessment) -> BTreeSet<(String, String)> {
    let failed = assessment
        .verdicts
        .iter()
        .filter(|verdict| verdict.outcome == Outcome::Fail);
    failed
        .map(|verdict| (verdict.rule.to_string(), verdict.address.to_string()))
        .collect()
}

fn broken(
    gate: &Gate<'_>,
    changed: &Inventory,
    failing: &BTreeSet<(String, String)>,
) -> Vec<(String, String)> {
    let assessment = gate.assess(changed, None);
    let blocks = |id: &str| {
        let rule = assessment.rules.iter().find(|rule| rule.id.as_str() == id);
        rule.is_none_or(|rule: &std::sync::Arc<Rule>| !rule.advisory)
    };
    let then = failures(&assessment);
    then.difference(failing)
        .filter(|(id, _)| blocks(id))
        .cloned()
        .collect()
}

/// Writes the proposals, the one that saves most first.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn write(
    name: &str,
    found: &[Advice],
    terminal: &Terminal,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (strong, plain) = if terminal.color {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    if found.is_empty() {
        return writeln!(
            out,
            "{name}: nothing that Tollgate knows of would save anything"
        );
    }
    writeln!(
        out,
        "{strong}{name}{plain}: dollars a month that would be saved at typical use\n"
    )?;
    for advice in found {
        let proposal = &advice.proposal;
        writeln!(
            out,
            "{strong}{:>10}{plain}  {}: {}",
            dollars(advice.saves.typical),
            proposal.address,
            proposal.change
        )?;
        if let Some(price) = proposal.price {
            writeln!(out, "{:>10}  given up: {price}", "")?;
        }
        match advice.breaks.as_slice() {
            [] => writeln!(out, "{:>10}  no rule would fail that does not fail now", "")?,
            broken => {
                for (rule, address) in broken {
                    writeln!(out, "{:>10}  would fail: {rule} on {address}", "")?;
                }
            }
        }
    }
    let free = found
        .iter()
        .filter(|advice| advice.breaks.is_empty())
        .count();
    writeln!(
        out,
        "\n{} proposals, {free} without breaking a rule; they are tried one by one, and do not add up",
        found.len()
    )
}
