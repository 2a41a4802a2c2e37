//! The JSON form of the language: `*.tf.json`, `*.tfvars.json`.
//!
//! Which objects are blocks cannot be told from the JSON alone; the [grammar](super::grammar) and
//! the provider's schema tell it. Strings are templates, except where the language has names.

mod spanned;

use std::sync::Arc;

use hcl_edit::expr::{Array, Expression, Object, ObjectKey, ObjectValue};
use hcl_edit::template::StringTemplate;
use tollgate_model::Diagnostics;
use tollgate_model::schema::{self, Catalog};

use super::grammar::{DYNAMIC, Grammar, NESTED};
use super::syntax::{Attribute, Block, Body, Expr, syntax_error};
use super::text::Text;
use spanned::{Data, Json, Member, read};

/// Parses a `.tf.json` file.
pub fn parse(text: &Text, catalog: &Catalog, found: &mut Diagnostics) -> Body {
    match read(text) {
        Ok(json) => {
            let mut reader = Reader {
                text,
                catalog,
                found,
            };
            let mut body = Body::default();
            reader.body(
                json,
                &Shape {
                    grammar: &super::grammar::FILE,
                    schema: None,
                },
                &mut body,
            );
            body
        }
        Err(diagnostic) => {
            found.push(diagnostic);
            Body::default()
        }
    }
}

/// Parses a file whose members are attributes, such as `*.tfvars.json`.
pub fn parse_attributes(text: &Text, found: &mut Diagnostics) -> Vec<Attribute> {
    let members = match read(text) {
        Ok(Json {
            data: Data::Object(members),
            ..
        }) => members,
        Ok(json) => {
            found.push(syntax_error(text, "an object is expected", json.span.start));
            return Vec::new();
        }
        Err(diagnostic) => {
            found.push(diagnostic);
            return Vec::new();
        }
    };
    members
        .into_iter()
        .map(|Member { name, value }| {
            // Values of variables are data: `${` has no meaning in them.
            let (node, span) = (plain(&value), value.span);
            Attribute {
                name: name.into(),
                span: span.clone(),
                expr: Expr::json(node, text, span),
            }
        })
        .collect()
}

/// What may stand in an object: the language's part, and the provider's.
struct Shape<'a> {
    grammar: &'static Grammar,
    schema: Option<&'a schema::Block>,
}

struct Reader<'a> {
    text: &'a Text,
    catalog: &'a Catalog,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn body(&mut self, json: Json, shape: &Shape<'_>, body: &mut Body) {
        match json.data {
            Data::Array(items) => items
                .into_iter()
                .for_each(|item| self.body(item, shape, body)),
            Data::Object(members) => {
                for Member { name, value } in members {
                    // A comment.
                    if name != "//" {
                        self.member(name, value, shape, body);
                    }
                }
            }
            Data::Null => {}
            _ => self.found.push(syntax_error(
                self.text,
                "an object is expected",
                json.span.start,
            )),
        }
    }

    fn member(&mut self, name: String, value: Json, shape: &Shape<'_>, body: &mut Body) {
        let Shape { grammar, schema } = shape;
        let nested = schema
            .and_then(|schema| schema.blocks.get(&name))
            .filter(|nested| nested.block);
        if name == "dynamic" && schema.is_some() {
            self.blocks(
                &name.into(),
                1,
                value,
                Vec::new(),
                &Shape {
                    grammar: &DYNAMIC,
                    schema: *schema,
                },
                body,
            );
        } else if let Some((labels, inner)) = grammar.block(&name) {
            self.blocks(
                &name.into(),
                labels,
                value,
                Vec::new(),
                &Shape {
                    grammar: inner,
                    schema: None,
                },
                body,
            );
        } else if let Some(nested) = nested {
            let inner = Shape {
                grammar: &NESTED,
                schema: Some(&nested.body),
            };
            self.blocks(&name.into(), 0, value, Vec::new(), &inner, body);
        } else {
            let names = grammar.names.contains(&name.as_str());
            let node = self.expression(&value, names);
            let span = value.span;
            body.attributes.push(Attribute {
                name: name.into(),
                span: span.clone(),
                expr: Expr::json(node, self.text, span),
            });
        }
    }

    /// The blocks of a kind: objects by label, until there is no label left.
    fn blocks(
        &mut self,
        kind: &Arc<str>,
        missing: usize,
        json: Json,
        labels: Vec<Arc<str>>,
        shape: &Shape<'_>,
        body: &mut Body,
    ) {
        match json.data {
            Data::Array(items) => {
                for item in items {
                    self.blocks(kind, missing, item, labels.clone(), shape, body);
                }
            }
            Data::Object(members) if missing > 0 => {
                for Member { name, value } in members {
                    if name == "//" {
                        continue;
                    }
                    let labels = labels.iter().cloned().chain([name.into()]).collect();
                    self.blocks(kind, missing - 1, value, labels, shape, body);
                }
            }
            Data::Object(_) => {
                let span = json.span.clone();
                let mut inner = Body::default();
                self.block_body(kind, &labels, json, shape, &mut inner);
                body.blocks.push(Block {
                    kind: kind.clone(),
                    labels,
                    header: span.start..span.start + 1,
                    span,
                    body: inner,
                    text: self.text.clone(),
                });
            }
            Data::Null => {}
            _ => self.found.push(syntax_error(
                self.text,
                &format!("`{kind}` is a block: an object, or a list of objects, is expected"),
                json.span.start,
            )),
        }
    }

    fn block_body(
        &mut self,
        kind: &str,
        labels: &[Arc<str>],
        json: Json,
        shape: &Shape<'_>,
        body: &mut Body,
    ) {
        let label = labels.first().map(AsRef::as_ref).unwrap_or_default();
        let schema = match kind {
            "resource" => self.catalog.resource(label),
            "data" => self.catalog.data_source(label),
            "dynamic" => {
                let content = shape.schema.and_then(|schema| schema.blocks.get(label));
                let inner = Shape {
                    grammar: &NESTED,
                    schema: content.map(|nested| &nested.body),
                };
                return self.dynamic(json, &inner, body);
            }
            _ => return self.body(json, shape, body),
        };
        self.body(
            json,
            &Shape {
                grammar: shape.grammar,
                schema: schema.as_deref(),
            },
            body,
        );
    }

    fn dynamic(&mut self, json: Json, content: &Shape<'_>, body: &mut Body) {
        let Data::Object(members) = json.data else {
            return;
        };
        let shape = Shape {
            grammar: &DYNAMIC,
            schema: None,
        };
        for Member { name, value } in members {
            if name == "content" {
                self.blocks(&name.into(), 0, value, Vec::new(), content, body);
            } else {
                self.member(name, value, &shape, body);
            }
        }
    }

    fn expression(&mut self, json: &Json, names: bool) -> Expression {
        match &json.data {
            Data::String(text) if names => match hcl_edit::parser::parse_expr(text) {
                Ok(node) => node,
                Err(error) => {
                    let message = format!("a name is expected: {}", error.message());
                    self.found
                        .push(syntax_error(self.text, &message, json.span.start));
                    Expression::null()
                }
            },
            Data::String(text) => self.template(text, json.span.start),
            Data::Array(items) => {
                let mut array = Array::new();
                for item in items {
                    array.push(self.expression(item, names));
                }
                Expression::Array(array)
            }
            Data::Object(members) => {
                let mut object = Object::new();
                for Member { name, value } in members {
                    let key = self.template(name, value.span.start);
                    object.insert(
                        ObjectKey::Expression(key),
                        ObjectValue::new(self.expression(value, names)),
                    );
                }
                Expression::Object(object)
            }
            _ => plain(json),
        }
    }

    fn template(&mut self, text: &str, offset: usize) -> Expression {
        if !text.contains("${") && !text.contains("%{") {
            return Expression::from(text);
        }
        match hcl_edit::parser::parse_template(text) {
            Ok(template) => {
                Expression::StringTemplate(template.into_iter().collect::<StringTemplate>())
            }
            Err(error) => {
                self.found
                    .push(syntax_error(self.text, error.message(), offset));
                Expression::null()
            }
        }
    }
}

/// The JSON as an expression without any template.
fn plain(json: &Json) -> Expression {
    match &json.data {
        Data::Null => Expression::null(),
        Data::Bool(value) => Expression::from(*value),
        Data::Number(number) => Expression::from(*number),
        Data::String(text) => Expression::from(text.as_str()),
        Data::Array(items) => Expression::Array(items.iter().map(plain).collect()),
        Data::Object(members) => {
            let mut object = Object::new();
            for Member { name, value } in members {
                object.insert(
                    ObjectKey::Expression(Expression::from(name.as_str())),
                    ObjectValue::new(plain(value)),
                );
            }
            Expression::Object(object)
        }
    }
}
