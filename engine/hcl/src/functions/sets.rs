//! Sets: what they have in common, and their products.

use super::collection::bounded;
use super::{CallFault, Outcome, converted, items};
use crate::types::Type;
use crate::value::{Data, Value};

/// Whether a set has a value.
pub fn holds(set: &[Value], value: &Value) -> bool {
    set.iter().any(|item| item.equals(value) == Some(true))
}

/// The values of all sets that `keep` says to keep.
pub fn combine(arguments: &[Value], keep: fn(&[Vec<Value>], &Value) -> bool) -> Outcome {
    let sets = (0..arguments.len())
        .map(|position| converted(arguments, position, &Type::set(Type::Any)))
        .collect::<Result<Vec<_>, _>>()?;
    let kind = sets
        .iter()
        .try_fold(Type::Any, |all, set| match set.kind() {
            Type::Set(inner) => all.unify(&inner),
            _ => Some(all),
        });
    let kind = kind.ok_or_else(|| CallFault::new("the sets have elements of different types"))?;
    let sets = sets
        .iter()
        .map(|set| {
            let set = set
                .convert(&Type::set(kind.clone()))
                .map_err(CallFault::new)?;
            Ok(set.items().unwrap_or_default().to_vec())
        })
        .collect::<Result<Vec<_>, CallFault>>()?;
    let kept = sets
        .iter()
        .flatten()
        .filter(|value| keep(&sets, value))
        .cloned()
        .collect();
    Ok(Value::set(kind, kept))
}

/// `setproduct`.
pub fn product(arguments: &[Value], _: &super::Environment) -> Outcome {
    let lists = (0..arguments.len())
        .map(|position| items(arguments, position))
        .collect::<Result<Vec<_>, _>>()?;
    let total = lists
        .iter()
        .try_fold(1_usize, |total, list| total.checked_mul(list.len()));
    bounded(total.unwrap_or(usize::MAX))?;
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for list in &lists {
        rows = rows
            .iter()
            .flat_map(|row| {
                list.iter()
                    .map(|item| row.iter().cloned().chain([item.clone()]).collect())
            })
            .collect();
    }
    let all_sets = arguments
        .iter()
        .all(|value| matches!(value.data, Data::Set(..)));
    let tuples = Value::tuple(rows.into_iter().map(Value::tuple).collect());
    let kind = if all_sets {
        Type::set(Type::Any)
    } else {
        Type::list(Type::Any)
    };
    tuples.convert(&kind).map_err(CallFault::new)
}
