//! Everything that does not block, one entry a line or two.

use std::io;

use tollgate_model::{Level, Waiver};

use crate::conclusion::Standing;
use crate::cost::sentences;
use crate::gaps;
use crate::group::{Block, Group, with_standing};
use crate::run::{DocumentReport, Run};
use crate::style::Style;
use crate::terminal::page::{Page, painted};
use crate::text::printable;

/// Without `--verbose`, a section is cut off here.
const ENTRIES: usize = 10;

/// The sections of verdicts: what they hold, and their headings.
const VERDICTS: &[(Standing, &str)] = &[
    (Standing::BelowThreshold, "Below the threshold"),
    (Standing::NotNew, "There before this change"),
    (Standing::Advised, "Advice"),
    (Standing::Undecided, "Unknown"),
    (Standing::Waived, "Waived"),
];

/// Writes what was not assessed: it stands before everything that is tolerated.
pub(super) fn gaps(
    page: &mut Page<'_>,
    document: &DocumentReport,
    style: &Style,
) -> io::Result<()> {
    let entries = gaps::of(document).into_iter().map(|found| {
        let place = found.location();
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        (
            found.subject(&document.name),
            format!("{}{place}", found.gap.message),
        )
    });
    section(
        page,
        "Not assessed, so this is not a pass",
        page.palette.doubtful,
        entries,
        style,
    )
}

/// Writes the sections of one document.
pub(super) fn write(
    page: &mut Page<'_>,
    run: &Run,
    document: &DocumentReport,
    style: &Style,
) -> io::Result<()> {
    for (standing, title) in VERDICTS {
        let entries = with_standing(run, document, *standing)
            .into_iter()
            .flat_map(|block| {
                let entries: Vec<_> = block
                    .groups
                    .iter()
                    .map(|group| entry(&block, group))
                    .collect();
                entries
            });
        section(page, title, page.palette.strong, entries, style)?;
    }
    if style.verbose {
        let passed = document.assessment.verdicts.iter();
        let passed = passed
            .filter(|verdict| run.standing(document, verdict) == Standing::Passes)
            .map(|verdict| (verdict.rule.to_string(), verdict.address.to_string()));
        section(page, "Passed", page.palette.good, passed, style)?;
    }
    let fixed = document.assessment.fixed.iter();
    let fixed = fixed.map(|(rule, address)| (rule.to_string(), address.clone()));
    section(
        page,
        "Fixed by this change",
        page.palette.good,
        fixed,
        style,
    )?;
    let warnings = document.warnings.0.iter();
    let warnings = warnings
        .filter(|diagnostic| diagnostic.level == Level::Warning)
        .map(|warning| {
            let place = warning
                .location()
                .map_or_else(|| document.name.clone(), |at| at.to_string());
            let help = warning
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            (place, format!("{warning}{help}"))
        });
    section(page, "Warnings", page.palette.doubtful, warnings, style)
}

/// Writes what the document costs, if that was asked.
pub(super) fn cost(page: &mut Page<'_>, document: &DocumentReport) -> io::Result<()> {
    let Some(cost) = &document.cost else {
        return Ok(());
    };
    page.line(painted(page.palette.strong, "Cost"))?;
    for sentence in sentences(cost) {
        page.paragraph("  ".to_owned(), 2, 2, &sentence, page.palette.plain())?;
    }
    page.blank()
}

/// Writes what the document costs in one paragraph.
pub(super) fn cost_line(page: &mut Page<'_>, document: &DocumentReport) -> io::Result<()> {
    let Some(cost) = &document.cost else {
        return Ok(());
    };
    let told = sentences(cost).join("; ");
    let lead = format!("{}: ", painted(page.palette.strong, "cost"));
    page.paragraph(lead, 6, 2, &told, page.palette.plain())
}

/// Writes the waivers that excused nothing, in the whole run.
pub(super) fn unused_waivers(page: &mut Page<'_>, run: &Run, style: &Style) -> io::Result<()> {
    let unused = run.unused_waivers();
    let entries = unused.into_iter().map(|waiver: &Waiver| {
        let covers = waiver
            .resource
            .as_deref()
            .unwrap_or("the block it stands at");
        let text = format!(
            "excuses nothing on {covers}; remove it at {}",
            waiver.location
        );
        (waiver.rule.to_string(), text)
    });
    section(
        page,
        "Waivers that are not needed",
        page.palette.strong,
        entries,
        style,
    )
}

/// A rule and a block in one entry.
fn entry(block: &Block<'_>, group: &Group<'_>) -> (String, String) {
    let instances = group.instances_from(0);
    let subject = match instances.as_slice() {
        [only] => only.to_string(),
        several => format!("{} ({} instances)", block.address, several.len()),
    };
    let mut text = format!("{subject}: ");
    if let Some(told) = group.told.first() {
        text.push_str(&told.sentence());
        if let Some(place) = told.location {
            text.push_str(&format!(" ({}:{})", place.file, place.line));
        }
    }
    let more = group.told.len().saturating_sub(1);
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    (format!("{} {}", group.severity, group.rule), text)
}

/// A heading with the number of entries, and the entries, each a subject and a text.
fn section(
    page: &mut Page<'_>,
    title: &str,
    ink: anstyle::Style,
    entries: impl Iterator<Item = (String, String)>,
    style: &Style,
) -> io::Result<()> {
    let limit = if style.verbose { usize::MAX } else { ENTRIES };
    let mut shown = Vec::new();
    let mut count = 0;
    for entry in entries {
        count += 1;
        if shown.len() < limit {
            shown.push(entry);
        }
    }
    if count == 0 {
        return Ok(());
    }
    let title = painted(ink, title);
    page.line(format_args!(
        "{title} {}",
        painted(page.palette.faint, format_args!("({count})"))
    ))?;
    for (subject, text) in &shown {
        let subject = printable(subject);
        let start = 2 + subject.chars().count() + 2;
        let lead = format!("  {}  ", painted(page.palette.strong, &subject));
        page.paragraph(lead, start, 6, text, page.palette.plain())?;
    }
    if count > shown.len() {
        let more = format!("  … and {} more; --verbose lists them", count - shown.len());
        page.line(painted(page.palette.faint, more))?;
    }
    page.blank()
}
