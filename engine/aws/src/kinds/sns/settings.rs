//! Settings of topics and subscriptions, which SNS keeps as text by name.

use std::collections::HashMap;

use crate::attributes::Attributes;
use crate::kind::Change;
use crate::live::Live;

/// How a setting is written as an attribute.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// As it is.
    Text,
    /// `true` or `false`.
    Flag,
    /// Digits.
    Whole,
}

/// The attribute, SNS's name for it, and its form.
pub type Setting = (&'static str, &'static str, Form);

/// Adds what SNS tells of these settings. An empty document says nothing.
pub fn read(live: Live, settings: &[Setting], told: &HashMap<String, String>) -> Live {
    let mut live = live;
    for (attribute, name, form) in settings {
        let text = told.get(*name).map(String::as_str);
        let text = text.filter(|text| !text.is_empty() && *text != "{}");
        live = match form {
            Form::Text => live.text(attribute, text),
            Form::Flag => live.flag(attribute, text.map(|text| text == "true")),
            Form::Whole => live.whole(attribute, text.and_then(|text| text.parse::<i64>().ok())),
        };
    }
    live
}

/// The settings of a new object: those that are set.
pub fn new(desired: Attributes<'_>, settings: &[Setting]) -> Option<HashMap<String, String>> {
    let set = settings.iter();
    let set: HashMap<String, String> = set
        .filter_map(|setting| Some((setting.1.to_owned(), written(desired, setting)?)))
        .collect();
    (!set.is_empty()).then_some(set)
}

/// The settings that change, by name, in the order of the table. What is unset becomes what SNS
/// takes for none.
pub fn changed(change: Change<'_>, settings: &[Setting]) -> Vec<(&'static str, String)> {
    let touched = settings.iter();
    touched
        .filter(|(attribute, ..)| change.touches(&[attribute]))
        .map(|setting| {
            let value = written(change.desired, setting);
            (setting.1, value.unwrap_or_else(|| none(setting).to_owned()))
        })
        .collect()
}

fn written(desired: Attributes<'_>, (attribute, _, form): &Setting) -> Option<String> {
    match form {
        Form::Text => desired.string(attribute),
        Form::Flag => desired.flag(attribute).map(|flag| flag.to_string()),
        Form::Whole => desired
            .whole::<i64>(attribute)
            .map(|number| number.to_string()),
    }
}

fn none((_, name, form): &Setting) -> &'static str {
    match form {
        // A filter cannot be emptied, but can let everything pass.
        Form::Text if *name == "FilterPolicy" => "{}",
        Form::Text => "",
        Form::Flag => "false",
        Form::Whole => "0",
    }
}
