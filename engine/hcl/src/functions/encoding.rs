//! JSON, YAML, CSV, base64, URLs.

use std::io::{Read, Write};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::Value as Json;

use super::{
    CallFault, Environment, Function, Outcome, Unknowns, any, argument, function, text, text_type,
};
use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Unknown, Value};

pub const FUNCTIONS: &[Function] = &[
    function("base64encode", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(STANDARD.encode(text(a, 0)?)))
    }),
    function("base64decode", (1, 1), text_type, Unknowns::Any, |a, _| {
        let bytes = STANDARD
            .decode(text(a, 0)?)
            .map_err(|error| CallFault::argument(0, error.to_string()))?;
        String::from_utf8(bytes)
            .map(Value::text)
            .map_err(|_| CallFault::argument(0, "the decoded bytes are not UTF-8"))
    }),
    function("base64gzip", (1, 1), text_type, Unknowns::Any, |a, _| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder
            .write_all(text(a, 0)?.as_bytes())
            .and_then(|()| encoder.finish())
            .map(|bytes| Value::text(STANDARD.encode(bytes)))
            .map_err(|error| CallFault::new(error.to_string()))
    }),
    function("base64gunzip", (1, 1), text_type, Unknowns::Any, |a, _| {
        const LIMIT: u64 = 16 * 1024 * 1024;
        let bytes = STANDARD
            .decode(text(a, 0)?)
            .map_err(|error| CallFault::argument(0, error.to_string()))?;
        let mut plain = String::new();
        GzDecoder::new(bytes.as_slice())
            .take(LIMIT)
            .read_to_string(&mut plain)
            .map_err(|error| CallFault::argument(0, error.to_string()))?;
        Ok(Value::text(plain))
    }),
    function(
        "textencodebase64",
        (2, 2),
        text_type,
        Unknowns::Any,
        |a, _| {
            let source = text(a, 0)?;
            let bytes = match text(a, 1)?.to_ascii_uppercase().as_str() {
                "UTF-8" => source.into_bytes(),
                "UTF-16LE" => source.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                "UTF-16BE" => source.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                other => {
                    return Err(CallFault::argument(
                        1,
                        format!("the encoding `{other}` is not supported here"),
                    ));
                }
            };
            Ok(Value::text(STANDARD.encode(bytes)))
        },
    ),
    function(
        "textdecodebase64",
        (2, 2),
        text_type,
        Unknowns::Any,
        |a, _| {
            let bytes = STANDARD
                .decode(text(a, 0)?)
                .map_err(|error| CallFault::argument(0, error.to_string()))?;
            let units = |read: fn([u8; 2]) -> u16| {
                let pairs = bytes
                    .chunks_exact(2)
                    .filter_map(|pair| Some(read(pair.try_into().ok()?)));
                String::from_utf16(&pairs.collect::<Vec<_>>()).ok()
            };
            let decoded = match text(a, 1)?.to_ascii_uppercase().as_str() {
                "UTF-8" => String::from_utf8(bytes.clone()).ok(),
                "UTF-16LE" => units(u16::from_le_bytes),
                "UTF-16BE" => units(u16::from_be_bytes),
                other => {
                    return Err(CallFault::argument(
                        1,
                        format!("the encoding `{other}` is not supported here"),
                    ));
                }
            };
            decoded
                .map(Value::text)
                .ok_or_else(|| CallFault::argument(0, "the bytes are not text in that encoding"))
        },
    ),
    function("urlencode", (1, 1), text_type, Unknowns::Any, |a, _| {
        let encoded = text(a, 0)?.bytes().fold(String::new(), |mut out, byte| {
            match byte {
                b' ' => out.push('+'),
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    out.push(char::from(byte));
                }
                _ => out.push_str(&format!("%{byte:02X}")),
            }
            out
        });
        Ok(Value::text(encoded))
    }),
    function("jsonencode", (1, 1), text_type, Unknowns::Own, json_encode),
    function("jsondecode", (1, 1), any, Unknowns::Own, json_decode),
    function("yamlencode", (1, 1), text_type, Unknowns::Any, |a, _| {
        let json: Json = serde_json::from_str(&to_json(argument(a, 0)?)?)
            .map_err(|error| CallFault::new(error.to_string()))?;
        let mut out = String::new();
        yaml(&json, 0, false, &mut out);
        Ok(Value::text(out))
    }),
    function("yamldecode", (1, 1), any, Unknowns::Any, |a, _| {
        yaml_serde::from_str::<Json>(&text(a, 0)?)
            .map(|json| from_json(&json))
            .map_err(|error| CallFault::argument(0, format!("this is not YAML: {error}")))
    }),
    function("csvdecode", (1, 1), any, Unknowns::Any, |a, _| {
        let source = text(a, 0)?;
        let mut reader = csv::Reader::from_reader(source.as_bytes());
        let wrong = |error: csv::Error| CallFault::argument(0, format!("this is not CSV: {error}"));
        let names: Vec<Arc<str>> = reader
            .headers()
            .map_err(wrong)?
            .iter()
            .map(Arc::from)
            .collect();
        let rows = reader
            .records()
            .map(|record| {
                let record = record.map_err(wrong)?;
                let cells = names.iter().cloned().zip(record.iter().map(Value::text));
                Ok(Value::object(cells.collect()))
            })
            .collect::<Result<Vec<_>, CallFault>>()?;
        Value::tuple(rows)
            .convert(&Type::list(Type::Any))
            .map_err(CallFault::new)
    }),
];

/// A value as the JSON text that Terraform's `jsonencode` writes.
pub fn to_json(value: &Value) -> Result<String, CallFault> {
    let mut out = String::new();
    write_json(value, &mut out)?;
    Ok(out)
}

fn write_json(value: &Value, out: &mut String) -> Result<(), CallFault> {
    match &value.data {
        Data::Null(_) => out.push_str("null"),
        Data::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&number::format(number)),
        Data::String(text) => out.push_str(&quoted(text)),
        Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_json(item, out)?;
            }
            out.push(']');
        }
        Data::Map(_, members) | Data::Object(members) => {
            out.push('{');
            for (position, (name, item)) in members.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                out.push_str(&quoted(name));
                out.push(':');
                write_json(item, out)?;
            }
            out.push('}');
        }
        Data::Unknown(_) => return Err(CallFault::new("a value is not known yet")),
    }
    Ok(())
}

/// JSON text as Go writes it: `<`, `>`, `&` and the two line separators are escaped.
fn quoted(text: &str) -> String {
    Json::from(text)
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn json_encode(arguments: &[Value], _: &Environment) -> Outcome {
    let value = argument(arguments, 0)?;
    let marks = value.deep_marks();
    if value.is_wholly_known() {
        return Ok(Value::text(to_json(value)?).marked_like(&marks));
    }
    Ok(Value::from(Data::Unknown(Unknown {
        kind: Type::String,
        symbol: None,
        document: Some(Arc::new(value.clone())),
    }))
    .marked_like(&marks))
}

fn json_decode(arguments: &[Value], _: &Environment) -> Outcome {
    let value = argument(arguments, 0)?;
    if let Data::Unknown(unknown) = &value.data {
        return Ok(match &unknown.document {
            Some(document) => document.as_ref().clone(),
            None => Value::unknown(Type::Any).marked_like(value),
        });
    }
    serde_json::from_str::<Json>(&text(arguments, 0)?)
        .map(|json| from_json(&json).marked_like(value))
        .map_err(|error| CallFault::argument(0, format!("this is not JSON: {error}")))
}

/// JSON as a value: arrays are tuples, objects are objects.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::null(Type::Any),
        Json::Bool(truth) => (*truth).into(),
        Json::Number(number) => number::parse(&number.to_string()).map_or_else(
            || Value::unknown(Type::Number),
            |number| Data::Number(number).into(),
        ),
        Json::String(text) => Value::text(text),
        Json::Array(items) => Value::tuple(items.iter().map(from_json).collect()),
        Json::Object(members) => Value::object(
            members
                .iter()
                .map(|(name, item)| (Arc::from(name.as_str()), from_json(item)))
                .collect::<Members>(),
        ),
    }
}

/// YAML as Terraform writes it: every string and key quoted.
fn yaml(json: &Json, indent: usize, in_list: bool, out: &mut String) {
    let pad = " ".repeat(indent);
    match json {
        Json::Object(members) if !members.is_empty() => {
            for (position, (name, item)) in members.iter().enumerate() {
                if !(in_list && position == 0) {
                    out.push_str(&pad);
                }
                out.push_str(&quoted(name));
                out.push(':');
                nested(item, indent, out);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for (position, item) in items.iter().enumerate() {
                if !(in_list && position == 0) {
                    out.push_str(&pad);
                }
                out.push('-');
                match item {
                    Json::Object(members) if !members.is_empty() => {
                        out.push(' ');
                        yaml(item, indent + 2, true, out);
                    }
                    Json::Array(inner) if !inner.is_empty() => {
                        out.push(' ');
                        yaml(item, indent + 2, true, out);
                    }
                    item => {
                        out.push(' ');
                        yaml(item, indent, true, out);
                    }
                }
            }
        }
        Json::Object(_) => out.push_str("{}\n"),
        Json::Array(_) => out.push_str("[]\n"),
        Json::String(text) => {
            if text.contains('\n') {
                let body = text.strip_suffix('\n');
                out.push_str(if body.is_some() { "|\n" } else { "|-\n" });
                for line in body.unwrap_or(text).split('\n') {
                    out.push_str(&" ".repeat(indent + 2));
                    out.push_str(line);
                    out.push('\n');
                }
            } else {
                out.push_str(&quoted(text));
                out.push('\n');
            }
        }
        other => {
            out.push_str(&other.to_string());
            out.push('\n');
        }
    }
}

fn nested(item: &Json, indent: usize, out: &mut String) {
    match item {
        Json::Object(members) if !members.is_empty() => {
            out.push('\n');
            yaml(item, indent + 2, false, out);
        }
        Json::Array(items) if !items.is_empty() => {
            out.push('\n');
            yaml(item, indent, false, out);
        }
        item => {
            out.push(' ');
            yaml(item, indent, false, out);
        }
    }
}
