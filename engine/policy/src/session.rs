//! One inventory before the evaluator.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use regorus::utils::limits::ExecutionTimerConfig;
use regorus::{Engine, Value as Rego};
use serde_json::Value as Json;
use tollgate_model::assessment::RuleFailure;
use tollgate_model::rule_view::RuleView;
use tollgate_model::{Inventory, Resource, Rule, Verdict};

use crate::bundle::RuleModule;
use crate::gate::{Gate, Lines};
use crate::marks::MarkIndex;
use crate::{decision, input};

/// How often a running rule looks at the clock, in steps of the evaluator.
const STEPS_BETWEEN_CLOCK_LOOKS: NonZeroU32 = match NonZeroU32::new(1_000) {
    Some(steps) => steps,
    None => NonZeroU32::MIN,
};

/// An inventory in the evaluator's form: made once, read by every session.
pub(crate) struct Subject<'a> {
    inventory: &'a Inventory,
    marks: MarkIndex<'a>,
    input: Result<Rego, String>,
}

impl<'a> Subject<'a> {
    /// Turns the inventory into the document that rules see.
    pub fn new(inventory: &'a Inventory) -> Self {
        Self {
            inventory,
            marks: MarkIndex::new(inventory),
            input: input::value(&RuleView::new(inventory)).map_err(|error| error.to_string()),
        }
    }

    /// The inventory itself.
    pub fn inventory(&self) -> &'a Inventory {
        self.inventory
    }

    /// The document for a rule that must see sensitive values to judge: those it declares are shown,
    /// of its own resource types only.
    fn revealed(&self, rule: &Rule) -> Result<Rego, String> {
        let mut document = self.input.clone()?;
        let shown = input::value(&RuleView::revealing(self.inventory, rule))
            .map_err(|error| error.to_string())?;
        for part in ["resources", "deleted"] {
            let Rego::Object(shown) = &shown[part] else {
                continue;
            };
            let groups = document
                .as_object_mut()
                .map_err(|error| error.to_string())?
                .get_mut(&Rego::from(part));
            if let Some(groups) = groups {
                let groups = groups.as_object_mut().map_err(|error| error.to_string())?;
                groups.extend(
                    shown
                        .iter()
                        .map(|(kind, group)| (kind.clone(), group.clone())),
                );
            }
        }
        Ok(document)
    }
}

/// What a rule found, before any verdict is made of it.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The rule's package.
    pub package: String,
    /// The document that it saw, where that is its own: with the sensitive values that it declares.
    pub revealed: Option<Json>,
    /// The findings, as a list; or why there are none.
    pub findings: Result<Json, String>,
}

/// One evaluator with some of the rules, and what it judges.
pub(crate) struct Session<'a> {
    engine: Engine,
    subject: &'a Subject<'a>,
    /// Rules that do not compile, by package, with the reason.
    broken: Vec<(String, String)>,
    /// Libraries and parameters that cannot be used.
    pub failures: Vec<RuleFailure>,
}

impl<'a> Session<'a> {
    /// An evaluator for `rules`.
    pub fn new(gate: &Gate<'_>, subject: &'a Subject<'a>, rules: &[&RuleModule]) -> Self {
        let mut engine = Engine::new();
        engine.set_strict_builtin_errors(false);
        engine.set_gather_prints(true);
        engine.set_execution_timer_config(ExecutionTimerConfig {
            limit: gate.options.time_limit * shares(subject.inventory.len()),
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
        if let Ok(input) = &subject.input {
            engine.set_input(input.clone());
        }
        Self {
            engine,
            subject,
            broken,
            failures,
        }
    }

    /// The verdicts of one rule.
    pub fn judge(&mut self, rule: &RuleModule) -> Vec<Verdict> {
        let Subject {
            inventory, marks, ..
        } = self.subject;
        let package = &rule.rule.package;
        if let Some((_, reason)) = self.broken.iter().find(|(broken, _)| broken == package) {
            let resources: Vec<&Resource> =
                decision::judged(&rule.rule, rule.reads_deleted, inventory).collect();
            return decision::all_errors(&rule.rule, &resources, reason);
        }
        let returned = self.evaluate(rule, &mut None);
        let RuleModule {
            rule,
            reads_deleted,
            reads_context,
            ..
        } = rule;
        let mut verdicts = decision::verdicts(rule, *reads_deleted, inventory, marks, returned);
        let context = &inventory.context;
        for field in reads_context {
            let known = match *field {
                "account" => context.account.is_some(),
                _ => context.region.is_some(),
            };
            if !known {
                decision::withhold_passes(&mut verdicts, field);
            }
        }
        verdicts
    }

    /// What the rule's `deny` is, before any verdict is made of it, and the document that it saw.
    pub fn deny(&mut self, rule: &RuleModule) -> Denial {
        let json = |value: &Rego| {
            let text = value.to_json_str().map_err(|error| error.to_string())?;
            serde_json::from_str(&text).map_err(|error| error.to_string())
        };
        let mut shown = None;
        let returned = self.evaluate(rule, &mut shown);
        Denial {
            package: rule.rule.package.clone(),
            revealed: shown.and_then(|document| json(&document).ok()),
            findings: returned.and_then(|value| json(&value)),
        }
    }

    /// What `deny` is. A rule that declares a sensitive attribute gets a document of its own, which is
    /// left in `shown`.
    fn evaluate(&mut self, rule: &RuleModule, shown: &mut Option<Rego>) -> Result<Rego, String> {
        let Subject {
            inventory,
            marks,
            input,
        } = self.subject;
        let input = input.clone()?;
        let sensitive = decision::judged(&rule.rule, rule.reads_deleted, inventory)
            .any(|resource| marks.of(resource).withholds(&rule.rule));
        if sensitive {
            let document = self.subject.revealed(&rule.rule)?;
            self.engine.set_input(document.clone());
            *shown = Some(document);
        }
        let returned = self
            .engine
            .eval_rule(format!("data.{}.deny", rule.rule.package))
            .map_err(|error| tidy(&error.to_string()));
        if sensitive {
            self.engine.set_input(input);
        }
        returned
    }

    /// Judges every rule and tells the lines of rules and libraries that were reached and missed.
    pub fn lines(mut self, rules: &[&RuleModule]) -> Vec<(String, Lines)> {
        self.engine.set_enable_coverage(true);
        for rule in rules {
            self.judge(rule);
        }
        let report = self.engine.get_coverage_report().unwrap_or_default();
        let files = report.files.into_iter();
        files
            .map(|file| {
                let lines = Lines {
                    reached: file.covered,
                    missed: file.not_covered,
                };
                (file.path, lines)
            })
            .collect()
    }
}

/// How many times ten thousand resources there are, rounded up.
fn shares(resources: usize) -> u32 {
    u32::try_from(resources.div_ceil(10_000))
        .unwrap_or(u32::MAX)
        .max(1)
}

fn add(engine: &mut Engine, path: &str, text: &Arc<str>) -> Result<(), String> {
    engine
        .add_policy(path.to_owned(), text.to_string())
        .map(drop)
        .map_err(|error| tidy(&error.to_string()))
}

/// The evaluator's message without the frame that it draws around a line of Rego.
pub(crate) fn tidy(message: &str) -> String {
    if let Some(limit) = exceeded(message) {
        return format!("it took longer than {limit:?} (`--time-limit` allows more)");
    }
    let lines = message
        .lines()
        .map(|line| line.trim_matches(|c: char| c == '|' || c.is_whitespace()));
    let words: Vec<&str> = lines
        .filter(|line| !line.is_empty() && *line != "^")
        .collect();
    words.join(" ")
}

/// The limit in `execution exceeded time limit (elapsed=2000016018ns, limit=2000000000ns)`.
fn exceeded(message: &str) -> Option<Duration> {
    let (_, numbers) = message.split_once("exceeded time limit")?;
    let (_, limit) = numbers.split_once("limit=")?;
    let (nanoseconds, _) = limit.split_once("ns")?;
    nanoseconds.parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_out_of_time_is_told_the_same_way_every_time() {
        let message = "execution exceeded time limit (elapsed=2005397674ns, limit=1500000000ns)";
        assert_eq!(
            tidy(message),
            "it took longer than 1.5s (`--time-limit` allows more)"
        );
        assert_eq!(tidy("| a\n| ^\n b |"), "a b");
    }
}
