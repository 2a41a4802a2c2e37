//! A value as a document holds it: JSON's shapes, plus *unknown until apply* and *sensitive*.
//!
//! Terraform's own type system (list, set, tuple, map, object) belongs to the language crate;
//! by the time a value stands in an inventory only its shape matters.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Number;

use crate::path::{AttributePath, Segment};

/// The attributes of a resource or of a nested block, by name.
pub type Object = BTreeMap<String, Value>;

/// What stands in a report or message where a sensitive value would have been.
pub const MASK: &str = "(sensitive value)";

/// One node of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Set to nothing: the same as not being there.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, whole or not.
    Number(Number),
    /// Text.
    String(String),
    /// An ordered sequence; sets are lists in the order in which the document has them.
    List(Vec<Value>),
    /// Attributes by name.
    Object(Object),
    /// Set by the author, but its value exists only after apply.
    Unknown(Unknown),
    /// A value that must not be shown.
    Sensitive(Box<Value>),
}

/// A value that exists only after apply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown {
    /// Addresses that the value is computed from, such as `module.kms.aws_kms_key.db`.
    pub references: Vec<Arc<str>>,
    /// For text that holds a JSON document: the decoded document as far as it is known, with
    /// unknown leaves of its own.
    pub document: Option<Box<Value>>,
}

impl Value {
    /// An unknown value about which nothing else is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self::Unknown(Unknown::default())
    }

    /// A text value.
    pub fn string(text: impl Into<String>) -> Self {
        Self::String(text.into())
    }

    /// The value under any sensitive marks.
    #[must_use]
    pub fn unmarked(&self) -> &Self {
        let mut value = self;
        while let Self::Sensitive(inner) = value {
            value = inner;
        }
        value
    }

    /// The text, if this is text (marked or not).
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self.unmarked() {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.unmarked() {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The elements, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self.unmarked() {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The attributes, if this is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self.unmarked() {
            Self::Object(attributes) => Some(attributes),
            _ => None,
        }
    }

    /// Whether the value is null under its marks.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.unmarked(), Self::Null)
    }

    /// Whether this very node is unknown (its children may be unknown when it is not).
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.unmarked(), Self::Unknown(_))
    }

    /// The node at `path`, looking through sensitive marks.
    #[must_use]
    pub fn get(&self, path: &AttributePath) -> Option<&Value> {
        path.segments()
            .iter()
            .try_fold(self, |node, segment| match segment {
                Segment::Name(name) => node.as_object()?.get(name.as_ref()),
                Segment::Index(index) => node.as_list()?.get(*index),
            })
    }

    /// Calls `visit` for each unknown or sensitive node, outermost first, with its path.
    ///
    /// Nothing below an unknown node is visited; below a sensitive node everything is.
    pub fn visit_marks<'a>(&'a self, visit: &mut impl FnMut(&AttributePath, &'a Value)) {
        fn walk<'a>(
            value: &'a Value,
            path: &mut AttributePath,
            visit: &mut impl FnMut(&AttributePath, &'a Value),
        ) {
            match value {
                Value::Unknown(_) => visit(path, value),
                Value::Sensitive(inner) => {
                    visit(path, value);
                    walk(inner, path, visit);
                }
                Value::List(items) => {
                    for (index, item) in items.iter().enumerate() {
                        path.push(Segment::Index(index));
                        walk(item, path, visit);
                        path.pop();
                    }
                }
                Value::Object(attributes) => {
                    for (name, item) in attributes {
                        path.push(Segment::from(name.as_str()));
                        walk(item, path, visit);
                        path.pop();
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        walk(self, &mut AttributePath::default(), visit);
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

impl From<Object> for Value {
    fn from(attributes: Object) -> Self {
        Self::Object(attributes)
    }
}

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(attributes) => Self::Object(
                attributes
                    .into_iter()
                    .map(|(name, value)| (name, Self::from(value)))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_visited_with_their_paths() {
        let value = Value::Object(Object::from([
            ("a".to_owned(), Value::unknown()),
            (
                "b".to_owned(),
                Value::List(vec![
                    Value::from("x"),
                    Value::Sensitive(Box::new(Value::unknown())),
                ]),
            ),
        ]));
        let mut seen = Vec::new();
        value.visit_marks(&mut |path, node| seen.push((path.to_string(), node.is_unknown())));
        assert_eq!(
            seen,
            [
                ("a".to_owned(), true),
                ("b[1]".to_owned(), true),
                ("b[1]".to_owned(), true)
            ]
        );
    }

    #[test]
    fn a_path_reaches_through_sensitive_marks() {
        let value = Value::Object(Object::from([(
            "login".to_owned(),
            Value::Sensitive(Box::new(Value::Object(Object::from([(
                "user".to_owned(),
                Value::from("root"),
            )])))),
        )]));
        let path: AttributePath = "login.user".parse().unwrap();
        assert_eq!(value.get(&path).and_then(Value::as_str), Some("root"));
    }
}
