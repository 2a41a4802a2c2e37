//! Everything that was decided about one document.

use std::sync::Arc;

use serde::Serialize;

use crate::rule::{Rule, RuleId};
use crate::verdict::{Outcome, Verdict};
use crate::waiver::Waiver;

/// A rule that could not be evaluated at all.
#[derive(Clone, Debug, Serialize)]
pub struct RuleFailure {
    /// The rule, or the file if it did not get as far as having an id.
    pub rule: String,
    /// What went wrong, and where.
    pub message: String,
}

/// The verdicts of all rules on all resources of one document.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// The rules that were asked, by id.
    pub rules: Vec<Arc<Rule>>,
    /// One verdict for each rule and resource of its types, ordered by address, then rule.
    pub verdicts: Vec<Verdict>,
    /// Rules of whose types the document has no resource.
    pub not_applicable: Vec<RuleId>,
    /// Rules that broke before they could reach a verdict on anything.
    pub failures: Vec<RuleFailure>,
    /// Waivers that excused nothing.
    pub unused_waivers: Vec<Arc<Waiver>>,
    /// Findings of the earlier state that the change mends: rule and address.
    pub fixed: Vec<(RuleId, String)>,
}

impl Assessment {
    /// The rule with this id.
    #[must_use]
    pub fn rule(&self, id: &RuleId) -> Option<&Arc<Rule>> {
        let found = self.rules.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
        self.rules.get(found)
    }

    /// How many verdicts have this outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.verdicts
            .iter()
            .filter(|verdict| verdict.outcome == outcome)
            .count()
    }
}
