//! JSON with the place of each value.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use tollgate_model::Diagnostic;

use crate::config::syntax::syntax_error;
use crate::config::text::{Span, Text};

/// Objects and lists inside one another; native syntax has the same bound.
const MAX_DEPTH: usize = 64;

/// A JSON value, and where it stands.
pub struct Json {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a JSON value is.
pub enum Data {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(hcl_edit::Number),
    /// Text, decoded.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<Member>),
}

/// A member of an object; members keep the order in which they were written.
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Json,
}

/// Reads a file of JSON.
pub fn read(text: &Text) -> Result<Json, Diagnostic> {
    let source = text.as_str();
    let wrong = |error: serde_json::Error| {
        let start: usize = source
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        syntax_error(
            text,
            &format!("this is not JSON: {error}"),
            start + error.column().saturating_sub(1),
        )
    };
    let raw: &RawValue = serde_json::from_str(source).map_err(wrong)?;
    spanned(raw, source, 0).map_err(|problem| match problem {
        Problem::Json(error) => wrong(error),
        Problem::TooDeep(offset) => syntax_error(
            text,
            &format!("it is nested more than {MAX_DEPTH} levels deep"),
            offset,
        ),
    })
}

enum Problem {
    Json(serde_json::Error),
    TooDeep(usize),
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// A raw value borrows from the text it was read from, so its address tells its offset.
fn spanned(raw: &RawValue, source: &str, depth: usize) -> Result<Json, Problem> {
    let json = raw.get();
    let start = (json.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    if depth > MAX_DEPTH {
        return Err(Problem::TooDeep(start));
    }
    let data = match json.as_bytes().first() {
        Some(b'{') => {
            let members =
                serde_json::Deserializer::from_str(json).deserialize_map(Members(PhantomData))?;
            let members = members.into_iter().map(|(name, value)| {
                Ok(Member {
                    name,
                    value: spanned(value, source, depth + 1)?,
                })
            });
            Data::Object(members.collect::<Result<_, Problem>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(json)?;
            let items = items
                .into_iter()
                .map(|item| spanned(item, source, depth + 1));
            Data::Array(items.collect::<Result<_, Problem>>()?)
        }
        Some(b'"') => Data::String(serde_json::from_str(json)?),
        Some(b't' | b'f') => Data::Bool(serde_json::from_str(json)?),
        Some(b'n') => Data::Null,
        _ => Data::Number(number(json)?),
    };
    Ok(Json {
        span: start..start + json.len(),
        data,
    })
}

fn number(json: &str) -> Result<hcl_edit::Number, serde_json::Error> {
    let number: serde_json::Number = serde_json::from_str(json)?;
    Ok(None
        .or_else(|| number.as_u64().map(hcl_edit::Number::from))
        .or_else(|| number.as_i64().map(hcl_edit::Number::from))
        .or_else(|| number.as_f64().and_then(hcl_edit::Number::from_f64))
        .unwrap_or_else(|| hcl_edit::Number::from(0_u64)))
}

/// Reads the members of an object in the order in which they were written.
struct Members<'de>(PhantomData<&'de ()>);

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = access.next_key()? {
            members.push((name, access.next_value_seed(Borrowed)?));
        }
        Ok(members)
    }
}

struct Borrowed;

impl<'de> DeserializeSeed<'de> for Borrowed {
    type Value = &'de RawValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        <&RawValue>::deserialize(deserializer)
    }
}
