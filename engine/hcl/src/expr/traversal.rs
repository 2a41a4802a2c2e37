//! References: names, attributes, indexes and splats.

use hcl_edit::Span;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_expr};
use tollgate_model::suggestion::nearest;

use super::{Context, Fault, eval};
use crate::number;
use crate::types::Type;
use crate::value::{Data, Value};

/// One step of a reference, evaluated.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.name`
    Attribute(String),
    /// `[key]`
    Index(Value),
}

/// The value of a name, and how many of `steps` belong to it.
pub fn variable(name: &str, steps: &[Step], context: Context<'_>) -> Result<(Value, usize), Fault> {
    match context.variable(name) {
        Some(value) => Ok((value, 0)),
        None => context.scope.resolve(name, steps),
    }
}

pub fn evaluate(traversal: &Traversal, context: Context<'_>) -> Result<Value, Fault> {
    let operators = &traversal.operators;
    let splat = operators
        .iter()
        .position(|operator| {
            matches!(
                operator.value(),
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_)
            )
        })
        .unwrap_or(operators.len());
    let (plain, rest) = operators.split_at(splat);
    let steps = plain
        .iter()
        .map(|operator| step(operator.value(), context))
        .collect::<Result<Vec<_>, _>>()?;
    let (value, consumed) = match &traversal.expr {
        Expression::Variable(name) => variable(name.as_str(), &steps, context)?,
        expression => (eval(expression, context)?, 0),
    };
    let value = steps
        .iter()
        .zip(plain)
        .skip(consumed)
        .try_fold(value, |value, (step, operator)| {
            apply(&value, step).map_err(|fault| fault.at(operator.span()))
        })?;
    splats(value, rest, context)
}

fn step(operator: &TraversalOperator, context: Context<'_>) -> Result<Step, Fault> {
    Ok(match operator {
        TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
        TraversalOperator::LegacyIndex(index) => {
            Step::Index(i64::try_from(*index.value()).unwrap_or(i64::MAX).into())
        }
        TraversalOperator::Index(expression) => Step::Index(eval(expression, context)?),
        TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
            return Err(Fault::new("hcl::splat", "a splat cannot stand here"));
        }
    })
}

/// Applies what follows the first splat: its steps to each element, then the rest.
fn splats(
    value: Value,
    operators: &[hcl_edit::Decorated<TraversalOperator>],
    context: Context<'_>,
) -> Result<Value, Fault> {
    let Some((first, rest)) = operators.split_first() else {
        return Ok(value);
    };
    let full = matches!(first.value(), TraversalOperator::FullSplat(_));
    let inner = rest
        .iter()
        .position(|operator| match operator.value() {
            TraversalOperator::GetAttr(_) => false,
            TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => !full,
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => true,
        })
        .unwrap_or(rest.len());
    let (each, after) = rest.split_at(inner);
    if value.is_unknown() && !matches!(value.kind(), Type::Tuple(_)) {
        return Ok(Value::unknown(Type::Any).marked_like(&value));
    }
    let elements: Vec<Value> = match &value.data {
        Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => items.to_vec(),
        Data::Null(_) => Vec::new(),
        _ => vec![value.clone()],
    };
    let steps = each
        .iter()
        .map(|operator| step(operator.value(), context))
        .collect::<Result<Vec<_>, _>>()?;
    let items = elements
        .into_iter()
        .map(|element| {
            steps
                .iter()
                .zip(each)
                .try_fold(element, |value, (step, operator)| {
                    apply(&value, step).map_err(|fault| fault.at(operator.span()))
                })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let result = match value.kind() {
        // A list stays a list, so that an empty one keeps its type.
        Type::List(_) | Type::Set(_) => Value::tuple(items).convert(&Type::list(Type::Any)),
        _ => Ok(Value::tuple(items)),
    };
    let result = result.map_err(|error| Fault::new("hcl::wrong-type", error))?;
    let result = Value {
        sensitive: value.sensitive,
        ..result
    };
    let (plain, splat) = after.split_at(
        after
            .iter()
            .position(|operator| {
                matches!(
                    operator.value(),
                    TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_)
                )
            })
            .unwrap_or(after.len()),
    );
    let result = plain.iter().try_fold(result, |value, operator| {
        let step = step(operator.value(), context)?;
        apply(&value, &step).map_err(|fault| fault.at(operator.span()))
    })?;
    splats(result, splat, context)
}

/// One step from a value.
pub(crate) fn apply(value: &Value, step: &Step) -> Result<Value, Fault> {
    let found = match step {
        Step::Attribute(name) => attribute(value, name).map_err(|fault| Fault {
            // What is near to the name is a name of what must not be shown.
            help: fault.help.filter(|_| !value.sensitive),
            ..fault
        }),
        Step::Index(key) if key.has_sensitive() || value.sensitive => index(value, key)
            .map(Value::into_sensitive)
            .map_err(|fault| {
                Fault::new(
                    fault.code,
                    "there is no such element; which one is sensitive",
                )
            }),
        Step::Index(key) => index(value, key),
    }?;
    Ok(found.marked_like(&Value {
        data: Data::Null(Type::Any),
        ..value.clone()
    }))
}

fn attribute(value: &Value, name: &str) -> Result<Value, Fault> {
    match &value.data {
        Data::Unknown(unknown) => Ok(Value::unknown(match &unknown.kind {
            Type::Map(inner) => (**inner).clone(),
            Type::Object(attributes) => match attributes.get(name) {
                Some(attribute) => attribute.kind.clone(),
                None => return Err(no_attribute(name, attributes.keys().map(AsRef::as_ref))),
            },
            Type::Any => Type::Any,
            other => return Err(not_an_object(other)),
        })),
        Data::Null(_) => Err(Fault::new(
            "hcl::null-object",
            format!("`{name}` is read from null"),
        )),
        Data::Map(_, members) | Data::Object(members) => members
            .get(name)
            .cloned()
            .ok_or_else(|| no_attribute(name, members.keys().map(AsRef::as_ref))),
        _ => match name.parse::<i64>() {
            Ok(position) => index(value, &position.into()),
            Err(_) => Err(not_an_object(&value.kind())),
        },
    }
}

fn no_attribute<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let fault = Fault::new(
        "hcl::unknown-attribute",
        format!("there is no attribute `{name}`"),
    );
    match nearest(name, known) {
        Some(near) => fault.with_help(format!("did you mean `{near}`?")),
        None => fault,
    }
}

fn not_an_object(kind: &Type) -> Fault {
    Fault::new("hcl::not-an-object", format!("a {kind} has no attributes"))
}

fn index(value: &Value, key: &Value) -> Result<Value, Fault> {
    if key.is_null() {
        return Err(Fault::new("hcl::null-index", "an index is null"));
    }
    match &value.data {
        Data::Null(_) => Err(Fault::new(
            "hcl::null-object",
            "an index is applied to null",
        )),
        Data::Unknown(unknown) => Ok(Value::unknown(match &unknown.kind {
            Type::List(inner) | Type::Map(inner) => (**inner).clone(),
            _ => Type::Any,
        })),
        Data::List(_, items) | Data::Tuple(items) => {
            let wanted = key.convert(&Type::Number).map_err(|error| {
                Fault::new("hcl::invalid-index", format!("the index is wrong: {error}"))
            })?;
            let Data::Number(number) = &wanted.data else {
                let kind = match value.kind() {
                    Type::List(inner) => *inner,
                    _ => Type::Any,
                };
                return Ok(Value::unknown(kind).marked_like(key));
            };
            number::whole(number)
                .and_then(|whole| usize::try_from(whole).ok())
                .and_then(|position| items.get(position))
                .cloned()
                .ok_or_else(|| {
                    Fault::new(
                        "hcl::index-out-of-range",
                        format!(
                            "there is no element {}: there are {}",
                            number::format(number),
                            items.len()
                        ),
                    )
                })
        }
        Data::Map(_, members) | Data::Object(members) => {
            if key.is_unknown() {
                let kind = match value.kind() {
                    Type::Map(inner) => *inner,
                    _ => Type::Any,
                };
                return Ok(Value::unknown(kind).marked_like(key));
            }
            let name = key
                .to_text()
                .ok_or_else(|| Fault::new("hcl::invalid-index", "the key is not a string"))?;
            members.get(&name).cloned().ok_or_else(|| {
                let fault = Fault::new(
                    "hcl::unknown-key",
                    format!("there is no element \"{name}\""),
                );
                match nearest(&name, members.keys().map(AsRef::as_ref)) {
                    Some(near) => fault.with_help(format!("did you mean \"{near}\"?")),
                    None => fault,
                }
            })
        }
        Data::Set(..) => Err(
            Fault::new("hcl::set-index", "elements of a set have no index")
                .with_help("turn it into a list first, with `tolist`"),
        ),
        _ => Err(Fault::new(
            "hcl::invalid-index",
            format!("a {} has no elements", value.kind()),
        )),
    }
}

/// The references in an expression: each starts with a name, and goes on with constant attributes.
#[must_use]
pub fn references(expression: &Expression) -> Vec<Vec<String>> {
    struct Collector(Vec<Vec<String>>);
    impl Visit for Collector {
        fn visit_expr(&mut self, expression: &Expression) {
            match expression {
                Expression::Variable(name) => self.0.push(vec![name.as_str().to_owned()]),
                Expression::Traversal(traversal) => {
                    if let Expression::Variable(name) = &traversal.expr {
                        let names = traversal
                            .operators
                            .iter()
                            .map_while(|operator| match operator.value() {
                                TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
                                _ => None,
                            });
                        self.0.push(
                            [name.as_str().to_owned()]
                                .into_iter()
                                .chain(names)
                                .collect(),
                        );
                        for operator in &traversal.operators {
                            if let TraversalOperator::Index(index) = operator.value() {
                                self.visit_expr(index);
                            }
                        }
                        return;
                    }
                }
                _ => {}
            }
            visit_expr(self, expression);
        }
    }
    let mut collector = Collector(Vec::new());
    collector.visit_expr(expression);
    collector.0
}
