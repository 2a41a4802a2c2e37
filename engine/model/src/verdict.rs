//! Findings, and the verdict that a rule reaches on a resource.

use std::sync::Arc;

use serde::Serialize;

use crate::address::Address;
use crate::location::Location;
use crate::path::AttributePath;
use crate::rule::RuleId;
use crate::waiver::Waiver;

/// What a rule found wrong with a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, a lower-case fragment; never holds a sensitive value.
    pub message: String,
    /// The attribute it is about.
    pub attribute: Option<AttributePath>,
    /// Where the attribute, or else the resource, was written.
    pub location: Option<Location>,
    /// How it relates to the plan's change: a verdict that is worsened has findings that were there
    /// before and others that were not. None outside plans.
    pub delta: Option<Delta>,
}

/// How a rule decided about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule holds.
    Pass,
    /// It fails, and a valid waiver says that this is accepted.
    Waived,
    /// It cannot be decided before apply: to be judged again on what was built.
    Unknown,
    /// It does not hold.
    Fail,
    /// It could not be decided: the rule broke, ran out of time, or the data could not be read.
    Error,
}

impl Outcome {
    /// The outcome as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Waived => "waived",
            Self::Unknown => "unknown",
            Self::Fail => "fail",
            Self::Error => "error",
        }
    }
}

/// How a finding relates to the change that a plan makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Delta {
    /// Was there before, and the plan does not touch the resource.
    Untouched,
    /// Was there before, on a resource that the plan changes for other reasons.
    Touched,
    /// Was there before, and there is more of it after.
    Worsened,
    /// Was not there before.
    Introduced,
}

impl Delta {
    /// Whether the change is to blame.
    #[must_use]
    pub fn is_new(self) -> bool {
        matches!(self, Self::Worsened | Self::Introduced)
    }

    /// The class as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Touched => "touched",
            Self::Worsened => "worsened",
            Self::Introduced => "introduced",
        }
    }
}

/// What one rule decided about one resource.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The rule.
    pub rule: RuleId,
    /// The resource.
    pub address: Address,
    /// The type under which the rule found it.
    pub resource_type: Arc<str>,
    /// The decision.
    pub outcome: Outcome,
    /// What was found (`Fail`, `Waived`, `Unknown`), or what went wrong (`Error`).
    pub findings: Vec<Finding>,
    /// For `Unknown`: the attributes that must be known to decide.
    pub undecided: Vec<AttributePath>,
    /// For `Waived`: the waiver. For `Fail`: the waiver that no longer counts.
    pub waiver: Option<Arc<Waiver>>,
    /// How the finding relates to the plan's change; none outside plans.
    pub delta: Option<Delta>,
    /// The block that declares the resource.
    pub location: Option<Location>,
}

impl Verdict {
    /// A pass.
    #[must_use]
    pub fn pass(rule: RuleId, address: Address, resource_type: Arc<str>) -> Self {
        Self {
            rule,
            address,
            resource_type,
            outcome: Outcome::Pass,
            findings: Vec::new(),
            undecided: Vec::new(),
            waiver: None,
            delta: None,
            location: None,
        }
    }
}
