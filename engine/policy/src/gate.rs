//! The gate: asks every rule about an inventory.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::Duration;

use serde_json::Value as Json;
use tollgate_model::assessment::RuleFailure;
use tollgate_model::suggestion::nearest;
use tollgate_model::{
    Assessment, Diagnostic, Diagnostics, Domain, Inventory, Rule, RuleId, Verdict,
};

use crate::bundle::{Bundle, RuleModule, merge};
pub use crate::session::Denial;
use crate::session::{Session, Subject};
use crate::{decision, delta, switch};

/// Which rules are asked. Empty lists ask all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these ids.
    pub rules: Vec<String>,
    /// Only these domains.
    pub domains: Vec<Domain>,
}

impl Selection {
    fn wants(&self, rule: &Rule) -> bool {
        (self.rules.is_empty()
            || self
                .rules
                .iter()
                .any(|id| id.eq_ignore_ascii_case(rule.id.as_str())))
            && (self.domains.is_empty() || self.domains.contains(&rule.domain))
    }
}

/// How the gate judges.
#[derive(Clone, Debug)]
pub struct GateOptions {
    /// The environment whose parameters apply.
    pub environment: Option<String>,
    /// Parameters laid over those of the environment.
    pub parameters: Json,
    /// Time that one rule may take for up to 10,000 resources; for more, in proportion.
    pub time_limit: Duration,
    /// Which rules are asked.
    pub select: Selection,
}

impl GateOptions {
    /// What a rule may take when nothing else is said.
    pub const DEFAULT_TIME_LIMIT: Duration = Duration::from_secs(2);
}

impl Default for GateOptions {
    fn default() -> Self {
        Self {
            environment: None,
            parameters: Json::Object(serde_json::Map::new()),
            time_limit: Self::DEFAULT_TIME_LIMIT,
            select: Selection::default(),
        }
    }
}

/// Rules, ready to judge inventories.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    pub(crate) bundle: &'a Bundle,
    rules: Vec<&'a RuleModule>,
    pub(crate) options: GateOptions,
    pub(crate) parameters: Json,
}

impl<'a> Gate<'a> {
    /// A gate of the selected rules.
    ///
    /// # Errors
    /// When a rule is asked for that does not exist, or an environment without parameters.
    pub fn new(bundle: &'a Bundle, options: GateOptions) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let ids = || bundle.rules().iter().map(|rule| rule.id.as_str());
        for id in &options.select.rules {
            if !ids().any(|known| known.eq_ignore_ascii_case(id)) {
                problems.push(unknown(
                    "policy::unknown-rule",
                    "rule",
                    id,
                    &ids().collect::<Vec<_>>(),
                ));
            }
        }
        if let Some(environment) = &options.environment
            && !bundle.environments().any(|known| known == environment)
        {
            problems.push(unknown(
                "policy::unknown-environment",
                "environment",
                environment,
                &bundle.environments().collect::<Vec<_>>(),
            ));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut parameters = bundle.parameters(options.environment.as_deref());
        merge(&mut parameters, options.parameters.clone());
        let rules = bundle
            .modules()
            .iter()
            .filter(|rule| options.select.wants(&rule.rule))
            .collect();
        Ok(Self {
            bundle,
            rules,
            options,
            parameters,
        })
    }

    /// Judges an inventory; with the one before a change, also tells what the change is to blame for.
    #[must_use]
    pub fn assess(&self, inventory: &Inventory, prior: Option<&Inventory>) -> Assessment {
        let mut assessment = Assessment {
            rules: self.rules.iter().map(|rule| rule.rule.clone()).collect(),
            failures: self.bundle.failures().to_vec(),
            ..Assessment::default()
        };
        let applicable: Vec<&RuleModule> = self
            .rules
            .iter()
            .copied()
            .filter(|rule| {
                if switch::is_off(rule.switch.as_deref(), &self.parameters) {
                    assessment.not_applicable.push(rule.rule.id.clone());
                    return false;
                }
                let applies = decision::judged(&rule.rule, rule.reads_deleted, inventory)
                    .next()
                    .is_some();
                let applied = prior.is_some_and(|prior| {
                    decision::judged(&rule.rule, rule.reads_deleted, prior)
                        .next()
                        .is_some()
                });
                if !applies {
                    assessment.not_applicable.push(rule.rule.id.clone());
                }
                applies || applied
            })
            .collect();
        let now = Subject::new(inventory);
        let before = prior.map(Subject::new);
        for share in self.judge_in_parallel(&applicable, &now, before.as_ref()) {
            assessment.verdicts.extend(share.verdicts);
            assessment.fixed.extend(share.fixed);
            if assessment.failures.len() == self.bundle.failures().len() {
                // Each share meets the same damaged library: one says so.
                assessment.failures.extend(share.failures);
            }
        }
        assessment
            .verdicts
            .sort_by(|a, b| a.address.cmp(&b.address).then_with(|| a.rule.cmp(&b.rule)));
        assessment
    }
}

impl Gate<'_> {
    /// Deals the rules out to as many evaluators as there are cores.
    fn judge_in_parallel(
        &self,
        rules: &[&RuleModule],
        now: &Subject<'_>,
        before: Option<&Subject<'_>>,
    ) -> Vec<Share> {
        let cores = available_parallelism().map_or(1, NonZeroUsize::get);
        let mut hands = vec![Vec::new(); cores.min(rules.len()).max(1)];
        let count = hands.len();
        for (position, rule) in rules.iter().enumerate() {
            if let Some(hand) = hands.get_mut(position % count) {
                hand.push(*rule);
            }
        }
        std::thread::scope(|scope| {
            let running: Vec<_> = hands
                .iter()
                .map(|hand| scope.spawn(|| self.judge_share(hand, now, before)))
                .collect();
            running
                .into_iter()
                .zip(&hands)
                .map(|(thread, hand)| thread.join().unwrap_or_else(|_| Share::crashed(hand, now)))
                .collect()
        })
    }

    fn judge_share(
        &self,
        rules: &[&RuleModule],
        now: &Subject<'_>,
        before: Option<&Subject<'_>>,
    ) -> Share {
        let mut share = Share::default();
        let mut after = Session::new(self, now, rules);
        let mut before = before.map(|before| Session::new(self, before, rules));
        for rule in rules {
            let mut verdicts = after.judge(rule);
            if let Some(before) = &mut before {
                let earlier = before.judge(rule);
                delta::classify(&mut verdicts, &earlier, now.inventory());
                share.fixed.extend(delta::fixed(&verdicts, &earlier));
            }
            share.verdicts.append(&mut verdicts);
        }
        share.failures = after.failures;
        share
    }

    /// What each rule's `deny` is: what another evaluator must find in the same document, too.
    #[must_use]
    pub fn denials(&self, inventory: &Inventory) -> Vec<Denial> {
        let subject = Subject::new(inventory);
        let mut session = Session::new(self, &subject, &self.rules);
        self.rules.iter().map(|rule| session.deny(rule)).collect()
    }

    /// The parameters that rules see as `data.parameters`.
    #[must_use]
    pub fn parameters(&self) -> &Json {
        &self.parameters
    }

    /// The lines of rules and libraries that judging `inventory` reaches and misses, by path.
    #[must_use]
    pub fn lines(&self, inventory: &Inventory) -> Vec<(String, Lines)> {
        Session::new(self, &Subject::new(inventory), &self.rules).lines(&self.rules)
    }
}

/// What one evaluator found.
#[derive(Default)]
struct Share {
    verdicts: Vec<Verdict>,
    fixed: Vec<(RuleId, String)>,
    failures: Vec<RuleFailure>,
}

impl Share {
    /// What stands for the verdicts of an evaluator that crashed: errors, never passes.
    fn crashed(rules: &[&RuleModule], now: &Subject<'_>) -> Self {
        let verdicts = rules
            .iter()
            .flat_map(|rule| {
                let resources: Vec<_> =
                    decision::judged(&rule.rule, rule.reads_deleted, now.inventory()).collect();
                decision::all_errors(&rule.rule, &resources, "the evaluator crashed")
            })
            .collect();
        Self {
            verdicts,
            ..Self::default()
        }
    }
}

/// Lines of a file, counted from one.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Evaluated at least once.
    pub reached: BTreeSet<u32>,
    /// Never evaluated.
    pub missed: BTreeSet<u32>,
}

/// More names than this are not listed in a message.
const MANY: usize = 20;

fn unknown(code: &'static str, what: &str, name: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MANY => format!("`tollgate rules list` lists all {}", known.len()),
        None => format!("there are {}", known.join(", ")),
    };
    Diagnostic::error(code, format!("there is no {what} `{name}`")).with_help(help)
}
