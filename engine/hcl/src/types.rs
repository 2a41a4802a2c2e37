//! Terraform's types.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::value::Value;

/// A type of Terraform's language.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any type; also the type of `null` and of values about which nothing is known.
    Any,
    /// `true` or `false`.
    Bool,
    /// A number of any size and precision.
    Number,
    /// Unicode text.
    String,
    /// An ordered sequence of one type.
    List(Box<Type>),
    /// A sequence of one type, without order or repetition.
    Set(Box<Type>),
    /// Values of one type by key.
    Map(Box<Type>),
    /// An ordered sequence with a type for each element.
    Tuple(Arc<Vec<Type>>),
    /// Attributes by name, each with its type.
    Object(Arc<BTreeMap<Arc<str>, AttributeType>>),
}

/// The type of an attribute of an object type.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeType {
    /// Its type.
    pub kind: Type,
    /// Whether it may be left out, and what it is then.
    pub optional: Option<Value>,
}

impl Type {
    /// A list of `inner`.
    #[must_use]
    pub fn list(inner: Self) -> Self {
        Self::List(Box::new(inner))
    }

    /// A set of `inner`.
    #[must_use]
    pub fn set(inner: Self) -> Self {
        Self::Set(Box::new(inner))
    }

    /// A map of `inner`.
    #[must_use]
    pub fn map(inner: Self) -> Self {
        Self::Map(Box::new(inner))
    }

    /// Whether it is `bool`, `number` or `string`.
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// The type that values of both can be converted to, if there is one.
    #[must_use]
    pub fn unify(&self, other: &Self) -> Option<Self> {
        use Type::{Any, List, Map, Object, Set, String, Tuple};
        match (self, other) {
            (a, b) if a == b => Some(a.clone()),
            (Any, b) => Some(b.clone()),
            (a, Any) => Some(a.clone()),
            (a, b) if a.is_primitive() && b.is_primitive() => {
                (*a == String || *b == String).then_some(String)
            }
            (List(a), List(b)) => a.unify(b).map(Self::list),
            (Set(a), Set(b)) | (Set(a), List(b)) | (List(a), Set(b)) => a.unify(b).map(Self::set),
            (Map(a), Map(b)) => a.unify(b).map(Self::map),
            (List(a), Tuple(items)) | (Tuple(items), List(a)) => items
                .iter()
                .try_fold((**a).clone(), |all, item| all.unify(item))
                .map(Self::list),
            (Set(a), Tuple(items)) | (Tuple(items), Set(a)) => items
                .iter()
                .try_fold((**a).clone(), |all, item| all.unify(item))
                .map(Self::set),
            (Map(a), Object(attributes)) | (Object(attributes), Map(a)) => attributes
                .values()
                .try_fold((**a).clone(), |all, attribute| all.unify(&attribute.kind))
                .map(Self::map),
            (Tuple(a), Tuple(b)) if a.len() == b.len() => a
                .iter()
                .zip(b.iter())
                .map(|(a, b)| a.unify(b))
                .collect::<Option<Vec<_>>>()
                .map(|items| Tuple(Arc::new(items))),
            (Tuple(a), Tuple(b)) => a
                .iter()
                .chain(b.iter())
                .try_fold(Any, |all, item| all.unify(item))
                .map(Self::list),
            (Object(a), Object(b)) if a.keys().eq(b.keys()) => a
                .iter()
                .zip(b.values())
                .map(|((name, a), b)| {
                    let kind = a.kind.unify(&b.kind)?;
                    Some((
                        name.clone(),
                        AttributeType {
                            kind,
                            optional: None,
                        },
                    ))
                })
                .collect::<Option<BTreeMap<_, _>>>()
                .map(|attributes| Object(Arc::new(attributes))),
            (Object(a), Object(b)) => a
                .values()
                .chain(b.values())
                .try_fold(Any, |all, attribute| all.unify(&attribute.kind))
                .map(Self::map),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("dynamic"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::List(inner) => write!(f, "list({inner})"),
            Self::Set(inner) => write!(f, "set({inner})"),
            Self::Map(inner) => write!(f, "map({inner})"),
            Self::Tuple(_) => f.write_str("tuple"),
            Self::Object(_) => f.write_str("object"),
        }
    }
}
