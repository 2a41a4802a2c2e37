//! One document: its rules, and the verdicts on its resources.

use std::collections::BTreeMap;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use tollgate_model::{
    AttributePath, CostSummary, Delta, Diagnostic, DocumentKind, Finding, Level, Location, Outcome,
    Rule, RuleId, Severity, Verdict,
};

use crate::conclusion::Standing;
use crate::fingerprint::fingerprints;
use crate::json::WaiverJson;
use crate::run::{DocumentReport, Run};

/// Writes a sequence element by element, each made when it is its turn.
fn sequence<S: Serializer, T: Serialize>(
    serializer: S,
    elements: impl Iterator<Item = T>,
) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(None)?;
    for element in elements {
        sequence.serialize_element(&element)?;
    }
    sequence.end()
}

/// The documents of a run.
pub(super) struct Documents<'a>(pub &'a Run);

impl Serialize for Documents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(run) = self;
        sequence(
            serializer,
            run.documents
                .iter()
                .map(|document| DocumentJson::new(run, document)),
        )
    }
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    name: &'a str,
    kind: DocumentKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    now: &'a str,
    resources: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<&'a CostSummary>,
    errors: Vec<ErrorJson<'a>>,
    rules: Rules<'a>,
    verdicts: Verdicts<'a>,
    not_applicable: &'a [RuleId],
    fixed: Vec<FixedJson<'a>>,
    warnings: Vec<WarningJson<'a>>,
}

impl<'a> DocumentJson<'a> {
    fn new(run: &'a Run, document: &'a DocumentReport) -> Self {
        let assessment = &document.assessment;
        let errors = document.gaps().map(|gap| ErrorJson {
            rule: gap.rule,
            address: gap.address,
            message: gap.message.into_owned(),
            location: gap.location,
        });
        let fixed = assessment.fixed.iter();
        let warnings = document.warnings.0.iter();
        Self {
            name: &document.name,
            kind: document.kind,
            environment: document.context.environment.as_deref(),
            account: document.context.account.as_deref(),
            region: document.context.region.as_deref(),
            now: &document.context.now,
            resources: document.resource_count,
            cost: document.cost.as_ref(),
            errors: errors.collect(),
            rules: Rules(document),
            verdicts: Verdicts { run, document },
            not_applicable: &assessment.not_applicable,
            fixed: fixed
                .map(|(rule, address)| FixedJson { rule, address })
                .collect(),
            warnings: warnings
                .filter(|diagnostic| diagnostic.level == Level::Warning)
                .map(WarningJson::from)
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct ErrorJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

#[derive(Serialize)]
struct FixedJson<'a> {
    rule: &'a RuleId,
    address: &'a str,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

impl<'a> From<&'a Diagnostic> for WarningJson<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            location: diagnostic.location(),
        }
    }
}

struct Rules<'a>(&'a DocumentReport);

impl Serialize for Rules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rules = self.0.assessment.rules.iter();
        sequence(serializer, rules.map(|rule| RuleJson::from(rule.as_ref())))
    }
}

#[derive(Serialize)]
struct RuleJson<'a> {
    id: &'a RuleId,
    title: &'a str,
    description: &'a str,
    severity: Severity,
    domain: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    control: Option<&'a str>,
    controls: &'a BTreeMap<String, Vec<String>>,
    remediation: &'a str,
    related_resources: &'a [String],
    waivable: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    advisory: bool,
    file: &'a str,
}

impl<'a> From<&'a Rule> for RuleJson<'a> {
    fn from(rule: &'a Rule) -> Self {
        Self {
            id: &rule.id,
            title: &rule.title,
            description: &rule.description,
            severity: rule.severity,
            domain: rule.domain.as_str(),
            control: rule.control.as_deref(),
            controls: &rule.controls,
            remediation: &rule.remediation,
            related_resources: &rule.related_resources,
            waivable: rule.waivable,
            advisory: rule.advisory,
            file: &rule.file,
        }
    }
}

struct Verdicts<'a> {
    run: &'a Run,
    document: &'a DocumentReport,
}

impl Serialize for Verdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { run, document } = self;
        let verdicts = document.assessment.verdicts.iter();
        sequence(
            serializer,
            verdicts.map(|verdict| VerdictJson::new(run, document, verdict)),
        )
    }
}

#[derive(Serialize)]
struct VerdictJson<'a> {
    rule: &'a RuleId,
    severity: Severity,
    address: &'a str,
    resource_type: &'a str,
    outcome: Outcome,
    blocks: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    delta: Option<Delta>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    undecided: &'a [AttributePath],
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<WaiverJson<'a>>,
}

impl<'a> VerdictJson<'a> {
    fn new(run: &Run, document: &DocumentReport, verdict: &'a Verdict) -> Self {
        let findings = verdict.findings.iter();
        let fingerprints = fingerprints(verdict, &verdict.findings);
        Self {
            rule: &verdict.rule,
            severity: document.severity_of(verdict),
            address: verdict.address.as_str(),
            resource_type: &verdict.resource_type,
            outcome: verdict.outcome,
            blocks: run.standing(document, verdict) == Standing::Blocks,
            delta: verdict.delta,
            location: verdict
                .location
                .as_ref()
                .filter(|_| verdict.outcome != Outcome::Pass),
            findings: findings.zip(fingerprints).map(FindingJson::from).collect(),
            undecided: &verdict.undecided,
            waiver: verdict.waiver.as_deref().map(WaiverJson::from),
        }
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<&'a AttributePath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delta: Option<Delta>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a Location>,
    fingerprint: String,
}

impl<'a> From<(&'a Finding, String)> for FindingJson<'a> {
    fn from((finding, fingerprint): (&'a Finding, String)) -> Self {
        Self {
            message: &finding.message,
            attribute: finding.attribute.as_ref(),
            delta: finding.delta,
            location: finding.location.as_ref(),
            fingerprint,
        }
    }
}
