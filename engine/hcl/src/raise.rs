//! From values of a document to values of the language: the reverse of [`lower`](crate::lower).

use std::sync::Arc;

use tollgate_model::Value as Document;

use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// The value of a document, as one of this type as far as it can be.
pub fn raise(document: &Document, kind: &Type) -> Value {
    let plain: Value = match document {
        Document::Null => Value::null(kind.clone()),
        Document::Bool(truth) => Data::Bool(*truth).into(),
        Document::Number(digits) => number::parse(&digits.to_string()).map_or_else(
            || Value::unknown(Type::Number),
            |number| Data::Number(number).into(),
        ),
        Document::String(text) => Data::String(Arc::from(text.as_str())).into(),
        Document::List(items) => {
            let items = items.iter().map(|item| raise(item, &Type::Any));
            Value::tuple(items.collect())
        }
        Document::Object(attributes) => {
            let members: Members = attributes
                .iter()
                .map(|(name, value)| (Arc::from(name.as_str()), raise(value, &Type::Any)))
                .collect();
            Value::object(members)
        }
        Document::Unknown(_) => Value::unknown(kind.clone()),
        Document::Sensitive(inner) => return raise(inner, kind).into_sensitive(),
    };
    plain.convert(kind).unwrap_or(plain)
}
