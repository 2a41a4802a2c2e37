//! Reading what is desired.

use std::collections::BTreeMap;

use tollgate_model::{Object, Value};

use crate::failure::Failure;
use crate::kind::Operation;

/// The attributes of a resource or nested block, all known, looked at through sensitive marks.
#[derive(Clone, Copy, Debug)]
pub struct Attributes<'a> {
    of: &'a str,
    object: &'a Object,
}

impl<'a> Attributes<'a> {
    /// The attributes of `of`, which errors name.
    #[must_use]
    pub fn new(of: &'a str, object: &'a Object) -> Self {
        Self { of, object }
    }

    /// The value, without marks; none if it is unset or null.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let value = self.object.get(name)?.unmarked();
        (!value.is_null()).then_some(value)
    }

    /// The value for comparison: what is empty is as good as unset.
    pub(crate) fn plain(&self, name: &str) -> Option<&'a Value> {
        self.get(name).filter(|value| match value {
            Value::List(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            Value::String(text) => !text.is_empty(),
            _ => true,
        })
    }

    /// Text that is not empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// Text that is not empty, as requests take it.
    #[must_use]
    pub fn string(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// Text that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub fn required(&self, name: &str) -> Result<&'a str, Failure> {
        self.text(name).ok_or_else(|| {
            Failure::invalid(self.of, format!("`{name}` must be known and not empty"))
        })
    }

    /// A truth value.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// A whole number, in the width that a request takes. Text of digits is one, too.
    pub fn whole<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        let number = match self.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        T::try_from(number?).ok()
    }

    /// A number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The texts of a list or set; empty if it is unset.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        let items = self.get(name).and_then(Value::as_list).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect()
    }

    /// The texts of a list or set, if there is at least one.
    #[must_use]
    pub fn some_texts(&self, name: &str) -> Option<Vec<String>> {
        Some(self.texts(name)).filter(|texts| !texts.is_empty())
    }

    /// The texts of a map; empty if it is unset.
    #[must_use]
    pub fn map(&self, name: &str) -> BTreeMap<String, String> {
        let members = self.get(name).and_then(Value::as_object);
        members
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect()
    }

    /// The nested blocks of this name.
    #[must_use]
    pub fn blocks(&self, name: &str) -> Vec<Attributes<'a>> {
        let inside = |object: &'a Object| Attributes {
            of: self.of,
            object,
        };
        match self.get(name) {
            Some(Value::List(items)) => items
                .iter()
                .filter_map(Value::as_object)
                .map(inside)
                .collect(),
            Some(Value::Object(object)) => vec![inside(object)],
            _ => Vec::new(),
        }
    }

    /// The first nested block of this name.
    #[must_use]
    pub fn block(&self, name: &str) -> Option<Attributes<'a>> {
        self.blocks(name).into_iter().next()
    }

    /// The name of a new object: `name` as given, or made of `name_prefix` and what tells one
    /// operation from another, so that the same operation makes the same name after a crash.
    #[must_use]
    pub fn name(&self, operation: &Operation) -> String {
        self.string("name").unwrap_or_else(|| {
            let prefix = self.text("name_prefix").unwrap_or("tollgate-");
            format!("{prefix}{}", operation.id)
        })
    }

    /// The tags, those of the provider's `default_tags` among them.
    #[must_use]
    pub fn tags(&self) -> BTreeMap<String, String> {
        let mut tags = self.map("tags");
        tags.extend(self.map("tags_all"));
        tags
    }
}
