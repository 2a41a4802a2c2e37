//! A run: what was judged, by which rules, under which gate, and what came of it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tollgate_model::cost::ESTIMATE;
use tollgate_model::{
    Assessment, Context, CostSummary, Delta, Diagnostics, DocumentKind, Finding, Location, Outcome,
    Rule, RuleId, Severity, SourceMap, Verdict, Waiver,
};

/// Which failures count against the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GateMode {
    /// All of them.
    #[default]
    All,
    /// Those that a plan introduces or worsens.
    New,
}

impl GateMode {
    /// The mode as one lower-case word, as the command line spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::New => "new",
        }
    }
}

/// What is to be known before an undecided verdict can be decided: `kms_key_id, policy`.
pub(crate) fn undecided(verdict: &Verdict) -> String {
    let paths: Vec<String> = verdict.undecided.iter().map(ToString::to_string).collect();
    paths.join(", ")
}

/// Whether a finding was there before the plan, beside others that the plan adds.
pub(crate) fn was_there_before(verdict: &Verdict, finding: Option<Delta>) -> bool {
    verdict.delta == Some(Delta::Worsened) && !finding.is_none_or(Delta::is_new)
}

/// The rules that judged.
#[derive(Clone, Debug, Default)]
pub struct BundleInfo {
    /// The name people know it by.
    pub name: String,
    /// The digest of its content, such as `sha256:9f86…`.
    pub digest: String,
    /// How many rules it holds, asked or not.
    pub rules: usize,
}

/// Everything that one invocation decided.
#[derive(Clone, Debug)]
pub struct Run {
    /// The version of Tollgate, such as `0.1.0`.
    pub tool_version: String,
    /// When it started, RFC 3339 in UTC: `2026-11-23T02:00:00Z`.
    pub started: String,
    /// How long it took, when that is to be told. Leave it out for reports that can be reproduced.
    pub duration: Option<Duration>,
    /// Failures of this severity and above count against the run.
    pub threshold: Severity,
    /// Which failures count against the run.
    pub gate: GateMode,
    /// Whether what can only be decided after apply counts against the run, too.
    pub unknown_blocks: bool,
    /// The rules that judged.
    pub bundle: BundleInfo,
    /// Where the code can be read on the web, up to the path of a file and with a final slash:
    /// `https://github.com/acme/infra/blob/3f2a9c1/`. Markdown links there; without it, places are
    /// plain text.
    pub code_url: Option<String>,
    /// What was judged, in the order in which it was named.
    pub documents: Vec<DocumentReport>,
}

/// One document, and what was decided about it.
#[derive(Clone, Debug)]
pub struct DocumentReport {
    /// The name that people gave it: a path, or `standard input`.
    pub name: String,
    /// What it was recognised as.
    pub kind: DocumentKind,
    /// Environment, account and region, where known.
    pub context: Context,
    /// How many resources it has, deleted ones not counted.
    pub resource_count: usize,
    /// What it costs, where that was asked.
    pub cost: Option<CostSummary>,
    /// The verdicts. Its rules are sorted by id.
    pub assessment: Assessment,
    /// The text of the files that locations point into.
    pub sources: SourceMap,
    /// What reading it gave rise to. One at the level of an error makes the run incomplete.
    pub warnings: Diagnostics,
    /// What of it could not be assessed, a sentence each: `module.vpc: source is not on disk`.
    pub incomplete: Vec<String>,
}

impl Run {
    /// Whether no document has a resource that any rule knows.
    #[must_use]
    pub fn judges_nothing(&self) -> bool {
        self.documents.iter().all(DocumentReport::judges_nothing)
    }

    /// The waivers that excused nothing in any document, each once.
    ///
    /// A waiver file covers all documents of a run, so a waiver that one of them does not need is
    /// not stale while another does.
    #[must_use]
    pub fn unused_waivers(&self) -> Vec<&Waiver> {
        type Key<'a> = (&'a RuleId, Option<&'a str>, &'a Location);
        fn key(waiver: &Waiver) -> Key<'_> {
            (&waiver.rule, waiver.resource.as_deref(), &waiver.location)
        }
        let assessments = || self.documents.iter().map(|document| &document.assessment);
        if assessments().all(|assessment| assessment.unused_waivers.is_empty()) {
            return Vec::new();
        }
        let mut seen: HashSet<Key<'_>> = assessments()
            .flat_map(|assessment| &assessment.verdicts)
            .filter_map(|verdict| verdict.waiver.as_deref())
            .map(key)
            .collect();
        assessments()
            .flat_map(|assessment| &assessment.unused_waivers)
            .map(Arc::as_ref)
            .filter(|waiver| seen.insert(key(waiver)))
            .collect()
    }
}

impl DocumentReport {
    /// Whether the document has no resource that any rule knows.
    #[must_use]
    pub fn judges_nothing(&self) -> bool {
        // What all of it costs is no resource of its own.
        let mut verdicts = self.assessment.verdicts.iter();
        verdicts.all(|verdict| *verdict.resource_type == *ESTIMATE)
    }

    /// The rule that reached a verdict.
    #[must_use]
    pub fn rule_of(&self, verdict: &Verdict) -> Option<&Rule> {
        self.assessment.rule(&verdict.rule).map(Arc::as_ref)
    }

    /// What to tell of a verdict: its findings, or one that says as much as is known without any.
    pub(crate) fn told<'a>(&self, verdict: &'a Verdict) -> Cow<'a, [Finding]> {
        if !verdict.findings.is_empty() {
            return Cow::Borrowed(&verdict.findings);
        }
        let message = match (verdict.outcome, self.rule_of(verdict)) {
            (Outcome::Unknown, _) => "cannot be decided before apply".to_owned(),
            (_, Some(rule)) => format!("does not hold: {}", rule.title),
            (_, None) => "does not hold".to_owned(),
        };
        Cow::Owned(vec![Finding {
            message,
            attribute: None,
            location: verdict.location.clone(),
            delta: verdict.delta,
        }])
    }

    /// Environment, account and region, those that are known, in this order.
    pub(crate) fn surroundings(&self) -> impl Iterator<Item = &str> {
        let context = &self.context;
        [&context.environment, &context.account, &context.region]
            .into_iter()
            .filter_map(Option::as_deref)
    }
}
