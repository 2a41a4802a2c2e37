//! Type constraints: `list(object({ name = string, port = optional(number, 80) }))`.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::Span;
use hcl_edit::expr::{Expression, ObjectKey};

use crate::expr::{Fault, Scope, evaluate};
use crate::types::{AttributeType, Type};
use crate::value::Value;

/// The type that an expression names.
pub fn parse(expression: &Expression, scope: &dyn Scope) -> Result<Type, Fault> {
    let wrong = |message: String| {
        Fault::new("hcl::invalid-type", message)
            .with_help("types are string, number, bool, any, list(…), set(…), map(…), tuple([…]) and object({…})")
            .at(expression.span())
    };
    match expression {
        Expression::Variable(name) => match name.as_str() {
            "string" => Ok(Type::String),
            "number" => Ok(Type::Number),
            "bool" => Ok(Type::Bool),
            "any" => Ok(Type::Any),
            "list" => Ok(Type::list(Type::Any)),
            "set" => Ok(Type::set(Type::Any)),
            "map" => Ok(Type::map(Type::Any)),
            other => Err(wrong(format!("`{other}` is not a type"))),
        },
        // The quoted form of Terraform 0.11.
        Expression::String(name) => match name.as_str() {
            "string" => Ok(Type::String),
            "list" => Ok(Type::list(Type::String)),
            "map" => Ok(Type::map(Type::String)),
            other => Err(wrong(format!("`{other}` is not a type"))),
        },
        Expression::Parenthesis(inner) => parse(inner.inner(), scope),
        Expression::FuncCall(call) => {
            let name = call.name.name.as_str();
            let argument = call
                .args
                .get(0)
                .ok_or_else(|| wrong(format!("`{name}` needs an argument")))?;
            match (name, argument) {
                ("list", inner) => Ok(Type::list(parse(inner, scope)?)),
                ("set", inner) => Ok(Type::set(parse(inner, scope)?)),
                ("map", inner) => Ok(Type::map(parse(inner, scope)?)),
                ("tuple", Expression::Array(items)) => items
                    .iter()
                    .map(|item| parse(item, scope))
                    .collect::<Result<Vec<_>, _>>()
                    .map(|items| Type::Tuple(Arc::new(items))),
                ("object", Expression::Object(object)) => {
                    let mut attributes = BTreeMap::new();
                    for (key, value) in object.iter() {
                        let name = match key {
                            ObjectKey::Ident(name) => name.as_str(),
                            ObjectKey::Expression(Expression::Variable(name)) => name.as_str(),
                            ObjectKey::Expression(Expression::String(name)) => name.as_str(),
                            ObjectKey::Expression(_) => {
                                return Err(wrong("an attribute name is computed".to_owned()));
                            }
                        };
                        attributes.insert(Arc::from(name), attribute(value.expr(), scope)?);
                    }
                    Ok(Type::Object(Arc::new(attributes)))
                }
                _ => Err(wrong(format!("`{name}(…)` is not a type"))),
            }
        }
        _ => Err(wrong("this is not a type".to_owned())),
    }
}

fn attribute(expression: &Expression, scope: &dyn Scope) -> Result<AttributeType, Fault> {
    if let Expression::FuncCall(call) = expression
        && call.name.name.as_str() == "optional"
        && let Some(kind) = call.args.get(0)
    {
        let kind = parse(kind, scope)?;
        let default = match call.args.get(1) {
            Some(default) => evaluate(default, scope)?,
            None => Value::null(kind.clone()),
        };
        return Ok(AttributeType {
            kind,
            optional: Some(default),
        });
    }
    Ok(AttributeType {
        kind: parse(expression, scope)?,
        optional: None,
    })
}
