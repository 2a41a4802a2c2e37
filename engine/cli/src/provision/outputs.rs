//! The outputs of the root module, for people.

use std::io::{self, Write};

use serde_json::Value as Json;
use tollgate_model::value::MASK;
use tollgate_model::{Object, Value};

/// Writes each output on a line.
///
/// # Errors
/// When the stream cannot be written.
pub fn write(outputs: &Object, out: &mut dyn Write) -> io::Result<()> {
    let width = outputs.keys().map(String::len).max().unwrap_or(0);
    for (name, value) in outputs {
        match value {
            Value::Sensitive(_) => writeln!(out, "  {name:width$} = {MASK}")?,
            Value::String(text) => writeln!(out, "  {name:width$} = {text}")?,
            other => writeln!(out, "  {name:width$} = {}", json(other))?,
        }
    }
    Ok(())
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null | Value::Unknown(_) => Json::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => number.clone().into(),
        Value::String(text) => text.clone().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect(),
        Value::Sensitive(_) => MASK.into(),
    }
}
