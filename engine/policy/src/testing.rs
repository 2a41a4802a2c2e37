//! Tests of rules: each case goes through the gate itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use regorus::{Engine, Value as Rego};
use serde::Deserialize;
use serde_json::Value as Json;
use tollgate_model::value::Object;
use tollgate_model::{
    Action, Address, AttributePath, Change, Context, DocumentKind, Inventory, Outcome, Resource,
    RuleId, Segment, Value, Verdict,
};

use crate::bundle::{Bundle, Module, RuleModule};
use crate::gate::{Gate, GateOptions, Lines, Selection};

/// The time that cases run at, unless they give another.
const NOW: &str = "2026-11-23T02:00:00Z";

/// The account and region that cases are in.
const ACCOUNT: &str = "111122223333";
const REGION: &str = "eu-west-1";

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

/// One case, as the test file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    verdict: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    address: Option<Address>,
    #[serde(default)]
    values: serde_json::Map<String, Json>,
    #[serde(default)]
    unknown: Vec<AttributePath>,
    #[serde(default)]
    references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    change: Option<CaseChange>,
    id: Option<Arc<str>>,
    arn: Option<Arc<str>>,
    environment: Option<String>,
    #[serde(default)]
    parameters: Json,
    attribute: Option<AttributePath>,
    findings: Option<usize>,
    #[serde(default)]
    resources: BTreeMap<Arc<str>, Vec<CaseResource>>,
    #[serde(default)]
    deleted: BTreeMap<Arc<str>, Vec<CaseResource>>,
}

#[derive(Deserialize)]
struct CaseChange {
    actions: Vec<String>,
    #[serde(default)]
    before: serde_json::Map<String, Json>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseResource {
    address: Address,
    #[serde(default)]
    values: serde_json::Map<String, Json>,
    #[serde(default)]
    unknown: Vec<AttributePath>,
    #[serde(default)]
    references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    change: Option<CaseChange>,
    id: Option<Arc<str>>,
    arn: Option<Arc<str>>,
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
struct Prepared {
    inventory: Inventory,
    address: Address,
    options: GateOptions,
    verdict: String,
    attribute: Option<AttributePath>,
    findings: Option<usize>,
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

fn prepare(rule: &RuleModule, case: Case) -> Result<Prepared, String> {
    let first = rule
        .rule
        .resources
        .first()
        .map(AsRef::as_ref)
        .unwrap_or_default();
    let kind = case.kind.as_deref().unwrap_or(first).to_owned();
    let default = format!("{kind}.example");
    let address = match &case.address {
        Some(address) => address.clone(),
        None => default
            .parse::<Address>()
            .map_err(|error| error.to_string())?,
    };
    let mut inventory = Inventory::new(Context {
        source: DocumentKind::TerraformPlan,
        environment: case.environment.clone(),
        account: Some(ACCOUNT.to_owned()),
        region: Some(REGION.to_owned()),
        now: NOW.to_owned(),
    });
    if case.resources.is_empty() && case.deleted.is_empty() {
        inventory.insert(resource(CaseResource {
            address: address.clone(),
            values: case.values,
            unknown: case.unknown,
            references: case.references,
            change: case.change,
            id: case.id,
            arn: case.arn,
        })?);
    }
    for group in case.resources.into_values() {
        for one in group {
            inventory.insert(resource(one)?);
        }
    }
    for group in case.deleted.into_values() {
        for one in group {
            let mut one = resource(one)?;
            one.change
                .get_or_insert_with(|| Change::new(Action::Delete))
                .action = Action::Delete;
            inventory.insert(one);
        }
    }
    let options = GateOptions {
        environment: case.environment,
        parameters: if case.parameters.is_null() {
            serde_json::json!({})
        } else {
            case.parameters
        },
        select: Selection {
            rules: vec![rule.rule.id.to_string()],
            domains: Vec::new(),
        },
        ..GateOptions::default()
    };
    Ok(Prepared {
        inventory,
        address,
        options,
        verdict: case.verdict,
        attribute: case.attribute,
        findings: case.findings,
    })
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

fn resource(case: CaseResource) -> Result<Resource, String> {
    let mut resource = Resource::new(case.address);
    resource.values = object(case.values);
    for path in &case.unknown {
        put_unknown(&mut resource.values, path)?;
    }
    resource.references = case.references;
    resource.id = case.id;
    resource.arn = case.arn;
    if let Some(change) = case.change {
        let action = Action::from_words(&change.actions)
            .ok_or_else(|| format!("{:?} is not an action", change.actions))?;
        resource.change = Some(Change {
            before: Some(object(change.before)),
            ..Change::new(action)
        });
    }
    Ok(resource)
}

fn object(json: serde_json::Map<String, Json>) -> Object {
    json.into_iter()
        .map(|(name, value)| (name, Value::from(value)))
        .collect()
}

/// Makes the value at `path` unknown, and what leads there where it is missing.
fn put_unknown(values: &mut Object, path: &AttributePath) -> Result<(), String> {
    let mut segments = path.segments().iter();
    let Some(Segment::Name(first)) = segments.next() else {
        return Err(format!("`{path}` does not start with a name"));
    };
    let mut place = values.entry(first.to_string()).or_default();
    for segment in segments {
        place = match segment {
            Segment::Name(name) => {
                if place.is_null() {
                    *place = Value::Object(Object::new());
                }
                let Value::Object(attributes) = place else {
                    return Err(format!("`{path}` leads through a value that is no object"));
                };
                attributes.entry(name.to_string()).or_default()
            }
            Segment::Index(index) => {
                if place.is_null() {
                    *place = Value::List(Vec::new());
                }
                let Value::List(items) = place else {
                    return Err(format!("`{path}` leads through a value that is no list"));
                };
                if items.len() <= *index {
                    items.resize(index + 1, Value::Null);
                }
                items
                    .get_mut(*index)
                    .ok_or_else(|| format!("`{path}` is out of range"))?
            }
        };
    }
    *place = Value::unknown();
    Ok(())
}
