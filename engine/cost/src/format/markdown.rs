//! A comment on a pull request: the change if there is one, else what costs most.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

use tollgate_model::Band;
use tollgate_model::cost::{cents, dollars};

use super::words::{assumption, signed, standing, unpriced};
use super::{DocumentCost, Statement};
use crate::estimate::{Priced, Standing};

/// By which a run finds the comment of an earlier one.
const MARKER: &str = "<!-- tollgate cost -->\n";

/// Rows of a table: GitHub refuses comments of more than 65,536 characters.
const ROWS: usize = 50;

pub(super) fn write(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
    let mut text = MARKER.to_owned();
    for document in &statement.documents {
        // Writing to a string cannot fail, here and below.
        let _ = write!(text, "## Cost of {}\n\n", code(&document.name));
        headline(&mut text, document);
        match document.comparison() {
            Some(_) => change(&mut text, document),
            None => largest(&mut text, document),
        }
        missing(&mut text, document);
        assumed(&mut text, document);
    }
    let _ = writeln!(
        text,
        "<sub>tollgate {} · dollars a month by list prices · low, typical and high use</sub>",
        escaped(&statement.tool_version)
    );
    out.write_all(text.as_bytes())
}

fn headline(text: &mut String, document: &DocumentCost) {
    let monthly = document.estimate.monthly().in_cents();
    let _ = write!(text, "**${} a month**", dollars(monthly.typical));
    if !monthly.is_exact() {
        let _ = write!(
            text,
            " ({} to {})",
            dollars(monthly.low),
            dollars(monthly.high)
        );
    }
    if let Some(comparison) = document.comparison() {
        let _ = write!(
            text,
            ", **{}** by this change",
            signed(comparison.delta().typical)
        );
    }
    if let Some(budget) = &document.budget {
        let _ = write!(text, "; {}", standing(cents(monthly.typical), budget));
    }
    if let Some(region) = &document.price_region {
        let _ = write!(text, "; at the prices of {}", escaped(region));
    }
    text.push_str("\n\n");
}

fn change(text: &mut String, document: &DocumentCost) {
    let Some(comparison) = document.comparison() else {
        return;
    };
    if comparison.changes.is_empty() {
        text.push_str("Nothing costs more or less than before.\n\n");
        return;
    }
    let mut changes = comparison.changes.clone();
    changes.sort_by_key(|change| Reverse(change.delta().typical.abs()));
    text.push_str("| Resource | Before | After | Change |\n|---|--:|--:|--:|\n");
    for change in changes.iter().take(ROWS) {
        let Some(address) = change.address() else {
            continue;
        };
        let monthly = |side: Option<&Priced>| {
            side.map_or_else(
                || "–".to_owned(),
                |priced| dollars(priced.monthly().typical),
            )
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            code(address.as_str()),
            monthly(change.before),
            monthly(change.after),
            signed(change.delta().typical)
        );
    }
    let more = changes.len().saturating_sub(ROWS);
    if more > 0 {
        let _ = writeln!(text, "\n… and {more} more");
    }
    text.push('\n');
}

fn largest(text: &mut String, document: &DocumentCost) {
    let charged = document
        .estimate
        .resources
        .iter()
        .filter(|priced| !priced.components.is_empty());
    let mut charged: Vec<(&Priced, Band)> =
        charged.map(|priced| (priced, priced.monthly())).collect();
    charged.sort_by_key(|(_, monthly)| Reverse(monthly.typical));
    text.push_str("| Resource | Low | Typical | High |\n|---|--:|--:|--:|\n");
    for (priced, monthly) in charged.iter().take(ROWS) {
        let [low, typical, high] = [monthly.low, monthly.typical, monthly.high].map(dollars);
        let _ = writeln!(
            text,
            "| {} | {low} | {typical} | {high} |",
            code(priced.address.as_str())
        );
    }
    let more = charged.len().saturating_sub(ROWS);
    if more > 0 {
        let rest: Band = charged.iter().skip(ROWS).map(|(_, monthly)| *monthly).sum();
        let [low, typical, high] = [rest.low, rest.typical, rest.high].map(dollars);
        let _ = writeln!(text, "| {more} more | {low} | {typical} | {high} |");
    }
    text.push('\n');
}

fn missing(text: &mut String, document: &DocumentCost) {
    let mut entries = Vec::new();
    for priced in &document.estimate.resources {
        for line in priced.unpriced() {
            let reason = unpriced(line).unwrap_or_default();
            entries.push(format!(
                "{}: {}",
                code(priced.address.as_str()),
                escaped(&reason)
            ));
        }
        if priced.standing == Standing::Unsupported {
            entries.push(format!(
                "{}: its price is not known",
                code(priced.address.as_str())
            ));
        }
    }
    let title = format!("{} not in the total", entries.len());
    folded(text, &title, entries);
}

fn assumed(text: &mut String, document: &DocumentCost) {
    let lines = document
        .estimate
        .resources
        .iter()
        .flat_map(|priced| &priced.components);
    let mut entries: Vec<String> = lines
        .flat_map(|line| &line.assumptions)
        .map(|found| escaped(&assumption(found)))
        .collect();
    entries.sort();
    entries.dedup();
    folded(text, &format!("{} assumptions", entries.len()), entries);
}

fn folded(text: &mut String, title: &str, entries: Vec<String>) {
    if entries.is_empty() {
        return;
    }
    let _ = write!(text, "<details><summary>{title}</summary>\n\n");
    for entry in entries.iter().take(ROWS) {
        let _ = writeln!(text, "- {entry}");
    }
    let more = entries.len().saturating_sub(ROWS);
    if more > 0 {
        let _ = writeln!(text, "- … and {more} more");
    }
    text.push_str("\n</details>\n\n");
}

/// Text as code, which shows everything as it is.
fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let plain = plain.replace('|', "\\|");
    if plain.contains('`') {
        format!("`` {plain} ``")
    } else {
        format!("`{plain}`")
    }
}

/// Text that no part of is taken for Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '@' => escaped.push_str("@\u{2060}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
