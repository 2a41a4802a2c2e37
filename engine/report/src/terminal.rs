//! The report for the engineer who has to fix it.
//!
//! What blocks comes first, worst block first, with the author's lines and the fix; what was not
//! assessed next, because it keeps the run from passing; then what is tolerated, one line each. The
//! last lines are those that are still on the screen when everything else has scrolled away: the
//! numbers, the verdict, the next command.
//!
//! Colours repeat what words say. Text that came from a document is made printable first.

mod excerpt;
mod findings;
mod page;
mod sections;
mod summary;

use std::io::{self, Write};

use tollgate_model::DocumentKind;

use crate::conclusion::Standing;
use crate::gaps;
use crate::group::with_standing;
use crate::quote::Quotes;
use crate::run::{DocumentReport, Run};
use crate::style::Style;
use crate::tally::plural;
use crate::text::printable;
use page::{Page, painted};

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(out, style);
    if style.quiet {
        for document in &run.documents {
            one_liners(&mut page, run, document)?;
            sections::cost_line(&mut page, document)?;
        }
        return summary::write(&mut page, run, true);
    }
    for document in &run.documents {
        heading(&mut page, document)?;
        let mut quotes = Quotes::new(&document.sources);
        for block in with_standing(run, document, Standing::Blocks) {
            findings::write(&mut page, &mut quotes, run, document, &block, style)?;
        }
        sections::gaps(&mut page, document, style)?;
        sections::write(&mut page, run, document, style)?;
        sections::cost(&mut page, document)?;
    }
    sections::unused_waivers(&mut page, run, style)?;
    summary::write(&mut page, run, false)
}

/// `environments/stack · Terraform code · 212 resources · prod · eu-west-1`.
fn heading(page: &mut Page<'_>, document: &DocumentReport) -> io::Result<()> {
    let resources = plural(document.resource_count, "resource");
    let facts: Vec<&str> = [document.kind.description(), &resources]
        .into_iter()
        .chain(document.surroundings())
        .collect();
    let name = printable(&document.name);
    let start = name.chars().count() + 1;
    let lead = format!("{} ", painted(page.palette.strong, &name));
    page.paragraph(lead, start, 0, &facts.join(" · "), page.palette.faint)?;
    if document.judges_nothing() && document.kind != DocumentKind::Unread {
        let nothing = "nothing was judged: no rule knows any of its resources";
        page.line(painted(page.palette.doubtful, nothing))?;
    }
    page.blank()
}

/// `modules/rds/main.tf:58: critical RDS-004 aws_db_instance.main: …`, for logs and editors.
fn one_liners(page: &mut Page<'_>, run: &Run, document: &DocumentReport) -> io::Result<()> {
    for block in with_standing(run, document, Standing::Blocks) {
        for group in &block.groups {
            for told in &group.told {
                let place = match told.location {
                    Some(place) => format!("{}:{}", place.file, place.line),
                    None => document.name.clone(),
                };
                let line = format!(
                    "{}: {}: {}",
                    group.rule,
                    told.subject(&block),
                    told.message()
                );
                let ink = page.palette.severity(group.severity);
                let severity = painted(ink, group.severity);
                page.line(format_args!(
                    "{}: {severity} {}",
                    printable(&place),
                    printable(&line)
                ))?;
            }
        }
    }
    for found in gaps::of(document) {
        let line = format!("{}: {}", found.subject(&document.name), found.gap.message);
        let word = painted(page.palette.doubtful, "not assessed");
        page.line(format_args!("{word}: {}", printable(&line)))?;
    }
    Ok(())
}
