//! Templates: quoted strings, heredocs, and files read by `templatefile`.

use std::sync::Arc;

use hcl_edit::Span;
use hcl_edit::template::{
    Directive, Element, ForDirective, IfDirective, StringTemplate, Strip, Template,
};

use super::{Context, Fault, Scope, Variables, eval};
use crate::types::Type;
use crate::value::{Data, Unknown, Value};

/// Larger results are refused.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// A template as it is put together.
#[derive(Default)]
struct Text {
    text: String,
    /// Something in it is unknown and has no symbol.
    opaque: bool,
    /// Something in it is unknown.
    unknown: bool,
    marks: Option<Value>,
}

impl Text {
    fn mark(&mut self, value: &Value) {
        let marks = self.marks.take().unwrap_or_else(|| Value::null(Type::Any));
        self.marks = Some(marks.marked_like(value));
    }

    fn finish(self) -> Value {
        let value = if self.unknown {
            let symbol = (!self.opaque).then(|| Arc::from(self.text));
            Data::Unknown(Unknown {
                kind: Type::String,
                symbol,
                document: None,
            })
            .into()
        } else {
            Value::text(self.text)
        };
        match self.marks {
            Some(marks) => value.marked_like(&marks),
            None => value,
        }
    }
}

/// A quoted template. One that is nothing but an interpolation gives its value as it is.
pub fn evaluate_quoted(template: &StringTemplate, context: Context<'_>) -> Result<Value, Fault> {
    let mut elements = template.iter();
    if let (Some(Element::Interpolation(only)), None) = (elements.next(), elements.next()) {
        return eval(&only.expr, context);
    }
    let elements: Vec<&Element> = template.iter().collect();
    let mut text = Text::default();
    render(&elements, false, false, context, &mut text)?;
    Ok(text.finish())
}

/// A template that always gives text.
pub fn evaluate_template(template: &Template, context: Context<'_>) -> Result<Value, Fault> {
    let mut text = Text::default();
    nested(template, false, false, context, &mut text)?;
    Ok(text.finish())
}

/// The text of a template file, evaluated with `scope`.
///
/// # Errors
/// When it is not a template, or has no value.
pub fn evaluate_text(source: &str, scope: &dyn Scope) -> Result<Value, Fault> {
    let template: Template = source.parse().map_err(|error: hcl_edit::parser::Error| {
        Fault::new("hcl::invalid-template", error.to_string())
    })?;
    let context = Context {
        scope,
        variables: None,
    };
    if let Some(Element::Interpolation(only)) = template.as_single_element() {
        return eval(&only.expr, context);
    }
    evaluate_template(&template, context)
}

fn nested(
    template: &Template,
    strip_start: bool,
    strip_end: bool,
    context: Context<'_>,
    text: &mut Text,
) -> Result<(), Fault> {
    let elements: Vec<&Element> = template.iter().collect();
    render(&elements, strip_start, strip_end, context, text)
}

fn strips_start(strip: Strip) -> bool {
    matches!(strip, Strip::Start | Strip::Both)
}

fn strips_end(strip: Strip) -> bool {
    matches!(strip, Strip::End | Strip::Both)
}

/// Whether an element eats the white space before it, and after it.
fn strip_of(element: &Element) -> (bool, bool) {
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(interpolation) => (
            strips_start(interpolation.strip),
            strips_end(interpolation.strip),
        ),
        Element::Directive(directive) => match directive.as_ref() {
            Directive::If(directive) => (
                strips_start(directive.if_expr.strip),
                strips_end(directive.endif_expr.strip),
            ),
            Directive::For(directive) => (
                strips_start(directive.for_expr.strip),
                strips_end(directive.endfor_expr.strip),
            ),
        },
    }
}

fn render(
    elements: &[&Element],
    strip_start: bool,
    strip_end: bool,
    context: Context<'_>,
    text: &mut Text,
) -> Result<(), Fault> {
    for (position, element) in elements.iter().enumerate() {
        match element {
            Element::Literal(literal) => {
                let before = match position
                    .checked_sub(1)
                    .and_then(|before| elements.get(before))
                {
                    Some(before) => strip_of(before).1,
                    None => strip_start,
                };
                let after = match elements.get(position + 1) {
                    Some(after) => strip_of(after).0,
                    None => strip_end,
                };
                let mut part = literal.as_str();
                if before {
                    part = part.trim_start();
                }
                if after {
                    part = part.trim_end();
                }
                text.text.push_str(part);
            }
            Element::Interpolation(interpolation) => {
                let value = eval(&interpolation.expr, context)?;
                push(&value, text).map_err(|fault| fault.at(interpolation.expr.span()))?;
            }
            Element::Directive(directive) => match directive.as_ref() {
                Directive::If(directive) => render_if(directive, context, text)?,
                Directive::For(directive) => render_for(directive, context, text)?,
            },
        }
        if text.text.len() > MAX_TEXT {
            return Err(Fault::new(
                "hcl::text-too-long",
                "the result of the template is too long",
            ));
        }
    }
    Ok(())
}

/// Adds the text of a value.
fn push(value: &Value, text: &mut Text) -> Result<(), Fault> {
    text.mark(&value.deep_marks());
    let converted = value.convert(&Type::String).map_err(|error| {
        Fault::new(
            "hcl::invalid-interpolation",
            format!("this cannot stand in a template: {error}"),
        )
        .with_help("turn it into text first, with `jsonencode` or `join`")
    })?;
    match &converted.data {
        Data::String(part) => text.text.push_str(part),
        Data::Unknown(unknown) => {
            text.unknown = true;
            match &unknown.symbol {
                Some(symbol) => text.text.push_str(symbol),
                None => text.opaque = true,
            }
        }
        _ => {
            return Err(Fault::new(
                "hcl::null-interpolation",
                "null cannot stand in a template",
            ));
        }
    }
    Ok(())
}

fn render_if(directive: &IfDirective, context: Context<'_>, text: &mut Text) -> Result<(), Fault> {
    let condition = eval(&directive.if_expr.cond_expr, context)?;
    text.mark(&condition);
    let start = strips_end(directive.if_expr.strip);
    let end = strips_start(directive.endif_expr.strip);
    match condition
        .convert(&Type::Bool)
        .map(|condition| condition.data)
    {
        Ok(Data::Bool(true)) => {
            let end = directive
                .else_expr
                .as_ref()
                .map_or(end, |otherwise| strips_start(otherwise.strip));
            nested(&directive.if_expr.template, start, end, context, text)
        }
        Ok(Data::Bool(false)) => match &directive.else_expr {
            Some(otherwise) => nested(
                &otherwise.template,
                strips_end(otherwise.strip),
                end,
                context,
                text,
            ),
            None => Ok(()),
        },
        Ok(Data::Unknown(_)) => {
            text.unknown = true;
            text.opaque = true;
            Ok(())
        }
        _ => Err(Fault::new(
            "hcl::wrong-type",
            "the condition of `%{ if }` is not true or false",
        )
        .at(directive.if_expr.cond_expr.span())),
    }
}

fn render_for(
    directive: &ForDirective,
    context: Context<'_>,
    text: &mut Text,
) -> Result<(), Fault> {
    let collection = eval(&directive.for_expr.collection_expr, context)?;
    text.mark(&collection);
    if collection.is_unknown() {
        text.unknown = true;
        text.opaque = true;
        return Ok(());
    }
    let pairs: Vec<(Value, Value)> = match (&collection.data, collection.members()) {
        (Data::Set(_, items), _) => items
            .iter()
            .map(|item| (item.clone(), item.clone()))
            .collect(),
        (_, Some(members)) => members
            .iter()
            .map(|(key, value)| (Value::text(key), value.clone()))
            .collect(),
        (_, None) => match collection.items() {
            Some(items) => (0_i64..)
                .map(Value::from)
                .zip(items.iter().cloned())
                .collect(),
            None => {
                return Err(Fault::new(
                    "hcl::for-over-primitive",
                    "`%{ for }` goes through a list, set, tuple, map or object",
                )
                .at(directive.for_expr.collection_expr.span()));
            }
        },
    };
    let start = strips_end(directive.for_expr.strip);
    let end = strips_start(directive.endfor_expr.strip);
    for (key, value) in pairs {
        let variables = Variables {
            outer: context.variables,
            key: directive
                .for_expr
                .key_var
                .as_ref()
                .map(|name| (name.as_str(), key)),
            value: (directive.for_expr.value_var.as_str(), value),
        };
        nested(
            &directive.for_expr.template,
            start,
            end,
            context.with(&variables),
            text,
        )?;
    }
    Ok(())
}
