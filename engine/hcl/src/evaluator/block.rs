//! The arguments of a block, against the provider's schema.

use std::collections::BTreeMap;

use hcl_edit::structure::{Attribute, Block, Body};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::schema::{self, AttributeType, NestedBlock, Presence};
use tollgate_model::suggestion::nearest;
use tollgate_model::{AttributePath, Diagnostic, Location, Segment};

use super::Evaluator;
use super::module::{header, span};
use super::scope::BlockScope;
use crate::types::Type;
use crate::value::{Members, Value};

/// Arguments that any resource or data source may have, beside those of its schema.
const META_ARGUMENTS: &[&str] = &["count", "for_each", "provider", "depends_on"];
const META_BLOCKS: &[&str] = &["lifecycle", "provisioner", "connection", "timeouts"];

/// The arguments of a block, evaluated.
#[derive(Default)]
pub struct Arguments {
    /// What is set; nested blocks are lists.
    pub members: Members,
    /// Where each attribute and nested block stands.
    pub locations: BTreeMap<AttributePath, Location>,
}

/// The language's type for a schema's.
pub fn language_type(kind: &AttributeType) -> Type {
    match kind {
        AttributeType::String => Type::String,
        AttributeType::Number => Type::Number,
        AttributeType::Bool => Type::Bool,
        AttributeType::Any => Type::Any,
        AttributeType::List(inner) => Type::list(language_type(inner)),
        AttributeType::Set(inner) => Type::set(language_type(inner)),
        AttributeType::Map(inner) => Type::map(language_type(inner)),
    }
}

/// One walk over a block and the blocks in it.
pub struct Walk<'a> {
    pub evaluator: &'a Evaluator<'a>,
    pub source: &'a SourceFile,
    /// How errors call the resource.
    pub name: &'a str,
}

impl Walk<'_> {
    /// The arguments of a resource or data source. Without a schema, anything is accepted.
    pub fn resource(
        &self,
        block: &Block,
        schema: Option<&schema::Block>,
        scope: &BlockScope<'_>,
    ) -> Arguments {
        let mut arguments = Arguments::default();
        arguments.members = self.body(
            &block.body,
            schema,
            scope,
            &AttributePath::default(),
            true,
            &mut arguments.locations,
        );
        if let Some(schema) = schema {
            self.required(block, schema, &arguments.members, false);
        }
        arguments
    }

    fn body(
        &self,
        body: &Body,
        schema: Option<&schema::Block>,
        scope: &BlockScope<'_>,
        path: &AttributePath,
        top: bool,
        locations: &mut BTreeMap<AttributePath, Location>,
    ) -> Members {
        let mut members = Members::new();
        for attribute in body.attributes() {
            let name = attribute.key.as_str();
            if top && META_ARGUMENTS.contains(&name) {
                continue;
            }
            locations.insert(path.join(name), self.source.location(span(attribute)));
            let value = self.attribute(attribute, schema, scope);
            members.insert(name.into(), value);
        }
        let mut lists: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for block in body.blocks() {
            let name = block.ident.as_str();
            if top && META_BLOCKS.contains(&name) || name == "timeouts" {
                continue;
            }
            if name == "dynamic" {
                self.dynamic(
                    block,
                    schema,
                    scope,
                    path,
                    locations,
                    &mut members,
                    &mut lists,
                );
                continue;
            }
            let Some(nested) = self.nested(block, name, schema) else {
                continue;
            };
            let list = lists.entry(name.to_owned()).or_default();
            let inner = path.join(name).join(Segment::Index(list.len()));
            locations.insert(inner.clone(), self.source.location(span(block)));
            let body = nested.map(|nested| &nested.body);
            let values = self.body(&block.body, body, scope, &inner, false, locations);
            if let Some(nested) = nested {
                self.required(
                    block,
                    &nested.body,
                    &values,
                    nested.presence == Presence::OptionalComputed,
                );
            }
            list.push(Value::object(values));
        }
        for (name, list) in lists {
            // A block that is unknown as a whole stays so.
            members
                .entry(name.as_str().into())
                .or_insert_with(|| Value::tuple(list));
        }
        members
    }

    /// The schema of a nested block: none when there is no schema at all; nothing when it is wrong.
    #[expect(
        clippy::option_option,
        reason = "wrong, unchecked and known are three answers"
    )]
    fn nested<'s>(
        &self,
        block: &Block,
        name: &str,
        schema: Option<&'s schema::Block>,
    ) -> Option<Option<&'s NestedBlock>> {
        let Some(schema) = schema else {
            return Some(None);
        };
        if let Some(nested) = schema.blocks.get(name) {
            return Some(Some(nested));
        }
        // The source does not tell the shape of recursive blocks: they stand as attributes of any type.
        let untold = |kind: &AttributeType| match kind {
            AttributeType::Any => true,
            AttributeType::List(inner) | AttributeType::Set(inner) => **inner == AttributeType::Any,
            _ => false,
        };
        if schema
            .attributes
            .get(name)
            .is_some_and(|attribute| untold(&attribute.kind))
        {
            return Some(None);
        }
        let (message, help) = if schema.attributes.contains_key(name) {
            (
                format!("`{name}` of {} is an argument, not a block", self.name),
                format!("write `{name} = …`"),
            )
        } else {
            (
                format!("{} has no block `{name}`", self.name),
                self.suggest(name, schema),
            )
        };
        self.evaluator.tell(
            Diagnostic::error("hcl::unknown-argument", message)
                .at(self.source, header(block), "here")
                .with_help(help),
        );
        None
    }

    fn suggest(&self, name: &str, schema: &schema::Block) -> String {
        match nearest(name, schema.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the schema is that of version {} of the AWS provider",
                self.evaluator.catalog.version()
            ),
        }
    }

    fn attribute(
        &self,
        attribute: &Attribute,
        schema: Option<&schema::Block>,
        scope: &BlockScope<'_>,
    ) -> Value {
        let name = attribute.key.as_str();
        let value = self.evaluator.value(&attribute.value, scope, self.source);
        let Some(schema) = schema else { return value };
        let Some(known) = schema.attributes.get(name) else {
            // Blocks in attribute syntax: `ingress = [{ … }]`.
            let as_attribute = schema
                .blocks
                .get(name)
                .is_some_and(|nested| !nested.block || nested.presence != Presence::Required);
            if !as_attribute {
                self.evaluator.tell(
                    Diagnostic::error(
                        "hcl::unknown-argument",
                        format!("{} has no argument `{name}`", self.name),
                    )
                    .at(self.source, span(attribute), "here")
                    .with_help(self.suggest(name, schema)),
                );
            }
            return value;
        };
        if known.presence == Presence::Computed {
            self.evaluator.tell(
                Diagnostic::error(
                    "hcl::read-only-argument",
                    format!(
                        "`{name}` of {} is given by AWS and cannot be set",
                        self.name
                    ),
                )
                .at(self.source, span(attribute), "here")
                .with_help("remove it"),
            );
            return value;
        }
        value
            .convert(&language_type(&known.kind))
            .unwrap_or_else(|error| {
                self.evaluator.tell(
                    Diagnostic::error(
                        "hcl::wrong-type",
                        format!("`{name}` of {} has the wrong type: {error}", self.name),
                    )
                    .at(self.source, span(&attribute.value), "this value"),
                );
                Value::unknown(language_type(&known.kind))
            })
    }

    /// What the author must set and did not. Old blocks that accept attribute syntax say "required" of
    /// what only that syntax requires.
    fn required(&self, block: &Block, schema: &schema::Block, set: &Members, lenient: bool) {
        if lenient {
            return;
        }
        let missing_attributes = schema
            .attributes
            .iter()
            .filter(|(name, attribute)| {
                // The source says "required" of bools that have a default (`get_password_data`).
                attribute.presence == Presence::Required
                    && attribute.kind != AttributeType::Bool
                    && !set.contains_key(name.as_str())
            })
            .map(|(name, _)| ("argument", name));
        let missing_blocks = schema
            .blocks
            .iter()
            .filter(|(name, nested)| {
                nested.presence == Presence::Required
                    && nested.block
                    && !set.contains_key(name.as_str())
            })
            .map(|(name, _)| ("block", name));
        for (what, name) in missing_attributes.chain(missing_blocks) {
            self.evaluator.tell(
                Diagnostic::error(
                    "hcl::missing-argument",
                    format!("{} needs the {what} `{name}`", self.name),
                )
                .at(self.source, header(block), "in this block"),
            );
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "it continues `body`, and shares all of its state"
    )]
    fn dynamic(
        &self,
        block: &Block,
        schema: Option<&schema::Block>,
        scope: &BlockScope<'_>,
        path: &AttributePath,
        locations: &mut BTreeMap<AttributePath, Location>,
        members: &mut Members,
        lists: &mut BTreeMap<String, Vec<Value>>,
    ) {
        let Some(name) = block.labels.first().map(|label| label.as_str()) else {
            return;
        };
        let Some(nested) = self.nested(block, name, schema) else {
            return;
        };
        let content = block.body.get_blocks("content").next();
        let (Some(content), Some(for_each)) = (content, block.body.get_attribute("for_each"))
        else {
            self.evaluator.tell(
                Diagnostic::error(
                    "hcl::invalid-dynamic",
                    format!("the dynamic block `{name}` needs `for_each` and a `content` block"),
                )
                .at(self.source, header(block), "here"),
            );
            return;
        };
        let iterator = block
            .body
            .get_attribute("iterator")
            .and_then(|attribute| match &attribute.value {
                hcl_edit::expr::Expression::Variable(name) => Some(name.as_str()),
                _ => None,
            });
        let iterator = iterator.unwrap_or(name);
        let collection = self.evaluator.value(&for_each.value, scope, self.source);
        let pairs: Vec<(Value, Value)> = match (collection.items(), collection.members()) {
            _ if collection.is_unknown() => {
                let unknown = Value::unknown(Type::Any).marked_like(&collection);
                members.insert(name.into(), unknown);
                return;
            }
            (Some(items), _) if matches!(collection.data, crate::value::Data::Set(..)) => items
                .iter()
                .map(|item| (item.clone(), item.clone()))
                .collect(),
            (Some(items), _) => (0_i64..)
                .map(Value::from)
                .zip(items.iter().cloned())
                .collect(),
            (_, Some(map)) => map
                .iter()
                .map(|(key, value)| (Value::text(key), value.clone()))
                .collect(),
            (None, None) => {
                self.evaluator.tell(
                    Diagnostic::error(
                        "hcl::invalid-for-each",
                        "`for_each` of a dynamic block is no list, set or map",
                    )
                    .at(self.source, span(&for_each.value), "here"),
                );
                return;
            }
        };
        let list = lists.entry(name.to_owned()).or_default();
        for (key, value) in pairs {
            if list.len() > self.evaluator.options.limits.instances {
                break;
            }
            let each = Value::object(Members::from([
                ("key".into(), key),
                ("value".into(), value),
            ]));
            let inner_scope = scope.with(iterator, each);
            let inner = path.join(name).join(Segment::Index(list.len()));
            locations.insert(inner.clone(), self.source.location(span(block)));
            let body = nested.map(|nested| &nested.body);
            let values = self.body(&content.body, body, &inner_scope, &inner, false, locations);
            if let Some(nested) = nested {
                self.required(
                    block,
                    &nested.body,
                    &values,
                    nested.presence == Presence::OptionalComputed,
                );
            }
            list.push(Value {
                sensitive: collection.sensitive,
                ..Value::object(values)
            });
        }
    }
}
