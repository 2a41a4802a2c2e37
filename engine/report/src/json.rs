//! The report for programs. `docs/report-schema.json` describes it, and a test holds them together.
//!
//! The structures are written out here rather than derived on the model, so that a renamed field of
//! the model does not change what other people's programs read. Lists are streamed: no verdict is
//! copied.

mod document;

use std::io::{self, Write};

use serde::Serialize;
use tollgate_model::{Location, RuleId, Severity, Waiver};

use crate::run::Run;
use crate::tally::Tally;
use document::Documents;

/// The version of the shape; a program that knows it reads every later report of the same version.
const FORMAT_VERSION: &str = "1";

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let tally = Tally::of(run);
    let report = Report {
        format_version: FORMAT_VERSION,
        tool: Tool {
            name: "tollgate",
            version: &run.tool_version,
        },
        started: &run.started,
        duration_seconds: run.duration.map(|duration| duration.as_secs_f64()),
        gate: Gate {
            threshold: run.threshold,
            only: run.gate.as_str(),
            unknown_blocks: run.unknown_blocks,
        },
        bundle: Bundle {
            name: &run.bundle.name,
            digest: &run.bundle.digest,
            rules: run.bundle.rules,
        },
        conclusion: run.conclusion().as_str(),
        complete: run.is_complete(),
        summary: Summary::from(&tally),
        documents: Documents(run),
        unused_waivers: run
            .unused_waivers()
            .into_iter()
            .map(WaiverJson::from)
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Report<'a> {
    format_version: &'static str,
    tool: Tool<'a>,
    started: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_seconds: Option<f64>,
    gate: Gate,
    bundle: Bundle<'a>,
    conclusion: &'static str,
    complete: bool,
    summary: Summary,
    documents: Documents<'a>,
    unused_waivers: Vec<WaiverJson<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct Gate {
    threshold: Severity,
    only: &'static str,
    unknown_blocks: bool,
}

#[derive(Serialize)]
struct Bundle<'a> {
    name: &'a str,
    digest: &'a str,
    rules: usize,
}

#[derive(Serialize)]
struct Summary {
    resources: usize,
    rules: usize,
    blocking: usize,
    passed: usize,
    failed: usize,
    failed_by_severity: BySeverity,
    unknown: usize,
    waived: usize,
    errors: usize,
    fixed: usize,
}

#[derive(Serialize)]
struct BySeverity {
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
}

impl From<&Tally> for Summary {
    fn from(tally: &Tally) -> Self {
        let [critical, high, medium, low] = tally.failed_by_severity;
        Self {
            resources: tally.resources,
            rules: tally.rules,
            blocking: tally.blocking,
            passed: tally.passed,
            failed: tally.failed,
            failed_by_severity: BySeverity {
                critical,
                high,
                medium,
                low,
            },
            unknown: tally.unknown,
            waived: tally.waived,
            errors: tally.gaps,
            fixed: tally.fixed,
        }
    }
}

#[derive(Serialize)]
struct WaiverJson<'a> {
    rule: &'a RuleId,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    reason: &'a str,
    owner: &'a str,
    expires: &'a str,
    expired: bool,
    location: &'a Location,
}

impl<'a> From<&'a Waiver> for WaiverJson<'a> {
    fn from(waiver: &'a Waiver) -> Self {
        Self {
            rule: &waiver.rule,
            resource: waiver.resource.as_deref(),
            reason: &waiver.reason,
            owner: &waiver.owner,
            expires: &waiver.expires,
            expired: waiver.expired,
            location: &waiver.location,
        }
    }
}
