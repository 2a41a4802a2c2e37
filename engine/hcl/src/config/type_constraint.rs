//! Type constraints: `list(object({ name = string, port = optional(number, 80) }))`.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey};
use tollgate_model::suggestion::nearest;

use super::syntax::Expr;
use crate::expr::{Fault, Scope, evaluate};
use crate::types::{AttributeType, Type};
use crate::value::Value;

const NAMES: [&str; 10] = [
    "any", "bool", "list", "map", "number", "object", "optional", "set", "string", "tuple",
];

/// The type that an expression names. Defaults of optional attributes are evaluated in `scope`.
pub fn parse(expr: &Expr, scope: &dyn Scope) -> Result<Type, Fault> {
    // The quoted form of Terraform 0.11.
    if let Some(name) = expr.constant() {
        return match name {
            "string" => Ok(Type::String),
            "list" => Ok(Type::list(Type::String)),
            "map" => Ok(Type::map(Type::String)),
            _ => Err(invalid(&expr.node, format!("`{name}` is not a type"))),
        };
    }
    read(&expr.node, scope)
}

/// Whether values on the command line are text rather than expressions.
pub fn takes_text(expr: Option<&Expr>) -> bool {
    let Some(expr) = expr else { return true };
    match expr.node.as_ref() {
        Expression::Variable(name) => matches!(name.as_str(), "string" | "number" | "bool"),
        Expression::String(name) => name.as_str() == "string",
        _ => false,
    }
}

fn invalid(node: &Expression, message: String) -> Fault {
    Fault::new("hcl::invalid-type", message)
        .with_help("types are string, number, bool, any, list(…), set(…), map(…), tuple([…]) and object({ … })")
        .at(node.span())
}

fn read(node: &Expression, scope: &dyn Scope) -> Result<Type, Fault> {
    match node {
        Expression::Variable(name) => match name.as_str() {
            "string" => Ok(Type::String),
            "number" => Ok(Type::Number),
            "bool" => Ok(Type::Bool),
            "any" => Ok(Type::Any),
            // Without an argument, as old code has them.
            "list" => Ok(Type::list(Type::Any)),
            "set" => Ok(Type::set(Type::Any)),
            "map" => Ok(Type::map(Type::Any)),
            name => Err(unknown(node, name)),
        },
        Expression::Parenthesis(inner) => read(inner.inner(), scope),
        Expression::FuncCall(call) => constructed(node, call, scope),
        _ => Err(invalid(node, "this is not a type".to_owned())),
    }
}

fn unknown(node: &Expression, name: &str) -> Fault {
    let fault = invalid(node, format!("`{name}` is not a type"));
    match nearest(name, NAMES) {
        Some(near) => fault.with_help(format!("did you mean `{near}`?")),
        None => fault,
    }
}

fn constructed(node: &Expression, call: &FuncCall, scope: &dyn Scope) -> Result<Type, Fault> {
    let name = call.name.name.as_str();
    let mut arguments = call.args.iter();
    let (Some(argument), None) = (arguments.next(), arguments.next()) else {
        return Err(if NAMES.contains(&name) {
            invalid(node, format!("`{name}` takes exactly one type"))
        } else {
            unknown(node, name)
        });
    };
    match (name, argument) {
        ("list", inner) => Ok(Type::list(read(inner, scope)?)),
        ("set", inner) => Ok(Type::set(read(inner, scope)?)),
        ("map", inner) => Ok(Type::map(read(inner, scope)?)),
        ("tuple", Expression::Array(items)) => {
            let items = items.iter().map(|item| read(item, scope));
            Ok(Type::Tuple(Arc::new(items.collect::<Result<_, _>>()?)))
        }
        ("object", Expression::Object(object)) => attributes(node, object, scope),
        ("optional", _) => Err(invalid(
            node,
            "`optional` stands for attributes of objects only".to_owned(),
        )),
        ("tuple", _) => Err(invalid(
            node,
            "`tuple` takes a list of types: `tuple([string, number])`".to_owned(),
        )),
        ("object", _) => Err(invalid(
            node,
            "`object` takes types by name: `object({ name = string })`".to_owned(),
        )),
        (name, _) => Err(unknown(node, name)),
    }
}

fn attributes(node: &Expression, object: &Object, scope: &dyn Scope) -> Result<Type, Fault> {
    let mut attributes = BTreeMap::new();
    for (key, value) in object.iter() {
        let name = match key {
            ObjectKey::Ident(name) => name.as_str(),
            ObjectKey::Expression(Expression::Variable(name)) => name.as_str(),
            ObjectKey::Expression(Expression::String(name)) => name.as_str(),
            ObjectKey::Expression(_) => {
                return Err(invalid(
                    node,
                    "the name of an attribute is computed".to_owned(),
                ));
            }
        };
        attributes.insert(Arc::from(name), attribute(value.expr(), scope)?);
    }
    Ok(Type::Object(Arc::new(attributes)))
}

fn attribute(node: &Expression, scope: &dyn Scope) -> Result<AttributeType, Fault> {
    if let Expression::FuncCall(call) = node
        && call.name.name.as_str() == "optional"
        && let Some(kind) = call.args.get(0)
    {
        let kind = read(kind, scope)?;
        let default = match call.args.get(1) {
            Some(default) => {
                let value = evaluate(default, scope)?;
                value.convert(&kind).map_err(|problem| {
                    invalid(
                        default,
                        format!("the default has the wrong type: {problem}"),
                    )
                })?
            }
            None => Value::null(kind.clone()),
        };
        return Ok(AttributeType {
            kind,
            optional: Some(default),
        });
    }
    Ok(AttributeType {
        kind: read(node, scope)?,
        optional: None,
    })
}
