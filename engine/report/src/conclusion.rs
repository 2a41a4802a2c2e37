//! How verdicts become an answer. Nothing else decides what blocks; every format asks here.
//!
//! Findings win over incompleteness: when a run has both, its conclusion is [`Conclusion::Findings`]
//! and the report shows both. Neither is a pass, a finding is what somebody can act on at once, and
//! a pipeline that treats *incomplete* as "try again" must not retry a change that is known to fail.

use std::borrow::Cow;

use tollgate_model::{Delta, DocumentKind, Level, Location, Outcome, Severity, Verdict};

use crate::run::{DocumentReport, GateMode, Run};

/// The answer of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Everything was assessed, and nothing blocks.
    Passed,
    /// Something blocks, whether or not everything was assessed.
    Findings,
    /// Nothing is known to block, but something was not assessed.
    Incomplete,
}

impl Conclusion {
    /// The conclusion as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Findings => "findings",
            Self::Incomplete => "incomplete",
        }
    }
}

/// What a verdict means for the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The rule holds.
    Passes,
    /// It counts against the run.
    Blocks,
    /// It fails, but its severity is below the threshold.
    BelowThreshold,
    /// It fails, but the plan is not to blame, and only new failures count.
    NotNew,
    /// It fails, and its rule only advises.
    Advised,
    /// It is to be decided after apply.
    Undecided,
    /// It fails, and somebody accepted that.
    Waived,
    /// It could not be decided.
    Unassessed,
}

/// Something that was not assessed. A run with a gap never passes.
#[derive(Clone, Debug)]
pub struct Gap<'a> {
    /// The rule that broke, its file if it has no id yet, or none for a part of the document.
    pub rule: Option<&'a str>,
    /// The resource that the rule broke on.
    pub address: Option<&'a str>,
    /// What happened.
    pub message: Cow<'a, str>,
    /// Where, if that is known.
    pub location: Option<Location>,
}

impl Run {
    /// The answer.
    #[must_use]
    pub fn conclusion(&self) -> Conclusion {
        let blocked = self.documents.iter().any(|document| {
            let mut verdicts = document.assessment.verdicts.iter();
            verdicts.any(|verdict| self.standing(document, verdict) == Standing::Blocks)
        });
        if blocked {
            Conclusion::Findings
        } else if self.is_complete() {
            Conclusion::Passed
        } else {
            Conclusion::Incomplete
        }
    }

    /// Whether every document was assessed in full, and there was one.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.documents.is_empty()
            && self
                .documents
                .iter()
                .all(|document| document.gaps().next().is_none())
    }

    /// What a verdict of one of this run's documents means.
    ///
    /// A verdict of a rule that the assessment does not list has no known severity, and is taken
    /// to be critical. Without a plan there is no telling old from new, and everything is new.
    #[must_use]
    pub fn standing(&self, document: &DocumentReport, verdict: &Verdict) -> Standing {
        let otherwise = match verdict.outcome {
            Outcome::Pass => return Standing::Passes,
            Outcome::Waived => return Standing::Waived,
            Outcome::Error => return Standing::Unassessed,
            Outcome::Unknown if !self.unknown_blocks || is_excused(verdict) => {
                return Standing::Undecided;
            }
            Outcome::Unknown => Some(Standing::Undecided),
            Outcome::Fail => None,
        };
        let advises = document.rule_of(verdict).is_some_and(|rule| rule.advisory);
        if advises {
            otherwise.unwrap_or(Standing::Advised)
        } else if document.severity_of(verdict) < self.threshold {
            otherwise.unwrap_or(Standing::BelowThreshold)
        } else if self.gate == GateMode::New && !verdict.delta.is_none_or(Delta::is_new) {
            otherwise.unwrap_or(Standing::NotNew)
        } else {
            Standing::Blocks
        }
    }
}

/// Whether a waiver that counts covers a verdict.
fn is_excused(verdict: &Verdict) -> bool {
    let waiver = verdict.waiver.as_ref();
    waiver.is_some_and(|waiver| !waiver.expired)
}

impl DocumentReport {
    /// The severity of the rule that reached a verdict; critical if that rule is not listed.
    #[must_use]
    pub fn severity_of(&self, verdict: &Verdict) -> Severity {
        self.rule_of(verdict)
            .map_or(Severity::Critical, |rule| rule.severity)
    }

    /// Everything that was not assessed, worst for trust first: no rules at all, parts of the
    /// document, rules that broke, rules that broke on a resource.
    pub fn gaps(&self) -> impl Iterator<Item = Gap<'_>> {
        let assessment = &self.assessment;
        let unasked = assessment.rules.is_empty()
            && assessment.failures.is_empty()
            && self.kind != DocumentKind::Unread;
        let unasked = unasked.then(|| Gap::of_document(Cow::Borrowed("no rule was asked")));
        let parts = self
            .incomplete
            .iter()
            .map(|part| Gap::of_document(Cow::Borrowed(part)));
        let unread = self.warnings.0.iter();
        let unread = unread
            .filter(|diagnostic| diagnostic.level == Level::Error)
            .map(|diagnostic| Gap {
                location: diagnostic.location(),
                ..Gap::of_document(Cow::Borrowed(&diagnostic.message))
            });
        let broken = assessment.failures.iter().map(|failure| Gap {
            rule: Some(&failure.rule),
            ..Gap::of_document(Cow::Borrowed(&failure.message))
        });
        let undecided = assessment.verdicts.iter();
        let undecided = undecided
            .filter(|verdict| verdict.outcome == Outcome::Error)
            .map(|verdict| Gap {
                rule: Some(verdict.rule.as_str()),
                address: Some(verdict.address.as_str()),
                message: match verdict.findings.first() {
                    Some(finding) => Cow::Borrowed(&finding.message),
                    None => Cow::Borrowed("the rule could not be evaluated"),
                },
                location: verdict.location.clone(),
            });
        unasked
            .into_iter()
            .chain(parts)
            .chain(unread)
            .chain(broken)
            .chain(undecided)
    }
}

impl<'a> Gap<'a> {
    fn of_document(message: Cow<'a, str>) -> Self {
        Self {
            rule: None,
            address: None,
            message,
            location: None,
        }
    }

    /// What was not assessed: `RDS-001 on aws_db_instance.main`, `RDS-001`, or the document.
    pub(crate) fn subject(&self, document: &str) -> String {
        match (self.rule, self.address) {
            (Some(rule), Some(address)) => format!("{rule} on {address}"),
            (Some(rule), None) => rule.to_owned(),
            (None, _) => document.to_owned(),
        }
    }
}
