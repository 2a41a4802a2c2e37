//! What a page says of one rule.

use std::collections::BTreeMap;

use serde_json::Value;
use tollgate_model::Rule;
use tollgate_policy::Bundle;

use super::example::{Pair, Shown};
use super::framework::Framework;
use super::json;
use super::markdown::{block, code, codes, link, prose, table};

/// Longer values of a parameter than this, in characters, are not repeated for every environment.
const LONG: usize = 30;

/// The environments in the order in which a change goes through them; others come first.
const ORDER: [&str; 3] = ["dev", "staging", "prod"];

/// The section of one rule, on a page in `docs/rules`. Its heading is the id, so that links to it
/// stay when its title changes.
#[must_use]
pub fn section(
    rule: &Rule,
    bundle: &Bundle,
    frameworks: &BTreeMap<String, Framework>,
    examples: &Pair,
) -> String {
    let parts = [
        format!("## {}\n", rule.id),
        format!("**{}**\n", prose(&rule.title)),
        format!("{}\n", prose(&rule.description)),
        facts(rule),
        format!("**To fix it:** {}\n", prose(&rule.remediation)),
        parameters(rule, bundle),
        controls(rule, frameworks),
        shown("Passes", rule, examples.passes.as_ref()),
        shown("Fails", rule, examples.fails.as_ref()),
        related(rule),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn facts(rule: &Rule) -> String {
    let mut rows = vec![
        vec!["severity".to_owned(), rule.severity.to_string()],
        vec!["domain".to_owned(), rule.domain.to_string()],
        vec!["judges".to_owned(), codes(&rule.resources)],
    ];
    let mut add = |name: &str, text: String| rows.push(vec![name.to_owned(), text]);
    if !rule.attributes.is_empty() {
        add(
            "reads",
            codes(rule.attributes.iter().map(|path| path.as_str())),
        );
    }
    if !rule.presence.is_empty() {
        add(
            "asks whether set",
            codes(rule.presence.iter().map(|path| path.as_str())),
        );
    }
    let waivable = if rule.waivable {
        "yes"
    } else {
        "no: a waiver for it is an error"
    };
    add("can be waived", waivable.to_owned());
    add("source", source(rule));
    table(&["", ""], &rows)
}

fn source(rule: &Rule) -> String {
    let tests = rule.file.replace(".rego", "_test.rego");
    let rule = link(code(&rule.file), format!("../../policies/{}", rule.file));
    format!(
        "{rule}, {}",
        link("cases", format!("../../policies/{tests}"))
    )
}

/// A table of the parameters that the rule reads, with what they are in each environment.
fn parameters(rule: &Rule, bundle: &Bundle) -> String {
    if rule.parameters.is_empty() {
        return String::new();
    }
    let mut environments: Vec<_> = bundle.environments().collect();
    environments.sort_by_key(|name| ORDER.iter().position(|known| known == name));
    let mut head = vec!["parameter", "default"];
    head.extend(&environments);
    let defaults = bundle.parameters(None);
    let rows: Vec<_> = rule
        .parameters
        .iter()
        .map(|name| {
            let default = value_of(&defaults, name);
            let mut row = vec![code(name), code(&default)];
            row.extend(environments.iter().map(|environment| {
                let value = value_of(&bundle.parameters(Some(environment)), name);
                if value == default && value.len() > LONG {
                    "as default".to_owned()
                } else {
                    code(value)
                }
            }));
            row
        })
        .collect();
    table(&head, &rows)
}

fn value_of(parameters: &Value, name: &str) -> String {
    let pointer = format!("/{}", name.replace('.', "/"));
    parameters
        .pointer(&pointer)
        .map_or_else(|| "not set".to_owned(), json::line)
}

fn controls(rule: &Rule, frameworks: &BTreeMap<String, Framework>) -> String {
    if rule.controls.is_empty() {
        return "No control of a framework asks for it.\n".to_owned();
    }
    let rows: Vec<_> = rule
        .controls
        .iter()
        .map(|(framework, ids)| {
            let name = frameworks.get(framework).map_or_else(
                || code(framework),
                |framework| link(prose(&framework.title()), &framework.source),
            );
            vec![name, ids.join(", ")]
        })
        .collect();
    table(&["framework", "controls"], &rows)
}

/// One example: what it is, the document, and what the gate says about it.
fn shown(verb: &str, rule: &Rule, example: Option<&Shown>) -> String {
    let Some(example) = example else {
        return String::new();
    };
    let mut text = format!("**{verb}**, {}", prose(&example.name));
    if rule.resources.len() > 1 && !example.text.contains(&example.kind) {
        text.push_str(&format!(" ({})", code(&example.kind)));
    }
    if let Some(environment) = &example.environment {
        text.push_str(&format!(", in {}", code(environment)));
    }
    if let Some(parameters) = &example.parameters {
        text.push_str(&format!(", with the parameters {}", code(parameters)));
    }
    text.push_str(":\n\n");
    text.push_str(&block("json", &example.text));
    if !example.findings.is_empty() {
        text.push('\n');
    }
    for (path, message) in &example.findings {
        let at = path.as_ref().map(|path| format!("{}: ", code(path)));
        text.push_str(&format!("- {}{}\n", at.unwrap_or_default(), prose(message)));
    }
    text
}

fn related(rule: &Rule) -> String {
    if rule.related_resources.is_empty() {
        return String::new();
    }
    let links: Vec<_> = rule
        .related_resources
        .iter()
        .map(|url| format!("<{url}>"))
        .collect();
    format!("Read on: {}\n", links.join(", "))
}
