//! Resources and data sources: each block, for each of its instances.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::schema;
use tollgate_model::suggestion::nearest;
use tollgate_model::{
    Address, AttributePath, Diagnostic, Diagnostics, InstanceKey, Mode, Object, Segment, names,
};

use super::arguments::{Arguments, Reader};
use super::configuration::{ConfiguredResource, Lifecycle};
use super::evaluator::{Evaluator, Shape};
use super::expansion::Expansion;
use super::grammar::RESOURCE;
use super::provider::{self, Provider};
use super::scope::BlockScope;
use super::syntax::{Block, Expr};
use super::visible::{self, Visible};
use super::{check, data_source, known_computed};
use crate::types::Type;
use crate::value::{Members, Value};

/// What one block gives.
pub struct Evaluated {
    /// What references to it see; none after an error in `count` or `for_each`.
    pub visible: Option<Visible>,
    /// Its instances, if it is a managed resource, or a data source that only AWS can answer.
    pub resources: Vec<ConfiguredResource>,
    /// How many instances there are.
    pub made: usize,
}

/// Evaluates a `resource`, `data` or `ephemeral` block in an instance of its module.
pub fn evaluate(
    evaluator: &Evaluator<'_>,
    instance: usize,
    mode: Mode,
    block: &Block,
    found: &mut Diagnostics,
) -> Evaluated {
    let mut evaluated = Evaluated {
        visible: None,
        resources: Vec::new(),
        made: 0,
    };
    let label = |position: usize| block.labels.get(position).cloned().unwrap_or_default();
    let (kind, name) = (label(0), label(1));
    let Some(module) = evaluator.instances.get(instance) else {
        return evaluated;
    };
    let schema = schema(evaluator, mode, &kind, block, found);
    let scope = BlockScope::of(evaluator, instance);
    let Some(expansion) = Expansion::of(evaluator, block, &scope, found) else {
        return evaluated;
    };
    let shape = expansion.shape();
    let provider_name = provider::local_name(block);
    let provider = evaluator.provider(instance, &provider_name);
    let shared = Shared {
        evaluator,
        block,
        schema: schema.as_deref(),
        provider: &provider,
        provider_name,
        lifecycle: lifecycle(block),
        depends_on: depends_on(block, module.path.without_keys()),
    };
    let mut instances: Vec<(Option<InstanceKey>, Value)> = Vec::new();
    for repeated in expansion.into_instances() {
        let key = repeated.key.clone();
        let address = Address::new(
            module.path.clone(),
            mode,
            kind.clone(),
            name.clone(),
            key.clone(),
        );
        if !evaluator.focus.is_none_or(|focus| focus.wants(&address)) {
            continue;
        }
        let scope = BlockScope::of(evaluator, instance).inside(&repeated);
        let value = shared.instance(address, &scope, &mut evaluated.resources, found);
        instances.push((key, value));
    }
    evaluated.made = instances.len();
    if shape == Shape::Object {
        instances.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
    evaluated.visible = Some(Visible::new(kind, schema, shape, instances));
    evaluated
}

/// What all instances of a block share.
struct Shared<'a> {
    evaluator: &'a Evaluator<'a>,
    block: &'a Block,
    schema: Option<&'a schema::Block>,
    provider: &'a Provider,
    provider_name: String,
    lifecycle: Lifecycle,
    depends_on: Vec<Arc<str>>,
}

impl Shared<'_> {
    /// Evaluates one instance, and returns its value for references.
    fn instance(
        &self,
        address: Address,
        scope: &BlockScope<'_>,
        resources: &mut Vec<ConfiguredResource>,
        found: &mut Diagnostics,
    ) -> Value {
        check::preconditions(self.evaluator, self.block, scope, found);
        let mut reader = Reader {
            evaluator: self.evaluator,
            subject: format!("`{}`", address.config()),
            grammar: &RESOURCE,
            found,
        };
        let mut arguments = reader.read(self.block, self.schema, scope);
        if self
            .schema
            .is_some_and(|schema| schema.attributes.contains_key("tags_all"))
        {
            self.provider.merge_tags(&mut arguments.members);
        }
        let mut value = visible::value(&address, &arguments.members, self.schema);
        let kind = address.resource_type().clone();
        match address.mode() {
            Mode::Managed => match self.evaluator.options.known.get(&address) {
                Some(known) => visible::know(&mut value, known, &arguments.members, self.schema),
                None => known_computed::complete(&kind, &arguments.members, &mut value),
            },
            Mode::Data => match self.evaluator.options.answers.get(&address) {
                Some(known) => visible::know(&mut value, known, &arguments.members, self.schema),
                None => {
                    let answered = data_source::complete(
                        self.evaluator,
                        self.block,
                        &address,
                        &arguments.members,
                        self.provider,
                        &mut value,
                        found,
                    );
                    if !answered {
                        resources.push(self.configured(address.clone(), arguments.clone()));
                    }
                }
            },
            // What an ephemeral resource gives exists only while Terraform runs.
            Mode::Ephemeral => {
                value = Value {
                    references: value.references,
                    ..Value::unknown(Type::Any)
                }
                .into_sensitive();
            }
        }
        check::postconditions(self.evaluator, self.block, &scope.with_self(&value), found);
        if address.mode() == Mode::Managed {
            resources.push(self.configured(address, arguments));
        }
        value
    }

    fn configured(&self, address: Address, arguments: Arguments) -> ConfiguredResource {
        let Arguments { members, locations } = arguments;
        let region = members.get("region").and_then(Value::as_str);
        ConfiguredResource {
            region: region
                .or(self.provider.region.as_deref())
                .map(str::to_owned),
            values: lowered(&members),
            references: references(&members),
            location: self.block.location(),
            locations,
            lifecycle: self.lifecycle.clone(),
            provider: self.provider_name.clone(),
            depends_on: self.depends_on.clone(),
            address,
        }
    }
}

fn lowered(members: &Members) -> Object {
    members
        .iter()
        .map(|(name, value)| (name.to_string(), value.lower()))
        .collect()
}

fn references(members: &Members) -> BTreeMap<AttributePath, Vec<Arc<str>>> {
    let mut found = Vec::new();
    for (name, value) in members {
        value.referred(&AttributePath::from(name.as_ref()), &mut found);
    }
    found.into_iter().collect()
}

/// The schema of a type. A type of the AWS provider that is not in it is an error.
fn schema(
    evaluator: &Evaluator<'_>,
    mode: Mode,
    kind: &str,
    block: &Block,
    found: &mut Diagnostics,
) -> Option<Arc<schema::Block>> {
    let catalog = evaluator.catalog;
    let known = match mode {
        Mode::Managed => catalog
            .resource(kind)
            .or_else(|| catalog.resource(names::current(kind))),
        Mode::Data => catalog
            .data_source(kind)
            .or_else(|| catalog.data_source(names::current(kind))),
        Mode::Ephemeral => return None,
    };
    if known.is_some() || !kind.starts_with("aws_") {
        return known;
    }
    let (what, near) = match mode {
        Mode::Data => ("data source", nearest(kind, catalog.data_source_types())),
        _ => ("resource type", nearest(kind, catalog.resource_types())),
    };
    let diagnostic: Diagnostic = block.error(
        "hcl::unknown-type",
        format!("the AWS provider has no {what} `{kind}`"),
        "this type",
    );
    found.push(match near {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic.with_help(format!(
            "it is not in version {} of the provider, which this is checked against",
            catalog.version()
        )),
    });
    None
}

fn lifecycle(block: &Block) -> Lifecycle {
    let Some(written) = block.body.blocks("lifecycle").next() else {
        return Lifecycle::default();
    };
    let is_true = |name: &str| {
        let value = written.body.expr(name);
        value.is_some_and(|expr| {
            expr.node.as_bool() == Some(true) || expr.constant() == Some("true")
        })
    };
    let names = |name: &str| -> Vec<String> {
        let elements = written
            .body
            .expr(name)
            .map(Expr::elements)
            .unwrap_or_default();
        elements.iter().filter_map(Expr::name).collect()
    };
    let ignored = names("ignore_changes")
        .into_iter()
        .filter_map(|name| match name.as_str() {
            "all" => Some(AttributePath::default()),
            name => name.parse().ok(),
        });
    Lifecycle {
        prevent_destroy: is_true("prevent_destroy"),
        create_before_destroy: is_true("create_before_destroy"),
        ignore_changes: ignored
            .map(|path: AttributePath| without_star(&path))
            .collect(),
        replace_triggered_by: names("replace_triggered_by"),
    }
}

/// In old code `tags.%` and the like stand for the whole attribute.
fn without_star(path: &AttributePath) -> AttributePath {
    path.segments()
        .iter()
        .take_while(|segment| !matches!(segment, Segment::Name(name) if matches!(name.as_ref(), "%" | "#" | "*")))
        .cloned()
        .collect()
}

fn depends_on(block: &Block, module: tollgate_model::ModulePath) -> Vec<Arc<str>> {
    let prefix = if module.is_root() {
        String::new()
    } else {
        format!("{module}.")
    };
    let elements = block
        .body
        .expr("depends_on")
        .map(Expr::elements)
        .unwrap_or_default();
    elements
        .iter()
        .filter_map(Expr::name)
        .map(|name| Arc::from(format!("{prefix}{name}")))
        .collect()
}
