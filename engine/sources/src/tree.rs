//! JSON straight into [`Value`]: one pass, no tree in between, nulls dropped where nothing counts them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use tollgate_model::{Object, Value};

/// A [`Value`] that can be read from JSON.
///
/// Attributes that are null are left out. Null elements of lists stay, since `after_unknown` and
/// `after_sensitive` count positions.
#[derive(Clone, Debug, Default)]
pub struct Tree(pub Value);

impl Tree {
    /// The attributes, or none if this is not an object.
    #[must_use]
    pub fn into_object(self) -> Object {
        match self.0 {
            Value::Object(attributes) => attributes,
            _ => Object::new(),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Self)
    }
}

/// A field that may be `null` where Terraform itself would leave it out: some tools write plans anew.
///
/// # Errors
/// When there is a value of another type.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::string(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Tree(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        // Collected first: a map made at once is packed more tightly than one grown by inserting.
        let mut attributes = Vec::new();
        while let Some((name, Tree(value))) = access.next_entry::<String, Tree>()? {
            if value != Value::Null {
                attributes.push((name, value));
            }
        }
        Ok(Value::Object(attributes.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_attributes_are_dropped_and_null_elements_counted() {
        let tree: Tree =
            serde_json::from_str(r#"{"a": null, "b": [1, null, {"c": null}]}"#).unwrap();
        assert_eq!(
            Value::from(tree.into_object()),
            Value::from(serde_json::json!({"b": [1, null, {}]}))
        );
    }
}
