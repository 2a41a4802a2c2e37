//! The gate: asks every rule about an inventory.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{Engine, Value as Rego};
use serde_json::Value as Json;
use tollgate_model::assessment::RuleFailure;
use tollgate_model::rule_view::RuleView;
use tollgate_model::suggestion::nearest;
use tollgate_model::{
    Assessment, Diagnostic, Diagnostics, Domain, Inventory, PathPattern, Resource, Rule, Verdict,
};

use crate::bundle::{Bundle, RuleModule, merge};
use crate::{decision, delta, input};

/// How often a running rule looks at the clock, in steps of the evaluator.
const STEPS_BETWEEN_CLOCK_LOOKS: NonZeroU32 = match NonZeroU32::new(1_000) {
    Some(steps) => steps,
    None => NonZeroU32::MIN,
};

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
    /// Time that one rule may take.
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
    bundle: &'a Bundle,
    rules: Vec<&'a RuleModule>,
    options: GateOptions,
    parameters: Json,
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
        let mut now = Session::new(self, inventory, &applicable);
        let mut before = prior.map(|prior| Session::new(self, prior, &applicable));
        for rule in applicable {
            let mut verdicts = now.judge(rule);
            if let Some(before) = &mut before {
                let earlier = before.judge(rule);
                delta::classify(&mut verdicts, &earlier, inventory);
                assessment.fixed.extend(delta::fixed(&verdicts, &earlier));
            }
            assessment.verdicts.append(&mut verdicts);
        }
        assessment.failures.append(&mut now.failures);
        assessment
            .verdicts
            .sort_by(|a, b| a.address.cmp(&b.address).then_with(|| a.rule.cmp(&b.rule)));
        assessment
    }
}

impl Gate<'_> {
    /// The lines of rules and libraries that judging `inventory` reaches and misses, by path.
    #[must_use]
    pub fn lines(&self, inventory: &Inventory) -> Vec<(String, Lines)> {
        let mut session = Session::new(self, inventory, &self.rules);
        session.engine.set_enable_coverage(true);
        for rule in &self.rules {
            session.judge(rule);
        }
        let report = session.engine.get_coverage_report().unwrap_or_default();
        let files = report.files.into_iter();
        files
            .map(|file| {
                (
                    file.path,
                    Lines {
                        reached: file.covered,
                        missed: file.not_covered,
                    },
                )
            })
            .collect()
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

fn unknown(code: &'static str, what: &str, name: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    Diagnostic::error(code, format!("there is no {what} `{name}`")).with_help(help)
}

/// One inventory before the evaluator.
struct Session<'a> {
    engine: Engine,
    inventory: &'a Inventory,
    input: Result<Rego, String>,
    /// Rules that do not compile, by package, with the reason.
    broken: Vec<(String, String)>,
    failures: Vec<RuleFailure>,
}

impl<'a> Session<'a> {
    fn new(gate: &Gate<'_>, inventory: &'a Inventory, rules: &[&RuleModule]) -> Self {
        let mut engine = Engine::new();
        engine.set_strict_builtin_errors(false);
        engine.set_gather_prints(true);
        engine.set_execution_timer_config(ExecutionTimerConfig {
            limit: gate.options.time_limit,
            check_interval: STEPS_BETWEEN_CLOCK_LOOKS,
        });
        let mut failures = Vec::new();
        let mut broken = Vec::new();
        let parameters = serde_json::json!({ "parameters": gate.parameters });
        let data = input::value(&parameters).map_err(|error| error.to_string());
        if let Err(error) =
            data.and_then(|data| engine.add_data(data).map_err(|error| error.to_string()))
        {
            failures.push(RuleFailure {
                rule: "parameters".to_owned(),
                message: error,
            });
        }
        for library in gate.bundle.libraries() {
            if let Err(error) = add(&mut engine, &library.path, library.source.text()) {
                failures.push(RuleFailure {
                    rule: library.path.clone(),
                    message: error,
                });
            }
        }
        for rule in rules {
            let module = &rule.module;
            if let Err(error) = add(&mut engine, &module.path, module.source.text()) {
                broken.push((rule.rule.package.clone(), error));
            }
        }
        let input = input::value(&RuleView::new(inventory)).map_err(|error| error.to_string());
        if let Ok(input) = &input {
            engine.set_input(input.clone());
        }
        Self {
            engine,
            inventory,
            input,
            broken,
            failures,
        }
    }

    /// The verdicts of one rule.
    fn judge(&mut self, rule: &RuleModule) -> Vec<Verdict> {
        let RuleModule {
            rule,
            reads_deleted,
            ..
        } = rule;
        if let Some((_, reason)) = self
            .broken
            .iter()
            .find(|(package, _)| *package == rule.package)
        {
            let resources: Vec<&Resource> =
                decision::judged(rule, *reads_deleted, self.inventory).collect();
            return decision::all_errors(rule, &resources, reason);
        }
        let returned = self.input.clone().and_then(|input| {
            let sensitive = decision::judged(rule, *reads_deleted, self.inventory)
                .any(|resource| decision::reads_sensitive(rule, resource));
            if sensitive {
                let revealed = revealed(self.inventory, rule)?;
                self.engine.set_input(revealed);
            }
            let returned = self
                .engine
                .eval_rule(format!("data.{}.deny", rule.package))
                .map_err(|error| tidy(&error.to_string()));
            if sensitive {
                self.engine.set_input(input);
            }
            returned
        });
        decision::verdicts(rule, *reads_deleted, self.inventory, returned)
    }
}

/// The input of a rule that must see sensitive values to judge: only those it declares, and only the
/// resources of its own types.
fn revealed(inventory: &Inventory, rule: &Rule) -> Result<Rego, String> {
    let patterns: Vec<PathPattern> = rule.attributes.clone();
    input::value(&RuleView::revealing(inventory, &patterns)).map_err(|error| error.to_string())
}

fn add(engine: &mut Engine, path: &str, text: &Arc<str>) -> Result<(), String> {
    engine
        .add_policy(path.to_owned(), text.to_string())
        .map(drop)
        .map_err(|error| tidy(&error.to_string()))
}

/// The evaluator's message without the frame that it draws around a line of Rego.
pub(crate) fn tidy(message: &str) -> String {
    let lines = message
        .lines()
        .map(|line| line.trim_matches(|c: char| c == '|' || c.is_whitespace()));
    let words: Vec<&str> = lines
        .filter(|line| !line.is_empty() && *line != "^")
        .collect();
    words.join(" ")
}
