//! `count` and `for_each`: how many instances a block has, and with which keys.

use std::sync::Arc;

use tollgate_model::{Diagnostic, Diagnostics, InstanceKey};

use super::evaluator::{Evaluator, Shape};
use super::scope::BlockScope;
use super::syntax::{Block, Expr};
use crate::number;
use crate::types::Type;
use crate::value::{Data, References, Value};

/// One instance of a repeated block.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// Its key; none for a block that is not repeated.
    pub key: Option<InstanceKey>,
    /// `each.key` and `each.value`.
    pub each: Option<(Value, Value)>,
    /// `count.index`.
    pub index: Option<Value>,
}

impl Repeated {
    /// The only instance of a block that is not repeated.
    pub fn once() -> Self {
        Self {
            key: None,
            each: None,
            index: None,
        }
    }
}

/// How a block is repeated.
#[derive(Debug)]
pub enum Expansion {
    /// Not at all.
    Once,
    /// So many times.
    Count(usize),
    /// Once for each key.
    Each(Vec<(Arc<str>, Value)>),
    /// By something that is known only with the account at hand: a data source, or a module that
    /// is not on the disk. It is judged as one instance, `[*]`.
    Unknown(References),
}

impl Expansion {
    /// How often `block` stands. None after an error.
    pub fn of(
        evaluator: &Evaluator<'_>,
        block: &Block,
        scope: &BlockScope<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let expansion = match (block.body.expr("count"), block.body.attribute("for_each")) {
            (None, None) => Self::Once,
            (Some(count), None) => Self::count(evaluator, count, scope, found)?,
            (None, Some(each)) => Self::each(evaluator, &each.expr, scope, found)?,
            (Some(_), Some(each)) => {
                found.push(
                    each.error(
                        "hcl::count-and-for-each",
                        "a block has `count` or `for_each`, not both",
                        "the second of them",
                    )
                    .with_help(
                        "remove one; `for_each` keeps instances apart when the list changes",
                    ),
                );
                return None;
            }
        };
        let limits = &evaluator.options.limits;
        let (many, limit) = (expansion.len(), limits.instances.min(evaluator.room()));
        if many > limit {
            let code = if many > limits.instances {
                "hcl::too-many-instances"
            } else {
                "hcl::too-many-resources"
            };
            let limit = if many > limits.instances {
                limits.instances
            } else {
                limits.resources
            };
            found.push(block.error(
                code,
                format!("{many} instances of this block go beyond the limit of {limit}"),
                "this block",
            ));
            return None;
        }
        Some(expansion)
    }

    fn len(&self) -> usize {
        match self {
            Self::Once | Self::Unknown(_) => 1,
            Self::Count(count) => *count,
            Self::Each(all) => all.len(),
        }
    }

    fn count(
        evaluator: &Evaluator<'_>,
        expr: &Expr,
        scope: &BlockScope<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let value = evaluator.value(expr, scope, found)?;
        let number = match value.convert(&Type::Number) {
            Ok(number) => number,
            Err(problem) => {
                found.push(invalid(
                    "count",
                    expr,
                    &format!("its value is wrong: {problem}"),
                ));
                return None;
            }
        };
        let problem = match &number.data {
            _ if number.sensitive => "its value is sensitive, and the number of instances shows",
            Data::Unknown(_) => return unknown("count", expr, &number, found),
            Data::Null(_) => "its value is null",
            Data::Number(count) => match number::whole(count).map(usize::try_from) {
                Some(Ok(count)) => return Some(Self::Count(count)),
                _ => "its value is not a whole number from zero",
            },
            _ => "its value is not a number",
        };
        found.push(invalid("count", expr, problem));
        None
    }

    fn each(
        evaluator: &Evaluator<'_>,
        expr: &Expr,
        scope: &BlockScope<'_>,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let value = evaluator.value(expr, scope, found)?;
        let problem = match &value.data {
            _ if value.sensitive => "its value is sensitive, and the keys of instances show",
            Data::Unknown(_) => return unknown("for_each", expr, &value, found),
            Data::Null(_) => "its value is null",
            Data::Map(_, members) | Data::Object(members) => {
                let marks = Value {
                    references: value.references.clone(),
                    ..Value::null(Type::Any)
                };
                let pairs = members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone().marked_like(&marks)));
                return Some(Self::Each(pairs.collect()));
            }
            Data::Set(_, items) if items.iter().any(Value::is_unknown) => {
                return unknown("for_each", expr, &value, found);
            }
            Data::Set(_, items) => {
                let pairs = items
                    .iter()
                    .map(|item| Some((Arc::from(item.as_str()?), item.clone())));
                match pairs.collect::<Option<Vec<_>>>() {
                    Some(pairs) => return Some(Self::Each(pairs)),
                    None => "the elements of the set are not strings",
                }
            }
            Data::List(..) | Data::Tuple(_) => "its value is a list: its elements have no keys",
            _ => "its value is neither a map nor a set of strings",
        };
        found.push(invalid("for_each", expr, problem));
        None
    }

    /// How the instances look to expressions.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Once => Shape::Single,
            Self::Count(_) => Shape::Tuple,
            Self::Each(_) => Shape::Object,
            Self::Unknown(_) => Shape::Unknown,
        }
    }

    /// The instances, in order.
    pub fn into_instances(self) -> Vec<Repeated> {
        match self {
            Self::Once => vec![Repeated::once()],
            Self::Count(count) => (0..count as u64)
                .map(|index| Repeated {
                    key: Some(InstanceKey::Index(index)),
                    each: None,
                    index: Some(Data::Number(index.into()).into()),
                })
                .collect(),
            Self::Each(pairs) => pairs
                .into_iter()
                .map(|(key, value)| Repeated {
                    each: Some((Value::text(&key), value)),
                    key: Some(InstanceKey::Key(key)),
                    index: None,
                })
                .collect(),
            Self::Unknown(references) => {
                let unknown = |kind| Value {
                    references: references.clone(),
                    ..Value::unknown(kind)
                };
                vec![Repeated {
                    key: Some(InstanceKey::Unknown),
                    each: Some((unknown(Type::String), unknown(Type::Any))),
                    index: Some(unknown(Type::Number)),
                }]
            }
        }
    }
}

fn invalid(argument: &str, expr: &Expr, problem: &str) -> Diagnostic {
    let (code, help) = match argument {
        "count" => (
            "hcl::invalid-count",
            "`count` takes a whole number that is known before apply",
        ),
        _ => (
            "hcl::invalid-for-each",
            "`for_each` takes a map, or a set of strings: `toset([…])`",
        ),
    };
    expr.error(
        code,
        format!("`{argument}` is invalid: {problem}"),
        "this value",
    )
    .with_help(help)
}

/// Terraform refuses what only apply can tell. What a data source tells, Terraform knows when it
/// plans, and only this evaluation does not.
fn unknown(
    argument: &str,
    expr: &Expr,
    value: &Value,
    found: &mut Diagnostics,
) -> Option<Expansion> {
    let references = value.all_references();
    let culprit = references.iter().find(|address| !is_data(address)).cloned();
    let Some(culprit) = culprit else {
        found.push(
            Diagnostic::warning("hcl::unknown-instances", format!("how many instances there are is not known without the account: `{argument}` depends on what a data source tells"))
                .at(expr.text.source(), expr.span(), "not known")
                .with_help("it is judged as one instance, `[*]`; judge a plan to see each of them"),
        );
        return Some(Expansion::Unknown(references));
    };
    let code = if argument == "count" {
        "hcl::unknown-count"
    } else {
        "hcl::unknown-for-each"
    };
    found.push(
        expr.error(code, format!("`{argument}` depends on `{culprit}`, which is known only after apply"), "known only after apply")
            .with_help("Terraform must know the instances when it plans: use keys that the code itself gives, and look the rest up inside the block"),
    );
    None
}

fn is_data(address: &str) -> bool {
    let resource = address.parse::<tollgate_model::Address>();
    resource.is_ok_and(|address| address.mode() == tollgate_model::Mode::Data)
}
