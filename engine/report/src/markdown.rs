//! A comment on a pull request: the verdict, what blocks in a table, everything else folded away.
//!
//! The first line is a comment in the page's source by which a later run can find the comment that
//! it is to replace. Places are links when the run knows where the code can be read.

mod escape;
mod page;

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

use tollgate_model::{Location, Severity};

use crate::conclusion::{Conclusion, Standing};
use crate::cost::sentences;
use crate::gaps;
use crate::group::{Block, Group, Told, label, with_standing};
use crate::run::{DocumentReport, GateMode, Run};
use crate::tally::{Tally, plural};
use escape::{Code, Text, UrlPath};
use page::Page;

/// By which a run finds the comment of an earlier one.
const MARKER: &str = "<!-- tollgate -->\n";

/// Instances that are named before the rest is counted.
const INSTANCES: usize = 4;

/// Characters of the bundle's name that are shown.
const NAME: usize = 40;

/// Sections that are folded: what they hold, and their headings.
const FOLDED: &[(Standing, &str)] = &[
    (Standing::BelowThreshold, "below the threshold"),
    (Standing::NotNew, "there before this change"),
    (Standing::Advised, "advice"),
    (Standing::Undecided, "unknown"),
    (Standing::Waived, "waived"),
];

/// Writes the comment.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    page.push(MARKER);
    page.push(&headline(run));
    for document in &run.documents {
        page.entry(&heading(document));
        let found = with_standing(run, document, Standing::Blocks);
        findings(&mut page, run, &found);
        gaps(&mut page, run, document);
        fixes(&mut page, document, &found);
        for (standing, title) in FOLDED {
            folded(&mut page, run, document, *standing, title);
        }
        fixed(&mut page, document);
        cost(&mut page, document);
    }
    unused_waivers(&mut page, run);
    let mut text = page.finish();
    let bundle = &run.bundle;
    let name: String = bundle.name.chars().take(NAME).collect();
    let digest: String = bundle.digest.chars().take("sha256:".len() + 12).collect();
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(
        text,
        "\n<sub>tollgate {} · {} {}</sub>",
        Text(&run.tool_version),
        Text(&name),
        Text(&digest)
    );
    out.write_all(text.as_bytes())
}

fn headline(run: &Run) -> String {
    let tally = Tally::of(run);
    let new = if run.gate == GateMode::New {
        "new "
    } else {
        ""
    };
    let blocking = plural(tally.blocking, &format!("{new}finding"));
    let title = match run.conclusion() {
        Conclusion::Passed => "✅ Passed".to_owned(),
        Conclusion::Findings if tally.gaps > 0 => {
            format!("⛔ Blocked by {blocking}, and not everything was assessed")
        }
        Conclusion::Findings => format!("⛔ Blocked by {blocking}"),
        Conclusion::Incomplete => "⚠️ Incomplete: not everything was assessed".to_owned(),
    };
    let threshold = match run.threshold {
        Severity::Low => "any severity blocks".to_owned(),
        severity => format!("{severity} and above blocks"),
    };
    format!(
        "## {title}\n\n{} · {threshold}\n",
        tally.phrases().join(" · ")
    )
}

fn heading(document: &DocumentReport) -> String {
    let mut text = format!("\n### {}\n\n", Code(&document.name));
    let resources = plural(document.resource_count, "resource");
    let _ = write!(text, "{} · {resources}", document.kind.description());
    for fact in document.surroundings() {
        let _ = write!(text, " · {}", Text(fact));
    }
    text.push('\n');
    if document.judges_nothing() {
        text.push_str("\nNothing was judged: no rule knows any of its resources.\n");
    }
    text
}

/// What the document costs, if that was asked.
fn cost(page: &mut Page, document: &DocumentReport) {
    if let Some(cost) = &document.cost {
        let sentences: Vec<String> = sentences(cost)
            .iter()
            .map(|sentence| Text(sentence).to_string())
            .collect();
        page.entry(&format!("\n**Cost**: {}.\n", sentences.join("; ")));
    }
}

/// The groups of all blocks, worst first.
fn groups<'b, 'a>(blocks: &'b [Block<'a>]) -> Vec<(&'b Block<'a>, &'b Group<'a>)> {
    let mut groups: Vec<_> = blocks
        .iter()
        .flat_map(|block| block.groups.iter().map(move |group| (block, group)))
        .collect();
    groups.sort_by_key(|(_, group)| Reverse(group.severity));
    groups
}

fn findings(page: &mut Page, run: &Run, blocks: &[Block<'_>]) {
    let head = "\n| Severity | Rule | Resource | Finding | Where |\n|---|---|---|---|---|\n";
    let rows = groups(blocks).into_iter().map(|(block, group)| {
        let mut messages: Vec<String> = Vec::new();
        for told in group.told.iter().take(INSTANCES) {
            let message = Text(&told.sentence()).to_string();
            if !messages.contains(&message) {
                messages.push(message);
            }
        }
        let more = group.told.len().saturating_sub(INSTANCES);
        if more > 0 {
            messages.push(format!("and {more} more"));
        }
        let places = group.told.first().and_then(|told| told.location);
        format!(
            "| {} {} | {} | {} | {} | {} |\n",
            light(group.severity),
            group.severity,
            group.rule,
            subject(block, group),
            messages.join("<br>"),
            places
                .map(|location| place(run, location))
                .unwrap_or_default(),
        )
    });
    page.part(head, rows, "");
}

fn light(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "🔴",
        Severity::High => "🟠",
        Severity::Medium => "🟡",
        Severity::Low => "🔵",
    }
}

fn subject(block: &Block<'_>, group: &Group<'_>) -> String {
    let instances = group.instances_from(0);
    if let [only] = instances.as_slice() {
        return Code(only.as_str()).to_string();
    }
    let labels: Vec<String> = instances
        .iter()
        .take(INSTANCES)
        .map(|instance| Code(&label(instance)).to_string())
        .collect();
    let more = instances.len().saturating_sub(INSTANCES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!(
        "{}<br>on {}{more}",
        Code(block.address.as_str()),
        labels.join(", ")
    )
}

fn place(run: &Run, location: &Location) -> String {
    let text = format!("{}:{}", location.file, location.line);
    let Some(base) = &run.code_url else {
        return Code(&text).to_string();
    };
    let mut link = format!(
        "[{}]({base}{}#L{}",
        Text(&text),
        UrlPath(&location.file),
        location.line
    );
    if let Some(end) = location.end_line {
        let _ = write!(link, "-L{end}");
    }
    link.push(')');
    link
}

fn gaps(page: &mut Page, run: &Run, document: &DocumentReport) {
    let entries = gaps::of(document).into_iter().map(|found| {
        let place = found.location().map(|location| place(run, location));
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        format!(
            "- {}: {}{place}\n",
            Code(&found.subject(&document.name)),
            Text(&found.gap.message)
        )
    });
    page.part("\n**Not assessed, so this is not a pass**\n\n", entries, "");
}

/// The fix of each rule that blocks, once.
fn fixes(page: &mut Page, document: &DocumentReport, found: &[Block<'_>]) {
    let mut rules: Vec<_> = groups(found)
        .into_iter()
        .map(|(_, group)| group.rule)
        .collect();
    let mut seen = std::collections::HashSet::new();
    rules.retain(|rule| seen.insert(*rule));
    let entries = rules.into_iter().filter_map(|id| {
        let rule = document.assessment.rule(id)?;
        let mut entry = format!(
            "- **{id}** {}. {}",
            Text(&rule.title),
            Text(&rule.remediation)
        );
        if let Some(link) = rule.related_resources.first().filter(|link| is_url(link)) {
            let _ = write!(entry, " [Why]({link})");
        }
        entry.push('\n');
        Some(entry)
    });
    page.part(
        "\n<details><summary>How to fix them</summary>\n\n",
        entries,
        "\n</details>\n",
    );
}

/// Whether a link is a plain URL, without anything that could end the target it is put into.
fn is_url(link: &str) -> bool {
    link.starts_with("https://")
        && link
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&+,;=%".contains(c))
}

fn folded(page: &mut Page, run: &Run, document: &DocumentReport, standing: Standing, title: &str) {
    let blocks = with_standing(run, document, standing);
    let groups = groups(&blocks);
    let open = format!("\n<details><summary>{} {title}</summary>\n\n", groups.len());
    let entries = groups.into_iter().map(|(block, group)| {
        let first = group.told.first();
        let text = first.map(Told::sentence).unwrap_or_default();
        let place = first
            .and_then(|told| told.location)
            .map(|location| place(run, location));
        format!(
            "- {} {} {}: {}{}\n",
            group.severity,
            group.rule,
            subject(block, group),
            Text(&text),
            place.map(|place| format!(" ({place})")).unwrap_or_default()
        )
    });
    page.part(&open, entries, "\n</details>\n");
}

fn fixed(page: &mut Page, document: &DocumentReport) {
    let fixed = &document.assessment.fixed;
    let open = format!(
        "\n<details><summary>{} fixed by this change</summary>\n\n",
        fixed.len()
    );
    let entries = fixed
        .iter()
        .map(|(rule, address)| format!("- {rule} {}\n", Code(address)));
    page.part(&open, entries, "\n</details>\n");
}

fn unused_waivers(page: &mut Page, run: &Run) {
    let unused = run.unused_waivers();
    let open = format!(
        "\n<details><summary>{} not needed</summary>\n\n",
        plural(unused.len(), "waiver")
    );
    let entries = unused.into_iter().map(|waiver| {
        let covers = waiver
            .resource
            .as_deref()
            .unwrap_or("the block it stands at");
        format!(
            "- {} on {} ({})\n",
            waiver.rule,
            Code(covers),
            place(run, &waiver.location)
        )
    });
    page.part(&open, entries, "\n</details>\n");
}
