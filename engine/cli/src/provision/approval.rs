//! From verdicts to an attestation, and from an attestation to something approved.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::{SignedDuration, Timestamp};
use tollgate_attest::{
    APPLIED_PLAN, Approved, Decision, Digest, Envelope, Expected, Gate, LIVE_INVENTORY, PLAN,
    PublicKey, Statement, Subject, Undecided, VerificationResult, Waived, canonical, verify,
};
use tollgate_model::{Diagnostic, Diagnostics, Outcome};
use tollgate_plan::{Binding, Plan};
use tollgate_report::{Conclusion, Run};
use tollgate_state::State;

use super::chain;
use super::signer::{self, Signer};
use super::target::Target;

/// How long an approval holds unless said otherwise.
pub const HOURS: i64 = 4;

/// Where the rules are from that are built in.
const RULES: &str = "tollgate:rules";

/// The digest of a plan's document.
///
/// # Errors
/// When it has none.
pub fn digest(plan: &Plan) -> Result<Digest, Diagnostics> {
    Digest::of(&plan.to_json()).map_err(|error| failed(&error))
}

/// An attestation that cannot be made or read.
pub fn failed(error: &dyn std::error::Error) -> Diagnostics {
    Diagnostic::error("attest::failed", chain(error)).into()
}

/// What an attestation is about.
#[derive(Debug)]
pub struct About<'a> {
    /// The things, by digest.
    pub subject: Vec<Subject>,
    /// The plan that they belong to.
    pub binding: &'a Binding,
    /// The lineage of the state that they go with.
    pub lineage: String,
    /// The serial of that state.
    pub serial: u64,
}

impl<'a> About<'a> {
    /// A plan, which is to be applied.
    ///
    /// # Errors
    /// When it has no digest.
    pub fn plan(plan: &'a Plan) -> Result<Self, Diagnostics> {
        Ok(Self {
            subject: vec![Subject::new(PLAN, &digest(plan)?)],
            binding: &plan.binding,
            lineage: plan.binding.lineage.clone(),
            serial: plan.binding.serial,
        })
    }

    /// What stands after a plan was applied. It approves nothing: no subject of it is called [`PLAN`].
    ///
    /// # Errors
    /// When the plan has no digest.
    pub fn built(plan: &'a Plan, live: &Digest, state: &State) -> Result<Self, Diagnostics> {
        Ok(Self {
            subject: vec![
                Subject::new(LIVE_INVENTORY, live),
                Subject::new(APPLIED_PLAN, &digest(plan)?),
            ],
            binding: &plan.binding,
            lineage: super::work::lineage(state),
            serial: state.serial,
        })
    }
}

/// States what the gate decided, and signs it.
///
/// # Errors
/// When the rules have no digest, or the key does not sign.
pub async fn attest(
    about: About<'_>,
    judged: &Run,
    rules: &str,
    signer: &Signer,
    now: Timestamp,
    hours: i64,
) -> Result<Envelope, Diagnostics> {
    let binding = about.binding;
    let assessments = || judged.documents.iter().map(|document| &document.assessment);
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    let mut waivers = Vec::new();
    let mut undecided = Vec::new();
    for verdict in assessments().flat_map(|assessment| &assessment.verdicts) {
        *verdicts
            .entry(verdict.outcome.as_str().to_owned())
            .or_default() += 1;
        let (rule, address) = (verdict.rule.to_string(), verdict.address.to_string());
        match (verdict.outcome, &verdict.waiver) {
            (Outcome::Waived, Some(waiver)) => waivers.push(Waived {
                rule,
                address,
                owner: waiver.owner.clone(),
                reason: waiver.reason.clone(),
                expires: waiver.expires.to_string(),
            }),
            (Outcome::Unknown, _) => undecided.push(Undecided { rule, address }),
            _ => {}
        }
    }
    let result = match judged.conclusion() {
        Conclusion::Passed => VerificationResult::Passed,
        Conclusion::Findings | Conclusion::Incomplete => VerificationResult::Failed,
    };
    let expires = now + SignedDuration::from_hours(hours);
    let decision = Decision {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        time: time(now),
        rules_uri: RULES.to_owned(),
        result,
        gate: Gate {
            version: 1,
            environment: binding.environment.clone(),
            account: binding.account.clone(),
            target: binding.target.clone(),
            lineage: about.lineage,
            serial: about.serial,
            verdicts,
            waivers,
            undecided,
            expires: time(expires),
        },
    };
    let statement = Statement::new(about.subject, &rules_digest(rules)?, decision);
    let payload = canonical(&statement).map_err(|error| failed(&error))?;
    let mut envelope = Envelope::of(&payload);
    signer.sign(&mut envelope).await?;
    Ok(envelope)
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn rules_digest(rules: &str) -> Result<Digest, Diagnostics> {
    rules
        .parse()
        .map_err(|error: tollgate_attest::NotDigest| failed(&error))
}

/// Approves a plan, if the attestation is for exactly this plan, these rules, this account and the state
/// as it is now.
///
/// # Errors
/// Why it is refused.
pub fn approve(
    plan: Plan,
    envelope: &Envelope,
    target: &Target,
    rules: &str,
    state: &State,
    now: Timestamp,
) -> Result<Approved<Plan>, Diagnostics> {
    let expected = Expected {
        plan: digest(&plan)?,
        rules: rules_digest(rules)?,
        environment: target.environment.clone(),
        account: target.account_id.clone(),
        target: target.place.clone(),
        lineage: match (plan.binding.lineage.is_empty(), state.serial) {
            // The first writing gives a state its lineage, and changes nothing.
            (true, 0) => String::new(),
            _ => super::work::lineage(state),
        },
        serial: state.serial,
        now,
    };
    let trusted = trusted(target)?;
    verify(plan, envelope, &trusted, &expected)
        .map_err(|refusal| Diagnostic::error("attest::refused", refusal.to_string()).into())
}

/// The keys whose signatures count: those that `tollgate.toml` names, else the user's own.
fn trusted(target: &Target) -> Result<Vec<PublicKey>, Diagnostics> {
    if target.trusted_keys.is_empty() {
        return Ok(vec![signer::own_key(target)?.public()]);
    }
    let keys = target.trusted_keys.iter().map(|path| PublicKey::read(path));
    keys.collect::<Result<_, _>>()
        .map_err(|error| failed(&error))
}

/// Where the attestation of a plan file is.
#[must_use]
pub fn beside(plan: &Utf8Path) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("{plan}.attestation.json"))
}
