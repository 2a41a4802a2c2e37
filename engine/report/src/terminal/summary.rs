//! The last lines: how many of everything, the verdict, and what to do next.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use tollgate_model::{RuleId, Severity};

use crate::conclusion::{Conclusion, Standing};
use crate::run::{DocumentReport, GateMode, Run};
use crate::tally::{Tally, plural};
use crate::terminal::page::{Page, painted};

/// With more blocking verdicts than this, the rules behind most of them are counted.
const MANY: usize = 20;

/// How many rules are counted.
const TOP: usize = 5;

/// Writes the summary line and, unless `brief`, what surrounds it.
pub(super) fn write(page: &mut Page<'_>, run: &Run, brief: bool) -> io::Result<()> {
    let tally = Tally::of(run);
    let ranking = ranking(run);
    if tally.blocking > MANY && !brief {
        most_frequent(page, run, &ranking)?;
    }
    let (answer, ink) = answer(page, run, &tally);
    let mut phrases = tally.phrases();
    if let Some(duration) = run.duration {
        phrases.push(format!("{:.2} s", duration.as_secs_f64()));
    }
    let counts = phrases.join(" · ");
    if counts.chars().count() + 3 + answer.chars().count() <= page.width {
        page.line(format_args!("{counts} — {}", painted(ink, answer)))?;
    } else {
        for line in broken(&phrases, page.width) {
            page.line(line)?;
        }
        page.line(painted(ink, answer))?;
    }
    match next(run, &ranking, &tally) {
        Some((command, why)) if !brief => {
            let command = painted(page.palette.command, command);
            page.line(format_args!("next: {command} {why}"))
        }
        _ => Ok(()),
    }
}

/// Phrases in lines of at most `width` columns, none of them broken inside.
fn broken(phrases: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for phrase in phrases {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + phrase.chars().count() <= width => {
                line.push_str(" · ");
                line.push_str(phrase);
            }
            _ => lines.push(phrase.clone()),
        }
    }
    lines
}

/// The verdict on the run, in words.
fn answer(page: &Page<'_>, run: &Run, tally: &Tally) -> (String, anstyle::Style) {
    let at = match run.threshold {
        Severity::Low => String::new(),
        Severity::Critical => " at critical".to_owned(),
        severity => format!(" at {severity} and above"),
    };
    let not_assessed = match tally.gaps {
        0 => String::new(),
        1 => ", and 1 thing was not assessed".to_owned(),
        gaps => format!(", and {gaps} things were not assessed"),
    };
    match (run.conclusion(), run.gate) {
        (Conclusion::Passed, GateMode::All) => (format!("passed{at}"), page.palette.good),
        (Conclusion::Passed, GateMode::New) => {
            (format!("passed: nothing new{at}"), page.palette.good)
        }
        (Conclusion::Findings, GateMode::All) => {
            (format!("blocked{at}{not_assessed}"), page.palette.bad)
        }
        (Conclusion::Findings, GateMode::New) => (
            format!("blocked: {} new{at}{not_assessed}", tally.blocking),
            page.palette.bad,
        ),
        (Conclusion::Incomplete, _) if run.documents.is_empty() => (
            "incomplete: no document was judged".to_owned(),
            page.palette.doubtful,
        ),
        (Conclusion::Incomplete, _) => (
            format!("incomplete{}", not_assessed.replacen(", and", ":", 1)),
            page.palette.doubtful,
        ),
    }
}

/// The rules that block, worst first, then most frequent first.
fn ranking(run: &Run) -> Vec<(&RuleId, Severity, usize)> {
    let mut counts: BTreeMap<&RuleId, (Severity, usize)> = BTreeMap::new();
    for document in &run.documents {
        for verdict in &document.assessment.verdicts {
            if run.standing(document, verdict) == Standing::Blocks {
                let severity = document.severity_of(verdict);
                counts.entry(&verdict.rule).or_insert((severity, 0)).1 += 1;
            }
        }
    }
    let ranking = counts.into_iter();
    let mut ranking: Vec<_> = ranking
        .map(|(rule, (severity, n))| (rule, severity, n))
        .collect();
    ranking.sort_by_key(|(_, severity, count)| Reverse((*severity, *count)));
    ranking
}

fn most_frequent(
    page: &mut Page<'_>,
    run: &Run,
    ranking: &[(&RuleId, Severity, usize)],
) -> io::Result<()> {
    page.line(painted(page.palette.strong, "Where to start"))?;
    for (id, severity, count) in ranking.iter().take(TOP) {
        let rule = run
            .documents
            .iter()
            .find_map(|document| document.assessment.rule(id));
        let title = rule.map_or("", |rule| rule.title.as_str());
        let word = painted(page.palette.severity(*severity), severity);
        let padding = " ".repeat(9_usize.saturating_sub(severity.as_str().len()));
        let lead = format!(
            "  {word}{padding}{count:>5} × {} ",
            painted(page.palette.strong, id)
        );
        let start = 2 + 9 + 5 + 3 + id.as_str().len() + 1;
        page.paragraph(lead, start, start, title, page.palette.plain())?;
    }
    let more = ranking.len().saturating_sub(TOP);
    if more > 0 {
        let more = format!("  … and {}", plural(more, "more rule"));
        page.line(painted(page.palette.faint, more))?;
    }
    page.blank()
}

fn rule_broke(run: &Run) -> bool {
    run.documents
        .iter()
        .flat_map(DocumentReport::gaps)
        .any(|gap| gap.rule.is_some())
}

/// What to type next, and what for.
fn next(
    run: &Run,
    ranking: &[(&RuleId, Severity, usize)],
    tally: &Tally,
) -> Option<(String, &'static str)> {
    match (run.conclusion(), ranking.first()) {
        (Conclusion::Findings, Some((rule, ..))) => Some((
            format!("tollgate rules show {rule}"),
            "explains the worst of it, and the fix",
        )),
        (Conclusion::Incomplete, _) if rule_broke(run) => Some((
            "tollgate rules lint".to_owned(),
            "finds rules that cannot be evaluated",
        )),
        (Conclusion::Passed, _) if tally.unknown > 0 => Some((
            "tollgate check terraform.tfstate".to_owned(),
            "after apply decides what is still unknown",
        )),
        _ => None,
    }
}
