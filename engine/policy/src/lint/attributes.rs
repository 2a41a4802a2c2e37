//! Declared attributes: complete, and known to the provider.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tollgate_model::schema::Catalog;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostics, Rule};

use super::Subject;
use super::syntax::{Declaration, Step, dotted, only, range, reference, walk};

/// Attributes that folding adds to a type, beside those of the provider's schema, and the type that pricing
/// adds (docs/inventory.md).
const FOLDED: &[(&str, &[&str])] = &[
    (
        "aws_s3_bucket",
        &[
            "versioning",
            "public_access_block",
            "server_side_encryption_configuration",
            "lifecycle_configuration",
            "policy",
            "acl",
            "logging",
            "ownership_controls",
            "cors_configuration",
            "replication_configuration",
            "object_lock_configuration",
            "notification",
            "website_configuration",
        ],
    ),
    ("aws_security_group", &["ingress", "egress"]),
    ("aws_default_security_group", &["ingress", "egress"]),
    ("aws_network_acl", &["ingress", "egress"]),
    ("aws_default_network_acl", &["ingress", "egress"]),
    ("aws_route_table", &["route", "association"]),
    ("aws_default_route_table", &["route"]),
    ("aws_vpc", &["flow_log"]),
    ("aws_iam_role", &["inline_policy", "managed_policy_arns"]),
    ("aws_iam_user", &["inline_policy", "managed_policy_arns"]),
    ("aws_iam_group", &["inline_policy", "managed_policy_arns"]),
    ("aws_kms_key", &["policy", "alias"]),
    ("aws_secretsmanager_secret", &["policy", "rotation"]),
    ("aws_sns_topic", &["policy", "subscription"]),
    ("aws_sqs_queue", &["policy"]),
    ("aws_cloudwatch_event_rule", &["target"]),
    ("aws_lambda_function", &["permission"]),
    (
        "aws_ecs_cluster",
        &["capacity_providers", "default_capacity_provider_strategy"],
    ),
    ("aws_ecr_repository", &["policy", "lifecycle_policy"]),
    ("aws_backup_vault", &["policy", "lock_configuration"]),
    ("aws_backup_plan", &["selection"]),
    ("aws_db_instance", &["automated_backups_replication"]),
    ("aws_lb", &["web_acl_association"]),
    ("aws_wafv2_web_acl", &["logging_configuration"]),
    (
        "tollgate_estimate",
        &[
            "monthly",
            "before",
            "change",
            "counts",
            "largest",
            "largest_change",
            "unbounded",
        ],
    ),
];

/// Every attribute of a judged resource that the rule reads is declared, and read by a constant name.
pub fn declared(subject: &Subject<'_>, found: &mut Diagnostics) {
    let Some(rule) = subject.rule else { return };
    let declared: BTreeSet<&str> = rule
        .attributes
        .iter()
        .chain(&rule.presence)
        .filter_map(|pattern| pattern.root())
        .collect();
    for declaration in subject.tree.rules() {
        let others = variables_of_other_types(declaration, rule);
        walk(declaration.json(), &mut |kind, json| {
            let read = match kind {
                "RefDot" | "RefBrack" => attribute_read(kind, json),
                "Call" => attribute_named(json),
                _ => None,
            };
            let Some((variable, attribute)) = read else {
                return;
            };
            if others.contains(&variable) {
                return;
            }
            match attribute {
                Some(name) if declared.contains(name.as_str()) => {}
                Some(name) => {
                    let help = match nearest(&name, declared.iter().copied()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => {
                            "add it to `attributes`, or to `presence` when only being set matters"
                                .to_owned()
                        }
                    };
                    found.push(subject.report(
                        "policy::undeclared-attribute",
                        range(json),
                        format!("`{name}` is read but not declared"),
                        &help,
                    ));
                }
                None => found.push(subject.report(
                    "policy::computed-attribute",
                    range(json),
                    "`values` is read through something that is not a constant name",
                    "name the attributes, so that the declared ones are complete",
                )),
            }
        });
    }
}

/// `variable.values.name…`, outermost reference or not; the name is none when it is computed.
fn attribute_read(kind: &str, json: &Json) -> Option<(String, Option<String>)> {
    let (start, steps) = reference(kind, json)?;
    match steps.as_slice() {
        [Step::Name(values), Step::Name(name)] if values == "values" => {
            Some((start, Some(name.clone())))
        }
        [Step::Name(values), Step::Computed] if values == "values" => Some((start, None)),
        _ => None,
    }
}

/// `values.helper(variable, "name…")`, where the variable is a whole resource. A computed name is
/// accepted there: these helpers tell whether something is set or known, and nothing else.
fn attribute_named(json: &Json) -> Option<(String, Option<String>)> {
    let name = json.get("fcn").and_then(dotted)?;
    if !name.starts_with("values.") || name == "values.names" {
        return None;
    }
    let parameters = json.get("params")?.as_array()?;
    let (kind, variable) = only(parameters.first()?)?;
    let (start, steps) = reference(kind, variable)?;
    if !steps.is_empty() {
        return None;
    }
    let (kind, path) = only(parameters.get(1)?)?;
    let path = matches!(kind, "String" | "RawString").then(|| path.get("value")?.as_str())??;
    Some((start, path.split(['.', '[']).next().map(str::to_owned)))
}

/// Variables that hold resources of types which the rule does not judge: their attributes cannot be
/// declared.
fn variables_of_other_types(declaration: Declaration<'_>, rule: &Rule) -> BTreeSet<String> {
    let judges = |kind: &str| rule.resources.iter().any(|own| own.as_ref() == kind);
    let mut types = BTreeSet::new();
    walk(declaration.json(), &mut |kind, json| {
        if kind == "String"
            && let Some(text) = json.get("value").and_then(Json::as_str)
            && text.starts_with("aws_")
        {
            types.insert(text);
        }
    });
    let mut others = BTreeSet::new();
    walk(declaration.json(), &mut |kind, json| {
        let Some(some) = (kind == "SomeIn").then_some(json) else {
            return;
        };
        let path = some.get("collection").and_then(dotted).unwrap_or_default();
        // `some type in {…}; some resource in input.resources[type]` names its types in the body.
        let is_other = match path.strip_prefix("input.resources") {
            Some("") => !types.is_empty() && !types.iter().any(|kind| judges(kind)),
            Some(kind) => !judges(kind.trim_start_matches('.')),
            None => false,
        };
        if is_other && let Some(name) = some.pointer("/value/Var/value").and_then(Json::as_str) {
            others.insert(name.to_owned());
        }
    });
    others
}

/// Declared types and attributes exist.
pub fn in_schema(subject: &Subject<'_>, found: &mut Diagnostics) {
    let Some(rule) = subject.rule else { return };
    let Ok(catalog) = Catalog::embedded() else {
        return;
    };
    let mut known: BTreeSet<String> = BTreeSet::new();
    for kind in &rule.resources {
        let folded = FOLDED.iter().find(|(parent, _)| *parent == kind.as_ref());
        let folded = folded.map(|(_, names)| *names);
        known.extend(folded.into_iter().flatten().map(|name| (*name).to_owned()));
        let Some(block) = catalog.resource(kind) else {
            if folded.is_some() {
                continue;
            }
            let near = nearest(kind, catalog.resource_types());
            let help = near.map_or_else(
                || {
                    format!(
                        "the schema is that of provider version {}",
                        catalog.version()
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("there is no resource type `{kind}`");
            found.push(subject.report(
                "policy::unknown-type",
                place(subject, kind),
                message,
                &help,
            ));
            return;
        };
        known.extend(block.names().map(str::to_owned));
    }
    for pattern in rule.attributes.iter().chain(&rule.presence) {
        let root = pattern.root().unwrap_or_default();
        if !known.contains(root) {
            let near = nearest(root, known.iter().map(String::as_str));
            let help = near.map_or_else(
                || "docs/inventory.md lists what folding adds".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            found.push(subject.report(
                "policy::unknown-attribute",
                place(subject, pattern.as_str()),
                format!("no type of this rule has an attribute `{root}`"),
                &help,
            ));
        }
    }
}

/// Where a word stands in the METADATA.
fn place(subject: &Subject<'_>, word: &str) -> std::ops::Range<usize> {
    subject
        .source()
        .text()
        .find(word)
        .map_or(0..0, |at| at..at + word.len())
}
