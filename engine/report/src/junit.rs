//! JUnit's XML, for the test views of CI systems: one suite a document, one case a rule and
//! resource.
//!
//! The colours of a test view agree with the exit code: only what blocks is a failure, what was not
//! assessed is an error, and everything that is tolerated (waived, undecided, below the threshold,
//! not new) is skipped, with the reason. The shape is that of Jenkins' XSD, which has no place for
//! a file or line; both stand in the text.
//!
//! Written with `quick-xml` rather than with `quick-junit`, which is built on it: that writes an
//! attribute (`skipped` on the root) for which Jenkins' xUnit plugin refuses the file, lets two
//! characters through that XML cannot hold, and builds all cases before it writes the first, which
//! took about three times as long.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use tollgate_model::{Outcome, Verdict};

use crate::conclusion::{Gap, Standing};
use crate::run::{DocumentReport, Run, undecided, was_there_before};
use crate::text::printable;

type Xml<'a> = Writer<&'a mut dyn Write>;

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub(crate) fn write(run: &Run, out: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<Counts> = run
        .documents
        .iter()
        .map(|document| Counts::of(run, document))
        .collect();
    let total = counts.iter().fold(Counts::default(), Counts::plus);
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("testsuites")
        .with_attribute(("name", "tollgate"))
        .with_attribute(("tests", total.cases.to_string().as_str()))
        .with_attribute(("failures", total.failures.to_string().as_str()))
        .with_attribute(("errors", total.errors.to_string().as_str()));
    root.write_inner_content(|xml| {
        let mut suites = run.documents.iter().zip(&counts);
        suites.try_for_each(|(document, counts)| suite(xml, run, document, counts))
    })?;
    writeln!(xml.get_mut())
}

/// The numbers that a suite states before its cases.
#[derive(Debug, Default)]
struct Counts {
    cases: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of(run: &Run, document: &DocumentReport) -> Self {
        let mut counts = Self::default();
        for verdict in &document.assessment.verdicts {
            counts.cases += 1;
            match run.standing(document, verdict).element() {
                Some("failure") => counts.failures += 1,
                Some("skipped") => counts.skipped += 1,
                _ => {}
            }
        }
        counts.errors = document.gaps().count();
        counts.cases += document_gaps(document).count();
        counts
    }

    fn plus(mut self, other: &Self) -> Self {
        self.cases += other.cases;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
        self
    }
}

impl Standing {
    /// The element that stands in the case; a pass has none.
    fn element(self) -> Option<&'static str> {
        match self {
            Self::Passes => None,
            Self::Blocks => Some("failure"),
            Self::Unassessed => Some("error"),
            Self::BelowThreshold
            | Self::NotNew
            | Self::Advised
            | Self::Undecided
            | Self::Waived => Some("skipped"),
        }
    }
}

/// Gaps that are not a rule's failure on one resource: that is an error of a case of its own.
fn document_gaps(document: &DocumentReport) -> impl Iterator<Item = Gap<'_>> {
    document.gaps().filter(|gap| gap.address.is_none())
}

fn suite(
    xml: &mut Xml<'_>,
    run: &Run,
    document: &DocumentReport,
    counts: &Counts,
) -> io::Result<()> {
    let name = printable(&document.name);
    let time = run
        .duration
        .map(|duration| format!("{:.3}", duration.as_secs_f64()));
    let suite = xml
        .create_element("testsuite")
        .with_attribute(("name", name.as_ref()))
        .with_attribute(("tests", counts.cases.to_string().as_str()))
        .with_attribute(("failures", counts.failures.to_string().as_str()))
        .with_attribute(("errors", counts.errors.to_string().as_str()))
        .with_attribute(("skipped", counts.skipped.to_string().as_str()))
        .with_attribute(("timestamp", run.started.as_str()))
        .with_attributes(time.as_deref().map(|time| ("time", time)));
    suite.write_inner_content(|xml| {
        properties(xml, run, document)?;
        for gap in document_gaps(document) {
            let subject = gap.subject(&document.name);
            case(xml, &subject, "tollgate", |xml| {
                detail(xml, "error", "not assessed", &gap.message, None)
            })?;
        }
        for verdict in &document.assessment.verdicts {
            verdict_case(xml, run, document, verdict)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn properties(xml: &mut Xml<'_>, run: &Run, document: &DocumentReport) -> io::Result<()> {
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
    xml.create_element("properties")
        .write_inner_content(|xml| {
            for (name, value) in properties {
                if let Some(value) = value {
                    let property = xml
                        .create_element("property")
                        .with_attribute(("name", name));
                    property
                        .with_attribute(("value", printable(value).as_ref()))
                        .write_empty()?;
                }
            }
            Ok(())
        })?;
    Ok(())
}

fn case(
    xml: &mut Xml<'_>,
    name: &str,
    classname: &str,
    content: impl FnOnce(&mut Xml<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let case = xml
        .create_element("testcase")
        .with_attribute(("name", printable(name).as_ref()))
        .with_attribute(("classname", classname));
    case.write_inner_content(content)?;
    Ok(())
}

/// The `failure`, `error` or `skipped` of a case.
fn detail(
    xml: &mut Xml<'_>,
    element: &str,
    kind: &str,
    message: &str,
    text: Option<&str>,
) -> io::Result<()> {
    let detail = xml
        .create_element(element)
        .with_attribute(("message", printable(message).as_ref()))
        .with_attribute(("type", kind));
    match text {
        Some(text) => detail.write_text_content(BytesText::new(text))?,
        None => detail.write_empty()?,
    };
    Ok(())
}

fn verdict_case(
    xml: &mut Xml<'_>,
    run: &Run,
    document: &DocumentReport,
    verdict: &Verdict,
) -> io::Result<()> {
    let name = format!("{} {}", verdict.rule, verdict.address);
    let classname = classname(document, verdict);
    let standing = run.standing(document, verdict);
    let Some(element) = standing.element() else {
        let case = xml.create_element("testcase");
        let case = case.with_attribute(("name", printable(&name).as_ref()));
        case.with_attribute(("classname", classname.as_str()))
            .write_empty()?;
        return Ok(());
    };
    case(xml, &name, &classname, |xml| {
        let severity = document.severity_of(verdict).as_str();
        let message = message(run, document, verdict, standing);
        detail(
            xml,
            element,
            severity,
            &message,
            Some(&description(document, verdict)),
        )
    })
}

/// Test views make folders of the dots: `aws.rds.RDS-001` stands with the other rules of RDS.
fn classname(document: &DocumentReport, verdict: &Verdict) -> String {
    let package = document.rule_of(verdict).map(|rule| rule.package.as_str());
    match package.and_then(|package| package.rsplit_once('.')) {
        Some((folder, _)) => format!("{folder}.{}", verdict.rule),
        None => verdict.rule.to_string(),
    }
}

fn message(run: &Run, document: &DocumentReport, verdict: &Verdict, standing: Standing) -> String {
    let findings = document.told(verdict);
    let first = findings
        .iter()
        .find(|finding| !was_there_before(verdict, finding.delta))
        .or(findings.first())
        .map_or("", |finding| finding.message.as_str());
    match (standing, verdict.waiver.as_deref()) {
        (Standing::Waived, Some(waiver)) => {
            format!(
                "waived until {} by {}: {}",
                waiver.expires, waiver.owner, waiver.reason
            )
        }
        (Standing::BelowThreshold, _) => format!("below the threshold {}: {first}", run.threshold),
        (Standing::NotNew, _) => format!("not new: {first}"),
        (Standing::Advised, _) => format!("advice: {first}"),
        _ if verdict.outcome == Outcome::Unknown => {
            format!("decided after apply: {}", undecided(verdict))
        }
        _ => first.to_owned(),
    }
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
        let before = match was_there_before(verdict, finding.delta) {
            true => " (there before)",
            false => "",
        };
        lines.push(format!("{}{attribute}{place}{before}", finding.message));
    }
    if let Some((waiver, lapse)) = verdict
        .waiver
        .as_deref()
        .and_then(|waiver| Some((waiver, waiver.lapse()?)))
    {
        lines.push(format!("waiver at {} {lapse}", waiver.location));
    }
    if let Some(rule) = document.rule_of(verdict) {
        lines.push(format!("fix: {}", rule.remediation));
    }
    let lines: Vec<_> = lines.iter().map(|line| printable(line)).collect();
    lines.join("\n")
}
