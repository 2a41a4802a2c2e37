//! Turns anything serialisable into the evaluator's value, without JSON text in between.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use std::sync::Arc;

use regorus::Value;
use serde::ser::{self, Serialize};
use thiserror::Error;

/// Why a value cannot be given to the evaluator.
#[derive(Debug, Error)]
#[error("the inventory cannot be given to the evaluator: {0}")]
pub struct InputError(String);

impl ser::Error for InputError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// The evaluator's form of `value`.
///
/// # Errors
/// When a map has a key that is not text, which no inventory has.
pub fn value(value: &impl Serialize) -> Result<Value, InputError> {
    let mut names = HashSet::new();
    value.serialize(Converter { names: &mut names })
}

/// Attribute names repeat in every resource: each is stored once.
struct Converter<'a> {
    names: &'a mut HashSet<Arc<str>>,
}

impl Converter<'_> {
    fn reborrow(&mut self) -> Converter<'_> {
        Converter { names: self.names }
    }

    fn name(&mut self, text: &str) -> Value {
        if let Some(name) = self.names.get(text) {
            return Value::String(name.clone());
        }
        let name: Arc<str> = Arc::from(text);
        self.names.insert(name.clone());
        Value::String(name)
    }
}

macro_rules! numbers {
    ($($method:ident: $kind:ty as $wide:ty),* $(,)?) => {
        $(fn $method(self, number: $kind) -> Result<Value, InputError> {
            Ok(Value::from(<$wide>::from(number)))
        })*
    };
}

impl<'a> ser::Serializer for Converter<'a> {
    type Ok = Value;
    type Error = InputError;
    type SerializeSeq = Sequence<'a>;
    type SerializeTuple = Sequence<'a>;
    type SerializeTupleStruct = Sequence<'a>;
    type SerializeTupleVariant = ser::Impossible<Value, InputError>;
    type SerializeMap = Mapping<'a>;
    type SerializeStruct = Mapping<'a>;
    type SerializeStructVariant = ser::Impossible<Value, InputError>;

    numbers! {
        serialize_i8: i8 as i64, serialize_i16: i16 as i64, serialize_i32: i32 as i64,
        serialize_i64: i64 as i64, serialize_u8: u8 as u64, serialize_u16: u16 as u64,
        serialize_u32: u32 as u64, serialize_u64: u64 as u64, serialize_f32: f32 as f64,
        serialize_f64: f64 as f64,
    }

    fn serialize_bool(self, value: bool) -> Result<Value, InputError> {
        Ok(Value::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<Value, InputError> {
        Ok(Value::from(value.to_string()))
    }

    fn serialize_str(self, text: &str) -> Result<Value, InputError> {
        Ok(Value::from(text))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, InputError> {
        Err(ser::Error::custom("bytes are not JSON"))
    }

    fn serialize_none(self) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, InputError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, InputError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, InputError> {
        Ok(self.name(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, InputError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, InputError> {
        let name = self.name(variant);
        Ok(Value::from(BTreeMap::from([(
            name,
            value.serialize(self)?,
        )])))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Sequence<'a>, InputError> {
        Ok(Sequence {
            converter: self,
            items: Vec::with_capacity(length.unwrap_or(0)),
        })
    }

    fn serialize_tuple(self, length: usize) -> Result<Sequence<'a>, InputError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Sequence<'a>, InputError> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, InputError> {
        Err(ser::Error::custom(format!(
            "`{variant}` is a tuple variant"
        )))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Mapping<'a>, InputError> {
        Ok(Mapping {
            converter: self,
            entries: BTreeMap::new(),
            key: None,
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Mapping<'a>, InputError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, InputError> {
        Err(ser::Error::custom(format!(
            "`{variant}` is a struct variant"
        )))
    }
}

struct Sequence<'a> {
    converter: Converter<'a>,
    items: Vec<Value>,
}

impl Sequence<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InputError> {
        self.items.push(value.serialize(self.converter.reborrow())?);
        Ok(())
    }
}

macro_rules! sequence {
    ($kind:ident, $method:ident) => {
        impl ser::$kind for Sequence<'_> {
            type Ok = Value;
            type Error = InputError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InputError> {
                self.push(value)
            }

            fn end(self) -> Result<Value, InputError> {
                Ok(Value::from(self.items))
            }
        }
    };
}

sequence!(SerializeSeq, serialize_element);
sequence!(SerializeTuple, serialize_element);
sequence!(SerializeTupleStruct, serialize_field);

struct Mapping<'a> {
    converter: Converter<'a>,
    entries: BTreeMap<Value, Value>,
    key: Option<Value>,
}

impl ser::SerializeMap for Mapping<'_> {
    type Ok = Value;
    type Error = InputError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), InputError> {
        let key = match key.serialize(self.converter.reborrow())? {
            Value::String(text) => self.converter.name(&text),
            _ => return Err(ser::Error::custom("a key is not text")),
        };
        self.key = Some(key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), InputError> {
        let value = value.serialize(self.converter.reborrow())?;
        if let Some(key) = self.key.take() {
            self.entries.insert(key, value);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(Value::from(self.entries))
    }
}

impl ser::SerializeStruct for Mapping<'_> {
    type Ok = Value;
    type Error = InputError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), InputError> {
        let key = self.converter.name(name);
        let value = value.serialize(self.converter.reborrow())?;
        self.entries.insert(key, value);
        Ok(())
    }

    fn end(self) -> Result<Value, InputError> {
        Ok(Value::from(self.entries))
    }
}
