//! Code as it was written: blocks, attributes and expressions, each with its place.
//!
//! Native syntax and JSON become the same tree, so that everything after does not know which it was.

use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{self, Structure};
use tollgate_model::{Diagnostic, Location};

use super::text::{Span, Text};
use crate::expr::Fault;

/// The code of a fault that was told already, where it arose.
pub const TOLD: &str = "hcl::told";

/// An expression, and the file it stands in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The expression.
    pub node: Arc<Expression>,
    /// The file.
    pub text: Text,
    /// The JSON value that it was written as: spans of `node` then start from the string's own
    /// first byte, and say nothing about the file.
    json: Option<Span>,
}

impl Expr {
    /// An expression of native syntax.
    pub fn native(node: Expression, text: &Text) -> Self {
        Self {
            node: Arc::new(node),
            text: text.clone(),
            json: None,
        }
    }

    /// An expression that stands in a JSON value.
    pub fn json(node: Expression, text: &Text, span: Span) -> Self {
        Self {
            node: Arc::new(node),
            text: text.clone(),
            json: Some(span),
        }
    }

    /// Another expression of the same file, such as an element of this one.
    pub fn part(&self, node: &Expression) -> Self {
        Self {
            node: Arc::new(node.clone()),
            ..self.clone()
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.json
            .clone()
            .or_else(|| self.node.span())
            .unwrap_or(0..0)
    }

    /// Where a part of it stands, by the part's own span.
    pub fn place(&self, span: Option<Span>) -> Span {
        match (&self.json, span) {
            (None, Some(span)) if span.end <= self.text.as_str().len() => span,
            _ => self.span(),
        }
    }

    /// What was wrong with it, for people; nothing if they were told already.
    pub fn diagnose(&self, fault: Fault) -> Option<Diagnostic> {
        (fault.code != TOLD).then(|| {
            let mut diagnostic = Diagnostic::error(fault.code, fault.message).at(
                self.text.source(),
                self.place(fault.range),
                "here",
            );
            diagnostic.help = fault.help;
            diagnostic
        })
    }

    /// An error about the whole expression.
    pub fn error(&self, code: &'static str, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::error(code, message).at(self.text.source(), self.span(), label)
    }

    /// The text of a string without interpolation.
    pub fn constant(&self) -> Option<&str> {
        match self.node.as_ref() {
            Expression::String(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// A name that stands for something rather than having a value: `aws.recovery`,
    /// `module.a["x"].aws_y.z[0]`. In the quoted form of old code, too.
    pub fn name(&self) -> Option<String> {
        fn write(node: &Expression, name: &mut String) -> Option<()> {
            match node {
                Expression::Variable(variable) => name.push_str(variable.as_str()),
                Expression::String(text) => name.push_str(text.as_str()),
                Expression::Parenthesis(inner) => write(inner.inner(), name)?,
                Expression::Traversal(traversal) => {
                    write(&traversal.expr, name)?;
                    for operator in &traversal.operators {
                        match operator.value() {
                            TraversalOperator::GetAttr(attribute) => {
                                name.push('.');
                                name.push_str(attribute.as_str());
                            }
                            TraversalOperator::Index(Expression::String(key)) => {
                                let key = serde_json::Value::from(key.as_str());
                                name.push_str(&format!("[{key}]"));
                            }
                            TraversalOperator::Index(Expression::Number(index)) => {
                                name.push_str(&format!("[{}]", index.value()));
                            }
                            TraversalOperator::LegacyIndex(index) => {
                                name.push_str(&format!("[{}]", index.value()));
                            }
                            _ => return None,
                        }
                    }
                }
                _ => return None,
            }
            Some(())
        }
        let mut name = String::new();
        write(&self.node, &mut name).map(|()| name)
    }

    /// The elements of a written list; the expression itself if it is none.
    pub fn elements(&self) -> Vec<Self> {
        match self.node.as_ref() {
            Expression::Array(items) => items.iter().map(|item| self.part(item)).collect(),
            _ => vec![self.clone()],
        }
    }
}

/// `name = expression`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Arc<str>,
    /// Where the whole of it stands.
    pub span: Span,
    /// The right-hand side.
    pub expr: Expr,
}

impl Attribute {
    /// Where it stands, for people.
    pub fn location(&self) -> Location {
        self.expr.text.location(self.span.clone())
    }

    /// An error about it.
    pub fn error(&self, code: &'static str, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::error(code, message).at(self.expr.text.source(), self.span.clone(), label)
    }
}

/// `kind "label" { … }`.
#[derive(Clone, Debug)]
pub struct Block {
    /// What stands before the labels.
    pub kind: Arc<str>,
    /// The labels.
    pub labels: Vec<Arc<str>>,
    /// Where the kind and the labels stand.
    pub header: Span,
    /// Where the whole block stands.
    pub span: Span,
    /// What stands between the braces.
    pub body: Body,
    /// The file.
    pub text: Text,
}

impl Block {
    /// Where it stands, for people.
    pub fn location(&self) -> Location {
        self.text.location(self.span.clone())
    }

    /// An error about it.
    pub fn error(&self, code: &'static str, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::error(code, message).at(self.text.source(), self.header.clone(), label)
    }
}

/// What stands between the braces of a block, or in a file.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Attributes, in the order in which they were written.
    pub attributes: Vec<Attribute>,
    /// Nested blocks, in the order in which they were written.
    pub blocks: Vec<Block>,
}

impl Body {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.as_ref() == name)
    }

    /// The expression of an attribute.
    pub fn expr(&self, name: &str) -> Option<&Expr> {
        self.attribute(name).map(|attribute| &attribute.expr)
    }

    /// The nested blocks of a kind.
    pub fn blocks<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks
            .iter()
            .filter(move |block| block.kind.as_ref() == kind)
    }
}

/// Parses a file of native syntax.
pub fn parse(text: &Text) -> Result<Body, Diagnostic> {
    hcl_edit::parser::parse_body(text.as_str())
        .map(|body| lower(body, text))
        .map_err(|error| syntax_error(text, error.message(), error.location().offset()))
}

/// Parses one expression of native syntax.
pub fn parse_expression(text: &Text) -> Result<Expr, Diagnostic> {
    hcl_edit::parser::parse_expr(text.as_str())
        .map(|node| Expr::native(node, text))
        .map_err(|error| syntax_error(text, error.message(), error.location().offset()))
}

/// An error at a byte of a file.
pub fn syntax_error(text: &Text, message: &str, offset: usize) -> Diagnostic {
    let start = offset.min(text.as_str().len());
    let end = text
        .as_str()
        .get(start..)
        .and_then(|rest| rest.chars().next())
        .map_or(start, |next| {
            start + if next == '\n' { 0 } else { next.len_utf8() }
        });
    Diagnostic::error(
        "hcl::syntax",
        format!("the code cannot be parsed: {}", message.replace('\n', "; ")),
    )
    .at(text.source(), start..end, "here")
}

fn lower(body: structure::Body, text: &Text) -> Body {
    let mut lowered = Body::default();
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                let name_span = attribute
                    .key
                    .span()
                    .or_else(|| attribute.span())
                    .unwrap_or(0..0);
                let expr = Expr::native(attribute.value, text);
                lowered.attributes.push(Attribute {
                    name: Arc::from(attribute.key.as_str()),
                    span: name_span.start..expr.span().end.max(name_span.end),
                    expr,
                });
            }
            Structure::Block(block) => {
                let span = block.span().unwrap_or(0..0);
                let last = block.labels.last().and_then(hcl_edit::Span::span);
                let end = last
                    .or_else(|| block.ident.span())
                    .map_or(span.start, |last| last.end);
                lowered.blocks.push(Block {
                    kind: Arc::from(block.ident.as_str()),
                    labels: block
                        .labels
                        .iter()
                        .map(|label| Arc::from(label.as_str()))
                        .collect(),
                    header: span.start..end,
                    span,
                    body: lower(block.body, text),
                    text: text.clone(),
                });
            }
        }
    }
    lowered
}
