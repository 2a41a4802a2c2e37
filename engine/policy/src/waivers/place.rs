//! Where a waiver was written, for what is wrong with it.

use std::ops::Range;

use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, Location, RuleId};

use crate::bundle::Bundle;

/// A waiver in the text it was written in.
pub struct Place<'a> {
    /// The file.
    pub source: &'a SourceFile,
    /// The bytes of it.
    pub range: Range<usize>,
}

impl Place<'_> {
    /// What is wrong with the waiver.
    pub fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.source, self.range.clone(), "this waiver")
    }

    /// Where it stands.
    pub fn location(&self) -> Location {
        self.source.location(self.range.clone())
    }

    /// The rule of this id, if it exists and may be waived; else a problem more.
    pub fn known_rule(
        &self,
        id: &str,
        bundle: &Bundle,
        problems: &mut Diagnostics,
    ) -> Option<RuleId> {
        let rules = || bundle.rules().iter();
        let problem = match rules().find(|rule| rule.id.as_str().eq_ignore_ascii_case(id)) {
            Some(rule) if rule.waivable => return Some(rule.id.clone()),
            Some(rule) => self
                .error(
                    "policy::waiver-forbidden",
                    format!("{} cannot be waived", rule.id),
                )
                .with_help("mend the finding; the rule says `waivable: false`"),
            None => {
                let ids = rules().map(|rule| rule.id.as_str());
                let help = nearest(&id.to_ascii_uppercase(), ids).map_or_else(
                    || "list the rules with `tollgate rules list`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.error(
                    "policy::waiver-unknown-rule",
                    format!("there is no rule `{id}`"),
                )
                .with_help(help)
            }
        };
        problems.push(problem);
        None
    }
}

/// The bytes of a line, counted from one.
pub fn line_range(source: &SourceFile, line: u32) -> Range<usize> {
    let mut start = 0;
    for (number, text) in (1..).zip(source.text().split_inclusive('\n')) {
        if number == line {
            return start..start + text.trim_end().len();
        }
        start += text.len();
    }
    0..0
}
