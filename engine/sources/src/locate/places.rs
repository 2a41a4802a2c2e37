//! Where the attributes and nested blocks of a resource stand.

use hcl_edit::expr::Expression as Code;
use hcl_edit::structure::{Block, Body};
use tollgate_model::schema::{self, Nesting};
use tollgate_model::{AttributePath, Object, Resource, Value};

use super::module_tree::Declaration;
use super::source_file::SourceFile;
use crate::alignment::makers;
use crate::configuration::{Arguments, Expression, Leaf};

/// Gives `resource` the places of its block and of all that is written in it.
pub fn give(resource: &mut Resource, declaration: &Declaration, schema: Option<&schema::Block>) {
    let (Some(file), Some(block)) = (declaration.file(), declaration.block()) else {
        return;
    };
    resource.location = file.block(block);
    let mut walk = Walk {
        file,
        found: Vec::new(),
    };
    walk.body(
        &block.body,
        &AttributePath::default(),
        Some(&resource.values),
        schema,
    );
    resource.locations.extend(walk.found);
}

struct Walk<'a> {
    file: &'a SourceFile,
    found: Vec<(AttributePath, tollgate_model::Location)>,
}

impl Walk<'_> {
    fn body(
        &mut self,
        body: &Body,
        path: &AttributePath,
        values: Option<&Object>,
        schema: Option<&schema::Block>,
    ) {
        for attribute in body.attributes() {
            if let Some(location) = self.file.attribute(attribute) {
                self.found
                    .push((path.join(attribute.key.as_str()), location));
            }
        }
        let mut names: Vec<&str> = Vec::new();
        for block in body.blocks() {
            let name = name(block);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for block_name in names {
            let blocks: Vec<&Block> = body
                .blocks()
                .filter(|block| name(block) == block_name)
                .collect();
            let nested = schema.and_then(|schema| schema.blocks.get(block_name));
            let values = values.and_then(|values| values.get(block_name));
            self.blocks(&blocks, &path.join(block_name), values, nested);
        }
    }

    /// All blocks of one name.
    fn blocks(
        &mut self,
        blocks: &[&Block],
        path: &AttributePath,
        values: Option<&Value>,
        schema: Option<&schema::NestedBlock>,
    ) {
        // Of several blocks, the first is no better than any other; the resource itself is told then.
        if let [only] = blocks
            && let Some(location) = self.file.block(only)
        {
            self.found.push((path.clone(), location));
        }
        let body = schema.map(|schema| &schema.body);
        let Some(Value::List(elements)) = values.map(Value::unmarked) else {
            if let [block] = blocks {
                self.body(
                    content(block),
                    path,
                    values.and_then(Value::as_object),
                    body,
                );
            }
            return;
        };
        let arguments: Vec<Arguments> = blocks
            .iter()
            .map(|block| constants(content(block)))
            .collect();
        let arguments: Vec<&Arguments> = arguments.iter().collect();
        let ordered = schema.is_none_or(|schema| schema.nesting != Nesting::Set)
            && !blocks.iter().any(|block| is_dynamic(block));
        for (index, element) in elements.iter().enumerate() {
            let makers = makers(
                &arguments,
                elements.len(),
                index,
                element.as_object(),
                ordered,
            );
            let [maker] = makers.as_slice() else { continue };
            let position = arguments
                .iter()
                .position(|other| std::ptr::eq(*other, *maker));
            let Some(block) = position.and_then(|position| blocks.get(position)) else {
                continue;
            };
            let path = path.join(index);
            if let Some(location) = self.file.block(block) {
                self.found.push((path.clone(), location));
            }
            self.body(content(block), &path, element.as_object(), body);
        }
    }
}

fn is_dynamic(block: &Block) -> bool {
    block.ident.as_str() == "dynamic"
}

/// The name of what a block makes.
fn name(block: &Block) -> &str {
    match block.labels.first() {
        Some(label) if is_dynamic(block) => label.as_str(),
        _ => block.ident.as_str(),
    }
}

/// What stands inside, which for a `dynamic` block is its `content`.
fn content(block: &Block) -> &Body {
    if is_dynamic(block)
        && let Some(content) = block.body.get_blocks("content").next()
    {
        return &content.body;
    }
    &block.body
}

/// The arguments whose value stands in the code.
fn constants(body: &Body) -> Arguments {
    body.attributes()
        .filter_map(|attribute| {
            let constant = Some(constant(&attribute.value)?);
            let leaf = Leaf {
                constant,
                references: Vec::new(),
            };
            Some((attribute.key.to_string(), Expression::Leaf(leaf)))
        })
        .collect()
}

fn constant(code: &Code) -> Option<Value> {
    Some(match code {
        Code::Bool(flag) => Value::Bool(*flag.value()),
        Code::String(text) => Value::string(text.as_str()),
        Code::Number(number) => {
            let number = number.value();
            match number.as_i64() {
                Some(whole) => Value::from(whole),
                None => Value::Number(serde_json::Number::from_f64(number.as_f64()?)?),
            }
        }
        Code::Array(items) => Value::List(items.iter().map(constant).collect::<Option<_>>()?),
        _ => return None,
    })
}
