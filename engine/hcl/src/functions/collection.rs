//! Lists, sets, maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sets;
use super::{
    CallFault, Function, MANY, Outcome, Unknowns, any, argument, bool_type, converted, function,
    items, members, number, number_type, text, texts, texts_type, whole,
};
use crate::expr::MAX_ELEMENTS;
use crate::number::{self as numbers, Number};
use crate::types::Type;
use crate::value::{Data, Members, Value};

pub const FUNCTIONS: &[Function] = &[
    function("alltrue", (1, 1), bool_type, Unknowns::Any, |a, _| {
        truths(a, true)
    }),
    function("anytrue", (1, 1), bool_type, Unknowns::Any, |a, _| {
        truths(a, false)
    }),
    function("chunklist", (2, 2), any, Unknowns::Whole, |a, _| {
        let list = converted(a, 0, &Type::list(Type::Any))?;
        let size = usize::try_from(whole(a, 1)?)
            .map_err(|_| CallFault::argument(1, "the size is negative"))?;
        let all = list.items().unwrap_or_default();
        let size = if size == 0 { all.len().max(1) } else { size };
        let kind = list.kind();
        let inner = match &kind {
            Type::List(inner) => (**inner).clone(),
            _ => Type::Any,
        };
        let chunks = all
            .chunks(size)
            .map(|chunk| Value::list(inner.clone(), chunk.to_vec()));
        Ok(Value::list(kind.clone(), chunks.collect()))
    }),
    function("coalesce", (1, MANY), any, Unknowns::Own, |a, _| {
        let kind = a
            .iter()
            .try_fold(Type::Any, |all, value| all.unify(&value.kind()));
        let kind = kind.ok_or_else(|| CallFault::new("all arguments must have the same type"))?;
        for value in a {
            if value.is_unknown() {
                return Ok(Value::unknown(kind).marked_like(value));
            }
            let empty = value.is_null() || value.as_str() == Some("");
            if !empty {
                return value.convert(&kind).map_err(CallFault::new);
            }
        }
        Err(CallFault::new("every argument is null or empty"))
    }),
    function("coalescelist", (1, MANY), any, Unknowns::Own, |a, _| {
        for value in a {
            if value.is_unknown() {
                return Ok(Value::unknown(Type::Any).marked_like(value));
            }
            if value.items().is_some_and(|items| !items.is_empty()) {
                return Ok(value.clone());
            }
        }
        Err(CallFault::new("every argument is null or empty"))
    }),
    function("compact", (1, 1), texts_type, Unknowns::Any, |a, _| {
        let list = converted(a, 0, &Type::list(Type::String))?;
        let kept = list.items().unwrap_or_default().iter();
        let kept = kept.filter(|item| item.as_str().is_some_and(|text| !text.is_empty()));
        Ok(Value::list(Type::String, kept.cloned().collect()))
    }),
    function("concat", (1, MANY), any, Unknowns::Whole, |a, _| {
        let mut all = Vec::new();
        for position in 0..a.len() {
            all.extend(items(a, position)?);
            bounded(all.len())?;
        }
        let lists = a.iter().all(|value| matches!(value.data, Data::List(..)));
        let tuple = Value::tuple(all);
        match lists {
            true => tuple
                .convert(&Type::list(Type::Any))
                .map_err(CallFault::new),
            false => Ok(tuple),
        }
    }),
    function("contains", (2, 2), bool_type, Unknowns::Whole, |a, _| {
        let needle = argument(a, 1)?;
        let mut known = true;
        for item in items(a, 0)? {
            let needle = needle
                .convert(&item.kind())
                .unwrap_or_else(|_| needle.clone());
            match item.equals(&needle) {
                Some(true) => return Ok(true.into()),
                Some(false) => {}
                None => known = false,
            }
        }
        Ok(if known {
            false.into()
        } else {
            Value::unknown(Type::Bool)
        })
    }),
    function("distinct", (1, 1), any, Unknowns::Any, |a, _| {
        let list = converted(a, 0, &Type::list(Type::Any))?;
        let mut unique: Vec<Value> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for item in list.items().unwrap_or_default() {
            if seen.insert(format!("{:?}", item.data)) {
                unique.push(item.clone());
            }
        }
        Value::tuple(unique)
            .convert(&list.kind())
            .map_err(CallFault::new)
    }),
    function("element", (2, 2), any, Unknowns::Whole, |a, _| {
        let all = items(a, 0)?;
        let length = i64::try_from(all.len()).unwrap_or(i64::MAX);
        if length == 0 {
            return Err(CallFault::argument(0, "the list is empty"));
        }
        let position = whole(a, 1)?;
        if position < 0 {
            return Err(CallFault::argument(1, "the index is negative"));
        }
        all.get(usize::try_from(position % length).unwrap_or(0))
            .cloned()
            .ok_or_else(|| CallFault::argument(0, "the list is empty"))
    }),
    function("flatten", (1, 1), any, Unknowns::Own, |a, _| {
        let mut flat = Vec::new();
        let known = flatten(argument(a, 0)?, &mut flat)?;
        let marks = argument(a, 0)?.deep_marks();
        Ok(if known {
            Value::tuple(flat)
        } else {
            Value::unknown(Type::Any).marked_like(&marks)
        })
    }),
    function("index", (2, 2), number_type, Unknowns::Any, |a, _| {
        let needle = argument(a, 1)?;
        let found = items(a, 0)?
            .iter()
            .position(|item| item.equals(needle) == Some(true));
        found
            .and_then(|position| i64::try_from(position).ok())
            .map(Value::from)
            .ok_or_else(|| CallFault::new("the item is not there"))
    }),
    function("keys", (1, 1), texts_type, Unknowns::Whole, |a, _| {
        let keys = members(a, 0)?.keys().map(Value::text).collect::<Vec<_>>();
        Ok(match argument(a, 0)?.data {
            Data::Map(..) => Value::list(Type::String, keys),
            _ => Value::tuple(keys),
        })
    }),
    function("length", (1, 1), number_type, Unknowns::Whole, |a, _| {
        let value = argument(a, 0)?;
        let length = match (value.items(), value.members(), value.as_str()) {
            (Some(items), _, _) => items.len(),
            (_, Some(members), _) => members.len(),
            (_, _, Some(_)) => {
                use unicode_segmentation::UnicodeSegmentation;
                text(a, 0)?.graphemes(true).count()
            }
            _ => {
                return Err(CallFault::argument(
                    0,
                    "a string, list, set, tuple, map or object is required",
                ));
            }
        };
        Ok(i64::try_from(length).unwrap_or(i64::MAX).into())
    }),
    function("lookup", (2, 3), any, Unknowns::Own, |a, _| {
        let (map, key) = (argument(a, 0)?, argument(a, 1)?);
        let marks = map.deep_marks().marked_like(key);
        if map.is_unknown() || key.is_unknown() {
            return Ok(Value::unknown(Type::Any).marked_like(&marks));
        }
        let key = text(a, 1)?;
        match (members(a, 0)?.get(key.as_str()), a.get(2)) {
            (Some(found), _) => Ok(found.clone()),
            (None, Some(default)) => Ok(default.clone()),
            (None, None) => Err(CallFault::argument(
                1,
                format!("there is no element \"{key}\""),
            )),
        }
        .map(|found| Value {
            sensitive: found.sensitive || map.sensitive,
            ..found
        })
    }),
    function("matchkeys", (3, 3), any, Unknowns::Any, |a, _| {
        let (values, keys, wanted) = (items(a, 0)?, items(a, 1)?, items(a, 2)?);
        if values.len() != keys.len() {
            return Err(CallFault::new("values and keys have different lengths"));
        }
        let kept = values
            .into_iter()
            .zip(keys)
            .filter(|(_, key)| wanted.iter().any(|wanted| wanted.equals(key) == Some(true)));
        Value::tuple(kept.map(|(value, _)| value).collect())
            .convert(&Type::list(Type::Any))
            .map_err(CallFault::new)
    }),
    function("merge", (0, MANY), any, Unknowns::Own, |a, _| {
        let marks = a.iter().fold(Value::null(Type::Any), |marks, value| {
            marks.marked_like(&Value {
                data: Data::Null(Type::Any),
                ..value.clone()
            })
        });
        if let Some(unknown) = a.iter().find(|value| value.is_unknown()) {
            return Ok(Value::unknown(Type::Any)
                .marked_like(unknown)
                .marked_like(&marks));
        }
        let mut merged = Members::new();
        for (position, value) in a.iter().enumerate() {
            if !value.is_null() {
                let members = members(a, position)?.iter();
                merged.extend(members.map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        let maps = !a.is_empty() && a.iter().all(|value| matches!(value.data, Data::Map(..)));
        let object = Value::object(merged);
        let object = match maps {
            true => object.convert(&Type::map(Type::Any)).unwrap_or(object),
            false => object,
        };
        Ok(object.marked_like(&marks))
    }),
    function("one", (1, 1), any, Unknowns::Whole, |a, _| {
        let all = items(a, 0)?;
        match all.as_slice() {
            [] => Ok(Value::null(Type::Any)),
            [only] => Ok(only.clone()),
            _ => Err(CallFault::argument(0, "the list has more than one element")),
        }
    }),
    function("range", (1, 3), number_list, Unknowns::Any, |a, _| {
        let zero = Number::from(0);
        let (start, limit) = match a.len() {
            1 => (zero.clone(), number(a, 0)?),
            _ => (number(a, 0)?, number(a, 1)?),
        };
        let step = match a.len() {
            3 => number(a, 2)?,
            _ => Number::from(if limit < start { -1 } else { 1 }),
        };
        if step == zero || (limit > start) != (step > zero) && limit != start {
            return Err(CallFault::new(
                "the step does not lead from the start to the limit",
            ));
        }
        let mut all = Vec::new();
        let mut next = start;
        while if step > zero {
            next < limit
        } else {
            next > limit
        } {
            if all.len() >= 1_024 {
                return Err(CallFault::new("more than 1024 values would be made"));
            }
            all.push(Value::from(Data::Number(next.clone())));
            next = numbers::round(&(next + &step));
        }
        Ok(Value::list(Type::Number, all))
    }),
    function("reverse", (1, 1), any, Unknowns::Whole, |a, _| {
        let value = argument(a, 0)?;
        let reversed: Vec<Value> = items(a, 0)?.into_iter().rev().collect();
        Ok(match &value.data {
            Data::List(kind, _) | Data::Set(kind, _) => Value::list(kind.clone(), reversed),
            _ => Value::tuple(reversed),
        })
    }),
    function("setintersection", (1, MANY), any, Unknowns::Any, |a, _| {
        sets::combine(a, |sets, value| {
            sets.iter().all(|set| sets::holds(set, value))
        })
    }),
    function("setunion", (1, MANY), any, Unknowns::Whole, |a, _| {
        sets::combine(a, |_, _| true)
    }),
    function("setsubtract", (2, 2), any, Unknowns::Any, |a, _| {
        sets::combine(a, |sets, value| {
            sets.first().is_some_and(|set| sets::holds(set, value))
                && !sets.get(1).is_some_and(|set| sets::holds(set, value))
        })
    }),
    function("setproduct", (1, MANY), any, Unknowns::Whole, sets::product),
    function("slice", (3, 3), any, Unknowns::Whole, |a, _| {
        let all = items(a, 0)?;
        let bound = |position| -> Result<usize, CallFault> {
            usize::try_from(whole(a, position)?)
                .ok()
                .filter(|bound| *bound <= all.len())
                .ok_or_else(|| CallFault::argument(position, "the index is out of range"))
        };
        let (start, end) = (bound(1)?, bound(2)?);
        let part = all
            .get(start..end)
            .ok_or_else(|| CallFault::argument(1, "the start is behind the end"))?
            .to_vec();
        Ok(match &argument(a, 0)?.data {
            Data::List(kind, _) => Value::list(kind.clone(), part),
            _ => Value::tuple(part),
        })
    }),
    function("sort", (1, 1), texts_type, Unknowns::Any, |a, _| {
        let mut all = texts(a, 0)?;
        all.sort();
        Ok(super::list_of_texts(all))
    }),
    function("transpose", (1, 1), any, Unknowns::Any, |a, _| {
        let map = converted(a, 0, &Type::map(Type::list(Type::String)))?;
        let mut turned: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        for (key, list) in map.members().into_iter().flatten() {
            for item in list.items().unwrap_or_default() {
                if let Some(item) = item.to_text() {
                    turned.entry(item).or_default().push(Value::text(key));
                }
            }
        }
        let lists = turned
            .into_iter()
            .map(|(key, list)| (key, Value::list(Type::String, list)));
        Ok(Value::map(Type::list(Type::String), lists.collect()))
    }),
    function("values", (1, 1), any, Unknowns::Whole, |a, _| {
        let all: Vec<Value> = members(a, 0)?.values().cloned().collect();
        Ok(match &argument(a, 0)?.data {
            Data::Map(kind, _) => Value::list(kind.clone(), all),
            _ => Value::tuple(all),
        })
    }),
    function("zipmap", (2, 2), any, Unknowns::Whole, |a, _| {
        let (keys, values) = (texts(a, 0)?, items(a, 1)?);
        if keys.len() != values.len() {
            return Err(CallFault::new("there are not as many keys as values"));
        }
        let list = matches!(argument(a, 1)?.data, Data::List(..));
        let object = Value::object(keys.into_iter().map(Arc::from).zip(values).collect());
        match list {
            true => object
                .convert(&Type::map(Type::Any))
                .map_err(CallFault::new),
            false => Ok(object),
        }
    }),
];

fn number_list() -> Type {
    Type::list(Type::Number)
}

pub fn bounded(length: usize) -> Result<(), CallFault> {
    if length > MAX_ELEMENTS {
        return Err(CallFault::new(format!(
            "the result has more than {MAX_ELEMENTS} elements"
        )));
    }
    Ok(())
}

fn truths(arguments: &[Value], all: bool) -> Outcome {
    let list = converted(arguments, 0, &Type::list(Type::Bool))?;
    let truths = list.items().unwrap_or_default().iter();
    let hit = truths
        .filter(|item| matches!(item.data, Data::Bool(truth) if truth != all))
        .count()
        > 0;
    let has_null = list.items().unwrap_or_default().iter().any(Value::is_null);
    Ok((if all { !hit && !has_null } else { hit }).into())
}

/// Adds the elements of nested lists; false when something is unknown.
fn flatten(value: &Value, flat: &mut Vec<Value>) -> Result<bool, CallFault> {
    if value.is_unknown() {
        return Ok(false);
    }
    let items = value
        .items()
        .ok_or_else(|| CallFault::argument(0, "a list, set or tuple is required"))?;
    for item in items {
        if item.items().is_some() {
            if !flatten(item, flat)? {
                return Ok(false);
            }
        } else if item.is_unknown() && !item.kind().is_primitive() {
            return Ok(false);
        } else {
            flat.push(Value {
                sensitive: item.sensitive || value.sensitive,
                ..item.clone()
            });
        }
        bounded(flat.len())?;
    }
    Ok(true)
}
