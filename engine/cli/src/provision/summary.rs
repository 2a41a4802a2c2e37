//! A plan in lines: what is made, changed and removed, and why.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use tollgate_model::Action;
use tollgate_plan::{Deferred, Plan, PlannedChange};

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Made, replacements among them.
    pub create: usize,
    /// Changed in place.
    pub update: usize,
    /// Removed, replacements among them.
    pub delete: usize,
    /// Taken over, changed or not.
    pub import: usize,
    /// Dropped from the state.
    pub forget: usize,
    /// As they should be.
    pub unchanged: usize,
}

impl Counts {
    /// Counts.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let mut counts = Self::default();
        for planned in &plan.resources {
            if planned.change.importing {
                counts.import += 1;
            }
            match planned.change.action {
                Action::NoOp if planned.change.importing => {}
                Action::Create => counts.create += 1,
                Action::Update => counts.update += 1,
                Action::Delete => counts.delete += 1,
                Action::DeleteThenCreate | Action::CreateThenDelete => {
                    counts.create += 1;
                    counts.delete += 1;
                }
                Action::Forget => counts.forget += 1,
                Action::NoOp | Action::Read => counts.unchanged += 1,
            }
        }
        counts
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} to create, {} to change, {} to destroy",
            self.create, self.update, self.delete
        )?;
        if self.import > 0 {
            write!(f, ", {} to import", self.import)?;
        }
        if self.forget > 0 {
            write!(f, ", {} to forget", self.forget)?;
        }
        write!(f, "; {} as they should be", self.unchanged)
    }
}

/// Writes what a sandbox goes without.
///
/// # Errors
/// When the stream cannot be written.
pub fn write_left_out(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    if plan.deferred.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nthe sandbox goes without {} resources, which are judged as the code has them:",
        plan.deferred.len()
    )?;
    for Deferred { reason, planned } in &plan.deferred {
        writeln!(out, "    {}: {reason}", planned.change.address)?;
    }
    writeln!(out)
}

/// Writes what changes, a line each.
///
/// # Errors
/// When the stream cannot be written.
pub fn write(plan: &Plan, color: bool, out: &mut dyn Write) -> io::Result<()> {
    for planned in &plan.resources {
        let change = &planned.change;
        if let Some(previous) = &change.moved_from {
            writeln!(out, ">   {}  was {previous}", change.address)?;
        }
        let Some((sign, tint)) = sign(change) else {
            continue;
        };
        let style = if color {
            Style::new().fg_color(Some(tint.into()))
        } else {
            Style::new()
        };
        write!(out, "{style}{sign:3}{style:#} {}", change.address)?;
        if let Some(key) = &change.deposed {
            write!(out, " (deposed {key})")?;
        }
        writeln!(out, "{}", because(change))?;
    }
    let counts = Counts::of(plan);
    if plan.is_empty() {
        writeln!(
            out,
            "nothing to do: {} resources are as they should be",
            counts.unchanged
        )
    } else {
        writeln!(out, "\n{counts}")
    }
}

fn sign(change: &PlannedChange) -> Option<(&'static str, AnsiColor)> {
    Some(match change.action {
        Action::NoOp if change.importing => ("<-", AnsiColor::Green),
        Action::Update if change.importing => ("<~", AnsiColor::Yellow),
        Action::NoOp | Action::Read => return None,
        Action::Create => ("+", AnsiColor::Green),
        Action::Update => ("~", AnsiColor::Yellow),
        Action::Delete => ("-", AnsiColor::Red),
        Action::DeleteThenCreate => ("-/+", AnsiColor::Red),
        Action::CreateThenDelete => ("+/-", AnsiColor::Red),
        Action::Forget => (".", AnsiColor::Cyan),
    })
}

fn because(change: &PlannedChange) -> String {
    let names = |paths: &[tollgate_model::AttributePath]| {
        let names: Vec<String> = paths.iter().take(4).map(ToString::to_string).collect();
        let more = paths.len().saturating_sub(names.len());
        match more {
            0 => names.join(", "),
            more => format!("{}, and {more} more", names.join(", ")),
        }
    };
    match change.action {
        Action::NoOp => format!("  is {}", change.id.as_deref().unwrap_or_default()),
        Action::Update if change.importing => format!(
            "  is {}, and changes: {}",
            change.id.as_deref().unwrap_or_default(),
            names(&change.changed)
        ),
        Action::Update => format!("  {}", names(&change.changed)),
        Action::DeleteThenCreate | Action::CreateThenDelete if !change.replaces.is_empty() => {
            format!("  because of {}", names(&change.replaces))
        }
        _ => match change.reason {
            Some(reason) => format!("  {}", reason.as_str()),
            None => String::new(),
        },
    }
}
