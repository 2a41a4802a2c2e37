//! SARIF 2.1.0, for code scanning.
//!
//! One SARIF run a document, so that two documents with the same addresses (dev and prod) stay
//! apart: GitHub takes the run's automation id as its category. What the standard has a word for is
//! said with that word:
//!
//! | verdict | result |
//! |---|---|
//! | fail | kind `fail`; level by severity; a waiver that lapsed is a *rejected* suppression |
//! | waived | the same, with an *accepted* suppression |
//! | unknown | kind `open`: evaluated, but there was not enough information to decide |
//! | error | not a result: a notification, and `executionSuccessful` is false |
//! | pass | left out: viewers show every result as something to look at |
//!
//! What a change fixed is left out for the same reason, although `baselineState` has the word
//! `absent` for it: a viewer that does not know the property would show it as open.

mod log;
mod rules;
mod uri;

use std::collections::HashMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use tollgate_model::{
    Delta, Diagnostic, Finding, Level, Location, Outcome, RuleId, Severity, Verdict,
};

use crate::conclusion::Gap;
use crate::fingerprint::fingerprints;
use crate::run::{DocumentReport, Run, undecided};
use log::{
    ArtifactLocation, AutomationDetails, Driver, Fingerprints, Invocation, Log, LogicalLocation,
    Message, Notification, PhysicalLocation, Place, Region, ResultProperties, RuleReference,
    SarifResult, SarifRun, Suppression, Tool,
};

/// Writes the log.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut categories = HashMap::new();
    let runs = run.documents.iter().map(|document| {
        let category = category(document, &mut categories);
        sarif_run(run, document, category)
    });
    serde_json::to_writer_pretty(&mut *out, &Log::new(runs.collect()))?;
    writeln!(out)
}

/// `tollgate/prod/plan.json/`: GitHub takes what stands before the last slash. A document that is
/// named twice is numbered, since a category may occur once in a file.
fn category(document: &DocumentReport, seen: &mut HashMap<String, usize>) -> String {
    let environment = document.context.environment.as_deref().unwrap_or("default");
    let category = format!("tollgate/{environment}/{}", document.name);
    let count = seen.entry(category.clone()).or_default();
    *count += 1;
    match *count {
        1 => format!("{category}/"),
        count => format!("{category}#{count}/"),
    }
}

fn sarif_run<'a>(
    run: &'a Run,
    document: &'a DocumentReport,
    category: String,
) -> SarifRun<'a, Results<'a>> {
    SarifRun {
        tool: Tool {
            driver: Driver::new(&run.tool_version, rules::descriptors(document)),
        },
        automation_details: AutomationDetails { id: category },
        invocations: [invocation(run, document)],
        column_kind: "unicodeCodePoints",
        results: Results(document),
        properties: log::RunProperties {
            bundle: &run.bundle.name,
            bundle_digest: &run.bundle.digest,
            environment: document.context.environment.as_deref(),
            threshold: run.threshold,
            only: run.gate.as_str(),
        },
    }
}

fn invocation<'a>(run: &'a Run, document: &'a DocumentReport) -> Invocation<'a> {
    let gaps = document.gaps().map(|gap| gap_notification(document, gap));
    let warnings = document.warnings.0.iter();
    let warnings = warnings
        .filter(|diagnostic| diagnostic.level == Level::Warning)
        .map(warning_notification);
    Invocation {
        execution_successful: document.gaps().next().is_none(),
        start_time_utc: &run.started,
        tool_execution_notifications: gaps.chain(warnings).collect(),
    }
}

fn gap_notification<'a>(document: &'a DocumentReport, gap: Gap<'a>) -> Notification<'a> {
    let rule = gap.rule.and_then(|rule| rule.parse::<RuleId>().ok());
    let known = rule.filter(|rule| document.assessment.rule(rule).is_some());
    Notification {
        level: "error",
        message: Message {
            text: format!("{}: {}", gap.subject(&document.name), gap.message),
        },
        associated_rule: known.and(gap.rule).map(|id| RuleReference { id }),
        locations: gap
            .location
            .iter()
            .map(|place| Place::of(place, None))
            .collect(),
    }
}

fn warning_notification(diagnostic: &Diagnostic) -> Notification<'_> {
    let text = match &diagnostic.help {
        Some(help) => format!("{diagnostic} ({help})"),
        None => diagnostic.to_string(),
    };
    let place = diagnostic.location();
    Notification {
        level: "warning",
        message: Message { text },
        associated_rule: None,
        locations: place.iter().map(|place| Place::of(place, None)).collect(),
    }
}

/// The results of a document, made one by one while they are written.
struct Results<'a>(&'a DocumentReport);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(document) = self;
        let positions: HashMap<&RuleId, usize> = document
            .assessment
            .rules
            .iter()
            .enumerate()
            .map(|(position, rule)| (&rule.id, position))
            .collect();
        let verdicts = document.assessment.verdicts.iter();
        let told = verdicts.filter(|verdict| {
            matches!(
                verdict.outcome,
                Outcome::Fail | Outcome::Waived | Outcome::Unknown
            )
        });
        serializer.collect_seq(told.flat_map(|verdict| {
            let position = positions.get(&verdict.rule).copied();
            let findings = document.told(verdict).into_owned();
            let fingerprints = fingerprints(verdict, &findings);
            findings
                .into_iter()
                .zip(fingerprints)
                .map(move |(finding, print)| result(document, verdict, position, finding, print))
        }))
    }
}

fn result<'a>(
    document: &'a DocumentReport,
    verdict: &'a Verdict,
    rule_index: Option<usize>,
    finding: Finding,
    fingerprint: String,
) -> SarifResult<'a> {
    let severity = document.severity_of(verdict);
    let open = verdict.outcome == Outcome::Unknown;
    let text = if open {
        let awaited = undecided(verdict);
        format!(
            "{}: {}; decided after apply: {awaited}",
            verdict.address, finding.message
        )
    } else {
        format!("{}: {}", verdict.address, finding.message)
    };
    SarifResult {
        rule_id: verdict.rule.as_str(),
        rule_index,
        kind: if open { "open" } else { "fail" },
        level: if open { "none" } else { level(severity) },
        message: Message { text },
        locations: [place(document, verdict, finding.location.as_ref())],
        partial_fingerprints: Fingerprints {
            github: fingerprint.clone(),
            tollgate: fingerprint,
        },
        baseline_state: finding.delta.or(verdict.delta).map(baseline_state),
        suppressions: suppressions(verdict),
        properties: ResultProperties {
            severity,
            resource_type: &verdict.resource_type,
            attribute: finding.attribute.map(|attribute| attribute.to_string()),
            delta: verdict.delta,
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

fn baseline_state(delta: Delta) -> &'static str {
    match delta {
        Delta::Introduced => "new",
        Delta::Worsened => "updated",
        Delta::Touched | Delta::Untouched => "unchanged",
    }
}

/// The place of a finding in the code or, without code, in the document it was read from.
fn place<'a>(
    document: &'a DocumentReport,
    verdict: &'a Verdict,
    location: Option<&Location>,
) -> Place<'a> {
    let logical = LogicalLocation {
        name: verdict.address.name(),
        fully_qualified_name: verdict.address.as_str(),
        kind: "resource",
    };
    match location.or(verdict.location.as_ref()) {
        Some(location) => Place::of(location, Some(logical)),
        None => Place {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation::of(&document.name),
                region: None,
            },
            logical_locations: Some([logical]),
        },
    }
}

fn suppressions(verdict: &Verdict) -> Option<[Suppression<'_>; 1]> {
    let waiver = verdict.waiver.as_deref()?;
    let tail = if waiver.expired { "expired" } else { "until" };
    Some([Suppression {
        // A comment in the code has no resource pattern; a waiver file must give one.
        kind: if waiver.resource.is_none() {
            "inSource"
        } else {
            "external"
        },
        status: if waiver.expired {
            "rejected"
        } else {
            "accepted"
        },
        justification: format!(
            "{} ({}, {tail} {})",
            waiver.reason, waiver.owner, waiver.expires
        ),
        location: Place::of(&waiver.location, None),
    }])
}

impl<'a> Place<'a> {
    fn of(location: &Location, logical: Option<LogicalLocation<'a>>) -> Self {
        Self {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation::of(&location.file),
                region: Some(Region {
                    start_line: location.line,
                    start_column: location.column,
                    end_line: location.end_line,
                }),
            },
            logical_locations: logical.map(|logical| [logical]),
        }
    }
}
