//! Terraform's functions: those whose result depends on nothing but their arguments and local files.

mod collection;
mod encoding;
mod filesystem;
mod format;
mod hash;
mod network;
mod numeric;
mod sets;
mod text;
mod time;
mod types;

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use hcl_edit::expr::Expression;
use tollgate_model::suggestion::nearest;

use crate::expr::Fault;
use crate::number::{self, Number};
use crate::types::Type;
use crate::value::{Data, Value};

/// What functions may ask of their surroundings.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The directory that relative paths start from.
    pub directory: Utf8PathBuf,
    /// The time of the plan, RFC 3339, if it is fixed.
    pub now: Option<String>,
}

/// Why a function has no result.
#[derive(Clone, Debug)]
pub struct CallFault {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The argument that is to blame, counted from zero.
    pub argument: Option<usize>,
}

impl CallFault {
    fn new(message: impl Into<String>) -> Self {
        Self {
            code: "hcl::invalid-call",
            message: message.into(),
            help: None,
            argument: None,
        }
    }

    fn argument(position: usize, message: impl Into<String>) -> Self {
        Self {
            argument: Some(position),
            ..Self::new(message)
        }
    }
}

type Outcome = Result<Value, CallFault>;

/// How a function meets unknown arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unknowns {
    /// Anything unknown in an argument makes the result unknown.
    Any,
    /// An argument that is itself unknown does; the function passes on what is inside.
    Whole,
    /// The function looks itself.
    Own,
}

/// A function, as the table lists it.
struct Function {
    name: &'static str,
    /// Fewest and most arguments.
    arity: (usize, usize),
    /// The type of an unknown result.
    result: fn() -> Type,
    unknowns: Unknowns,
    call: fn(&[Value], &Environment) -> Outcome,
}

const MANY: usize = usize::MAX;

const fn function(
    name: &'static str,
    arity: (usize, usize),
    result: fn() -> Type,
    unknowns: Unknowns,
    call: fn(&[Value], &Environment) -> Outcome,
) -> Function {
    Function {
        name,
        arity,
        result,
        unknowns,
        call,
    }
}

fn any() -> Type {
    Type::Any
}

fn text_type() -> Type {
    Type::String
}

fn number_type() -> Type {
    Type::Number
}

fn bool_type() -> Type {
    Type::Bool
}

fn texts_type() -> Type {
    Type::list(Type::String)
}

/// All functions, group by group.
const GROUPS: &[&[Function]] = &[
    collection::FUNCTIONS,
    encoding::FUNCTIONS,
    filesystem::FUNCTIONS,
    hash::FUNCTIONS,
    network::FUNCTIONS,
    numeric::FUNCTIONS,
    text::FUNCTIONS,
    time::FUNCTIONS,
    types::FUNCTIONS,
];

fn all() -> impl Iterator<Item = &'static Function> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// The names of all functions.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|function| function.name).chain(["try", "can"])
}

/// Calls a function.
///
/// # Errors
/// When there is none of that name, or it does not take these arguments.
pub fn call(
    name: &str,
    arguments: Vec<Value>,
    environment: &Environment,
) -> Result<Value, CallFault> {
    let plain = name.strip_prefix("core::").unwrap_or(name);
    let Some(function) = all().find(|function| function.name == plain) else {
        if plain.starts_with("provider::") {
            return Ok(Value::unknown(Type::Any));
        }
        return Err(CallFault {
            code: "hcl::unknown-function",
            help: nearest(plain, names()).map(|near| format!("did you mean `{near}`?")),
            ..CallFault::new(format!("there is no function `{plain}`"))
        });
    };
    let (fewest, most) = function.arity;
    if arguments.len() < fewest || arguments.len() > most {
        let expected = match (fewest, most) {
            (a, b) if a == b => a.to_string(),
            (a, MANY) => format!("at least {a}"),
            (a, b) => format!("{a} to {b}"),
        };
        return Err(CallFault::new(format!(
            "`{plain}` takes {expected} argument{}, and was given {}",
            if expected == "1" { "" } else { "s" },
            arguments.len()
        )));
    }
    let own = function.unknowns == Unknowns::Own;
    let marks = arguments
        .iter()
        .fold(Value::null(Type::Any), |marks, argument| {
            marks.marked_like(&argument.deep_marks())
        });
    let unknown = arguments.iter().any(|argument| match function.unknowns {
        Unknowns::Any => !argument.is_wholly_known(),
        Unknowns::Whole => argument.is_unknown(),
        Unknowns::Own => false,
    });
    if unknown {
        return Ok(Value::unknown((function.result)()).marked_like(&marks));
    }
    let result = (function.call)(&arguments, environment).map_err(|fault| CallFault {
        message: format!("`{plain}`: {}", fault.message),
        ..fault
    })?;
    Ok(if own {
        result
    } else {
        result.marked_like(&marks)
    })
}

/// `try` and `can`: the first argument that has a value, or whether one has.
pub(crate) fn attempts<'a>(
    name: &str,
    arguments: impl Iterator<Item = &'a Expression>,
    evaluate: impl Fn(&Expression) -> Result<Value, Fault>,
) -> Result<Value, Fault> {
    let mut last = None;
    for argument in arguments {
        match evaluate(argument) {
            Ok(value) if name == "can" => {
                return Ok(Value::from(true).marked_like(&value.deep_marks()));
            }
            Ok(value) => return Ok(value),
            // What Terraform would refuse before it runs anything is no matter for `try`.
            Err(fault) if fault.code == "hcl::undeclared" => return Err(fault),
            Err(_) if name == "can" => return Ok(false.into()),
            Err(fault) => last = Some(fault),
        }
    }
    Err(match last {
        Some(fault) => Fault::new(
            "hcl::invalid-call",
            format!(
                "`{name}`: no argument has a value; the last one: {}",
                fault.message
            ),
        ),
        None => Fault::new(
            "hcl::invalid-call",
            format!("`{name}` takes at least one argument"),
        ),
    })
}

/// JSON as a value: arrays are tuples, objects are objects.
pub(crate) fn decode_json(json: &serde_json::Value) -> Value {
    encoding::from_json(json)
}

// What functions need of their arguments.

fn argument(arguments: &[Value], position: usize) -> Result<&Value, CallFault> {
    arguments
        .get(position)
        .ok_or_else(|| CallFault::new("an argument is missing"))
}

fn converted(arguments: &[Value], position: usize, kind: &Type) -> Outcome {
    let value = argument(arguments, position)?;
    let value = value
        .convert(kind)
        .map_err(|error| CallFault::argument(position, error))?;
    if value.is_null() {
        return Err(CallFault::argument(position, "an argument is null"));
    }
    Ok(value)
}

fn text(arguments: &[Value], position: usize) -> Result<String, CallFault> {
    let value = converted(arguments, position, &Type::String)?;
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| CallFault::argument(position, "a string is required"))
}

fn number(arguments: &[Value], position: usize) -> Result<Number, CallFault> {
    match converted(arguments, position, &Type::Number)?.data {
        Data::Number(number) => Ok(number),
        _ => Err(CallFault::argument(position, "a number is required")),
    }
}

fn whole(arguments: &[Value], position: usize) -> Result<i64, CallFault> {
    number::whole(&number(arguments, position)?)
        .ok_or_else(|| CallFault::argument(position, "a whole number is required"))
}

fn items(arguments: &[Value], position: usize) -> Result<Vec<Value>, CallFault> {
    let value = argument(arguments, position)?;
    value
        .items()
        .map(<[Value]>::to_vec)
        .ok_or_else(|| CallFault::argument(position, "a list, set or tuple is required"))
}

fn texts(arguments: &[Value], position: usize) -> Result<Vec<String>, CallFault> {
    let value = converted(arguments, position, &Type::list(Type::String))?;
    value
        .items()
        .unwrap_or_default()
        .iter()
        .map(|item| {
            item.as_str()
                .map(str::to_owned)
                .ok_or_else(|| CallFault::argument(position, "an element is null or no string"))
        })
        .collect()
}

fn list_of_texts(items: impl IntoIterator<Item = impl AsRef<str>>) -> Value {
    Value::list(Type::String, items.into_iter().map(Value::text).collect())
}

/// Members of a map or object, or why not.
fn members(
    arguments: &[Value],
    position: usize,
) -> Result<&BTreeMap<std::sync::Arc<str>, Value>, CallFault> {
    argument(arguments, position)?
        .members()
        .ok_or_else(|| CallFault::argument(position, "a map or object is required"))
}
