//! Values of Terraform's language, with what is unknown, what is sensitive, and what they refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::number::Number;
use crate::types::{AttributeType, Type};

/// The attributes of an object or the elements of a map.
pub type Members = BTreeMap<Arc<str>, Value>;

/// Addresses of resources that a value was computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References(Option<Arc<BTreeSet<Arc<str>>>>);

impl References {
    /// A single address.
    #[must_use]
    pub fn one(address: Arc<str>) -> Self {
        Self(Some(Arc::new(BTreeSet::from([address]))))
    }

    /// The addresses, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter().flat_map(|all| all.iter())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The addresses of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (_, None) => self.clone(),
            (None, _) => other.clone(),
            (Some(a), Some(b)) if Arc::ptr_eq(a, b) || b.is_subset(a) => self.clone(),
            (Some(a), Some(b)) => Self(Some(Arc::new(a.union(b).cloned().collect()))),
        }
    }
}

/// The data of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing, of a type.
    Null(Type),
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(Arc<str>),
    /// Elements of one type, in order.
    List(Type, Arc<Vec<Value>>),
    /// Elements of one type, sorted, without repetition.
    Set(Type, Arc<Vec<Value>>),
    /// Elements of one type, by key.
    Map(Type, Arc<Members>),
    /// Elements, in order.
    Tuple(Arc<Vec<Value>>),
    /// Attributes by name.
    Object(Arc<Members>),
    /// Known only after apply.
    Unknown(Unknown),
}

/// What is known of a value that is known only after apply.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Its type.
    pub kind: Type,
    /// For text made from identities that AWS will give: the text with `${address.attribute}` in it.
    pub symbol: Option<Arc<str>>,
    /// For text that will hold JSON: the decoded document, as far as it is known.
    pub document: Option<Arc<Value>>,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Whether it must not be shown.
    pub sensitive: bool,
    /// What it was computed from.
    pub references: References,
}

impl From<Data> for Value {
    fn from(data: Data) -> Self {
        Self {
            data,
            sensitive: false,
            references: References::default(),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Data::Bool(value).into()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Data::Number(number.into()).into()
    }
}

impl Value {
    /// Text, in the normal form that Terraform keeps text in.
    pub fn text(text: impl AsRef<str>) -> Self {
        use unicode_normalization::{UnicodeNormalization, is_nfc};
        let text = text.as_ref();
        let text = if is_nfc(text) {
            Arc::from(text)
        } else {
            text.nfc().collect::<String>().into()
        };
        Data::String(text).into()
    }

    /// `null` of a type.
    #[must_use]
    pub fn null(kind: Type) -> Self {
        Data::Null(kind).into()
    }

    /// Unknown, of a type.
    #[must_use]
    pub fn unknown(kind: Type) -> Self {
        Data::Unknown(Unknown {
            kind,
            symbol: None,
            document: None,
        })
        .into()
    }

    /// A tuple.
    #[must_use]
    pub fn tuple(items: Vec<Self>) -> Self {
        Data::Tuple(Arc::new(items)).into()
    }

    /// An object.
    #[must_use]
    pub fn object(members: Members) -> Self {
        Data::Object(Arc::new(members)).into()
    }

    /// A list of elements that are of type `kind` already.
    #[must_use]
    pub fn list(kind: Type, items: Vec<Self>) -> Self {
        Data::List(kind, Arc::new(items)).into()
    }

    /// A map of elements that are of type `kind` already.
    #[must_use]
    pub fn map(kind: Type, members: Members) -> Self {
        Data::Map(kind, Arc::new(members)).into()
    }

    /// A set of elements that are of type `kind` already, in any order.
    #[must_use]
    pub fn set(kind: Type, mut items: Vec<Self>) -> Self {
        // Marks of elements belong to the whole set.
        let sensitive = items.iter().any(|item| item.sensitive);
        for item in &mut items {
            item.sensitive = false;
        }
        items.sort_by(|a, b| a.order(b));
        let mut unique: Vec<Self> = Vec::with_capacity(items.len());
        for item in items {
            let repeated =
                unique.last().is_some_and(|last| last.data == item.data) && item.is_wholly_known();
            match unique.last_mut().filter(|_| repeated) {
                Some(last) => last.references = last.references.and(&item.references),
                None => unique.push(item),
            }
        }
        Self {
            sensitive,
            ..Data::Set(kind, Arc::new(unique)).into()
        }
    }

    /// The order of elements in a set: Terraform's for text and numbers, some fixed one otherwise.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        match (&self.data, &other.data) {
            (Data::String(a), Data::String(b)) => a.cmp(b),
            (Data::Number(a), Data::Number(b)) => a.cmp(b),
            (Data::Bool(a), Data::Bool(b)) => a.cmp(b),
            (Data::Unknown(_), Data::Unknown(_)) => std::cmp::Ordering::Equal,
            (Data::Unknown(_), _) => std::cmp::Ordering::Greater,
            (_, Data::Unknown(_)) => std::cmp::Ordering::Less,
            (a, b) => format!("{a:?}").cmp(&format!("{b:?}")),
        }
    }

    /// The same value with the marks of `other` added.
    #[must_use]
    pub fn marked_like(mut self, other: &Self) -> Self {
        self.sensitive |= other.sensitive;
        self.references = self.references.and(&other.references);
        self
    }

    /// The same value, sensitive.
    #[must_use]
    pub fn into_sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Its type.
    #[must_use]
    pub fn kind(&self) -> Type {
        match &self.data {
            Data::Null(kind) => kind.clone(),
            Data::Unknown(unknown) => unknown.kind.clone(),
            Data::Bool(_) => Type::Bool,
            Data::Number(_) => Type::Number,
            Data::String(_) => Type::String,
            Data::List(kind, _) => Type::list(kind.clone()),
            Data::Set(kind, _) => Type::set(kind.clone()),
            Data::Map(kind, _) => Type::map(kind.clone()),
            Data::Tuple(items) => Type::Tuple(Arc::new(items.iter().map(Self::kind).collect())),
            Data::Object(members) => {
                let attribute = |value: &Self| AttributeType {
                    kind: value.kind(),
                    optional: None,
                };
                let attributes = members
                    .iter()
                    .map(|(name, value)| (name.clone(), attribute(value)));
                Type::Object(Arc::new(attributes.collect()))
            }
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null(_))
    }

    /// Whether it is itself unknown.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.data, Data::Unknown(_))
    }

    /// Whether nothing in it is unknown.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        match &self.data {
            Data::Unknown(_) => false,
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                items.iter().all(Self::is_wholly_known)
            }
            Data::Map(_, members) | Data::Object(members) => {
                members.values().all(Self::is_wholly_known)
            }
            _ => true,
        }
    }

    /// Whether anything in it is sensitive.
    #[must_use]
    pub fn has_sensitive(&self) -> bool {
        self.sensitive
            || match &self.data {
                Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                    items.iter().any(Self::has_sensitive)
                }
                Data::Map(_, members) | Data::Object(members) => {
                    members.values().any(Self::has_sensitive)
                }
                _ => false,
            }
    }

    /// Everything that it or anything in it was computed from.
    #[must_use]
    pub fn all_references(&self) -> References {
        match &self.data {
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                items.iter().fold(self.references.clone(), |all, item| {
                    all.and(&item.all_references())
                })
            }
            Data::Map(_, members) | Data::Object(members) => {
                members.values().fold(self.references.clone(), |all, item| {
                    all.and(&item.all_references())
                })
            }
            _ => self.references.clone(),
        }
    }

    /// The marks of it and of everything in it, on an empty value.
    #[must_use]
    pub fn deep_marks(&self) -> Self {
        Self {
            data: Data::Null(Type::Any),
            sensitive: self.has_sensitive(),
            references: self.all_references(),
        }
    }

    /// The elements of a list, set or tuple.
    #[must_use]
    pub fn items(&self) -> Option<&[Self]> {
        match &self.data {
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => Some(items),
            _ => None,
        }
    }

    /// The members of a map or object.
    #[must_use]
    pub fn members(&self) -> Option<&Members> {
        match &self.data {
            Data::Map(_, members) | Data::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether two values are equal, marks left out; none when that is not known.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (&self.data, &other.data) {
            (Data::Unknown(_), _) | (_, Data::Unknown(_)) => None,
            (Data::Null(_), Data::Null(_)) => Some(true),
            (Data::Null(_), _) | (_, Data::Null(_)) => Some(false),
            (Data::Bool(a), Data::Bool(b)) => Some(a == b),
            (Data::Number(a), Data::Number(b)) => Some(a == b),
            (Data::String(a), Data::String(b)) => Some(a == b),
            (Data::List(..), Data::List(..))
            | (Data::Set(..), Data::Set(..))
            | (Data::Tuple(_), Data::Tuple(_)) => {
                let (a, b) = (
                    self.items().unwrap_or_default(),
                    other.items().unwrap_or_default(),
                );
                if a.len() != b.len() {
                    return Some(false);
                }
                all(a.iter().zip(b).map(|(a, b)| a.equals(b)))
            }
            (Data::Map(..), Data::Map(..)) | (Data::Object(_), Data::Object(_)) => {
                let (Some(a), Some(b)) = (self.members(), other.members()) else {
                    return Some(false);
                };
                if !a.keys().eq(b.keys()) {
                    return Some(false);
                }
                all(a.values().zip(b.values()).map(|(a, b)| a.equals(b)))
            }
            _ => Some(false),
        }
    }
}

/// False if any is false, else unknown if any is unknown.
fn all(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    for result in results {
        match result {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = None,
        }
    }
    known
}
