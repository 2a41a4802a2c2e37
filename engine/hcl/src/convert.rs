//! Conversions between types, as Terraform makes them by itself.

use std::sync::Arc;

use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Unknown, Value};

impl Value {
    /// The value as a value of type `kind`, with its marks.
    ///
    /// # Errors
    /// What was needed, such as `a number is required`; with the place inside for nested values.
    pub fn convert(&self, kind: &Type) -> Result<Self, String> {
        let converted = self.convert_data(kind)?;
        Ok(converted.marked_like(self))
    }

    fn convert_data(&self, kind: &Type) -> Result<Self, String> {
        match (&self.data, kind) {
            (_, Type::Any) => Ok(self.clone()),
            (Data::Null(_), _) => Ok(Self::null(kind.clone())),
            (Data::Unknown(unknown), _) => {
                if !possible(&unknown.kind, kind) {
                    return Err(required(kind));
                }
                let text = *kind == Type::String;
                Ok(Data::Unknown(Unknown {
                    kind: kind.clone(),
                    symbol: unknown.symbol.clone().filter(|_| text),
                    document: unknown.document.clone().filter(|_| text),
                })
                .into())
            }
            (Data::Bool(_), Type::Bool)
            | (Data::Number(_), Type::Number)
            | (Data::String(_), Type::String) => Ok(self.clone()),
            (Data::Bool(value), Type::String) => Ok(Self::text(value.to_string())),
            (Data::Number(value), Type::String) => Ok(Self::text(number::format(value))),
            (Data::String(text), Type::Number) => number::parse(text)
                .map(|number| Data::Number(number).into())
                .ok_or_else(|| required(kind)),
            (Data::String(text), Type::Bool) => match text.as_ref() {
                "true" | "1" => Ok(true.into()),
                "false" | "0" => Ok(false.into()),
                _ => Err(required(kind)),
            },
            (Data::List(..) | Data::Set(..) | Data::Tuple(_), Type::List(inner)) => {
                let (inner, items) = self.elements(inner)?;
                Ok(Self::list(inner, items))
            }
            (Data::List(..) | Data::Set(..) | Data::Tuple(_), Type::Set(inner)) => {
                let (inner, items) = self.elements(inner)?;
                Ok(Self::set(inner, items))
            }
            (Data::List(..) | Data::Set(..) | Data::Tuple(_), Type::Tuple(kinds)) => {
                let items = self.items().unwrap_or_default();
                if items.len() != kinds.len() {
                    return Err(format!("a tuple of {} elements is required", kinds.len()));
                }
                let items = items
                    .iter()
                    .zip(kinds.iter())
                    .enumerate()
                    .map(|(index, (item, kind))| {
                        item.convert(kind)
                            .map_err(|error| format!("element {index}: {error}"))
                    })
                    .collect::<Result<_, _>>()?;
                Ok(Self::tuple(items))
            }
            (Data::Map(_, members) | Data::Object(members), Type::Map(inner)) => {
                let inner = self.inner_type(inner, members.values())?;
                let members = members
                    .iter()
                    .map(|(name, item)| {
                        let item = item
                            .convert(&inner)
                            .map_err(|error| format!("element \"{name}\": {error}"))?;
                        Ok((name.clone(), item))
                    })
                    .collect::<Result<Members, String>>()?;
                Ok(Self::map(inner, members))
            }
            (Data::Map(_, members) | Data::Object(members), Type::Object(attributes)) => {
                let mut converted = Members::new();
                for (name, attribute) in attributes.iter() {
                    let given = members.get(name).filter(|value| {
                        // An explicit null of an optional attribute takes the default, too.
                        attribute.optional.is_none() || !value.is_null()
                    });
                    let value = match (given, &attribute.optional) {
                        (Some(value), _) => value
                            .convert(&attribute.kind)
                            .map_err(|error| format!("attribute \"{name}\": {error}"))?,
                        (None, Some(default)) => default
                            .convert(&attribute.kind)
                            .map_err(|error| format!("attribute \"{name}\": {error}"))?,
                        (None, None) => return Err(format!("attribute \"{name}\" is required")),
                    };
                    converted.insert(name.clone(), value);
                }
                Ok(Self::object(converted))
            }
            _ => Err(required(kind)),
        }
    }

    /// The elements, converted to one type: `inner`, or what they have in common.
    fn elements(&self, inner: &Type) -> Result<(Type, Vec<Self>), String> {
        let items = self.items().unwrap_or_default();
        let inner = self.inner_type(inner, items.iter())?;
        let items = items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                item.convert(&inner)
                    .map_err(|error| format!("element {index}: {error}"))
            })
            .collect::<Result<_, _>>()?;
        Ok((inner, items))
    }

    fn inner_type<'a>(
        &self,
        inner: &Type,
        mut items: impl Iterator<Item = &'a Self>,
    ) -> Result<Type, String> {
        if *inner != Type::Any {
            return Ok(inner.clone());
        }
        match &self.data {
            Data::List(kind, _) | Data::Set(kind, _) | Data::Map(kind, _) => Ok(kind.clone()),
            _ => items
                .try_fold(Type::Any, |all, item| all.unify(&item.kind()))
                .ok_or_else(|| "all elements must be of the same type".to_owned()),
        }
    }

    /// The value as text; none for null, unknown and compound values.
    #[must_use]
    pub fn to_text(&self) -> Option<Arc<str>> {
        match self.convert(&Type::String).ok()?.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }
}

/// Whether a value of type `from`, not known yet, may turn out to be convertible to `to`.
fn possible(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Any, _) | (_, Type::Any) => true,
        (a, b) if a.is_primitive() && b.is_primitive() => !matches!(
            (a, b),
            (Type::Bool, Type::Number) | (Type::Number, Type::Bool)
        ),
        (
            Type::List(_) | Type::Set(_) | Type::Tuple(_),
            Type::List(_) | Type::Set(_) | Type::Tuple(_),
        )
        | (Type::Map(_) | Type::Object(_), Type::Map(_) | Type::Object(_)) => true,
        _ => false,
    }
}

/// What a type is called when something else was given.
fn required(kind: &Type) -> String {
    let name = match kind {
        Type::Any => "a value".to_owned(),
        Type::Bool => "a bool".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::String => "a string".to_owned(),
        Type::Object(_) => "an object".to_owned(),
        other => format!("a {other}"),
    };
    format!("{name} is required")
}
