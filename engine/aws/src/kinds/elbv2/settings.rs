//! Settings that load balancers and target groups have as pairs of key and text, and Terraform as
//! attributes and blocks.

use tollgate_model::{Object, Value};

use crate::attributes::Attributes;
use crate::live::Live;

/// How the text of a setting is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Whole,
    /// Text; none if it is empty.
    Text,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The variants that have it; all, if none are named.
    variants: &'static [&'static str],
    /// AWS's key.
    key: &'static str,
    /// The attribute, after the blocks that hold it: `access_logs.enabled`.
    path: &'static str,
    shape: Shape,
}

/// A setting of all variants.
pub const fn any(key: &'static str, path: &'static str, shape: Shape) -> Setting {
    only(&[], key, path, shape)
}

/// A setting of some variants.
pub const fn only(
    variants: &'static [&'static str],
    key: &'static str,
    path: &'static str,
    shape: Shape,
) -> Setting {
    Setting {
        variants,
        key,
        path,
        shape,
    }
}

/// The settings of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The attribute that tells the variant.
    pub variant: &'static str,
    /// The settings.
    pub settings: &'static [Setting],
}

impl Table {
    /// The settings that differ from what is there, as pairs. What the author leaves out is left alone.
    pub fn changes(
        &self,
        prior: Attributes<'_>,
        desired: Attributes<'_>,
    ) -> Vec<(&'static str, String)> {
        let variant = text(desired, self.variant, Shape::Text);
        let is_other = variant != text(prior, self.variant, Shape::Text);
        let applies = |setting: &&Setting| {
            setting.variants.is_empty()
                || variant
                    .as_deref()
                    .is_some_and(|variant| setting.variants.contains(&variant))
        };
        let settings = self.settings.iter().filter(applies);
        settings
            .filter_map(|setting| {
                let is_there = text(prior, setting.path, setting.shape);
                let wanted = text(desired, setting.path, setting.shape);
                // A text that goes from a block that stays is empty from then on.
                let wanted = wanted.or_else(|| {
                    let (block, _) = setting.path.split_once('.')?;
                    let is_emptied = setting.shape == Shape::Text
                        && is_there.is_some()
                        && desired.block(block).is_some();
                    is_emptied.then(String::new)
                })?;
                let is_new = is_there.as_deref() != Some(wanted.as_str());
                let is_own = is_other && !setting.variants.is_empty();
                (is_new || is_own).then_some((setting.key, wanted))
            })
            .collect()
    }

    /// Adds the settings that are there to the other attributes.
    pub fn live(&self, live: Live, pairs: impl Iterator<Item = (String, String)>) -> Object {
        let mut object = live.into_object();
        let pairs: Vec<(String, String)> = pairs.collect();
        let told = |key: &str| pairs.iter().find(|(known, _)| known == key);
        // The variant first: it tells which of two settings of one attribute is meant.
        let variant = self
            .settings
            .iter()
            .find(|setting| setting.path == self.variant)
            .and_then(|setting| Some(told(setting.key)?.1.clone()))
            .or_else(|| object.get(self.variant)?.as_str().map(str::to_owned));
        for setting in self.settings {
            let is_meant = setting.variants.is_empty()
                || variant
                    .as_deref()
                    .is_some_and(|variant| setting.variants.contains(&variant));
            if let Some((_, text)) = told(setting.key).filter(|_| is_meant)
                && let Some(value) = value(text, setting.shape)
            {
                put(&mut object, setting.path, value);
            }
        }
        object
    }
}

fn value(text: &str, shape: Shape) -> Option<Value> {
    match shape {
        Shape::Flag => Some(Value::Bool(text == "true")),
        Shape::Whole => text.parse::<i64>().ok().map(Value::from),
        Shape::Text => (!text.is_empty()).then(|| Value::string(text)),
    }
}

/// The value at a path, as AWS writes it.
fn text(attributes: Attributes<'_>, path: &str, shape: Shape) -> Option<String> {
    if let Some((block, rest)) = path.split_once('.') {
        return text(attributes.block(block)?, rest, shape);
    }
    match shape {
        Shape::Flag => attributes.flag(path).map(|flag| flag.to_string()),
        Shape::Whole => attributes
            .whole::<i64>(path)
            .map(|number| number.to_string()),
        Shape::Text => attributes.string(path),
    }
}

/// Puts a value at a path, and makes the blocks above it.
fn put(object: &mut Object, path: &str, value: Value) {
    let Some((block, rest)) = path.split_once('.') else {
        object.insert(path.to_owned(), value);
        return;
    };
    let place = object
        .entry(block.to_owned())
        .or_insert_with(|| Value::List(vec![Value::Object(Object::new())]));
    if let Value::List(items) = place
        && let Some(Value::Object(inner)) = items.first_mut()
    {
        put(inner, rest, value);
    }
}
