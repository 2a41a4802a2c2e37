//! `docs/rules`: an index, and one page for each folder of rules.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_model::{Domain, Rule, RuleId, Severity};
use tollgate_policy::Bundle;

use super::example::{self, Pair};
use super::framework::Framework;
use super::markdown::{code, codes, link, prose, table};
use super::page::Page;
use super::rule;

/// Where the pages are, from the root of the repository.
pub const FOLDER: &str = "docs/rules";

/// What the index says of itself, before the tables.
const HOW_TO_READ: &str = "\
Each has a section on the page of its service, under its id:

- **severity** is how bad a failure is: `--severity high` blocks on `high` and `critical` only.
- **judges** names the resource types: every resource of these types gets one verdict, and the rule
  is not applicable where there is none.
- **reads** names the attributes whose value decides. While one of them is known only after apply, and
  nothing else is wrong, the verdict is `unknown`. A rule without any decides by what is there.
- **asks whether set** names those of which only matters that they are given, whatever their value.
- A **parameter** differs by environment: `default` holds when none is named, and the other columns
  show what holds there.
- **controls** are what the rule supports in each framework, in the framework's own notation.
- The **examples** are cases of the rule's own tests, judged again when this page was written. They
  show the values of one resource as [the inventory](../inventory.md) has them, or all resources by type.

[The gate](../gate.md) tells what verdicts and exit codes mean, [waivers](../waivers.md) how a failure is
accepted, and [writing rules](../writing-rules.md) how to add one. `tollgate rules show RDS-001` prints
a rule on the terminal, and `tollgate rules list --json` all of them for programs.

These pages are written from the rules by `UPDATE_DOCS=1 cargo test -p tollgate-tests --test docs`.
";

/// The index and the pages.
#[must_use]
pub fn pages(bundle: &Bundle, frameworks: &BTreeMap<String, Framework>) -> Vec<Page> {
    let examples = example::choose(bundle);
    let services = by_service(bundle);
    let mut pages = vec![Page {
        path: format!("{FOLDER}/README.md"),
        text: index(bundle, &services, frameworks),
    }];
    pages.extend(services.iter().map(|(service, rules)| Page {
        path: format!("{FOLDER}/{service}.md"),
        text: page(service, rules, bundle, frameworks, &examples),
    }));
    pages
}

/// The rules by the folder that they are in.
fn by_service(bundle: &Bundle) -> BTreeMap<&str, Vec<&Rule>> {
    let mut services: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in bundle.rules() {
        services.entry(service(rule)).or_default().push(rule);
    }
    services
}

fn service(rule: &Rule) -> &str {
    rule.file.rsplit('/').nth(1).unwrap_or_default()
}

fn page(
    service: &str,
    rules: &[&Rule],
    bundle: &Bundle,
    frameworks: &BTreeMap<String, Framework>,
    examples: &BTreeMap<RuleId, Pair>,
) -> String {
    let none = Pair::default();
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            let id = rule.id.as_str();
            vec![
                link(id, format!("#{}", id.to_lowercase())),
                prose(&rule.title),
                rule.severity.to_string(),
                rule.domain.to_string(),
            ]
        })
        .collect();
    let mut parts = vec![
        format!("# Rules: {service}\n"),
        format!(
            "{}, in `policies/aws/{service}`. [The index](README.md) tells how to read them.\n",
            counted(rules.len(), "rule")
        ),
        table(&["id", "title", "severity", "domain"], &rows),
    ];
    parts.extend(rules.iter().map(|rule| {
        let examples = examples.get(&rule.id).unwrap_or(&none);
        rule::section(rule, bundle, frameworks, examples)
    }));
    parts.join("\n")
}

fn index(
    bundle: &Bundle,
    services: &BTreeMap<&str, Vec<&Rule>>,
    frameworks: &BTreeMap<String, Framework>,
) -> String {
    let rules = bundle.rules();
    let rows: Vec<_> = rules
        .iter()
        .map(|rule| {
            let id = rule.id.as_str();
            let place = format!("{}.md#{}", service(rule), id.to_lowercase());
            vec![
                link(id, place),
                prose(&rule.title),
                rule.severity.to_string(),
                rule.domain.to_string(),
                codes(&rule.resources),
            ]
        })
        .collect();
    let parts = [
        "# The rules\n".to_owned(),
        format!("{} are built in.\n", counted(rules.len(), "rule")),
        HOW_TO_READ.to_owned(),
        "## By domain and severity\n".to_owned(),
        counts(bundle),
        "## By service\n".to_owned(),
        by_page(services),
        "## By framework\n".to_owned(),
        by_framework(bundle, frameworks),
        "## All rules\n".to_owned(),
        table(&["id", "title", "severity", "domain", "resources"], &rows),
    ];
    parts.join("\n")
}

/// How many rules there are of each domain and severity, with sums.
fn counts(bundle: &Bundle) -> String {
    let domains: BTreeSet<Domain> = bundle.rules().iter().map(|rule| rule.domain).collect();
    let number = |domain: Option<Domain>, severity: Option<Severity>| {
        let counted = bundle.rules().iter().filter(|rule| {
            domain.is_none_or(|domain| rule.domain == domain)
                && severity.is_none_or(|severity| rule.severity == severity)
        });
        counted.count().to_string()
    };
    let row = |name: String, domain: Option<Domain>| {
        let mut row = vec![name];
        row.extend(Severity::ALL.map(|severity| number(domain, Some(severity))));
        row.push(number(domain, None));
        row
    };
    let mut rows: Vec<_> = domains
        .into_iter()
        .map(|domain| row(domain.to_string(), Some(domain)))
        .collect();
    rows.push(row("all".to_owned(), None));
    let mut head = vec!["domain"];
    head.extend(Severity::ALL.map(Severity::as_str));
    head.push("all");
    table(&head, &rows)
}

fn by_page(services: &BTreeMap<&str, Vec<&Rule>>) -> String {
    let rows: Vec<_> = services
        .iter()
        .map(|(service, rules)| {
            let types: BTreeSet<_> = rules.iter().flat_map(|rule| &rule.resources).collect();
            vec![
                link(service, format!("{service}.md")),
                rules.len().to_string(),
                codes(types),
            ]
        })
        .collect();
    table(&["service", "rules", "resources"], &rows)
}

/// How many rules support each framework, and how many of its controls they name.
fn by_framework(bundle: &Bundle, frameworks: &BTreeMap<String, Framework>) -> String {
    let rows: Vec<_> = frameworks
        .values()
        .map(|framework| {
            let supporting: Vec<_> = bundle
                .rules()
                .iter()
                .filter_map(|rule| rule.controls.get(&framework.id))
                .collect();
            let controls: BTreeSet<_> = supporting.iter().copied().flatten().collect();
            vec![
                code(&framework.id),
                link(prose(&framework.title()), &framework.source),
                supporting.len().to_string(),
                controls.len().to_string(),
                prose(&framework.ids),
            ]
        })
        .collect();
    let head = [
        "key",
        "framework",
        "rules",
        "controls named",
        "how a control is written",
    ];
    table(&head, &rows)
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
