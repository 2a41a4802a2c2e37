//! Resources and data sources: their instances, and what references to them give.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hcl_edit::expr::Expression;
use hcl_edit::structure::Block;
use tollgate_model::schema::{self, Presence};
use tollgate_model::suggestion::nearest;
use tollgate_model::{Address, AttributePath, Diagnostic, Mode, Object};

use super::block::{Arguments, Walk, language_type};
use super::instances::{Repetition, gather};
use super::module::{ResourceName, header};
use super::scope::BlockScope;
use super::{Evaluator, Instance, Item, data};
use crate::config::{ConfiguredResource, Lifecycle};
use crate::types::Type;
use crate::value::{Data, Members, References, Unknown, Value};

/// Attributes by which AWS identifies a thing, when the author leaves them to AWS.
const IDENTITIES: &[&str] = &[
    "id",
    "arn",
    "name",
    "bucket",
    "key_id",
    "url",
    "unique_id",
    "identifier",
    "family",
    "dns_name",
];

impl Evaluator<'_> {
    /// The value of a resource or data source: an object, or a tuple or object of its instances.
    pub fn resource(&self, instance: &Rc<Instance>, name: &ResourceName) -> Value {
        self.once(instance, Item::Resource(name.clone()), || {
            self.make_resource(instance, name)
        })
    }

    fn make_resource(&self, instance: &Rc<Instance>, name: &ResourceName) -> Value {
        let Some(declared) = instance.module.resources.get(name) else {
            return Value::unknown(Type::Any);
        };
        let (mode, kind, called) = name;
        let (block, source) = (&declared.item, &declared.source);
        let schema = self.schema(*mode, kind, block, source);
        let repetition = self.repetition(block, instance, source);
        let by_count = matches!(repetition, Repetition::Count(_));
        let once = matches!(repetition, Repetition::Once);
        let unknown = matches!(repetition, Repetition::Unknown);
        let shown = format!("`{kind}`");
        let walk = Walk {
            evaluator: self,
            source,
            name: &shown,
        };
        let mut values = Vec::new();
        for repeated in repetition.instances() {
            if self.resources.borrow().len() >= self.options.limits.resources {
                self.tell(
                    Diagnostic::error(
                        "hcl::too-many-resources",
                        format!(
                            "the code makes more than {} resources",
                            self.options.limits.resources
                        ),
                    )
                    .at(source, header(block), "here"),
                );
                break;
            }
            let scope = BlockScope {
                each: repeated.each,
                index: repeated.index,
                ..BlockScope::of(self, instance)
            };
            let address = Address::new(
                instance.path.clone(),
                *mode,
                kind.as_str(),
                called.as_str(),
                repeated.key.clone(),
            );
            let mut arguments = walk.resource(block, schema.as_deref(), &scope);
            let value = match mode {
                Mode::Managed => {
                    self.add_default_tags(schema.as_deref(), &mut arguments);
                    let value = reference_value(&address, &arguments, schema.as_deref(), kind);
                    self.configure(address, arguments, block, source);
                    value
                }
                Mode::Data => data::value(self, &address, &arguments, schema.as_deref()),
                Mode::Ephemeral => {
                    reference_value(&address, &arguments, schema.as_deref(), kind).into_sensitive()
                }
            };
            values.push((repeated.key, value));
        }
        if unknown {
            let references = values
                .first()
                .map(|(_, value)| value.references.clone())
                .unwrap_or_default();
            return Value {
                references,
                ..Value::unknown(Type::Any)
            };
        }
        match values.len() {
            1 if once => values
                .pop()
                .map_or_else(|| Value::unknown(Type::Any), |(_, value)| value),
            _ => gather(values, by_count),
        }
    }

    /// The schema of a type; none for other providers than AWS.
    fn schema(
        &self,
        mode: Mode,
        kind: &str,
        block: &Block,
        source: &tollgate_model::diagnostic::SourceFile,
    ) -> Option<Arc<schema::Block>> {
        if !kind.starts_with("aws_") {
            return None;
        }
        let current = tollgate_model::names::current(kind);
        let (found, what) = match mode {
            Mode::Managed => (self.catalog.resource(current), "resource type"),
            Mode::Data => (self.catalog.data_source(current), "data source"),
            Mode::Ephemeral => return None,
        };
        if found.is_none() {
            let near = match mode {
                Mode::Data => nearest(kind, self.catalog.data_source_types()),
                _ => nearest(kind, self.catalog.resource_types()),
            };
            let help = near.map_or_else(
                || {
                    format!(
                        "the schema is that of version {} of the AWS provider",
                        self.catalog.version()
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            self.tell(
                Diagnostic::error("hcl::unknown-type", format!("there is no {what} `{kind}`"))
                    .at(source, header(block), "here")
                    .with_help(help),
            );
        }
        found
    }

    /// The provider's `default_tags`, under those of the resource.
    fn add_default_tags(&self, schema: Option<&schema::Block>, arguments: &mut Arguments) {
        if !schema.is_some_and(|schema| schema.attributes.contains_key("tags_all")) {
            return;
        }
        let own = arguments
            .members
            .get("tags")
            .cloned()
            .filter(|tags| !tags.is_null());
        let defaults = self.default_tags.borrow().clone();
        let all = match (defaults, own) {
            (None, None) => return,
            (Some(tags), None) | (None, Some(tags)) => tags,
            (Some(defaults), Some(own)) => match (defaults.members(), own.members()) {
                (Some(base), Some(over)) => {
                    let mut all = base.clone();
                    all.extend(
                        over.iter()
                            .map(|(name, value)| (name.clone(), value.clone())),
                    );
                    Value::object(all).marked_like(&own)
                }
                _ => Value::unknown(Type::map(Type::String)).marked_like(&own),
            },
        };
        if let Some(place) = arguments
            .locations
            .get(&AttributePath::from("tags"))
            .cloned()
        {
            arguments
                .locations
                .insert(AttributePath::from("tags_all"), place);
        }
        arguments.members.insert("tags_all".into(), all);
    }

    /// Adds the instance to the configuration.
    fn configure(
        &self,
        address: Address,
        arguments: Arguments,
        block: &Block,
        source: &tollgate_model::diagnostic::SourceFile,
    ) {
        let mut referred = Vec::new();
        let mut values = Object::new();
        for (name, value) in &arguments.members {
            value.referred(&AttributePath::from(name.as_ref()), &mut referred);
            if !value.is_null() {
                values.insert(name.to_string(), value.lower());
            }
        }
        let mut references: BTreeMap<AttributePath, Vec<Arc<str>>> = BTreeMap::new();
        for (path, addresses) in referred {
            references.insert(path, addresses);
        }
        let location = source.location(super::module::span(block));
        self.resources.borrow_mut().push(ConfiguredResource {
            address,
            values,
            references,
            location,
            locations: arguments.locations,
            lifecycle: lifecycle(block),
            provider: block
                .body
                .get_attribute("provider")
                .map_or_else(|| "aws".to_owned(), |attribute| dotted(&attribute.value)),
            depends_on: addresses(block, "depends_on"),
        });
    }
}

fn dotted(expression: &Expression) -> String {
    crate::expr::references(expression)
        .first()
        .map(|names| names.join("."))
        .unwrap_or_default()
}

fn addresses(block: &Block, name: &str) -> Vec<Arc<str>> {
    block
        .body
        .get_attribute(name)
        .map(|attribute| crate::expr::references(&attribute.value))
        .unwrap_or_default()
        .into_iter()
        .map(|names| Arc::from(names.join(".")))
        .collect()
}

fn lifecycle(block: &Block) -> Lifecycle {
    let Some(lifecycle) = block.body.get_blocks("lifecycle").next() else {
        return Lifecycle::default();
    };
    let is_true = |name: &str| {
        lifecycle.body.get_attribute(name).is_some_and(
            |attribute| matches!(&attribute.value, Expression::Bool(value) if *value.value()),
        )
    };
    let ignored = match lifecycle
        .body
        .get_attribute("ignore_changes")
        .map(|attribute| &attribute.value)
    {
        Some(Expression::Array(items)) => items
            .iter()
            .filter_map(|item| dotted(item).parse().ok())
            .collect(),
        Some(_) => vec![AttributePath::default()],
        None => Vec::new(),
    };
    Lifecycle {
        prevent_destroy: is_true("prevent_destroy"),
        create_before_destroy: is_true("create_before_destroy"),
        ignore_changes: ignored,
        replace_triggered_by: addresses(lifecycle, "replace_triggered_by")
            .iter()
            .map(ToString::to_string)
            .collect(),
    }
}

/// What a reference to an instance gives: what is set, and the rest of the schema as unknown.
pub fn reference_value(
    address: &Address,
    arguments: &Arguments,
    schema: Option<&schema::Block>,
    kind: &str,
) -> Value {
    let references = References::one(Arc::from(address.as_str()));
    let mut members: Members = arguments
        .members
        .iter()
        .map(|(name, value)| {
            let references = references.and(&value.references);
            (
                name.clone(),
                Value {
                    references,
                    ..value.clone()
                },
            )
        })
        .collect();
    let Some(schema) = schema else {
        return foreign(address, kind, members, &references);
    };
    for (name, attribute) in &schema.attributes {
        if members.contains_key(name.as_str()) {
            continue;
        }
        let identity = attribute.presence == Presence::Computed
            || IDENTITIES.contains(&name.as_str())
            || name.ends_with("_arn");
        let symbol = identity.then(|| Arc::from(format!("${{{address}.{name}}}")));
        let kind = language_type(&attribute.kind);
        let symbol = symbol.filter(|_| kind == Type::String);
        let data = Data::Unknown(Unknown {
            kind,
            symbol,
            document: None,
        });
        let value = Value {
            references: references.clone(),
            ..data.into()
        };
        members.insert(name.as_str().into(), value);
    }
    for name in schema.blocks.keys() {
        members
            .entry(name.as_str().into())
            .or_insert_with(|| Value {
                references: references.clone(),
                ..Value::unknown(Type::Any)
            });
    }
    // `timeouts` and the like may be referred to, and say nothing.
    Value {
        references,
        ..Value::object(members)
    }
}

/// Resources of other providers: what they are called is not known, so any attribute may be asked for.
fn foreign(address: &Address, kind: &str, mut members: Members, references: &References) -> Value {
    let computed: &[(&str, Type)] = match kind {
        "random_password" | "random_string" => &[
            ("result", Type::String),
            ("id", Type::String),
            ("bcrypt_hash", Type::String),
        ],
        "random_id" => &[
            ("id", Type::String),
            ("hex", Type::String),
            ("dec", Type::String),
            ("b64_std", Type::String),
            ("b64_url", Type::String),
        ],
        "random_pet" | "random_uuid" | "random_integer" | "random_shuffle" => {
            &[("id", Type::String), ("result", Type::Any)]
        }
        "null_resource" => &[("id", Type::String)],
        "terraform_data" => &[("id", Type::String)],
        _ => {
            return Value {
                references: references.clone(),
                ..Value::unknown(Type::Any)
            };
        }
    };
    for (name, kind) in computed {
        let value = Value {
            references: references.clone(),
            ..Value::unknown(kind.clone())
        };
        let secret = address.resource_type().as_ref() == "random_password" && *name != "id";
        members.entry((*name).into()).or_insert(if secret {
            value.into_sensitive()
        } else {
            value
        });
    }
    if kind == "terraform_data" {
        let input = members.get("input").cloned();
        let output = match input {
            Some(input) => Value {
                references: references.clone(),
                ..Value::unknown(input.kind())
            }
            .marked_like(&Value {
                references: References::default(),
                ..input
            }),
            None => Value::null(Type::Any),
        };
        members.insert("output".into(), output);
        for name in ["input", "triggers_replace"] {
            members
                .entry(name.into())
                .or_insert_with(|| Value::null(Type::Any));
        }
    }
    Value {
        references: references.clone(),
        ..Value::object(members)
    }
}
