//! Accepted failures: from files, and from comments in the code.
//!
//! A waiver by address, or a comment at the block of a resource, accepts the failure of a rule on the
//! whole resource. A comment at an attribute or at a block inside accepts the findings there and no
//! others: a second open port beside a waived one is still a failure.

mod entry;
mod place;
mod written;

use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{
    Annotation, Assessment, Diagnostic, Diagnostics, Location, Outcome, SourceMap, Verdict, Waiver,
};

use crate::bundle::Bundle;
use entry::Entry;
use place::{Place, line_range};
use written::{Expiry, File, Written, comment, is_expired};

/// Waivers, ready to be applied.
#[derive(Debug, Default)]
pub struct Waivers(Vec<Entry>);

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
                        let written = written.for_rule(rule);
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
            .and_then(|rule| place.known_rule(rule, bundle, problems));
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
                location: place.location(),
            };
            self.0.push(Entry::new(waiver, covers));
        }
    }

    /// Excuses what these waivers cover. A failure that only an expired one covers stays a failure,
    /// and names it; what cannot be decided yet stays undecided, and names the waiver that would count.
    pub fn apply(&self, assessment: &mut Assessment) {
        let open =
            |verdict: &&mut Verdict| !matches!(verdict.outcome, Outcome::Pass | Outcome::Waived);
        for verdict in assessment.verdicts.iter_mut().filter(open) {
            let touching = self.0.iter().filter(|entry| entry.touches(verdict));
            let touching: Vec<&Entry> = touching.collect();
            touching.iter().for_each(|entry| entry.mark_used());
            let (expired, valid): (Vec<&Entry>, Vec<&Entry>) =
                touching.into_iter().partition(|entry| entry.waiver.expired);
            match (
                verdict.outcome,
                excuse(&valid, verdict),
                expired.first().copied(),
            ) {
                (Outcome::Fail, Some(entry), _) => {
                    verdict.waiver = Some(entry.waiver.clone());
                    verdict.outcome = Outcome::Waived;
                }
                (Outcome::Unknown, Some(entry), _) | (Outcome::Fail, None, Some(entry)) => {
                    verdict.waiver = Some(entry.waiver.clone());
                }
                _ => {}
            }
        }
    }

    /// The waivers that there was nothing to excuse for, so far.
    pub fn unused(&self) -> impl Iterator<Item = &Arc<Waiver>> {
        let unused = self.0.iter().filter(|entry| !entry.is_used());
        unused.map(|entry| &entry.waiver)
    }
}

/// The waiver that excuses a verdict: one that covers the resource or, when every finding has one,
/// that of the first finding.
fn excuse<'a>(valid: &[&'a Entry], verdict: &Verdict) -> Option<&'a Entry> {
    let whole = valid.iter().find(|entry| entry.covers_resource(verdict));
    let of = |finding| valid.iter().find(|entry| entry.covers(verdict, finding));
    let excused = || {
        let each: Option<Vec<_>> = verdict.findings.iter().map(of).collect();
        each?.first().copied()
    };
    whole.or_else(excused).copied()
}
