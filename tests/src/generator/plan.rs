//! Puts services together to one plan, as `terraform show -json` writes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::faults;
use super::random::Random;
use super::service::{Template, templates};

const SERVICES_PER_TEAM: usize = 10;

/// One resource in this many has a planted fault, which makes about 14 %.
const FAULT_EVERY: usize = 7;

/// A generated plan, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The document.
    pub json: String,
    /// How many resources it changes.
    pub resources: usize,
    /// The planted faults: rule id and address of the resource that must fail it.
    pub planted: BTreeSet<(String, String)>,
}

/// A plan of at least `resources` resources; the same for the same `seed`.
///
/// # Errors
/// When the templates are damaged.
pub fn plan(resources: usize, seed: u64) -> serde_json::Result<Plan> {
    let mut random = Random::new(seed);
    let mut planted = BTreeSet::new();
    let mut changes = Vec::new();
    let mut teams: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut number = 0;
    while changes.len() < resources {
        let team = format!("t{}", number / SERVICES_PER_TEAM);
        let module = format!(
            "module.team[\"{team}\"].module.service[{}]",
            number % SERVICES_PER_TEAM
        );
        let mut service = templates(&format!("{team}-s{}", number % SERVICES_PER_TEAM))?;
        plant(&mut service, &module, &mut random, &mut planted);
        let values = service
            .iter()
            .map(|template| planned_value(template, &module))
            .collect();
        teams.entry(team).or_default().push(json!({
            "address": module,
            "resources": Value::Array(values),
        }));
        changes.extend(service.iter().map(|template| change(template, &module)));
        number += 1;
    }
    let children: Vec<Value> = teams
        .into_iter()
        .map(|(team, services)| {
            json!({ "address": format!("module.team[\"{team}\"]"), "child_modules": services })
        })
        .collect();
    let count = changes.len();
    let document = json!({
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": { "root_module": { "child_modules": children } },
        "resource_changes": changes,
        "configuration": configuration()?,
        "timestamp": "2026-11-23T02:00:00Z",
        "applyable": true,
        "complete": true,
        "errored": false,
    });
    Ok(Plan {
        json: document.to_string(),
        resources: count,
        planted,
    })
}

/// Plants faults in a service, at most one in each resource that rules see.
fn plant(
    service: &mut [Template],
    module: &str,
    random: &mut Random,
    planted: &mut BTreeSet<(String, String)>,
) {
    let mut spoilt = BTreeSet::new();
    for template in service {
        let faults = faults::of(&template.kind, &template.name);
        let own = || format!("{}.{}", template.kind, template.name);
        let seen_in = template.seen_in.clone().unwrap_or_else(own);
        if faults.is_empty() || random.below(FAULT_EVERY) > 0 || !spoilt.insert(seen_in.clone()) {
            continue;
        }
        let Some(fault) = faults.get(random.below(faults.len())) else {
            continue;
        };
        fault.plant(&mut template.after);
        for rule in fault.rules {
            planted.insert(((*rule).to_owned(), format!("{module}.{seen_in}")));
        }
    }
}

fn index(template: &Template) -> String {
    template
        .key
        .as_ref()
        .map(|key| format!("[\"{key}\"]"))
        .unwrap_or_default()
}

fn planned_value(template: &Template, module: &str) -> Value {
    let mut value = Map::from_iter([
        ("address".to_owned(), address(template, module)),
        ("mode".to_owned(), "managed".into()),
        ("type".to_owned(), template.kind.as_str().into()),
        ("name".to_owned(), template.name.as_str().into()),
        (
            "provider_name".to_owned(),
            "registry.terraform.io/hashicorp/aws".into(),
        ),
        ("schema_version".to_owned(), 0.into()),
        ("values".to_owned(), template.after.clone()),
        ("sensitive_values".to_owned(), json!({})),
    ]);
    if let Some(key) = &template.key {
        value.insert("index".to_owned(), key.as_str().into());
    }
    Value::Object(value)
}

fn address(template: &Template, module: &str) -> Value {
    format!(
        "{module}.{}.{}{}",
        template.kind,
        template.name,
        index(template)
    )
    .into()
}

fn change(template: &Template, module: &str) -> Value {
    let mut change = Map::from_iter([
        ("address".to_owned(), address(template, module)),
        ("module_address".to_owned(), module.into()),
        ("mode".to_owned(), "managed".into()),
        ("type".to_owned(), template.kind.as_str().into()),
        ("name".to_owned(), template.name.as_str().into()),
        (
            "provider_name".to_owned(),
            "registry.terraform.io/hashicorp/aws".into(),
        ),
        (
            "change".to_owned(),
            json!({
                "actions": ["create"],
                "before": null,
                "after": template.after,
                "after_unknown": template.after_unknown,
                "before_sensitive": false,
                "after_sensitive": {},
            }),
        ),
    ]);
    if let Some(key) = &template.key {
        change.insert("index".to_owned(), key.as_str().into());
    }
    Value::Object(change)
}

/// The configuration of one team and one service, which all instances share.
fn configuration() -> serde_json::Result<Value> {
    let resources: Vec<Value> = templates("service")?
        .iter()
        .map(|template| {
            let mut resource = Map::from_iter([
                (
                    "address".to_owned(),
                    format!("{}.{}", template.kind, template.name).into(),
                ),
                ("mode".to_owned(), "managed".into()),
                ("type".to_owned(), template.kind.as_str().into()),
                ("name".to_owned(), template.name.as_str().into()),
                ("provider_config_key".to_owned(), "aws".into()),
                ("expressions".to_owned(), template.expressions.clone()),
                ("schema_version".to_owned(), 0.into()),
            ]);
            if template.key.is_some() {
                resource.insert(
                    "for_each_expression".to_owned(),
                    json!({ "references": ["var.ports"] }),
                );
            }
            Value::Object(resource)
        })
        .collect();
    let inputs = [
        "account",
        "environment",
        "execution_role_arn",
        "instance_class",
        "load_balancer_group_id",
        "node_type",
        "ports",
        "rotation_arn",
        "vpc_cidr",
        "vpc_id",
    ];
    let pass = |names: &[&str]| -> Value {
        names
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    json!({ "references": [format!("var.{name}")] }),
                )
            })
            .collect::<Map<_, _>>()
            .into()
    };
    let variables = |names: &[&str]| -> Value {
        names
            .iter()
            .map(|name| ((*name).to_owned(), json!({})))
            .collect::<Map<_, _>>()
            .into()
    };
    let mut service_inputs = pass(&inputs);
    if let Some(expressions) = service_inputs.as_object_mut() {
        expressions.insert(
            "service".to_owned(),
            json!({ "references": ["var.team", "count.index"] }),
        );
    }
    let mut team_inputs = pass(&inputs);
    if let Some(expressions) = team_inputs.as_object_mut() {
        expressions.insert("team".to_owned(), json!({ "references": ["each.key"] }));
    }
    Ok(json!({
        "provider_config": {
            "aws": {
                "name": "aws",
                "full_name": "registry.terraform.io/hashicorp/aws",
                "version_constraint": "~> 6.0",
                "expressions": { "region": { "constant_value": "eu-west-1" } },
            },
        },
        "root_module": {
            "variables": variables(&inputs),
            "module_calls": {
                "team": {
                    "source": "./modules/team",
                    "for_each_expression": { "references": ["var.teams"] },
                    "expressions": team_inputs,
                    "module": {
                        "variables": variables(&inputs),
                        "module_calls": {
                            "service": {
                                "source": "../service",
                                "count_expression": { "constant_value": SERVICES_PER_TEAM },
                                "expressions": service_inputs,
                                "module": { "resources": resources, "variables": variables(&inputs) },
                            },
                        },
                    },
                },
            },
        },
    }))
}
