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
use crate::run::Run;

/// Writes the annotations: errors for what blocks and for what was not assessed.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let documents = run.documents.iter();
    let mut blocking: Vec<_> = documents
        .flat_map(|document| {
            let verdicts = document.assessment.verdicts.iter();
            verdicts
                .filter(|verdict| run.standing(document, verdict) == Standing::Blocks)
                .map(move |verdict| (document.severity_of(verdict), document, verdict))
        })
        .collect();
    blocking.sort_by_key(|(severity, ..)| Reverse(*severity));
    for (severity, document, verdict) in blocking {
        for finding in document.told(verdict).iter() {
            let place = finding.location.as_ref().or(verdict.location.as_ref());
            let command = if severity >= Severity::High {
                "error"
            } else {
                "warning"
            };
            let title = format!("{} {severity}", verdict.rule);
            let message = format!("{}: {}", verdict.address, finding.message);
            annotation(out, command, place, &title, &message)?;
        }
    }
    for document in &run.documents {
        for gap in document.gaps() {
            let message = format!("{}: {}", gap.subject(&document.name), gap.message);
            annotation(
                out,
                "error",
                gap.location.as_ref(),
                "not assessed",
                &message,
            )?;
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
    writeln!(out, "title={}::{}", Property(title), Message(message))
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
        annotation(
            &mut out,
            "error",
            Some(&place),
            "R: x",
            "50%\n::add-mask::x",
        )
        .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::error file=a%2Cb%3Ac.tf,line=3,title=R%3A x::50%25%0A::add-mask::x\n"
        );
    }
}
