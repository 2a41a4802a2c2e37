//! How many of everything: the numbers of the summary line.

use std::collections::BTreeSet;

use tollgate_model::{Outcome, Severity};

use crate::conclusion::Standing;
use crate::run::Run;

/// The numbers of a run. Verdicts are counted, one for each rule and resource, not findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Resources of all documents.
    pub resources: usize,
    /// Rules that were asked, each once.
    pub rules: usize,
    /// Verdicts by outcome.
    pub passed: usize,
    /// Failures, waived ones not counted.
    pub failed: usize,
    /// Failures by severity, in the order of [`Severity::ALL`].
    pub failed_by_severity: [usize; Severity::ALL.len()],
    /// Verdicts that block.
    pub blocking: usize,
    /// Verdicts that are to be decided after apply.
    pub unknown: usize,
    /// Accepted failures.
    pub waived: usize,
    /// What was not assessed: rules, resources and parts of documents.
    pub gaps: usize,
    /// Failures of the earlier state that the change mends.
    pub fixed: usize,
}

impl Tally {
    /// Counts a run.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let mut tally = Self::default();
        let mut rules = BTreeSet::new();
        for document in &run.documents {
            let assessment = &document.assessment;
            tally.resources += document.resource_count;
            tally.fixed += assessment.fixed.len();
            tally.gaps += document.gaps().count();
            rules.extend(assessment.rules.iter().map(|rule| &rule.id));
            for verdict in &assessment.verdicts {
                match verdict.outcome {
                    Outcome::Pass => tally.passed += 1,
                    Outcome::Waived => tally.waived += 1,
                    Outcome::Unknown => tally.unknown += 1,
                    Outcome::Error => {}
                    Outcome::Fail => {
                        tally.failed += 1;
                        let severity = document.severity_of(verdict);
                        for (count, of) in tally.failed_by_severity.iter_mut().zip(Severity::ALL) {
                            *count += usize::from(of == severity);
                        }
                    }
                }
                if run.standing(document, verdict) == Standing::Blocks {
                    tally.blocking += 1;
                }
            }
        }
        tally.rules = rules.len();
        tally
    }

    /// The failures by severity that occurred: `1 critical, 2 high`.
    #[must_use]
    pub fn severities(&self) -> String {
        let counts = Severity::ALL.iter().zip(self.failed_by_severity);
        let words: Vec<String> = counts
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| format!("{count} {severity}"))
            .collect();
        words.join(", ")
    }

    /// What was counted, in words: `212 resources`, `87 rules`, `3 failed (1 critical, 2 high)`,
    /// and so on; what a reader must never have to guess at is there also when it is zero.
    #[must_use]
    pub fn phrases(&self) -> Vec<String> {
        let mut failed = format!("{} failed", self.failed);
        if self.failed > 0 {
            failed.push_str(&format!(" ({})", self.severities()));
        }
        let mut phrases = vec![
            plural(self.resources, "resource"),
            plural(self.rules, "rule"),
            failed,
            format!("{} unknown", self.unknown),
            format!("{} waived", self.waived),
            plural(self.gaps, "error"),
        ];
        if self.fixed > 0 {
            phrases.push(format!("{} fixed", self.fixed));
        }
        phrases
    }
}

/// `1 rule`, `2 rules`.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
