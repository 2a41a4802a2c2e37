//! Tests of rules: each case goes through the gate itself.

mod case;

use std::collections::BTreeMap;

use regorus::{Engine, Value as Rego};
use tollgate_model::{AttributePath, Inventory, Outcome, RuleId, Verdict};

use self::case::{Case, prepare};
use crate::bundle::{Bundle, Module, RuleModule};
use crate::gate::{Gate, GateOptions, Lines};

/// How one case ended.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// The rule.
    pub rule: RuleId,
    /// The test file, inside its bundle.
    pub file: String,
    /// The sentence that names the case.
    pub name: String,
    /// The verdict that the case expects.
    pub expected: String,
    /// What is wrong; none when the case holds.
    pub problem: Option<String>,
}

/// Runs the cases of every rule whose id or package holds `filter`.
#[must_use]
pub fn run(bundle: &Bundle, filter: Option<&str>) -> Vec<CaseResult> {
    let wanted = |rule: &RuleModule| {
        filter.is_none_or(|text| {
            rule.rule.package.contains(text)
                || rule.rule.id.as_str().contains(&text.to_ascii_uppercase())
        })
    };
    bundle
        .modules()
        .iter()
        .filter(|rule| wanted(rule))
        .flat_map(|rule| match test_of(bundle, rule) {
            Some(module) => run_file(bundle, rule, module),
            None => vec![failed(
                rule,
                &rule.module.path,
                "the rule has tests",
                "it has no `_test.rego`",
            )],
        })
        .collect()
}

fn test_of<'a>(bundle: &'a Bundle, rule: &RuleModule) -> Option<&'a Module> {
    let path = rule.module.path.replace(".rego", "_test.rego");
    bundle.tests().find(|test| test.path == path)
}

fn failed(rule: &RuleModule, file: &str, name: &str, problem: impl Into<String>) -> CaseResult {
    CaseResult {
        rule: rule.rule.id.clone(),
        file: file.to_owned(),
        name: name.to_owned(),
        expected: String::new(),
        problem: Some(problem.into()),
    }
}

fn run_file(bundle: &Bundle, rule: &RuleModule, module: &Module) -> Vec<CaseResult> {
    let cases = match cases(rule, module) {
        Ok(cases) => cases,
        Err(problem) => return vec![failed(rule, &module.path, "the cases can be read", problem)],
    };
    cases
        .into_iter()
        .map(|(name, case)| {
            let expected = case.verdict.clone();
            CaseResult {
                rule: rule.rule.id.clone(),
                file: module.path.clone(),
                problem: judge(bundle, rule, case).err(),
                name,
                expected,
            }
        })
        .collect()
}

fn cases(rule: &RuleModule, module: &Module) -> Result<BTreeMap<String, Case>, String> {
    let mut engine = Engine::new();
    let package = engine
        .add_policy(module.path.clone(), module.source.text().to_string())
        .map_err(|error| error.to_string())?;
    let expected = format!("data.{}_test", rule.rule.package);
    if package != expected {
        return Err(format!(
            "the package is `{package}`, and should be `{expected}`"
        ));
    }
    let value = engine
        .eval_rule(format!("{package}.cases"))
        .map_err(|error| error.to_string())?;
    if value == Rego::Undefined {
        return Err("`cases` is undefined".to_owned());
    }
    let json = value.to_json_str().map_err(|error| error.to_string())?;
    serde_json::from_str(&json).map_err(|error| error.to_string())
}

/// A case, ready to be judged.
#[derive(Clone, Debug)]
pub struct Example {
    /// The rule.
    pub rule: RuleId,
    /// The sentence that names the case.
    pub name: String,
    /// What is judged.
    pub inventory: Inventory,
    /// How it is judged: by the one rule, with the case's environment and parameters.
    pub options: GateOptions,
}

/// Every case of every rule that can be read.
#[must_use]
pub fn examples(bundle: &Bundle) -> Vec<Example> {
    let mut examples = Vec::new();
    for rule in bundle.modules() {
        let cases = test_of(bundle, rule).map(|module| cases(rule, module));
        for (name, case) in cases.and_then(Result::ok).unwrap_or_default() {
            if let Ok(prepared) = prepare(rule, case) {
                examples.push(Example {
                    rule: rule.rule.id.clone(),
                    name,
                    inventory: prepared.inventory,
                    options: prepared.options,
                });
            }
        }
    }
    examples
}

fn judge(bundle: &Bundle, rule: &RuleModule, case: Case) -> Result<(), String> {
    let case = prepare(rule, case)?;
    let gate = Gate::new(bundle, case.options).map_err(|error| error.to_string())?;
    let assessment = gate.assess(&case.inventory, None);
    if let Some(failure) = assessment.failures.first() {
        return Err(format!("{}: {}", failure.rule, failure.message));
    }
    let verdict = assessment
        .verdicts
        .iter()
        .find(|verdict| verdict.address == case.address);
    compare(
        verdict,
        &case.verdict,
        case.attribute.as_ref(),
        case.findings,
    )
}

/// The lines of rules and libraries that the cases of all rules reach and miss, by path.
pub fn reached_lines(bundle: &Bundle) -> BTreeMap<String, Lines> {
    let mut all: BTreeMap<String, Lines> = BTreeMap::new();
    for rule in bundle.modules() {
        let Some(module) = test_of(bundle, rule) else {
            continue;
        };
        for case in cases(rule, module).unwrap_or_default().into_values() {
            let Ok(case) = prepare(rule, case) else {
                continue;
            };
            let Ok(gate) = Gate::new(bundle, case.options) else {
                continue;
            };
            for (path, lines) in gate.lines(&case.inventory) {
                let total = all.entry(path).or_default();
                total.reached.extend(lines.reached);
                total.missed.extend(lines.missed);
            }
        }
    }
    for lines in all.values_mut() {
        let Lines { reached, missed } = lines;
        missed.retain(|line| !reached.contains(line));
    }
    all
}

fn compare(
    verdict: Option<&Verdict>,
    expected: &str,
    attribute: Option<&AttributePath>,
    findings: Option<usize>,
) -> Result<(), String> {
    let actual = verdict.map_or("not_applicable", |verdict| verdict.outcome.as_str());
    let said = || {
        let all = verdict
            .map(|verdict| verdict.findings.as_slice())
            .unwrap_or_default();
        let lines = all.iter().map(|finding| {
            let at = finding
                .attribute
                .as_ref()
                .map(|path| format!("{path}: "))
                .unwrap_or_default();
            format!("\n    {at}{}", finding.message)
        });
        lines.collect::<String>()
    };
    if actual != expected {
        return Err(format!(
            "expected `{expected}`, but the verdict is `{actual}`{}",
            said()
        ));
    }
    let Some(verdict) = verdict else {
        return Ok(());
    };
    if let Some(attribute) = attribute
        && !verdict
            .findings
            .iter()
            .any(|finding| finding.attribute.as_ref() == Some(attribute))
        && !(verdict.outcome == Outcome::Unknown && verdict.undecided.contains(attribute))
    {
        return Err(format!("no finding is about `{attribute}`{}", said()));
    }
    match findings {
        Some(number) if number != verdict.findings.len() => Err(format!(
            "expected {number} findings, but there are {}{}",
            verdict.findings.len(),
            said()
        )),
        _ => Ok(()),
    }
}
