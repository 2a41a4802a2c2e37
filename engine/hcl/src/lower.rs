//! From values of the language to values of a document.

use std::sync::Arc;

use tollgate_model::value::Unknown;
use tollgate_model::{AttributePath, Segment, Value as Document};

use crate::number;
use crate::value::{Data, Value};

/// Where each reference of a value stands, by path.
pub type Referred = Vec<(AttributePath, Vec<Arc<str>>)>;

impl Value {
    /// The value as it stands in an inventory.
    #[must_use]
    pub fn lower(&self) -> Document {
        let plain = match &self.data {
            Data::Null(_) => Document::Null,
            Data::Bool(truth) => Document::Bool(*truth),
            Data::Number(number) => Document::Number(number::json(number)),
            Data::String(text) => Document::String(text.to_string()),
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                Document::List(items.iter().map(Self::lower).collect())
            }
            Data::Map(_, members) | Data::Object(members) => Document::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.lower()))
                    .collect(),
            ),
            Data::Unknown(unknown) => Document::Unknown(Unknown {
                references: self.references.iter().cloned().collect(),
                document: unknown
                    .document
                    .as_ref()
                    .map(|document| Box::new(document.lower_symbols())),
            }),
        };
        if self.sensitive {
            Document::Sensitive(Box::new(plain))
        } else {
            plain
        }
    }

    /// The same inside a JSON document, where text made from identities stands as a symbol.
    fn lower_symbols(&self) -> Document {
        let plain = match &self.data {
            Data::Unknown(unknown) if unknown.symbol.is_some() => {
                Document::String(unknown.symbol.as_deref().unwrap_or_default().to_owned())
            }
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                Document::List(items.iter().map(Self::lower_symbols).collect())
            }
            Data::Map(_, members) | Data::Object(members) => Document::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.lower_symbols()))
                    .collect(),
            ),
            _ => return self.lower(),
        };
        if self.sensitive {
            Document::Sensitive(Box::new(plain))
        } else {
            plain
        }
    }

    /// What the parts of the value refer to, each with its path below `path`.
    pub fn referred(&self, path: &AttributePath, found: &mut Referred) {
        if !self.references.is_empty() {
            found.push((path.clone(), self.references.iter().cloned().collect()));
        }
        match &self.data {
            Data::List(_, items) | Data::Set(_, items) | Data::Tuple(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.referred(&path.join(Segment::Index(index)), found);
                }
            }
            Data::Map(_, members) | Data::Object(members) => {
                for (name, item) in members.iter() {
                    item.referred(&path.join(name.as_ref()), found);
                }
            }
            _ => {}
        }
    }
}
