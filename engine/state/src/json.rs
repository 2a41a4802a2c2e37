//! Attributes as JSON. Only what is known, and what is no secret, can be written.

use serde_json::{Map, Number, Value as Json};
use tollgate_model::{AttributePath, Object, Value};

/// A value as JSON. What is unknown, sensitive or null is left out of objects, and null in lists.
#[must_use]
pub fn plain(value: &Value) -> Json {
    match value {
        Value::Null | Value::Unknown(_) | Value::Sensitive(_) => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::Number(number.clone()),
        Value::String(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(plain).collect()),
        Value::Object(attributes) => Json::Object(object(attributes)),
    }
}

/// The same of the attributes of a resource.
#[must_use]
pub fn object(attributes: &Object) -> Map<String, Json> {
    let known = attributes
        .iter()
        .map(|(name, value)| (name.clone(), plain(value)));
    known.filter(|(_, value)| !value.is_null()).collect()
}

/// The attributes again.
#[must_use]
pub fn from_object(map: Map<String, Json>) -> Object {
    map.into_iter()
        .map(|(name, value)| (name, Value::from(value)))
        .collect()
}

/// A text that is the same for equal values, marks aside: what a secret's hash is made of. A whole
/// number is the same however it was written.
#[must_use]
pub fn canonical(value: &Value) -> String {
    fn write(value: &Value) -> Json {
        match value.unmarked() {
            Value::Null | Value::Unknown(_) | Value::Sensitive(_) => Json::Null,
            Value::Number(number) => Json::Number(whole(number)),
            Value::List(items) => items.iter().map(write).collect(),
            Value::Object(attributes) => Json::Object(
                attributes
                    .iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(name, value)| (name.clone(), write(value)))
                    .collect(),
            ),
            other => plain(other),
        }
    }
    write(value).to_string()
}

/// `1.0` as `1`.
fn whole(number: &Number) -> Number {
    let text = number.to_string();
    match text
        .strip_suffix(".0")
        .and_then(|text| text.parse::<i64>().ok())
    {
        Some(whole) => Number::from(whole),
        None => number.clone(),
    }
}

/// The place of a path in an object, to be written to; none if a part of the way is not there.
/// The last name of the path is made.
pub fn place<'a>(attributes: &'a mut Object, path: &AttributePath) -> Option<&'a mut Value> {
    use tollgate_model::Segment;
    let mut segments = path.segments().iter();
    let Some(Segment::Name(root)) = segments.next() else {
        return None;
    };
    let mut value = attributes.entry(root.to_string()).or_default();
    for segment in segments {
        value = match (segment, value) {
            (Segment::Name(name), Value::Object(inner)) => {
                inner.entry(name.to_string()).or_default()
            }
            (Segment::Index(index), Value::List(items)) => items.get_mut(*index)?,
            _ => return None,
        };
    }
    Some(value)
}

/// To and from JSON, for serde.
pub mod attributes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value as Json};
    use tollgate_model::Object;

    /// Writes attributes.
    ///
    /// # Errors
    /// What the serializer says.
    pub fn serialize<S: Serializer>(value: &Object, to: S) -> Result<S::Ok, S::Error> {
        super::object(value).serialize(to)
    }

    /// Reads attributes.
    ///
    /// # Errors
    /// What the deserializer says.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Object, D::Error> {
        Map::<String, Json>::deserialize(from).map(super::from_object)
    }
}

/// The same, of attributes that may not be there.
pub mod optional_attributes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::{Map, Value as Json};
    use tollgate_model::Object;

    /// Writes attributes.
    ///
    /// # Errors
    /// What the serializer says.
    pub fn serialize<S: Serializer>(value: &Option<Object>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(super::object).serialize(to)
    }

    /// Reads attributes.
    ///
    /// # Errors
    /// What the deserializer says.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Object>, D::Error> {
        let map = Option::<Map<String, Json>>::deserialize(from)?;
        Ok(map.map(super::from_object))
    }
}
