//! A resource as expressions see it: what the author set, and the rest of its schema as unknown.
//!
//! An attribute by which AWS will identify the resource (`arn`, `id`, a generated `name`) stands for
//! one certain thing before it is known, and carries the symbol `${address.attribute}`.

use std::sync::Arc;

use tollgate_model::schema::{self, Presence};
use tollgate_model::suggestion::nearest;
use tollgate_model::{Address, InstanceKey, Mode, Object};

use super::arguments::language_type;
use super::evaluator::Shape;
use super::foreign;
use super::scope::{gather, instance_key};
use crate::expr::{Fault, Step};
use crate::number;
use crate::raise::raise;
use crate::types::Type;
use crate::value::{Data, Members, References, Unknown, Value};

/// All instances of a resource or data source.
#[derive(Debug)]
pub struct Visible {
    /// What the name alone stands for.
    value: Value,
    /// The instances, in the order of their keys.
    instances: Vec<(Option<InstanceKey>, Value)>,
    shape: Shape,
    /// The type, as errors name it.
    kind: Arc<str>,
    schema: Option<Arc<schema::Block>>,
}

impl Visible {
    /// Instances, each with its key and its [`value`].
    pub fn new(
        kind: Arc<str>,
        schema: Option<Arc<schema::Block>>,
        shape: Shape,
        instances: Vec<(Option<InstanceKey>, Value)>,
    ) -> Self {
        // Of most types that are not in the schema nobody knows all attributes.
        let is_open = schema.is_none() && !foreign::is_complete(&kind);
        let whole = |value: &Value| {
            if is_open {
                Value {
                    references: value.references.clone(),
                    ..Value::unknown(Type::Any)
                }
            } else {
                value.clone()
            }
        };
        let value = match shape {
            Shape::Single => instances.first().map(|(_, value)| whole(value)),
            // Nothing can be said of instances that are not known, but what they refer to.
            Shape::Unknown => instances.first().map(|(_, value)| Value {
                references: value.references.clone(),
                ..Value::unknown(Type::Any)
            }),
            Shape::Tuple | Shape::Object => {
                let values = instances
                    .iter()
                    .map(|(key, value)| (key.clone(), whole(value)));
                Some(gather(shape, values.collect()))
            }
        };
        Self {
            value: value.unwrap_or_else(|| Value::unknown(Type::Any)),
            instances,
            shape,
            kind,
            schema,
        }
    }

    /// What `steps` after the resource's name lead to, and how many of them were taken.
    pub fn resolve(&self, steps: &[Step]) -> Result<(Value, usize), Fault> {
        let (instance, taken) = match (self.shape, steps.first()) {
            (Shape::Single, _) => (self.instances.first().map(|(_, value)| value), 0),
            (Shape::Tuple | Shape::Object, Some(Step::Index(key))) => (self.instance(key), 1),
            _ => (None, 0),
        };
        let Some(instance) = instance else {
            return Ok((self.value.clone(), 0));
        };
        match steps.get(taken) {
            Some(Step::Attribute(name)) => {
                let rest = steps.get(taken + 1..).unwrap_or_default();
                let (value, more) = self.attribute(instance, name, rest)?;
                Ok((value, taken + 1 + more))
            }
            Some(Step::Index(key)) if key.as_str().is_some() => {
                let (value, more) =
                    self.attribute(instance, key.as_str().unwrap_or_default(), &[])?;
                Ok((value, taken + 1 + more))
            }
            None if self.shape == Shape::Single => Ok((self.value.clone(), 0)),
            _ => Ok((instance.clone(), taken)),
        }
    }

    fn instance(&self, key: &Value) -> Option<&Value> {
        let wanted = Some(instance_key(key)?);
        let position = self
            .instances
            .binary_search_by(|(key, _)| key.cmp(&wanted))
            .ok()?;
        self.instances.get(position).map(|(_, value)| value)
    }

    fn attribute(
        &self,
        instance: &Value,
        name: &str,
        rest: &[Step],
    ) -> Result<(Value, usize), Fault> {
        let marks = Value {
            data: Data::Null(Type::Any),
            ..instance.clone()
        };
        let members = instance
            .members()
            .ok_or_else(|| Fault::new("hcl::internal", "a resource has no attributes"))?;
        let Some(value) = members.get(name) else {
            return match &self.schema {
                None if self.kind.as_ref() == "terraform_data" => {
                    Err(self.no_attribute(name, members.keys().map(AsRef::as_ref)))
                }
                None => Ok((foreign::attribute(&self.kind, name).marked_like(&marks), 0)),
                Some(schema) => Err(self.no_attribute(name, schema.names())),
            };
        };
        // What stands inside a block that AWS fills in identifies something, too:
        // `master_user_secret[0].secret_arn`.
        let unset = matches!(&value.data, Data::Unknown(unknown) if unknown.symbol.is_none());
        let block = self
            .schema
            .as_ref()
            .and_then(|schema| schema.blocks.get(name))
            .filter(|_| unset);
        if let (Some(block), [Step::Index(index), Step::Attribute(leaf), ..]) = (block, rest)
            && let Data::Number(index) = &index.data
            && let Some(attribute) = block.body.attributes.get(leaf)
            && is_identity(leaf, attribute.presence, &block.body)
            && let Some(address) = instance.references.iter().next()
        {
            let symbol = format!("${{{address}.{name}[{}].{leaf}}}", number::format(index));
            return Ok((identity(&attribute.kind, symbol).marked_like(&marks), 2));
        }
        Ok((value.clone().marked_like(&marks), 0))
    }

    fn no_attribute<'a>(&self, name: &str, known: impl Iterator<Item = &'a str>) -> Fault {
        let fault = Fault::new(
            "hcl::unknown-attribute",
            format!("{} has no attribute `{name}`", self.kind),
        );
        match nearest(name, known) {
            Some(near) => fault.with_help(format!("did you mean `{near}`?")),
            None => {
                fault.with_help("see the provider's documentation for what can be read from it")
            }
        }
    }
}

/// One instance: what is set, and everything else that its schema has.
pub fn value(address: &Address, set: &Members, schema: Option<&schema::Block>) -> Value {
    let mut members = set.clone();
    match schema {
        Some(schema) => {
            let data = address.mode() == Mode::Data;
            for (name, attribute) in &schema.attributes {
                if members.contains_key(name.as_str()) {
                    continue;
                }
                let symbol = if data {
                    attribute.presence != Presence::Optional && names_one_thing(name)
                } else {
                    is_identity(name, attribute.presence, schema)
                };
                let value = if symbol {
                    identity(&attribute.kind, format!("${{{address}.{name}}}"))
                } else {
                    Value::unknown(language_type(&attribute.kind))
                };
                let secret = foreign::is_secret(address.resource_type(), name);
                members.insert(
                    name.as_str().into(),
                    if secret {
                        value.into_sensitive()
                    } else {
                        value
                    },
                );
            }
            for (name, nested) in &schema.blocks {
                let kind = if nested.is_single() && nested.nesting == schema::Nesting::Single {
                    Type::Any
                } else {
                    Type::list(Type::Any)
                };
                members
                    .entry(name.as_str().into())
                    .or_insert_with(|| Value::unknown(kind));
            }
        }
        None => foreign::complete(address.resource_type(), &mut members),
    }
    let references = References::one(Arc::from(address.as_str()));
    Value {
        references,
        ..Value::object(members)
    }
}

/// Fills in what is known of a resource that exists, or is planned: everything that the author left
/// to AWS. What the author set stays as the code has it now.
pub fn know(value: &mut Value, known: &Object, set: &Members, schema: Option<&schema::Block>) {
    let Data::Object(members) = &value.data else {
        return;
    };
    let mut members = Members::clone(members);
    let names: Vec<Arc<str>> = members
        .keys()
        .cloned()
        .chain(known.keys().map(|name| Arc::from(name.as_str())))
        .collect();
    for name in names {
        if set.contains_key(&name) {
            continue;
        }
        let attribute = schema.and_then(|schema| schema.attributes.get(name.as_ref()));
        let kind = attribute.map_or(Type::Any, |attribute| language_type(&attribute.kind));
        let is_sensitive = members.get(&name).is_some_and(|value| value.sensitive);
        let raised = match known.get(name.as_ref()) {
            Some(value) => raise(value, &kind),
            None => Value::null(kind),
        };
        members.insert(
            name,
            if is_sensitive {
                raised.into_sensitive()
            } else {
                raised
            },
        );
    }
    value.data = Data::Object(Arc::new(members));
}

/// Whether an attribute that the author left unset identifies the resource.
fn is_identity(name: &str, presence: Presence, schema: &schema::Block) -> bool {
    match presence {
        Presence::Computed | Presence::OptionalComputed => true,
        // A name that AWS makes up, from a prefix if there is one.
        Presence::Optional => schema.attributes.contains_key(&format!("{name}_prefix")),
        Presence::Required => false,
    }
}

/// Whether an attribute of a data source names one certain thing, rather than telling something
/// about it that may be anything.
fn names_one_thing(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "arn",
        "id",
        "name",
        "dns_name",
        "domain_name",
        "zone_id",
        "hosted_zone_id",
    ];
    NAMES.contains(&name) || name.ends_with("_arn") || name.ends_with("_id")
}

/// Text that AWS will give, standing for itself; of another type, just unknown.
fn identity(kind: &schema::AttributeType, symbol: String) -> Value {
    match language_type(kind) {
        Type::String => self::symbol(symbol),
        kind => Value::unknown(kind),
    }
}

/// Text that is not known yet, and stands for itself.
pub fn symbol(symbol: impl Into<Arc<str>>) -> Value {
    Data::Unknown(Unknown {
        kind: Type::String,
        symbol: Some(symbol.into()),
        document: None,
    })
    .into()
}
