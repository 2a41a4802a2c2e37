//! A resource as a kind sees it.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use tollgate_model::{Band, Resource, Value};

use crate::quantity::{Origin, Quantity};
use crate::world::World;

/// What is known of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// Its value.
    Set(T),
    /// The author left it out.
    Unset,
    /// It is known only after apply.
    AfterApply,
}

impl<T> Known<T> {
    /// The value, or the one that holds where the author left it out.
    #[must_use]
    pub fn or(self, default: T) -> Self {
        match self {
            Self::Unset => Self::Set(default),
            known => known,
        }
    }

    /// The value, if it is known.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unset | Self::AfterApply => None,
        }
    }

    /// The value through `change`.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Set(value) => Known::Set(change(value)),
            Self::Unset => Known::Unset,
            Self::AfterApply => Known::AfterApply,
        }
    }
}

/// One resource, and what it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// Everything else of its document.
    pub world: &'a World<'a>,
}

impl<'a> Subject<'a> {
    /// The value at a path of names such as `ephemeral_storage.size_in_gib`.
    ///
    /// A block that may occur once is an object; in a list the first element counts.
    #[must_use]
    pub fn value(&self, path: &str) -> Known<&'a Value> {
        let mut names = path.split('.');
        let first = names.next().and_then(|name| self.resource.values.get(name));
        let found = names.try_fold(first, |place, name| {
            let Some(place) = place else { return Ok(None) };
            match place.unmarked() {
                Value::Unknown(_) => Err(()),
                Value::List(items) => match items.first().map(Value::unmarked) {
                    Some(Value::Object(object)) => Ok(object.get(name)),
                    Some(Value::Unknown(_)) => Err(()),
                    _ => Ok(None),
                },
                Value::Object(object) => Ok(object.get(name)),
                _ => Ok(None),
            }
        });
        match found {
            Err(()) => Known::AfterApply,
            Ok(None) => Known::Unset,
            Ok(Some(value)) => known(value),
        }
    }

    /// Text; a number or truth value as its text.
    #[must_use]
    pub fn text(&self, path: &str) -> Known<Cow<'a, str>> {
        match self.value(path) {
            Known::Set(value) => match value.unmarked() {
                Value::String(text) => Known::Set(Cow::Borrowed(text.as_str())),
                Value::Number(number) => Known::Set(Cow::Owned(number.to_string())),
                Value::Bool(truth) => Known::Set(Cow::Owned(truth.to_string())),
                _ => Known::Unset,
            },
            Known::Unset => Known::Unset,
            Known::AfterApply => Known::AfterApply,
        }
    }

    /// A number that is not negative, also when it is written as text. What is written and is none is taken
    /// for not known: its quantity then spans what it may be.
    #[must_use]
    pub fn number(&self, path: &str) -> Known<Decimal> {
        match self.value(path) {
            Known::Set(value) => number(value).map_or(Known::AfterApply, Known::Set),
            Known::Unset => Known::Unset,
            Known::AfterApply => Known::AfterApply,
        }
    }

    /// A truth value, also when it is written as text; false where it is left out or not yet known.
    #[must_use]
    pub fn flag(&self, path: &str) -> bool {
        match self.value(path) {
            Known::Set(value) => value.as_bool() == Some(true) || value.as_str() == Some("true"),
            Known::Unset | Known::AfterApply => false,
        }
    }

    /// The elements of a list, or a single block as a list of one; unknown elements count.
    #[must_use]
    pub fn list(&self, path: &str) -> &'a [Value] {
        match self.value(path) {
            Known::Set(value) => match value.unmarked() {
                Value::List(items) => items,
                Value::Object(_) => std::slice::from_ref(value),
                _ => &[],
            },
            Known::Unset | Known::AfterApply => &[],
        }
    }

    /// A number as a quantity: `default` where the author left it out, and where it is known only after
    /// apply, `span`, as an assumption.
    #[must_use]
    pub fn quantity(
        &self,
        path: &'static str,
        unit: &'static str,
        default: impl Into<Decimal>,
        span: Band,
    ) -> Quantity {
        match self.number(path).or(default.into()) {
            Known::Set(number) => Quantity::exactly(number),
            Known::Unset | Known::AfterApply => {
                Quantity::assumed(path, unit, span, Origin::AfterApply)
            }
        }
    }

    /// The resource that an attribute refers to, of one type: by reference, or by the id, ARN or name
    /// that it holds.
    #[must_use]
    pub fn target(&self, path: &str, resource_type: &str) -> Option<Subject<'a>> {
        let found = self.world.target(self.resource, path, resource_type)?;
        Some(self.world.subject(found))
    }

    /// The resources of one type that refer to this one, in any attribute.
    pub fn referrers(&self, resource_type: &str) -> impl Iterator<Item = Subject<'a>> + use<'a> {
        let world = self.world;
        let wanted: Vec<&Resource> = world
            .referrers(self.resource)
            .filter(|resource| *resource.resource_type == *resource_type)
            .collect();
        wanted.into_iter().map(|resource| world.subject(resource))
    }

    /// Whether any other resource refers to this one, or holds its id.
    #[must_use]
    pub fn is_referred_to(&self) -> bool {
        self.world.is_referred_to(self.resource)
    }

    /// How many resources of its type come before it, by address: what an account has free of charge
    /// goes to the first.
    #[must_use]
    pub fn position(&self) -> usize {
        self.world.position(self.resource)
    }

    /// The region it is in, if that is known.
    #[must_use]
    pub fn region(&self) -> Option<Arc<str>> {
        self.world.region(self.resource)
    }
}

fn known(value: &Value) -> Known<&Value> {
    match value.unmarked() {
        Value::Null => Known::Unset,
        Value::Unknown(_) => Known::AfterApply,
        _ => Known::Set(value),
    }
}

/// A number that is not negative, from a number or a text.
#[must_use]
pub fn number(value: &Value) -> Option<Decimal> {
    let parse = |text: &str| {
        text.parse::<Decimal>()
            .or_else(|_| Decimal::from_scientific(text))
            .ok()
    };
    let number = match value.unmarked() {
        Value::Number(number) => parse(&number.to_string()),
        Value::String(text) => parse(text.trim()),
        _ => None,
    };
    number.filter(|number| !number.is_sign_negative())
}

/// The member of an object, looking through marks.
#[must_use]
pub fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_object()?.get(name)
}

/// The block of an object that may occur once, looking through marks; in a list the first one.
#[must_use]
pub fn block<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match member(value, name)?.unmarked() {
        Value::List(blocks) => blocks.first(),
        Value::Null => None,
        block => Some(block),
    }
}
