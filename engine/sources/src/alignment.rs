//! Which block of the code made which element of a list of blocks.
//!
//! A list keeps the order of its blocks; a set does not, and `dynamic` blocks add elements that the
//! plan's configuration does not mention. An element is therefore given to every block that does
//! not contradict it.

use tollgate_model::{Object, Value};

use crate::configuration::{Arguments, Expression};

/// More blocks than this are not compared with elements; people write a few dozen at most.
const MAX_BLOCKS: usize = 64;

/// The blocks that may have made the element at `index` of `count`.
///
/// Empty when none can have: then a `dynamic` block did, or there are too many to compare.
#[must_use]
pub fn makers<'a>(
    blocks: &[&'a Arguments],
    count: usize,
    index: usize,
    element: Option<&Object>,
    ordered: bool,
) -> Vec<&'a Arguments> {
    if ordered && blocks.len() == count {
        return blocks.get(index).copied().into_iter().collect();
    }
    if blocks.len() > MAX_BLOCKS {
        return Vec::new();
    }
    let Some(element) = element else {
        return blocks.to_vec();
    };
    let fitting: Vec<_> = blocks
        .iter()
        .copied()
        .filter(|block| !contradicts(block, element))
        .collect();
    if fitting.is_empty() && blocks.len() == count {
        // The provider has rewritten what the author wrote, so any of them may have.
        return blocks.to_vec();
    }
    fitting
}

/// Whether a constant argument of the block differs from the element.
fn contradicts(block: &Arguments, element: &Object) -> bool {
    block.iter().any(|(name, expression)| match expression {
        Expression::Leaf(leaf) => match (&leaf.constant, element.get(name)) {
            (Some(constant), Some(value)) => {
                *constant != Value::Null && !same(constant, value.unmarked())
            }
            _ => false,
        },
        Expression::Blocks(_) => false,
    })
}

/// Equal, also where Terraform has converted a number or truth value to text or back.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => true,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().all(|item| b.iter().any(|other| same(item, other)))
        }
        (Value::String(text), Value::Number(number))
        | (Value::Number(number), Value::String(text)) => number.to_string() == *text,
        (Value::String(text), Value::Bool(flag)) | (Value::Bool(flag), Value::String(text)) => {
            flag.to_string() == *text
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(json: &str) -> Arguments {
        serde_json::from_str(json).unwrap()
    }

    fn element(json: serde_json::Value) -> Object {
        match Value::from(json) {
            Value::Object(object) => object,
            _ => Object::new(),
        }
    }

    #[test]
    fn elements_of_a_set_find_their_block_by_its_constants() {
        let ssh = block(r#"{"from_port": {"constant_value": 22}}"#);
        let web = block(r#"{"from_port": {"constant_value": "443"}}"#);
        let blocks = [&ssh, &web];
        let found = |json, ordered, count, index| {
            makers(&blocks, count, index, Some(&element(json)), ordered)
        };
        assert_eq!(
            found(serde_json::json!({"from_port": 443}), false, 2, 0),
            [&web]
        );
        assert_eq!(
            found(serde_json::json!({"from_port": 443}), true, 2, 0),
            [&ssh]
        );
        assert!(found(serde_json::json!({"from_port": 80}), false, 3, 0).is_empty());
        assert_eq!(
            found(serde_json::json!({"from_port": 80}), false, 2, 0).len(),
            2
        );
    }
}
