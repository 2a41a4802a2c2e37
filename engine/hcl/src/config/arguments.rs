//! The arguments of a block: evaluated, brought to the types of the provider's schema, and checked
//! against it.
//!
//! Where the schema is doubtful nothing is refused: a wrong error about right code is worse than a
//! wrong argument that goes by.

mod schema_check;

use std::collections::{BTreeMap, BTreeSet};

use tollgate_model::schema::{self, AttributeType, NestedBlock, Presence};
use tollgate_model::{AttributePath, Diagnostics, Location, Segment};

use schema_check::inside;

use super::evaluator::Evaluator;
use super::grammar::Grammar;
use super::scope::BlockScope;
use super::syntax::{Attribute, Block, Body, Expr};
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// What is set in a block.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// Attributes by name; nested blocks are tuples of objects. What is null is left out.
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
        AttributeType::Any | AttributeType::Dynamic => Type::Any,
        AttributeType::List(inner) => Type::list(language_type(inner)),
        AttributeType::Set(inner) => Type::set(language_type(inner)),
        AttributeType::Map(inner) => Type::map(language_type(inner)),
    }
}

/// Reads the arguments of one block.
pub struct Reader<'a> {
    /// Evaluates expressions.
    pub evaluator: &'a Evaluator<'a>,
    /// How errors call the block: `aws_db_instance.main`.
    pub subject: String,
    /// The language's own part of the block.
    pub grammar: &'static Grammar,
    /// Where errors go.
    pub found: &'a mut Diagnostics,
}

/// Where in a resource the reader is.
struct Position<'a> {
    /// The schema here; none where there is no schema.
    schema: Option<&'a schema::Block>,
    path: AttributePath,
    /// Whether what is required must be there. Old blocks that accept attribute syntax say
    /// "required" of what only that syntax requires.
    strict: bool,
}

impl Reader<'_> {
    /// The arguments of `block`. Without a schema anything is accepted.
    pub fn read(
        &mut self,
        block: &Block,
        schema: Option<&schema::Block>,
        scope: &BlockScope<'_>,
    ) -> Arguments {
        let mut arguments = Arguments::default();
        let position = Position {
            schema,
            path: AttributePath::default(),
            strict: true,
        };
        arguments.members = self.body(
            &block.body,
            block,
            &position,
            scope,
            &mut arguments.locations,
        );
        arguments
    }

    fn body(
        &mut self,
        body: &Body,
        around: &Block,
        position: &Position<'_>,
        scope: &BlockScope<'_>,
        locations: &mut BTreeMap<AttributePath, Location>,
    ) -> Members {
        let outermost = position.path.is_empty();
        let mut members = Members::new();
        // Everything that the author wrote, also if it has no value because of an error.
        let mut written: BTreeSet<&str> = BTreeSet::new();
        for attribute in &body.attributes {
            let name = attribute.name.as_ref();
            if outermost && self.grammar.has_argument(name) {
                continue;
            }
            let Some(value) = self.attribute(attribute, position, scope) else {
                written.insert(name);
                continue;
            };
            if !value.is_null() {
                written.insert(name);
                locations.insert(position.path.join(name), attribute.location());
                members.insert(attribute.name.clone(), value);
            }
        }
        let mut lists: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for block in &body.blocks {
            let kind = block.kind.as_ref();
            if outermost && self.grammar.block(kind).is_some() || kind == "_" {
                continue;
            }
            let name = match kind {
                "dynamic" => block.labels.first().map_or("", AsRef::as_ref),
                kind => kind,
            };
            written.insert(name);
            let Some(nested) = self.nested(block, name, position) else {
                continue;
            };
            let list = lists.entry(name).or_default();
            if kind != "dynamic" {
                self.element(
                    &block.body,
                    block,
                    name,
                    nested,
                    position,
                    scope,
                    list,
                    locations,
                );
                continue;
            }
            if let Some(unknown) =
                self.dynamic(block, name, nested, position, scope, list, locations)
            {
                locations.insert(position.path.join(name), block.location());
                members.insert(name.into(), unknown);
            }
        }
        for (name, list) in lists {
            self.too_many(name, list.len(), around, position);
            // A list of which a part is unknown is unknown as a whole.
            members
                .entry(name.into())
                .or_insert_with(|| Value::tuple(list));
        }
        self.required(around, position, &written);
        members
    }

    /// One block of a list of blocks.
    #[expect(
        clippy::too_many_arguments,
        reason = "shared by plain and dynamic blocks"
    )]
    fn element(
        &mut self,
        body: &Body,
        around: &Block,
        name: &str,
        nested: Option<&NestedBlock>,
        position: &Position<'_>,
        scope: &BlockScope<'_>,
        list: &mut Vec<Value>,
        locations: &mut BTreeMap<AttributePath, Location>,
    ) {
        let path = position.path.join(name).join(Segment::Index(list.len()));
        locations.insert(path.clone(), around.location());
        let lenient = nested.is_some_and(|nested| nested.presence == Presence::OptionalComputed);
        let inner = Position {
            schema: nested.map(|nested| &nested.body),
            path,
            strict: position.strict && !lenient,
        };
        list.push(Value::object(
            self.body(body, around, &inner, scope, locations),
        ));
    }

    /// The blocks that a `dynamic` block stands for; the unknown value that they are if what it goes
    /// through is not known.
    #[expect(
        clippy::too_many_arguments,
        reason = "shared by plain and dynamic blocks"
    )]
    fn dynamic(
        &mut self,
        block: &Block,
        name: &str,
        nested: Option<&NestedBlock>,
        position: &Position<'_>,
        scope: &BlockScope<'_>,
        list: &mut Vec<Value>,
        locations: &mut BTreeMap<AttributePath, Location>,
    ) -> Option<Value> {
        super::grammar::DYNAMIC.check(&block.body, "a `dynamic` block", self.found);
        let contents: Vec<&Block> = block.body.blocks("content").collect();
        let (Some(for_each), [content]) = (block.body.expr("for_each"), contents.as_slice()) else {
            self.found.push(block.error(
                "hcl::invalid-dynamic",
                format!("the dynamic block `{name}` needs `for_each` and one `content` block"),
                "this block",
            ));
            return None;
        };
        let collection = self.evaluator.value(for_each, scope, self.found)?;
        let pairs: Vec<(Value, Value)> = match &collection.data {
            Data::Unknown(_) => {
                let unknown = Value::unknown(Type::list(Type::Any)).marked_like(&collection);
                return Some(unknown);
            }
            Data::Set(_, items) => items
                .iter()
                .map(|item| (item.clone(), item.clone()))
                .collect(),
            Data::List(_, items) | Data::Tuple(items) => (0_i64..)
                .map(Value::from)
                .zip(items.iter().cloned())
                .collect(),
            Data::Map(_, members) | Data::Object(members) => members
                .iter()
                .map(|(key, value)| (Value::text(key), value.clone()))
                .collect(),
            _ => {
                self.found
                    .push(self.no_collection(for_each, &collection, name));
                return None;
            }
        };
        let limit = self.evaluator.options.limits.instances;
        if pairs.len() > limit {
            self.found.push(for_each.error(
                "hcl::too-many-instances",
                format!("the dynamic block `{name}` stands for more than {limit} blocks"),
                "this value",
            ));
            return None;
        }
        let iterator = block.body.expr("iterator").and_then(Expr::name);
        let iterator = iterator.as_deref().unwrap_or(name);
        let marks = Value {
            data: Data::Null(Type::Any),
            ..collection.clone()
        };
        for (key, value) in pairs {
            let each = Value::object(Members::from([
                ("key".into(), key.marked_like(&marks)),
                ("value".into(), value.marked_like(&marks)),
            ]));
            let scope = scope.with_iterator(iterator, each);
            self.element(
                &content.body,
                block,
                name,
                nested,
                position,
                &scope,
                list,
                locations,
            );
        }
        None
    }

    fn no_collection(
        &self,
        for_each: &Expr,
        value: &Value,
        name: &str,
    ) -> tollgate_model::Diagnostic {
        let problem = if value.is_null() {
            "null"
        } else {
            "no list, set or map"
        };
        for_each
            .error(
                "hcl::invalid-for-each",
                format!("`for_each` of the dynamic block `{name}` is {problem}"),
                "this value",
            )
            .with_help("give it a collection; an empty one makes no block")
    }

    fn attribute(
        &mut self,
        attribute: &Attribute,
        position: &Position<'_>,
        scope: &BlockScope<'_>,
    ) -> Option<Value> {
        let name = attribute.name.as_ref();
        let value = self.evaluator.value(&attribute.expr, scope, self.found);
        let Some(schema) = position.schema else {
            return value;
        };
        let Some(known) = schema.attributes.get(name) else {
            return match schema.blocks.get(name) {
                Some(nested) if nested.presence == Presence::Computed => {
                    self.found.push(self.read_only(name, |code, message| {
                        attribute.error(code, message, "set here")
                    }));
                    None
                }
                // Blocks of old resources accept attribute syntax, and newer ones have attributes
                // that the source of the schema calls blocks.
                Some(_) => value.map(without_nulls),
                None => {
                    let diagnostic = attribute.error(
                        "hcl::unexpected-argument",
                        format!(
                            "{} has no argument `{name}`{}",
                            self.subject,
                            inside(&position.path)
                        ),
                        "not expected here",
                    );
                    self.found.push(self.suggest(name, schema, diagnostic));
                    None
                }
            };
        };
        if known.presence == Presence::Computed {
            // Setting it to nothing is as good as not setting it.
            if value.as_ref().is_none_or(|value| !value.is_null()) {
                self.found.push(self.read_only(name, |code, message| {
                    attribute.error(code, message, "set here")
                }));
            }
            return None;
        }
        match value?.convert(&language_type(&known.kind)) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.found.push(attribute.expr.error(
                    "hcl::wrong-type",
                    format!("`{name}` of {} has the wrong type: {problem}", self.subject),
                    "this value",
                ));
                None
            }
        }
    }
}

/// In attribute syntax what is not set is written as null.
fn without_nulls(value: Value) -> Value {
    let data = match &value.data {
        Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => Data::Tuple(
            items
                .iter()
                .cloned()
                .map(without_nulls)
                .collect::<Vec<_>>()
                .into(),
        ),
        Data::Object(members) => {
            let set = members.iter().filter(|(_, value)| !value.is_null());
            Data::Object(
                set.map(|(name, value)| (name.clone(), value.clone()))
                    .collect::<Members>()
                    .into(),
            )
        }
        _ => return value,
    };
    Value { data, ..value }
}
