//! `for` expressions.

use std::sync::Arc;

use hcl_edit::Span;
use hcl_edit::expr::ForExpr;

use super::{Context, Fault, MAX_ELEMENTS, Variables, eval};
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// The value of a `for` expression.
pub fn evaluate(expression: &ForExpr, context: Context<'_>) -> Result<Value, Fault> {
    let collection = eval(&expression.intro.collection_expr, context)?;
    if collection.is_unknown() {
        return Ok(Value::unknown(Type::Any).marked_like(&collection));
    }
    if collection.is_null() {
        return Err(Fault::new(
            "hcl::for-over-null",
            "a `for` expression cannot go through null",
        )
        .at(expression.intro.collection_expr.span()));
    }
    let pairs: Vec<(Value, Value)> = match &collection.data {
        Data::List(_, items) | Data::Tuple(items) => (0_i64..)
            .map(Value::from)
            .zip(items.iter().cloned())
            .collect(),
        Data::Set(_, items) => items
            .iter()
            .map(|item| (item.clone(), item.clone()))
            .collect(),
        Data::Map(_, members) | Data::Object(members) => members
            .iter()
            .map(|(key, value)| (Value::text(key), value.clone()))
            .collect(),
        _ => {
            return Err(Fault::new(
                "hcl::for-over-primitive",
                "a `for` expression goes through a list, set, tuple, map or object",
            )
            .at(expression.intro.collection_expr.span()));
        }
    };
    let mark = |value: Value| Value {
        sensitive: value.sensitive || collection.sensitive,
        ..value
    };
    let mut items = Vec::new();
    let mut members = Members::new();
    let mut groups: std::collections::BTreeMap<Arc<str>, Vec<Value>> = Default::default();
    let mut sensitive = collection.sensitive;
    for (key, value) in pairs {
        let variables = Variables {
            outer: context.variables,
            key: expression
                .intro
                .key_var
                .as_ref()
                .map(|name| (name.as_str(), mark(key))),
            value: (expression.intro.value_var.as_str(), mark(value)),
        };
        let inner = context.with(&variables);
        if let Some(condition) = &expression.cond {
            let wanted = eval(&condition.expr, inner)?;
            sensitive |= wanted.sensitive;
            match wanted.convert(&Type::Bool).map(|wanted| wanted.data) {
                Ok(Data::Bool(true)) => {}
                Ok(Data::Bool(false)) => continue,
                Ok(Data::Unknown(_)) => {
                    return Ok(Value::unknown(Type::Any)
                        .marked_like(&wanted)
                        .marked_like(&collection));
                }
                _ => {
                    return Err(Fault::new(
                        "hcl::wrong-type",
                        "the `if` of a `for` expression is not true or false",
                    )
                    .at(condition.expr.span()));
                }
            }
        }
        let value = eval(&expression.value_expr, inner)?;
        let Some(key_expression) = &expression.key_expr else {
            items.push(value);
            if items.len() > MAX_ELEMENTS {
                return Err(Fault::new(
                    "hcl::too-many-elements",
                    format!("the result has more than {MAX_ELEMENTS} elements"),
                ));
            }
            continue;
        };
        let key = eval(key_expression, inner)?;
        sensitive |= key.sensitive;
        if key.is_unknown() {
            return Ok(Value::unknown(Type::Any)
                .marked_like(&key)
                .marked_like(&value.deep_marks()));
        }
        let Some(name) = key.to_text() else {
            return Err(
                Fault::new("hcl::invalid-key", "a key of the result is not a string")
                    .at(key_expression.span()),
            );
        };
        if expression.grouping {
            groups.entry(name).or_default().push(value);
        } else if members.insert(name.clone(), value).is_some() {
            let which = match sensitive || collection.has_sensitive() {
                true => "same key, which is sensitive".to_owned(),
                false => format!("key \"{name}\""),
            };
            return Err(Fault::new(
                "hcl::duplicate-key",
                format!("two elements have the {which}"),
            )
            .with_help("add `...` after the value to group elements by key")
            .at(key_expression.span()));
        }
    }
    let result = if expression.key_expr.is_none() {
        Value::tuple(items)
    } else if expression.grouping {
        Value::object(
            groups
                .into_iter()
                .map(|(key, group)| (key, Value::tuple(group)))
                .collect(),
        )
    } else {
        Value::object(members)
    };
    Ok(Value {
        sensitive,
        ..result
    })
}
