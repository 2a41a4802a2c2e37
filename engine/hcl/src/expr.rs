//! Expressions: evaluated against a scope.

mod operation;
mod template;
mod traversal;

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span;
use hcl_edit::expr::{Conditional, Expression, ForExpr, FuncCall, ObjectKey};

use crate::functions::{self, Environment};
use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Value};

pub use template::evaluate_text;
pub use traversal::{Step, references};

/// More elements than this in one computed collection are refused.
pub(crate) const MAX_ELEMENTS: usize = 1_100_000;

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, in bytes of the file.
    pub range: Option<Range<usize>>,
}

impl Fault {
    /// A fault without a place.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            range: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a place, unless a more precise one is known.
    #[must_use]
    pub fn at(mut self, range: Option<Range<usize>>) -> Self {
        self.range = self.range.or(range);
        self
    }
}

/// What names mean.
pub trait Scope {
    /// The value that `root` and as many of `steps` as belong to the name stand for, and how many.
    ///
    /// # Errors
    /// When there is nothing of that name, or it has no value.
    fn resolve(&self, root: &str, steps: &[Step]) -> Result<(Value, usize), Fault>;

    /// What functions may ask of their surroundings.
    fn environment(&self) -> &Environment;
}

/// A scope, and the variables of the `for` expressions around.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub scope: &'a dyn Scope,
    variables: Option<&'a Variables<'a>>,
}

struct Variables<'a> {
    outer: Option<&'a Variables<'a>>,
    key: Option<(&'a str, Value)>,
    value: (&'a str, Value),
}

impl<'a> Context<'a> {
    fn variable(&self, name: &str) -> Option<Value> {
        let mut around = self.variables;
        while let Some(variables) = around {
            if variables.value.0 == name {
                return Some(variables.value.1.clone());
            }
            if let Some((key, value)) = &variables.key
                && *key == name
            {
                return Some(value.clone());
            }
            around = variables.outer;
        }
        None
    }

    fn with<'b>(&'b self, variables: &'b Variables<'b>) -> Context<'b> {
        Context {
            scope: self.scope,
            variables: Some(variables),
        }
    }
}

/// The value of an expression.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn evaluate(expression: &Expression, scope: &dyn Scope) -> Result<Value, Fault> {
    eval(
        expression,
        Context {
            scope,
            variables: None,
        },
    )
}

pub(crate) fn eval(expression: &Expression, context: Context<'_>) -> Result<Value, Fault> {
    let value = match expression {
        Expression::Null(_) => Ok(Value::null(Type::Any)),
        Expression::Bool(value) => Ok((*value.value()).into()),
        // The written digits: the parser's own value is a 64-bit float.
        Expression::Number(number) => {
            let written = number.as_repr().map(|repr| &**repr);
            match written.filter(|text| !text.is_empty()) {
                Some(text) => number_literal(text),
                None => number_literal(&number.value().to_string()),
            }
        }
        Expression::String(text) => Ok(Value::text(text.as_str())),
        Expression::Array(items) => items
            .iter()
            .map(|item| eval(item, context))
            .collect::<Result<_, _>>()
            .map(Value::tuple),
        Expression::Object(object) => {
            let mut members = Members::new();
            let mut marks = Value::null(Type::Any);
            for (key, value) in object.iter() {
                let key = match key {
                    ObjectKey::Ident(name) => Value::text(name.as_str()),
                    ObjectKey::Expression(expression) => match expression {
                        // A bare name is a key, not a reference.
                        Expression::Variable(name) => Value::text(name.as_str()),
                        expression => eval(expression, context)?,
                    },
                };
                let value = eval(value.expr(), context)?;
                if key.is_unknown() {
                    return Ok(Value::unknown(Type::Any).marked_like(&key));
                }
                let Some(name) = key.to_text() else {
                    return Err(
                        Fault::new("hcl::invalid-key", "an object key is not a string")
                            .at(expression.span()),
                    );
                };
                marks.sensitive |= key.sensitive;
                members.insert(name, value);
            }
            Ok(Value {
                sensitive: marks.sensitive,
                ..Value::object(members)
            })
        }
        Expression::StringTemplate(template) => template::evaluate_quoted(template, context),
        Expression::HeredocTemplate(heredoc) => {
            template::evaluate_template(&heredoc.template, context)
        }
        Expression::Parenthesis(inner) => eval(inner.inner(), context),
        Expression::Variable(name) => {
            traversal::variable(name.as_str(), &[], context).map(|(value, _)| value)
        }
        Expression::Conditional(conditional) => evaluate_conditional(conditional, context),
        Expression::FuncCall(call) => evaluate_call(call, context),
        Expression::Traversal(traversal) => traversal::evaluate(traversal, context),
        Expression::UnaryOp(operation) => operation::unary(operation, context),
        Expression::BinaryOp(operation) => operation::binary(operation, context),
        Expression::ForExpr(expression) => evaluate_for(expression, context),
    };
    value.map_err(|fault| fault.at(expression.span()))
}

fn number_literal(text: &str) -> Result<Value, Fault> {
    number::parse(text)
        .map(|number| Data::Number(number).into())
        .ok_or_else(|| {
            Fault::new(
                "hcl::invalid-number",
                format!("`{text}` is not a number that can be used"),
            )
        })
}

fn evaluate_conditional(conditional: &Conditional, context: Context<'_>) -> Result<Value, Fault> {
    let condition = eval(&conditional.cond_expr, context)?;
    let yes = eval(&conditional.true_expr, context);
    let no = eval(&conditional.false_expr, context);
    let truth = condition.convert(&Type::Bool).map_err(|error| {
        Fault::new(
            "hcl::wrong-type",
            format!("the condition has the wrong type: {error}"),
        )
        .at(conditional.cond_expr.span())
    })?;
    let kind = match (&yes, &no) {
        (Ok(yes), Ok(no)) => Some(branch_type(yes, no).ok_or_else(|| {
            Fault::new(
                "hcl::inconsistent-branches",
                "the two results of the conditional have types that cannot be made one",
            )
            .with_help("give both the same type, for example with `tostring` or `null`")
        })?),
        _ => None,
    };
    let chosen = match truth.data {
        Data::Bool(true) => yes,
        Data::Bool(false) => no,
        Data::Null(_) => {
            return Err(Fault::new("hcl::null-condition", "the condition is null")
                .at(conditional.cond_expr.span()));
        }
        _ => {
            let (yes, no) = (yes?, no?);
            let unknown = Value::unknown(kind.unwrap_or(Type::Any));
            let marks = yes.deep_marks();
            return Ok(unknown
                .marked_like(&condition)
                .marked_like(&marks)
                .marked_like(&no.deep_marks()));
        }
    }?;
    let chosen = match kind {
        Some(kind) => chosen.convert(&kind).unwrap_or(chosen),
        None => chosen,
    };
    Ok(Value {
        sensitive: chosen.sensitive || condition.sensitive,
        ..chosen
    })
}

fn branch_type(yes: &Value, no: &Value) -> Option<Type> {
    match (&yes.data, &no.data) {
        (Data::Null(Type::Any), _) => Some(no.kind()),
        (_, Data::Null(Type::Any)) => Some(yes.kind()),
        _ => yes.kind().unify(&no.kind()),
    }
}

fn evaluate_call(call: &FuncCall, context: Context<'_>) -> Result<Value, Fault> {
    let mut name: String = call
        .name
        .namespace
        .iter()
        .flat_map(|part| [part.as_str(), "::"])
        .collect();
    name.push_str(call.name.name.as_str());
    // These two look at whether evaluation succeeds.
    if name == "try" || name == "can" {
        return functions::attempts(&name, call.args.iter(), |argument| eval(argument, context));
    }
    let mut arguments = call
        .args
        .iter()
        .map(|argument| eval(argument, context))
        .collect::<Result<Vec<_>, _>>()?;
    if call.args.expand_final()
        && let Some(last) = arguments.pop()
    {
        match last.items() {
            Some(items) => arguments.extend(items.iter().map(|item| {
                item.clone().marked_like(&Value {
                    data: Data::Null(Type::Any),
                    ..last.clone()
                })
            })),
            None if last.is_unknown() => return Ok(Value::unknown(Type::Any).marked_like(&last)),
            None => {
                return Err(Fault::new(
                    "hcl::wrong-type",
                    "`...` follows something that is not a list, set or tuple",
                )
                .at(call.span()));
            }
        }
    }
    let secret = arguments.iter().any(Value::has_sensitive);
    functions::call(&name, arguments, context.scope.environment()).map_err(|fault| {
        // The reason may quote what was passed.
        let message = match fault.code {
            "hcl::invalid-call" if secret => {
                format!("`{name}` fails, and why is not shown: an argument is sensitive")
            }
            _ => fault.message,
        };
        let place = fault
            .argument
            .and_then(|position| call.args.get(position))
            .and_then(Span::span);
        Fault {
            help: fault.help,
            ..Fault::new(fault.code, message)
        }
        .at(place)
    })
}

fn evaluate_for(expression: &ForExpr, context: Context<'_>) -> Result<Value, Fault> {
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
