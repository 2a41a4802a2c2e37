//! What is signed: an in-toto statement with SLSA's verification summary, and what we add to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::canonical::Digest;

/// The type of every in-toto statement, version 1.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";

/// The type of SLSA's verification summary, version 1.
pub const PREDICATE_TYPE: &str = "https://slsa.dev/verification_summary/v1";

/// Who verifies.
pub const VERIFIER: &str = "https://tollgate.dev/verifier/v1";

/// The name of the subject of a statement about a plan.
pub const PLAN: &str = "plan";

/// The name of the subject of a statement about what stands after an apply: the inventory that was
/// judged.
pub const LIVE_INVENTORY: &str = "live inventory";

/// The name of the plan in such a statement. It is not [`PLAN`]: what was applied is not approved again.
pub const APPLIED_PLAN: &str = "applied plan";

/// An in-toto statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub statement_type: String,
    /// What it is about.
    pub subject: Vec<Subject>,
    /// [`PREDICATE_TYPE`].
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// What is said of it.
    pub predicate: Summary,
}

/// What a statement is about, by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its name: `plan`, or `live inventory`.
    pub name: String,
    /// Digits by algorithm.
    pub digest: BTreeMap<String, String>,
}

impl Subject {
    /// A subject.
    #[must_use]
    pub fn new(name: &str, digest: &Digest) -> Self {
        Self {
            name: name.to_owned(),
            digest: BTreeMap::from([("sha256".to_owned(), digest.digits().to_owned())]),
        }
    }

    /// Its SHA-256.
    #[must_use]
    pub fn sha256(&self) -> Option<Digest> {
        Digest::from_digits(self.digest.get("sha256")?)
    }
}

/// SLSA's verification summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Who verified.
    pub verifier: Verifier,
    /// When, RFC 3339 in UTC.
    pub time_verified: String,
    /// What was verified.
    pub resource_uri: String,
    /// By which rules.
    pub policy: Policy,
    /// Whether it passed.
    pub verification_result: VerificationResult,
    /// SLSA wants the field; a gate reaches no level.
    #[serde(default)]
    pub verified_levels: Vec<String>,
    /// What we add.
    pub tollgate: Gate,
}

/// Who verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifier {
    /// [`VERIFIER`].
    pub id: String,
    /// The versions of its parts.
    pub version: BTreeMap<String, String>,
}

/// The rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Where they are from.
    pub uri: String,
    /// Digits by algorithm.
    pub digest: BTreeMap<String, String>,
}

/// Whether it passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum VerificationResult {
    /// It did.
    Passed,
    /// It did not.
    Failed,
}

/// What a gate decided, for which place, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The version of this part.
    pub version: u32,
    /// The environment.
    pub environment: String,
    /// The AWS account.
    pub account: String,
    /// Where AWS is: `aws` or `sandbox`.
    pub target: String,
    /// The lineage of the state that the plan starts from.
    pub lineage: String,
    /// The serial of that state.
    pub serial: u64,
    /// How many verdicts there are of each outcome.
    pub verdicts: BTreeMap<String, usize>,
    /// Failures that were accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waived>,
    /// What is to be decided before or after the apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Undecided>,
    /// Until when it holds, RFC 3339 in UTC.
    pub expires: String,
}

/// A failure that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waived {
    /// The rule.
    pub rule: String,
    /// The resource.
    pub address: String,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub expires: String,
}

/// A verdict that is still to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undecided {
    /// The rule.
    pub rule: String,
    /// The resource.
    pub address: String,
}

impl Statement {
    /// A statement about a plan.
    #[must_use]
    pub fn about_plan(plan: &Digest, rules: &Digest, decision: Decision) -> Self {
        Self::new(vec![Subject::new(PLAN, plan)], rules, decision)
    }

    /// A statement about several things.
    #[must_use]
    pub fn new(subject: Vec<Subject>, rules: &Digest, decision: Decision) -> Self {
        let digest = BTreeMap::from([("sha256".to_owned(), rules.digits().to_owned())]);
        Self {
            statement_type: STATEMENT_TYPE.to_owned(),
            subject,
            predicate_type: PREDICATE_TYPE.to_owned(),
            predicate: Summary {
                verifier: Verifier {
                    id: VERIFIER.to_owned(),
                    version: BTreeMap::from([("tollgate".to_owned(), decision.engine)]),
                },
                time_verified: decision.time,
                resource_uri: format!(
                    "tollgate:{}/{}",
                    decision.gate.account, decision.gate.environment
                ),
                policy: Policy {
                    uri: decision.rules_uri,
                    digest,
                },
                verification_result: decision.result,
                verified_levels: Vec::new(),
                tollgate: decision.gate,
            },
        }
    }
}

/// What a gate decided, to be put into a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The version of Tollgate.
    pub engine: String,
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// Where the rules are from.
    pub rules_uri: String,
    /// Whether it passed.
    pub result: VerificationResult,
    /// The rest.
    pub gate: Gate,
}
