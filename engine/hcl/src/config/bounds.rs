//! How large a value may be.

use crate::value::{Data, Value};

/// Values with more parts, or parts deeper inside one another, are refused: they are written out
/// more than once on the way to a verdict.
pub const MAX_PARTS: usize = 2_000_000;
pub const MAX_DEPTH: usize = 100;

/// Whether a value has no more than so many parts, and none deeper than so.
pub fn bounded(value: &Value, depth: usize, parts: &mut usize) -> bool {
    if depth == 0 || *parts == 0 {
        return false;
    }
    *parts -= 1;
    match &value.data {
        Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
            items.iter().all(|item| bounded(item, depth - 1, parts))
        }
        Data::Map(_, members) | Data::Object(members) => {
            members.values().all(|item| bounded(item, depth - 1, parts))
        }
        Data::Unknown(unknown) => unknown
            .document
            .as_ref()
            .is_none_or(|document| bounded(document, depth - 1, parts)),
        _ => true,
    }
}
