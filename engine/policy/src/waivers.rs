//! Accepted failures: from files, and from comments in the code.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use camino::Utf8PathBuf;
use jiff::civil::Date;
use serde::Deserialize;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{
    Annotation, Assessment, Diagnostic, Diagnostics, Location, Outcome, RuleId, SourceMap, Verdict,
    Waiver,
};
use toml::Spanned;

use crate::bundle::Bundle;

/// Waivers, ready to be applied.
#[derive(Debug, Default)]
pub struct Waivers(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    waiver: Arc<Waiver>,
    /// For a comment: the lines that it speaks about.
    covers: Option<Location>,
    used: AtomicBool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<Spanned<Written>>,
}

/// A waiver as its author wrote it. Everything may be missing, so that each gap can be named.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    rule: Option<String>,
    resource: Option<String>,
    reason: Option<String>,
    owner: Option<String>,
    expires: Option<Expiry>,
}

/// A day: a TOML date, or text that should be one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expiry {
    Date(toml::value::Datetime),
    Text(String),
}

impl Expiry {
    fn text(&self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Waivers {
    /// Reads waiver files. `today` is RFC 3339, a date or a time in UTC.
    ///
    /// # Errors
    /// Everything that is missing or wrong in them, each with its place.
    pub fn load(files: &[Utf8PathBuf], bundle: &Bundle, today: &str) -> Result<Self, Diagnostics> {
        let mut waivers = Self::default();
        let mut problems = Diagnostics::default();
        for path in files {
            match std::fs::read_to_string(path) {
                Ok(text) => {
                    let source = SourceFile::new(path, text.into());
                    waivers.add_file(&source, bundle, today, &mut problems);
                }
                Err(error) => problems.push(
                    Diagnostic::error(
                        "policy::waivers-unreadable",
                        format!("cannot read the waivers in `{path}`: {error}"),
                    )
                    .with_help("--waivers takes a TOML file; `tollgate init` writes an example"),
                ),
            }
        }
        if problems.is_empty() {
            Ok(waivers)
        } else {
            Err(problems)
        }
    }

    fn add_file(
        &mut self,
        source: &SourceFile,
        bundle: &Bundle,
        today: &str,
        problems: &mut Diagnostics,
    ) {
        let file: File = match toml::from_str(source.text()) {
            Ok(file) => file,
            Err(error) => {
                problems.push(
                    Diagnostic::error("policy::waivers-invalid", error.message().trim().to_owned())
                        .at(source, error.span().unwrap_or(0..0), "here")
                        .with_help(
                            "a waiver has the keys rule, resource, reason, owner and expires",
                        ),
                );
                return;
            }
        };
        for written in file.waiver {
            let place = Place {
                source,
                range: written.span(),
            };
            self.add(written.into_inner(), &place, None, bundle, today, problems);
        }
    }

    /// Reads the waivers among the comments of a document's code.
    ///
    /// # Errors
    /// Everything that is missing or wrong in them, each with its place.
    pub fn from_annotations(
        annotations: &[Annotation],
        bundle: &Bundle,
        sources: &SourceMap,
        today: &str,
    ) -> Result<Self, Diagnostics> {
        let mut waivers = Self::default();
        let mut problems = Diagnostics::default();
        for annotation in annotations {
            let text = sources
                .text(&annotation.location.file)
                .cloned()
                .unwrap_or_default();
            let source = SourceFile::new(&annotation.location.file, text);
            let place = Place {
                source: &source,
                range: line_range(&source, annotation.location.line),
            };
            let Some(body) = annotation.text.strip_prefix("ignore") else {
                problems.push(place.error("policy::annotation-unknown", format!(
                    "`tollgate:{}` is not understood",
                    annotation.text.split_whitespace().next().unwrap_or_default()
                )).with_help("write `tollgate:ignore RULE-001 reason=\"…\" owner=\"…\" expires=2027-01-31`"));
                continue;
            };
            match comment(body) {
                Ok((rules, written)) => {
                    for rule in rules {
                        let written = Written {
                            rule: Some(rule),
                            ..written.copy()
                        };
                        let covers = Some(annotation.covers.clone());
                        waivers.add(written, &place, covers, bundle, today, &mut problems);
                    }
                }
                Err(reason) => problems
                    .push(place.error("policy::annotation-invalid", reason).with_help(
                    "write `tollgate:ignore RULE-001 reason=\"…\" owner=\"…\" expires=2027-01-31`",
                )),
            }
        }
        if problems.is_empty() {
            Ok(waivers)
        } else {
            Err(problems)
        }
    }

    fn add(
        &mut self,
        written: Written,
        place: &Place<'_>,
        covers: Option<Location>,
        bundle: &Bundle,
        today: &str,
        problems: &mut Diagnostics,
    ) {
        let before = problems.0.len();
        let filled =
            |value: &Option<String>| value.as_ref().is_some_and(|text| !text.trim().is_empty());
        let expires = written.expires.as_ref().map(Expiry::text);
        let mut needed = vec![
            ("rule", filled(&written.rule)),
            ("reason", filled(&written.reason)),
            ("owner", filled(&written.owner)),
            ("expires", filled(&expires)),
        ];
        if covers.is_none() {
            needed.push(("resource", filled(&written.resource)));
        }
        for (key, _) in needed.iter().filter(|(_, there)| !there) {
            problems.push(
                place.error("policy::waiver-incomplete", format!("the waiver has no {key}"))
                    .with_help("a failure is accepted by somebody, for a reason, until a day: give reason, owner and expires"),
            );
        }
        let id = written
            .rule
            .as_deref()
            .and_then(|rule| known_rule(rule, bundle, place, problems));
        if problems.0.len() > before {
            return;
        }
        if let (Some(rule), Some(reason), Some(owner), Some(expires)) =
            (id, written.reason, written.owner, expires)
        {
            let waiver = Waiver {
                expired: is_expired(&expires, today),
                rule,
                resource: written.resource,
                reason,
                owner,
                expires,
                location: place.source.location(place.range.clone()),
            };
            self.0.push(Entry {
                waiver: Arc::new(waiver),
                covers,
                used: AtomicBool::new(false),
            });
        }
    }

    /// Excuses what these waivers cover; a failure that only an expired one covers stays a failure,
    /// and names it.
    pub fn apply(&self, assessment: &mut Assessment) {
        for verdict in assessment
            .verdicts
            .iter_mut()
            .filter(|v| v.outcome == Outcome::Fail)
        {
            let covering: Vec<&Entry> = self
                .0
                .iter()
                .filter(|entry| entry.covers(verdict))
                .collect();
            for entry in &covering {
                entry.used.store(true, Ordering::Relaxed);
            }
            let valid = covering.iter().find(|entry| !entry.waiver.expired);
            if let Some(entry) = valid.or(covering.first()) {
                verdict.waiver = Some(entry.waiver.clone());
                if !entry.waiver.expired {
                    verdict.outcome = Outcome::Waived;
                }
            }
        }
    }

    /// The waivers that excused nothing so far.
    pub fn unused(&self) -> impl Iterator<Item = &Arc<Waiver>> {
        self.0
            .iter()
            .filter(|entry| !entry.used.load(Ordering::Relaxed))
            .map(|entry| &entry.waiver)
    }
}

impl Entry {
    fn covers(&self, verdict: &Verdict) -> bool {
        if self.waiver.rule != verdict.rule {
            return false;
        }
        match (&self.covers, &self.waiver.resource) {
            (Some(lines), _) => {
                let findings = verdict
                    .findings
                    .iter()
                    .filter_map(|finding| finding.location.as_ref());
                findings
                    .chain(&verdict.location)
                    .any(|place| lines.contains(place))
            }
            (None, Some(pattern)) => matches(pattern, verdict.address.as_str()),
            (None, None) => false,
        }
    }
}

impl Written {
    fn copy(&self) -> Self {
        Self {
            rule: self.rule.clone(),
            resource: self.resource.clone(),
            reason: self.reason.clone(),
            owner: self.owner.clone(),
            expires: self.expires.as_ref().map(|day| Expiry::Text(day.text())),
        }
    }
}

struct Place<'a> {
    source: &'a SourceFile,
    range: std::ops::Range<usize>,
}

impl Place<'_> {
    fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, self.range.clone(), "this waiver")
    }
}

fn line_range(source: &SourceFile, line: u32) -> std::ops::Range<usize> {
    let mut start = 0;
    for (number, text) in (1..).zip(source.text().split_inclusive('\n')) {
        if number == line {
            return start..start + text.trim_end().len();
        }
        start += text.len();
    }
    0..0
}

fn known_rule(
    rule: &str,
    bundle: &Bundle,
    place: &Place<'_>,
    problems: &mut Diagnostics,
) -> Option<RuleId> {
    let ids = || bundle.rules().iter().map(|rule| rule.id.as_str());
    match bundle
        .rules()
        .iter()
        .find(|known| known.id.as_str() == rule)
    {
        Some(known) if known.waivable => Some(known.id.clone()),
        Some(known) => {
            problems.push(
                place
                    .error(
                        "policy::waiver-forbidden",
                        format!("{} cannot be waived", known.id),
                    )
                    .with_help("mend the finding; the rule says `waivable: false`"),
            );
            None
        }
        None => {
            let help = nearest(rule, ids()).map_or_else(
                || "list the rules with `tollgate rules list`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            problems.push(
                place
                    .error(
                        "policy::waiver-unknown-rule",
                        format!("there is no rule `{rule}`"),
                    )
                    .with_help(help),
            );
            None
        }
    }
}

/// Whether the day is past. The day itself still counts; what is not a day counts as past.
fn is_expired(day: &str, today: &str) -> bool {
    let date = |text: &str| text.get(..10).unwrap_or(text).parse::<Date>().ok();
    match (date(day), date(today)) {
        (Some(day_date), Some(today)) => day.len() != 10 || day_date < today,
        _ => true,
    }
}

/// Whether `address` matches `pattern`, where `*` stands for any run of characters.
fn matches(pattern: &str, address: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The rule ids and the keys of `RULE-001,RULE-002 reason="…" owner="…" expires=2027-01-31`.
fn comment(body: &str) -> Result<(Vec<String>, Written), String> {
    let mut rules = Vec::new();
    let mut written = Written::default();
    let mut rest = body.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            let ids = word.split(',').map(str::trim).filter(|id| !id.is_empty());
            rules.extend(ids.map(str::to_owned));
            rest = after.trim_start();
            continue;
        };
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted
                .split_once('"')
                .ok_or_else(|| format!("the quote after `{word}=` is not closed"))?,
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        let value = value.to_owned();
        match word {
            "reason" => written.reason = Some(value),
            "owner" => written.owner = Some(value),
            "expires" => written.expires = Some(Expiry::Text(value)),
            _ => return Err(format!("`{word}` is not a key of a waiver")),
        }
        rest = after.trim_start();
    }
    if rules.is_empty() {
        Err("the waiver names no rule".to_owned())
    } else {
        Ok((rules, written))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_and_what_is_no_day_does_not() {
        let today = "2027-01-31T23:59:59Z";
        assert!(!is_expired("2027-01-31", today));
        assert!(is_expired("2027-01-30", today));
        for wrong in ["31.01.2028", "2028-02-30", "soon", "", "2028-01-01x"] {
            assert!(is_expired(wrong, today), "{wrong}");
        }
    }

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, address, expected) in [
            ("aws_x.y", "aws_x.y", true),
            ("aws_x.y", "aws_x.y[0]", false),
            ("aws_x.*", "aws_x.y[0]", true),
            ("module.*.aws_x.y", "module.a.module.b.aws_x.y", true),
            ("*.y", "aws_x.z", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, address), expected, "{pattern} {address}");
        }
    }

    #[test]
    fn a_comment_names_rules_and_keys() {
        let (rules, written) =
            comment(" RDS-001, S3-002 reason=\"a = b\" owner=me expires=2027-01-31").unwrap();
        assert_eq!(rules, ["RDS-001", "S3-002"]);
        assert_eq!(written.reason.as_deref(), Some("a = b"));
        assert_eq!(
            written.expires.map(|day| day.text()).as_deref(),
            Some("2027-01-31")
        );
        assert!(comment(" reason=\"x\"").is_err());
        assert!(comment(" A-001 reason=\"x").is_err());
        assert!(comment(" A-001 until=now").is_err());
    }
}
