//! The walk over values, marks, expressions and schema at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::schema::{AttributeType, Block, NestedBlock, Nesting, Presence};
use tollgate_model::value::Unknown;
use tollgate_model::{AttributePath, Object, Value};

use super::References;
use super::level::{Marks, Unchanged, Written};
use crate::alignment::makers;
use crate::configuration::{Expression, Leaf, Resolution};
use crate::mask::Mask;

/// One walk over the layers of a resource.
pub struct Walk<'r, R> {
    references: &'r mut R,
    /// Whether to trust the declarations of variables, for want of marks in the document.
    infer_sensitive: bool,
    found: BTreeMap<AttributePath, Vec<Arc<str>>>,
    path: AttributePath,
}

/// What the schema and the author say about one attribute.
struct Argument<'a> {
    written: Written<'a>,
    /// Whether the author wrote it, as far as the document tells.
    set: bool,
    resolution: Option<Resolution>,
}

impl<'r, R: References> Walk<'r, R> {
    /// A walk that has not begun. With `infer_sensitive`, what comes from variables that are declared
    /// sensitive is marked.
    pub fn new(references: &'r mut R, infer_sensitive: bool) -> Self {
        Self {
            references,
            infer_sensitive,
            found: BTreeMap::new(),
            path: AttributePath::default(),
        }
    }

    /// The references that were come across, by path.
    pub fn into_references(self) -> BTreeMap<AttributePath, Vec<Arc<str>>> {
        self.found
    }

    /// One level of values.
    pub fn object(
        &mut self,
        mut values: Object,
        marks: Marks<'_>,
        written: &Written<'_>,
        schema: Option<&Block>,
        settled: Unchanged<'_>,
    ) -> Object {
        let mut laid = Vec::with_capacity(values.len());
        if let Mask::Object(entries) = marks.unknown {
            for (name, _) in entries {
                values.entry(name.clone()).or_default();
            }
        }
        for (name, value) in values {
            self.path.push(name.as_str());
            let settled = settled.attribute(&name, &value);
            let marks = marks.attribute(&name);
            if let Some(value) = self.attribute(&name, value, marks, written, schema, settled) {
                laid.push((name, value));
            }
            self.path.pop();
        }
        laid.into_iter().collect()
    }

    /// The attribute or block called `name`; none if it is unset.
    fn attribute(
        &mut self,
        name: &str,
        value: Value,
        marks: Marks<'_>,
        written: &Written<'_>,
        schema: Option<&Block>,
        settled: Unchanged<'_>,
    ) -> Option<Value> {
        let block = schema.and_then(|schema| schema.blocks.get(name));
        let attribute = schema.and_then(|schema| schema.attributes.get(name));
        let argument = self.argument(name, written);
        let sensitive = *marks.sensitive == Mask::Set
            || (self.infer_sensitive
                && argument
                    .resolution
                    .as_ref()
                    .is_some_and(|found| found.sensitive));
        let laid = if *marks.unknown == Mask::Set {
            let computed =
                attribute.is_some_and(|attribute| attribute.presence == Presence::Computed);
            self.unknown(&argument, computed)?
        } else {
            if self.is_left_out(name, &value, marks.unknown, &argument, schema, settled) {
                return None;
            }
            self.node(value, marks, &argument.written, block, settled)
        };
        Some(if sensitive && !laid.is_null() {
            Value::Sensitive(Box::new(strip(laid)))
        } else {
            laid
        })
    }

    /// What the author wrote for `name`; records its references.
    fn argument<'a>(&mut self, name: &str, written: &Written<'a>) -> Argument<'a> {
        let (leaves, blocks) = match written {
            Written::Untold => {
                return Argument {
                    written: Written::Untold,
                    set: true,
                    resolution: None,
                };
            }
            Written::Made(leaves) => {
                return Argument {
                    written: Written::Made(leaves.clone()),
                    set: true,
                    resolution: None,
                };
            }
            Written::Blocks(blocks) => {
                let mut leaves = Vec::new();
                let mut nested = Vec::new();
                for block in blocks {
                    match block.get(name) {
                        Some(Expression::Leaf(leaf)) => leaves.push(leaf),
                        Some(Expression::Blocks(blocks)) => nested.extend(blocks),
                        None => {}
                    }
                }
                (leaves, nested)
            }
        };
        if leaves.is_empty() {
            let set = !blocks.is_empty();
            return Argument {
                written: Written::Blocks(blocks),
                set,
                resolution: None,
            };
        }
        let mut resolution = Resolution::default();
        for leaf in &leaves {
            resolution.extend(&self.references.resolve(leaf));
        }
        let addresses = resolution.addresses();
        if !addresses.is_empty() {
            self.found.insert(self.path.clone(), addresses);
        }
        Argument {
            written: Written::Made(leaves),
            set: true,
            resolution: Some(resolution),
        }
    }

    /// The value of an attribute of which nothing is known before apply; none if it is unset.
    fn unknown(&mut self, argument: &Argument<'_>, computed: bool) -> Option<Value> {
        if let Some(resolution) = &argument.resolution {
            // It depends on nothing that could be unknown, so the author passed null.
            if !resolution.may_be_unknown() {
                return None;
            }
            if let Some(document) = self.references.document(resolution) {
                return Some(document);
            }
            return Some(unknown_from(resolution.addresses()));
        }
        match &argument.written {
            Written::Untold => Some(Value::unknown()),
            Written::Made(_) if computed => None,
            Written::Made(leaves) => {
                let resolution = self.all(leaves);
                Some(unknown_from(resolution.addresses()))
            }
            Written::Blocks(blocks) if blocks.is_empty() => None,
            Written::Blocks(blocks) => {
                let mut leaves = Vec::new();
                for expression in blocks.iter().flat_map(|block| block.values()) {
                    expression.visit_leaves(&mut |leaf| leaves.push(leaf));
                }
                let addresses = self.all(&leaves).addresses();
                if !addresses.is_empty() {
                    self.found.insert(self.path.clone(), addresses.clone());
                }
                Some(unknown_from(addresses))
            }
        }
    }

    fn all(&mut self, leaves: &[&Leaf]) -> Resolution {
        let mut resolution = Resolution::default();
        for leaf in leaves {
            resolution.extend(&self.references.resolve(leaf));
        }
        resolution
    }

    /// Whether a known value counts as unset: the provider wrote it, or it is the provider's way of
    /// writing nothing (`""`, `[]`, `{}`).
    fn is_left_out(
        &self,
        name: &str,
        value: &Value,
        unknown: &Mask,
        argument: &Argument<'_>,
        schema: Option<&Block>,
        settled: Unchanged<'_>,
    ) -> bool {
        if value.is_null() && unknown.is_clear() {
            return true;
        }
        let Some(schema) = schema else { return false };
        if schema.blocks.contains_key(name) {
            return is_nothing(value) && unknown.is_clear();
        }
        let Some(attribute) = schema.attributes.get(name) else {
            return false;
        };
        let told = argument.resolution.is_some();
        if !told && is_nothing(value) && attribute.kind != AttributeType::Any && unknown.is_clear()
        {
            return true;
        }
        // `tags_all` is the author's: it has the tags that stand in the provider's configuration.
        // What only AWS sets is still of use to join by.
        let filled_in =
            attribute.presence != Presence::Computed && !["id", "tags_all"].contains(&name);
        !argument.set && settled.holds() && filled_in
    }

    fn node(
        &mut self,
        value: Value,
        marks: Marks<'_>,
        written: &Written<'_>,
        block: Option<&NestedBlock>,
        settled: Unchanged<'_>,
    ) -> Value {
        let body = block.map(|block| &block.body);
        match value {
            Value::List(items) => {
                let ordered = block.is_none_or(|block| block.nesting != Nesting::Set);
                Value::List(self.list(items, marks, written, body, ordered, settled))
            }
            Value::Object(attributes) => {
                let written = nested(written);
                Value::Object(self.object(attributes, marks, &written, body, settled))
            }
            Value::Null => match marks.unknown {
                Mask::List(masks) => {
                    let items = vec![Value::Null; masks.len()];
                    Value::List(self.list(items, marks, written, body, true, settled))
                }
                Mask::Object(_) => {
                    let written = nested(written);
                    Value::Object(self.object(Object::new(), marks, &written, body, settled))
                }
                Mask::Set => self.unknown_element(written),
                Mask::Clear => Value::Null,
            },
            leaf => leaf,
        }
    }

    fn list(
        &mut self,
        mut items: Vec<Value>,
        marks: Marks<'_>,
        written: &Written<'_>,
        body: Option<&Block>,
        ordered: bool,
        settled: Unchanged<'_>,
    ) -> Vec<Value> {
        if let Mask::List(masks) = marks.unknown
            && items.len() < masks.len()
        {
            items.resize(masks.len(), Value::Null);
        }
        // Most long lists are of plain values without any mark.
        if marks.unknown.is_clear()
            && marks.sensitive.is_clear()
            && !items
                .iter()
                .any(|item| matches!(item, Value::Object(_) | Value::List(_)))
        {
            return items;
        }
        let count = items.len();
        let mut laid = Vec::with_capacity(count);
        for (index, item) in items.into_iter().enumerate() {
            self.path.push(index);
            let marks = marks.element(index);
            let written = match written {
                Written::Blocks(blocks) => {
                    match makers(blocks, count, index, item.as_object(), ordered) {
                        makers if makers.is_empty() => Written::Made(Vec::new()),
                        makers => Written::Blocks(makers),
                    }
                }
                other => other.clone(),
            };
            let element = if *marks.unknown == Mask::Set {
                self.unknown_element(&written)
            } else if let Value::Object(attributes) = item {
                Value::Object(self.object(attributes, marks, &written, body, settled))
            } else if let (Value::Null, Mask::Object(_)) = (&item, marks.unknown) {
                Value::Object(self.object(Object::new(), marks, &written, body, settled))
            } else {
                self.node(item, marks, &written, None, settled)
            };
            laid.push(if *marks.sensitive == Mask::Set && !element.is_null() {
                Value::Sensitive(Box::new(strip(element)))
            } else {
                element
            });
            self.path.pop();
        }
        laid
    }

    /// An element of a list: that it is there, the author said.
    fn unknown_element(&mut self, written: &Written<'_>) -> Value {
        match written {
            Written::Made(leaves) => unknown_from(self.all(leaves).addresses()),
            Written::Untold | Written::Blocks(_) => Value::unknown(),
        }
    }
}

/// What was written inside an object that is no element of a list: a block, or the value of an
/// argument.
fn nested<'a>(written: &Written<'a>) -> Written<'a> {
    match written {
        // A single block of a `dynamic` one.
        Written::Blocks(blocks) if blocks.is_empty() => Written::Made(Vec::new()),
        other => other.clone(),
    }
}

fn unknown_from(references: Vec<Arc<str>>) -> Value {
    Value::Unknown(Unknown {
        references,
        document: None,
    })
}

/// The value without a mark of its own, so that marks do not pile up.
fn strip(value: Value) -> Value {
    match value {
        Value::Sensitive(inner) => *inner,
        other => other,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Object(attributes) => attributes.is_empty(),
        _ => false,
    }
}
