//! The house subset of Rego: what a rule may use, checked on its syntax tree.
//!
//! Each check exists because the evaluator was seen to differ from OPA there, silently, or because
//! the declared attributes must be complete: they decide what `unknown` means and what may be shown.

mod attributes;
mod builtins;
mod checks;
mod syntax;

use std::ops::Range;

use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics, Rule};

use crate::bundle::{Bundle, Module};
use syntax::{Tree, parse};

/// What a check is given.
struct Subject<'a> {
    module: &'a Module,
    tree: &'a Tree,
    /// None for a library.
    rule: Option<&'a Rule>,
}

impl Subject<'_> {
    fn source(&self) -> &SourceFile {
        &self.module.source
    }

    fn report(
        &self,
        code: &'static str,
        range: Range<usize>,
        message: impl Into<String>,
        help: &str,
    ) -> Diagnostic {
        Diagnostic::error(code, message)
            .at(self.source(), range, "here")
            .with_help(help)
    }
}

/// A check, and the code of what it reports.
type Check = fn(&Subject<'_>, &mut Diagnostics);

/// Every check, in the order of `docs/writing-rules.md`.
const CHECKS: &[Check] = &[
    checks::computed_heads,
    builtins::allow_list,
    checks::multi_value_objects,
    checks::with_modifiers,
    checks::else_and_default,
    checks::recursion,
    checks::negated_reads,
    checks::public_names,
    attributes::declared,
    attributes::in_schema,
    checks::nested_loops,
    checks::length,
];

/// Lints every rule and library of a bundle.
#[must_use]
pub fn lint(bundle: &Bundle) -> Diagnostics {
    let mut found = Diagnostics::default();
    for failure in bundle.failures() {
        let message = format!("{}: {}", failure.rule, failure.message);
        found.push(Diagnostic::error("policy::unusable-file", message));
    }
    let rules = bundle
        .modules()
        .iter()
        .map(|rule| (&rule.module, Some(rule.rule.as_ref())));
    for (module, rule) in rules.chain(bundle.libraries().map(|module| (module, None))) {
        match parse(&module.path, module.source.text()) {
            Ok(tree) => {
                let subject = Subject {
                    module,
                    tree: &tree,
                    rule,
                };
                for check in CHECKS {
                    check(&subject, &mut found);
                }
            }
            Err(message) => found.push(
                Diagnostic::error("policy::syntax", message)
                    .at(&module.source, 0..0, "in this file")
                    .with_help(
                        "the evaluator is regorus 0.14.1: Rego v1, without string interpolation",
                    ),
            ),
        }
    }
    found
}
