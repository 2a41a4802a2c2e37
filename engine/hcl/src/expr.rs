//! Expressions: evaluated against a scope.

mod call;
mod iteration;
mod operation;
mod template;
mod traversal;

use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::{Conditional, Expression, ObjectKey};

use crate::functions::Environment;
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
        Expression::FuncCall(call) => call::evaluate(call, context),
        Expression::Traversal(traversal) => traversal::evaluate(traversal, context),
        Expression::UnaryOp(operation) => operation::unary(operation, context),
        Expression::BinaryOp(operation) => operation::binary(operation, context),
        Expression::ForExpr(expression) => iteration::evaluate(expression, context),
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
