//! Workflow commands: what blocks, as annotations at the lines of a pull request.
//!
//! GitHub shows ten errors and ten warnings of a step, so the worst come first. The escaping is
//! that of `@actions/core`; without it, a line break in a message would end the command, and a
//! document could issue commands of its own.

use std::cmp::Reverse;
use std::fmt;
use std::io::{self, Write};

use tollgate_model::{Location, Severity};

use crate::conclusion::Standing;
use crate::gaps;
use crate::group::with_standing;
use crate::run::Run;
use crate::text::printable;

/// Writes the annotations: errors and warnings for what blocks, errors for what was not assessed.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let documents = run.documents.iter();
    let blocks: Vec<_> = documents
        .flat_map(|document| with_standing(run, document, Standing::Blocks))
        .collect();
    let mut groups: Vec<_> = blocks
        .iter()
        .flat_map(|block| block.groups.iter().map(move |group| (block, group)))
        .collect();
    groups.sort_by_key(|(_, group)| Reverse(group.severity));
    for (block, group) in groups {
        let command = if group.severity >= Severity::High {
            "error"
        } else {
            "warning"
        };
        let title = format!("{} {}", group.rule, group.severity);
        for told in &group.told {
            let message = format!("{}: {}", told.subject(block), told.message());
            annotation(out, command, told.location, &title, &message)?;
        }
    }
    for document in &run.documents {
        for found in gaps::of(document) {
            let message = format!("{}: {}", found.subject(&document.name), found.gap.message);
            annotation(out, "error", found.location(), "not assessed", &message)?;
        }
    }
    Ok(())
}

fn annotation(
    out: &mut dyn Write,
    command: &str,
    place: Option<&Location>,
    title: &str,
    message: &str,
) -> io::Result<()> {
    write!(out, "::{command} ")?;
    if let Some(place) = place {
        write!(out, "file={},line={},", Property(&place.file), place.line)?;
        if let Some(end) = place.end_line {
            write!(out, "endLine={end},")?;
        } else if let Some(column) = place.column {
            write!(out, "col={column},")?;
        }
    }
    writeln!(
        out,
        "title={}::{}",
        Property(title),
        Message(&printable(message))
    )
}

/// A message: only `%` and line breaks mean something in it.
struct Message<'a>(&'a str);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, &['%', '\r', '\n'])
    }
}

/// A property: `:` and `,` would end it.
struct Property<'a>(&'a str);

impl fmt::Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        escape(f, self.0, &['%', '\r', '\n', ':', ','])
    }
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str, reserved: &[char]) -> fmt::Result {
    for piece in text.split_inclusive(reserved) {
        match piece.char_indices().next_back() {
            Some((end, last)) if reserved.contains(&last) => {
                let (before, _) = piece.split_at(end);
                write!(f, "{before}%{:02X}", u32::from(last))?;
            }
            _ => f.write_str(piece)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_cannot_start_a_command_of_its_own() {
        let mut out = Vec::new();
        let place = Location::line("a,b:c.tf", 3);
        annotation(&mut out, "error", Some(&place), "R: x", "50%\n::x\u{1b}[2J").unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::error file=a%2Cb%3Ac.tf,line=3,title=R%3A x::50%25 ::x\\u{1b}[2J\n"
        );
    }
}
