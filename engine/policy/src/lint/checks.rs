//! The checks that look at one construct each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tollgate_model::Diagnostics;

use super::Subject;
use super::syntax::{Step, dotted, only, range, reference, walk};

/// Lines of a rule's file, comments not counted; more is two rules.
const MAX_LINES: usize = 80;

/// A partial rule's key and value are variables bound in the body, or constants: an expression there
/// that is undefined for one element loses the findings of others.
pub fn computed_heads(subject: &Subject<'_>, found: &mut Diagnostics) {
    for rule in subject.tree.rules() {
        let Some((kind, head)) = rule.head() else {
            continue;
        };
        let parts = match kind {
            "Set" => vec![head.get("key")],
            "Compr" if is_partial(head) => {
                vec![
                    head.pointer("/refr/RefBrack/index"),
                    head.pointer("/assign/value"),
                ]
            }
            _ => continue,
        };
        for part in parts.into_iter().flatten() {
            let Some((kind, json)) = only(part) else {
                continue;
            };
            if !matches!(
                kind,
                "Var" | "String" | "RawString" | "Number" | "Bool" | "Null"
            ) {
                found.push(subject.report(
                    "policy::computed-head",
                    range(json),
                    "the head holds an expression",
                    "bind it in the body (`finding := …`) and name the variable in the head",
                ));
            }
        }
    }
}

fn is_partial(head: &Json) -> bool {
    head.pointer("/refr/RefBrack").is_some()
}

/// `m[k] contains v` loses its keys in the evaluator.
pub fn multi_value_objects(subject: &Subject<'_>, found: &mut Diagnostics) {
    for rule in subject.tree.rules() {
        if let Some(("Set", head)) = rule.head()
            && is_partial(head)
        {
            found.push(subject.report(
                "policy::multi-value-object",
                range(head),
                "a partial object of sets",
                "build it as one object: `m := {k: vs | …}`",
            ));
        }
    }
}

/// `with` belongs in tests.
pub fn with_modifiers(subject: &Subject<'_>, found: &mut Diagnostics) {
    for rule in subject.tree.rules() {
        find_statements(rule.json(), &mut |statement| {
            let modified = statement.get("with_mods").and_then(Json::as_array);
            if modified.is_some_and(|modifiers| !modifiers.is_empty()) {
                found.push(subject.report(
                    "policy::with-outside-tests",
                    range(statement),
                    "`with` outside a test",
                    "pass the value as an argument of a function",
                ));
            }
        });
    }
}

/// Calls `visit` for each statement of each body below `json`.
fn find_statements<'a>(json: &'a Json, visit: &mut impl FnMut(&'a Json)) {
    match json {
        Json::Object(members) => {
            if let Some(Json::Array(statements)) = members.get("stmts") {
                statements.iter().for_each(&mut *visit);
            }
            members
                .values()
                .for_each(|member| find_statements(member, visit));
        }
        Json::Array(items) => items.iter().for_each(|item| find_statements(item, visit)),
        _ => {}
    }
}

/// `else` and `default` make a rule's value depend on order; libraries may use them.
pub fn else_and_default(subject: &Subject<'_>, found: &mut Diagnostics) {
    if subject.rule.is_none() {
        return;
    }
    for rule in subject.tree.rules() {
        if let Some(json) = rule.json().get("Default") {
            found.push(subject.report(
                "policy::default-outside-lib",
                range(json),
                "`default` outside a library",
                "write the negation as a helper, or move this to `lib`",
            ));
        }
        for body in rule
            .bodies()
            .filter(|body| body.get("is_else") == Some(&Json::Bool(true)))
        {
            found.push(subject.report(
                "policy::else-outside-lib",
                range(body),
                "`else` outside a library",
                "write two helpers, or move this to `lib`",
            ));
        }
    }
}

/// The evaluator accepts recursion; OPA does not.
pub fn recursion(subject: &Subject<'_>, found: &mut Diagnostics) {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let names: BTreeSet<String> = subject
        .tree
        .rules()
        .filter_map(|rule| rule.name())
        .collect();
    for rule in subject.tree.rules() {
        let Some(name) = rule.name() else { continue };
        let used = uses.entry(name).or_default();
        for body in rule.bodies() {
            collect_names(body, &names, used);
        }
        if let Some(assigned) = rule.head().and_then(|(_, head)| head.get("assign")) {
            collect_names(assigned, &names, used);
        }
    }
    for (name, direct) in &uses {
        let mut reached = direct.clone();
        let mut open: Vec<&String> = direct.iter().collect();
        while let Some(next) = open.pop() {
            for further in uses.get(next).into_iter().flatten() {
                if reached.insert(further.clone()) {
                    open.push(further);
                }
            }
        }
        if reached.contains(name) {
            found.push(subject.report(
                "policy::recursion",
                0..0,
                format!("`{name}` uses itself"),
                "Rego has no recursion; OPA refuses this file",
            ));
        }
    }
}

fn collect_names(json: &Json, names: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    walk(json, &mut |kind, inner| {
        if kind == "Var"
            && let Some(name) = inner.get("value").and_then(Json::as_str)
            && names.contains(name)
        {
            used.insert(name.to_owned());
        }
    });
}

/// A negated membership or call holds in the evaluator when its argument is undefined; in OPA it does
/// not. Bind the argument first.
pub fn negated_reads(subject: &Subject<'_>, found: &mut Diagnostics) {
    for rule in subject.tree.rules() {
        walk(rule.json(), &mut |kind, json| {
            if kind != "NotExpr" {
                return;
            }
            let Some((inner_kind, inner)) = json.get("expr").and_then(only) else {
                return;
            };
            let arguments: Vec<&Json> = match inner_kind {
                "Membership" => inner.get("value").into_iter().collect(),
                "Call" => inner
                    .get("params")
                    .and_then(Json::as_array)
                    .into_iter()
                    .flatten()
                    .collect(),
                _ => return,
            };
            let reads = arguments
                .into_iter()
                .filter_map(only)
                .find(|(kind, argument)| {
                    reference(kind, argument).is_some_and(|(start, steps)| {
                        start != "data"
                            && start != "input"
                            && steps.contains(&Step::Name("values".to_owned()))
                    })
                });
            if let Some((_, argument)) = reads {
                found.push(subject.report(
                    "policy::negated-read",
                    range(argument),
                    "an attribute is read inside `not`, where it may be absent",
                    "bind it in the body first, or use `object.get` with a default",
                ));
            }
        });
    }
}

/// Only `deny` is public.
pub fn public_names(subject: &Subject<'_>, found: &mut Diagnostics) {
    if subject.rule.is_none() {
        return;
    }
    let mut has_deny = false;
    for rule in subject.tree.rules() {
        let Some(name) = rule.name() else { continue };
        has_deny |= name == "deny";
        if name != "deny" && !name.starts_with('_') {
            found.push(subject.report(
                "policy::public-helper",
                rule.head().map_or(0..0, |(_, head)| range(head)),
                format!("`{name}` is public"),
                "start the names of helpers with `_`, or move this to `lib`",
            ));
        }
    }
    if !has_deny {
        found.push(subject.report(
            "policy::no-deny",
            0..0,
            "the file has no `deny`",
            "write `deny contains finding if …`",
        ));
    }
}

/// A loop over resources inside a loop over resources takes time that grows with the square.
pub fn nested_loops(subject: &Subject<'_>, found: &mut Diagnostics) {
    for rule in subject.tree.rules() {
        for body in rule.bodies() {
            let statements = body.pointer("/query/stmts").and_then(Json::as_array);
            let loops: Vec<&Json> = statements
                .into_iter()
                .flatten()
                .filter_map(|statement| statement.pointer("/literal/SomeIn"))
                .filter(|some| {
                    let path = some.get("collection").and_then(dotted).unwrap_or_default();
                    path.starts_with("input.resources") || path.starts_with("input.deleted")
                })
                .collect();
            if let Some(second) = loops.get(1) {
                found.push(subject.report(
                    "policy::nested-resource-loop",
                    range(second),
                    "a loop over resources inside another",
                    "build a set or an object of one side once, and look things up in it",
                ));
            }
        }
    }
}

/// A rule that needs more lines is two rules.
pub fn length(subject: &Subject<'_>, found: &mut Diagnostics) {
    let code = subject
        .source()
        .text()
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .count();
    if subject.rule.is_some() && code > MAX_LINES {
        found.push(subject.report(
            "policy::long-rule",
            0..0,
            format!("the rule has {code} lines; {MAX_LINES} are the limit"),
            "split it, or move helpers to `lib`",
        ));
    }
}
