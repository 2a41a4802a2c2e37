//! The only way to something approved.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::canonical::Digest;
use crate::envelope::{Envelope, PAYLOAD_TYPE};
use crate::public::PublicKey;
use crate::statement::{PLAN, PREDICATE_TYPE, STATEMENT_TYPE, Statement, VerificationResult};

/// How far clocks may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Something that was judged and approved, and has not changed since.
///
/// It cannot be made but by [`verify`]:
///
/// ```compile_fail
/// let approved = tollgate_attest::Approved { approved: "anything" };
/// ```
///
/// and neither cloned nor read from a file:
///
/// ```compile_fail
/// fn is_deserialisable<T: for<'a> serde::Deserialize<'a>>() {}
/// is_deserialisable::<tollgate_attest::Approved<String>>();
/// ```
#[derive(Debug)]
pub struct Approved<P> {
    approved: P,
    statement: Statement,
}

impl<P> Approved<P> {
    /// What was approved.
    #[must_use]
    pub fn get(&self) -> &P {
        &self.approved
    }

    /// What was decided about it.
    #[must_use]
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

/// What an attestation must be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The digest of the plan that is at hand.
    pub plan: Digest,
    /// The digest of the rules that are at hand.
    pub rules: Digest,
    /// The environment.
    pub environment: String,
    /// The account, as STS tells it.
    pub account: String,
    /// Where AWS is.
    pub target: String,
    /// The lineage of the state as it is now.
    pub lineage: String,
    /// The serial of the state as it is now.
    pub serial: u64,
    /// The time.
    pub now: Timestamp,
}

/// Why something is not approved.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is none.
    #[error("this is no attestation: {0}")]
    Foreign(String),
    /// Nobody who is trusted has signed it.
    #[error(
        "the attestation is not signed by a key that is trusted here (signed by {signers}); approve the plan with one of {trusted}"
    )]
    Untrusted {
        /// Who signed.
        signers: String,
        /// Who is trusted.
        trusted: String,
    },
    /// It was changed since it was signed.
    #[error("the attestation was changed since `{key}` signed it; approve the plan again")]
    Tampered {
        /// The key.
        key: String,
    },
    /// The gate was closed.
    #[error("the gate did not pass this plan; mend the findings, plan and approve again")]
    Failed,
    /// It is about something else.
    #[error(
        "the attestation is for another plan ({found}, and this one is {wanted}); approve this plan"
    )]
    OtherPlan {
        /// What it is about.
        found: String,
        /// What is at hand.
        wanted: String,
    },
    /// Other rules judged.
    #[error(
        "other rules than these judged the plan ({found}, and these are {wanted}); approve it again"
    )]
    OtherRules {
        /// Those that judged.
        found: String,
        /// Those at hand.
        wanted: String,
    },
    /// It is for another environment.
    #[error("the plan was approved for the environment `{found}`, not for `{wanted}`")]
    OtherEnvironment {
        /// For which.
        found: String,
        /// Which one was wanted.
        wanted: String,
    },
    /// It is for another account.
    #[error("the plan was approved for the account {found}, and the credentials are for {wanted}")]
    OtherAccount {
        /// For which.
        found: String,
        /// Which one was wanted.
        wanted: String,
    },
    /// The state is not what the plan starts from.
    #[error("the state has moved since the plan was made (from {found} to {wanted}); plan again")]
    MovedState {
        /// What the plan starts from.
        found: String,
        /// What it is now.
        wanted: String,
    },
    /// It is over.
    #[error("the approval ended at {0}; approve the plan again")]
    Expired(String),
    /// It has not begun.
    #[error("the approval is from {0}, which is to come; look at the clocks")]
    NotYet(String),
}

/// Verifies an attestation: signed by somebody trusted, and about exactly this.
///
/// # Errors
/// The first reason why it does not hold.
pub fn verify<P>(
    approved: P,
    envelope: &Envelope,
    trusted: &[PublicKey],
    expected: &Expected,
) -> Result<Approved<P>, Refusal> {
    let statement = opened(envelope, trusted)?;
    holds(&statement, expected)?;
    Ok(Approved {
        approved,
        statement,
    })
}

/// The statement, if somebody trusted has signed it.
fn opened(envelope: &Envelope, trusted: &[PublicKey]) -> Result<Statement, Refusal> {
    let foreign = |what: &str| Refusal::Foreign(what.to_owned());
    if envelope.payload_type != PAYLOAD_TYPE {
        return Err(foreign(&format!(
            "its payload is `{}`",
            envelope.payload_type
        )));
    }
    let payload = envelope.payload();
    let payload = payload.ok_or_else(|| foreign("its payload is not in base64"))?;
    let bytes = crate::envelope::signed_bytes(&envelope.payload_type, &payload);
    let mut claimed = None;
    let mut is_signed = false;
    for signature in &envelope.signatures {
        let Some(key) = trusted.iter().find(|key| key.id() == signature.keyid) else {
            continue;
        };
        let signed = signature.bytes();
        if signed.is_some_and(|signed| key.signed(&bytes, &signed)) {
            is_signed = true;
        } else {
            claimed = Some(key.id());
        }
    }
    match (is_signed, claimed) {
        (true, _) => {}
        (false, Some(key)) => return Err(Refusal::Tampered { key }),
        (false, None) => {
            let signers = envelope
                .signatures
                .iter()
                .map(|signature| signature.keyid.clone());
            return Err(Refusal::Untrusted {
                signers: names(signers),
                trusted: names(trusted.iter().map(PublicKey::id)),
            });
        }
    }
    let statement: Statement = serde_json::from_slice(&payload)
        .map_err(|error| foreign(&format!("its payload is no statement ({error})")))?;
    if statement.statement_type != STATEMENT_TYPE || statement.predicate_type != PREDICATE_TYPE {
        return Err(foreign("it is another kind of statement"));
    }
    if statement.predicate.tollgate.version != 1 {
        return Err(foreign("it is of a later version; use a newer Tollgate"));
    }
    Ok(statement)
}

fn names(ids: impl Iterator<Item = String>) -> String {
    let ids: Vec<String> = ids.collect();
    match ids.as_slice() {
        [] => "nobody".to_owned(),
        ids => ids.join(", "),
    }
}

fn holds(statement: &Statement, expected: &Expected) -> Result<(), Refusal> {
    let summary = &statement.predicate;
    let gate = &summary.tollgate;
    if summary.verification_result != VerificationResult::Passed {
        return Err(Refusal::Failed);
    }
    let plan = statement
        .subject
        .iter()
        .find(|subject| subject.name == PLAN);
    let plan = plan.and_then(crate::statement::Subject::sha256);
    if plan.as_ref() != Some(&expected.plan) {
        return Err(Refusal::OtherPlan {
            found: plan.map_or_else(|| "none".to_owned(), |plan| plan.to_string()),
            wanted: expected.plan.to_string(),
        });
    }
    let rules = summary.policy.digest.get("sha256");
    if rules.map(String::as_str) != Some(expected.rules.digits()) {
        return Err(Refusal::OtherRules {
            found: rules.cloned().unwrap_or_default(),
            wanted: expected.rules.digits().to_owned(),
        });
    }
    if gate.environment != expected.environment {
        return Err(Refusal::OtherEnvironment {
            found: gate.environment.clone(),
            wanted: expected.environment.clone(),
        });
    }
    let place = |target: &str, account: &str| match target {
        "aws" => account.to_owned(),
        target => format!("{account} of {target}"),
    };
    let (found, wanted) = (
        place(&gate.target, &gate.account),
        place(&expected.target, &expected.account),
    );
    if found != wanted {
        return Err(Refusal::OtherAccount { found, wanted });
    }
    if (gate.lineage.as_str(), gate.serial) != (expected.lineage.as_str(), expected.serial) {
        return Err(Refusal::MovedState {
            found: format!("{}/{}", gate.lineage, gate.serial),
            wanted: format!("{}/{}", expected.lineage, expected.serial),
        });
    }
    let time = |text: &str| {
        text.parse::<Timestamp>()
            .map_err(|_| Refusal::Foreign(format!("`{text}` is no time")))
    };
    if expected.now > time(&gate.expires)? {
        return Err(Refusal::Expired(gate.expires.clone()));
    }
    if time(&summary.time_verified)? > expected.now + SKEW {
        return Err(Refusal::NotYet(summary.time_verified.clone()));
    }
    Ok(())
}
