//! Conversions between types, and marks.

use super::{Function, Outcome, Unknowns, any, argument, bool_type, function, text_type};
use crate::types::Type;
use crate::value::{Data, Members, Value};

pub const FUNCTIONS: &[Function] = &[
    function("tobool", (1, 1), bool_type, Unknowns::Own, |a, _| {
        to(a, &Type::Bool)
    }),
    function("tonumber", (1, 1), any, Unknowns::Own, |a, _| {
        to(a, &Type::Number)
    }),
    function("tostring", (1, 1), text_type, Unknowns::Own, |a, _| {
        to(a, &Type::String)
    }),
    function("tolist", (1, 1), any, Unknowns::Own, |a, _| {
        to(a, &Type::list(Type::Any))
    }),
    function("toset", (1, 1), any, Unknowns::Own, |a, _| {
        to(a, &Type::set(Type::Any))
    }),
    function("tomap", (1, 1), any, Unknowns::Own, |a, _| {
        to(a, &Type::map(Type::Any))
    }),
    function("sensitive", (1, 1), any, Unknowns::Own, |a, _| {
        Ok(argument(a, 0)?.clone().into_sensitive())
    }),
    function("nonsensitive", (1, 1), any, Unknowns::Own, |a, _| {
        Ok(plain(argument(a, 0)?))
    }),
    function("issensitive", (1, 1), bool_type, Unknowns::Own, |a, _| {
        Ok(argument(a, 0)?.sensitive.into())
    }),
    function("ephemeralasnull", (1, 1), any, Unknowns::Own, |a, _| {
        Ok(argument(a, 0)?.clone())
    }),
];

fn to(arguments: &[Value], kind: &Type) -> Outcome {
    argument(arguments, 0)?
        .convert(kind)
        .map_err(|error| super::CallFault::argument(0, error))
}

/// The value without sensitive marks, at any depth.
fn plain(value: &Value) -> Value {
    let items = |items: &[Value]| items.iter().map(plain).collect::<Vec<_>>();
    let members = |members: &Members| {
        members
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect::<Members>()
    };
    let data = match &value.data {
        Data::List(kind, all) => Data::List(kind.clone(), items(all).into()),
        Data::Set(kind, all) => Data::Set(kind.clone(), items(all).into()),
        Data::Tuple(all) => Data::Tuple(items(all).into()),
        Data::Map(kind, all) => Data::Map(kind.clone(), members(all).into()),
        Data::Object(all) => Data::Object(members(all).into()),
        other => other.clone(),
    };
    Value {
        data,
        sensitive: false,
        references: value.references.clone(),
    }
}
