//! JUnit's XML, for the test views of CI systems: one suite a document, one case a rule and
//! resource.
//!
//! The colours of a test view agree with the exit code: only what blocks is a failure, what was not
//! assessed is an error, and everything that is tolerated (waived, undecided, below the threshold,
//! not new) is skipped, with the reason. The shape is that of Jenkins' XSD, which has no place for
//! a file or line; both stand in the text.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use tollgate_model::{Outcome, Verdict};

use crate::conclusion::{Gap, Standing};
use crate::run::{DocumentReport, Run, undecided};
use crate::text::printable;

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let mut report = Report::new("tollgate");
    report.time = run.duration;
    report.add_test_suites(run.documents.iter().map(|document| suite(run, document)));
    let mut xml = Vec::new();
    report.serialize(&mut xml).map_err(io::Error::other)?;
    out.write_all(&without_skipped_total(xml, report.skipped))
}

/// `quick-junit` writes a `skipped` total on the root, which the XSD forbids; Jenkins' xUnit plugin
/// refuses the file for it.
fn without_skipped_total(mut xml: Vec<u8>, skipped: usize) -> Vec<u8> {
    let attribute = format!(" skipped=\"{skipped}\"");
    // The first occurrence: the root is the first element, and its name is ours.
    let start = xml
        .windows(attribute.len())
        .position(|window| window == attribute.as_bytes());
    if let Some(start) = start {
        xml.drain(start..start + attribute.len());
    }
    xml
}

fn suite(run: &Run, document: &DocumentReport) -> TestSuite {
    let mut suite = TestSuite::new(printable(&document.name).as_ref());
    suite
        .extra
        .insert("timestamp".into(), run.started.as_str().into());
    let context = &document.context;
    let properties = [
        ("kind", Some(document.kind.description())),
        ("environment", context.environment.as_deref()),
        ("account", context.account.as_deref()),
        ("region", context.region.as_deref()),
        ("threshold", Some(run.threshold.as_str())),
        ("only", Some(run.gate.as_str())),
        ("bundle", Some(run.bundle.digest.as_str())),
        ("tollgate", Some(run.tool_version.as_str())),
    ];
    for (name, value) in properties {
        if let Some(value) = value {
            suite.add_property((name, printable(value).as_ref()));
        }
    }
    // A rule that broke on one resource is an error of that case; the other gaps have none.
    let gaps = document.gaps().filter(|gap| gap.address.is_none());
    suite.add_test_cases(gaps.map(|gap| gap_case(document, &gap)));
    let verdicts = document.assessment.verdicts.iter();
    suite.add_test_cases(verdicts.map(|verdict| case(run, document, verdict)));
    suite
}

fn gap_case(document: &DocumentReport, gap: &Gap<'_>) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status
        .set_message(printable(&gap.message).as_ref())
        .set_type("not assessed");
    let mut case = TestCase::new(printable(&gap.subject(&document.name)).as_ref(), status);
    case.set_classname("tollgate");
    case
}

fn case(run: &Run, document: &DocumentReport, verdict: &Verdict) -> TestCase {
    let name = format!("{} {}", verdict.rule, verdict.address);
    let mut case = TestCase::new(printable(&name).as_ref(), status(run, document, verdict));
    case.set_classname(classname(document, verdict));
    case
}

/// Test views make folders of the dots: `aws.rds.RDS-001` stands with the other rules of RDS.
fn classname(document: &DocumentReport, verdict: &Verdict) -> String {
    let package = document.rule_of(verdict).map(|rule| rule.package.as_str());
    match package.and_then(|package| package.rsplit_once('.')) {
        Some((folder, _)) => format!("{folder}.{}", verdict.rule),
        None => verdict.rule.to_string(),
    }
}

fn status(run: &Run, document: &DocumentReport, verdict: &Verdict) -> TestCaseStatus {
    let standing = run.standing(document, verdict);
    let mut status = match standing {
        Standing::Passes => return TestCaseStatus::success(),
        Standing::Blocks => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Standing::Unassessed => TestCaseStatus::non_success(NonSuccessKind::Error),
        Standing::BelowThreshold | Standing::NotNew | Standing::Undecided | Standing::Waived => {
            TestCaseStatus::skipped()
        }
    };
    let findings = document.told(verdict);
    let first = findings
        .first()
        .map_or("", |finding| finding.message.as_str());
    let message = match (standing, verdict.waiver.as_deref()) {
        (Standing::Waived, Some(waiver)) => {
            format!(
                "waived until {} by {}: {}",
                waiver.expires, waiver.owner, waiver.reason
            )
        }
        (Standing::BelowThreshold, _) => format!("below the threshold {}: {first}", run.threshold),
        (Standing::NotNew, _) => format!("not new: {first}"),
        _ if verdict.outcome == Outcome::Unknown => {
            format!("decided after apply: {}", undecided(verdict))
        }
        _ => first.to_owned(),
    };
    status
        .set_message(printable(&message).as_ref())
        .set_type(document.severity_of(verdict).as_str())
        .set_description(description(document, verdict));
    status
}

/// Everything there is to tell: each finding with its place, then the fix.
fn description(document: &DocumentReport, verdict: &Verdict) -> String {
    let mut lines = Vec::new();
    for finding in document.told(verdict).iter() {
        let attribute = finding.attribute.as_ref();
        let attribute = attribute
            .map(|path| format!(" [{path}]"))
            .unwrap_or_default();
        let place = finding.location.as_ref().or(verdict.location.as_ref());
        let place = place
            .map(|place| format!(" at {place}"))
            .unwrap_or_default();
        lines.push(format!("{}{attribute}{place}", finding.message));
    }
    if let Some(waiver) = verdict.waiver.as_deref().filter(|waiver| waiver.expired) {
        lines.push(format!(
            "waiver at {} expired on {}",
            waiver.location, waiver.expires
        ));
    }
    if let Some(rule) = document.rule_of(verdict) {
        lines.push(format!("fix: {}", rule.remediation));
    }
    let lines: Vec<_> = lines.iter().map(|line| printable(line)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_total_of_the_root_goes() {
        let xml = br#"<testsuites name="tollgate" tests="1" skipped="1"><testsuite skipped="1"/>"#;
        assert_eq!(
            without_skipped_total(xml.to_vec(), 1),
            br#"<testsuites name="tollgate" tests="1"><testsuite skipped="1"/>"#
        );
    }
}
