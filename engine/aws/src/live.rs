//! Saying what was read.

use std::collections::BTreeMap;

use tollgate_model::{Object, Value};

/// Tags that Tollgate gives for itself: not the author's, and not shown as theirs.
pub(crate) const OWN_TAGS: &str = "tollgate:";

/// The tag by which an object is found that was made, but never written down.
pub(crate) const OPERATION_TAG: &str = "tollgate:operation";

/// The attributes of an object as AWS told them. What AWS did not tell is not there.
#[derive(Clone, Debug, Default)]
pub struct Live(Object);

impl Live {
    /// An object with this id.
    #[must_use]
    pub fn with_id(id: &str) -> Self {
        Self::default().text("id", Some(id))
    }

    /// A nested block.
    #[must_use]
    pub fn block_of() -> Self {
        Self::default()
    }

    /// Any value.
    #[must_use]
    pub fn value(mut self, name: &str, value: Option<Value>) -> Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// Text.
    #[must_use]
    pub fn text(self, name: &str, text: Option<impl Into<String>>) -> Self {
        self.value(name, text.map(|text| Value::String(text.into())))
    }

    /// A truth value.
    #[must_use]
    pub fn flag(self, name: &str, flag: Option<bool>) -> Self {
        self.value(name, flag.map(Value::Bool))
    }

    /// A whole number.
    #[must_use]
    pub fn whole(self, name: &str, number: Option<impl Into<i64>>) -> Self {
        self.value(name, number.map(|number| Value::from(number.into())))
    }

    /// A number.
    #[must_use]
    pub fn number(self, name: &str, number: Option<f64>) -> Self {
        let number = number.and_then(whole_or_not);
        self.value(name, number.map(Value::Number))
    }

    /// A list or set of texts; nothing if it is empty.
    #[must_use]
    pub fn texts<T: Into<String>>(self, name: &str, texts: impl IntoIterator<Item = T>) -> Self {
        let items: Vec<Value> = texts
            .into_iter()
            .map(|text| Value::String(text.into()))
            .collect();
        self.value(name, (!items.is_empty()).then_some(Value::List(items)))
    }

    /// A map of texts; nothing if it is empty.
    #[must_use]
    pub fn map<K: Into<String>, V: Into<String>>(
        self,
        name: &str,
        map: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let members: Object = map
            .into_iter()
            .map(|(key, value)| (key.into(), Value::String(value.into())))
            .collect();
        self.value(
            name,
            (!members.is_empty()).then_some(Value::Object(members)),
        )
    }

    /// A nested block, if there is one.
    #[must_use]
    pub fn block(self, name: &str, block: Option<Self>) -> Self {
        self.blocks(name, block)
    }

    /// Nested blocks; nothing if there are none.
    #[must_use]
    pub fn blocks(self, name: &str, blocks: impl IntoIterator<Item = Self>) -> Self {
        let items: Vec<Value> = blocks
            .into_iter()
            .map(|block| Value::Object(block.0))
            .collect();
        self.value(name, (!items.is_empty()).then_some(Value::List(items)))
    }

    /// The tags, as `tags` and `tags_all`, without those that Tollgate and AWS give for themselves.
    #[must_use]
    pub fn tags<K: Into<String>, V: Into<String>>(
        self,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let tags: BTreeMap<String, String> = tags
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .filter(|(key, _)| !key.starts_with(OWN_TAGS) && !key.starts_with("aws:"))
            .collect();
        self.map("tags", tags.clone()).map("tags_all", tags)
    }

    /// The attributes.
    #[must_use]
    pub fn into_object(self) -> Object {
        self.0
    }
}

/// A number without a fraction that says nothing: `60`, not `60.0`.
pub(crate) fn whole_or_not(number: f64) -> Option<serde_json::Number> {
    let whole = number.trunc();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float below 2^53 without fraction is an integer"
    )]
    if whole == number && number.abs() < 9_007_199_254_740_992.0 {
        return Some((whole as i64).into());
    }
    serde_json::Number::from_f64(number)
}
