//! What blocks, in full: block by block, with the lines in question and the fix.

use std::collections::HashSet;
use std::io;

use tollgate_model::Address;

use crate::group::{Block, Group, Told, label};
use crate::quote::Quotes;
use crate::run::{DocumentReport, GateMode, Run};
use crate::style::Style;
use crate::tally::plural;
use crate::terminal::page::{Page, painted};
use crate::text::printable;

/// More findings than this of one rule at one block are counted, not told.
const FINDINGS: usize = 3;

/// More instances than this are counted, not named.
const INSTANCES: usize = 8;

/// Where the text of a finding starts: under the rule's id.
const TEXT: usize = 11;

/// Writes one block.
pub(super) fn write(
    page: &mut Page<'_>,
    quotes: &mut Quotes<'_>,
    run: &Run,
    document: &DocumentReport,
    block: &Block<'_>,
    style: &Style,
) -> io::Result<()> {
    let (address, instances) = block.subject();
    let heading = painted(page.palette.heading, printable(address.as_str()));
    let count = instances.map(|count| format!(" ({})", plural(count, "instance")));
    let count = painted(page.palette.faint, count.unwrap_or_default());
    page.line(format_args!("{heading}{count}"))?;
    let mut quoted = HashSet::new();
    let mut first = true;
    for group in &block.groups {
        let limit = if style.verbose { usize::MAX } else { FINDINGS };
        for told in group.told.iter().take(limit) {
            if !std::mem::take(&mut first) {
                page.blank()?;
            }
            headline(page, run, group, told)?;
            if instances.is_some() {
                named(page, "on", &told.instances)?;
            }
            let again = !quoted.insert(told.location);
            super::excerpt::write(page, quotes, told, again)?;
            lapsed_waiver(page, told)?;
        }
        rest(page, group, limit, instances.is_some())?;
        if let Some(rule) = document.assessment.rule(group.rule) {
            let lead = painted(page.palette.good, "     fix:");
            page.paragraph(
                format_args!("{lead} "),
                10,
                10,
                &rule.remediation,
                page.palette.plain(),
            )?;
        }
    }
    page.blank()
}

/// `  critical RDS-004 the database is reachable from the internet (introduced)`.
fn headline(page: &mut Page<'_>, run: &Run, group: &Group<'_>, told: &Told<'_>) -> io::Result<()> {
    let severity = group.severity;
    let word = painted(page.palette.severity(severity), severity);
    let padding = " ".repeat(TEXT.saturating_sub(2 + severity.as_str().len()));
    let rule = painted(page.palette.strong, group.rule);
    let start = TEXT + group.rule.as_str().len() + 1;
    let delta = told
        .delta
        .filter(|delta| run.gate == GateMode::New && delta.is_new());
    let text = match delta {
        Some(delta) => format!("{} ({})", told.message, delta.as_str()),
        None => told.message().into_owned(),
    };
    let lead = format!("  {word}{padding}{rule} ");
    page.paragraph(lead, start, TEXT, &text, page.palette.strong)
}

/// `on [0], [1] and 9 more`.
fn named(page: &mut Page<'_>, word: &str, instances: &[&Address]) -> io::Result<()> {
    let shown: Vec<String> = instances
        .iter()
        .take(INSTANCES)
        .map(|address| label(address))
        .collect();
    let mut text = format!("{word} {}", shown.join(", "));
    let more = instances.len().saturating_sub(INSTANCES);
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    page.paragraph(" ".repeat(5), 5, 8, &text, page.palette.faint)
}

/// `and 9 more instances: [3], [4] …`.
fn rest(page: &mut Page<'_>, group: &Group<'_>, limit: usize, keyed: bool) -> io::Result<()> {
    let findings = group.told.len().saturating_sub(limit);
    if findings == 0 {
        return Ok(());
    }
    if !keyed {
        let text = format!("and {} here", plural_more(findings, "finding"));
        return page.paragraph(" ".repeat(5), 5, 8, &text, page.palette.faint);
    }
    let instances = group.instances_from(limit);
    let word = format!("and on {}:", plural_more(instances.len(), "instance"));
    named(page, &word, &instances)
}

fn plural_more(count: usize, noun: &str) -> String {
    plural(count, &format!("more {noun}"))
}

fn lapsed_waiver(page: &mut Page<'_>, told: &Told<'_>) -> io::Result<()> {
    let waiver = told.verdict.waiver.as_deref();
    let Some((waiver, lapse)) = waiver.and_then(|waiver| Some((waiver, waiver.lapse()?))) else {
        return Ok(());
    };
    let text = format!(
        "{lapse}: {} ({}, {})",
        waiver.reason, waiver.owner, waiver.location
    );
    let lead = painted(page.palette.doubtful, "     waiver:");
    page.paragraph(format_args!("{lead} "), 13, 13, &text, page.palette.plain())
}
