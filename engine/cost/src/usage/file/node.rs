//! YAML with places.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics};

/// A range of bytes of the file.
pub type Place = Range<usize>;

/// A value of a YAML document.
#[derive(Clone, Debug)]
pub enum Node {
    /// A number, a text, a truth value, or nothing.
    Scalar(String),
    /// Keys with their places, and values.
    Map(Vec<(String, Place, Node)>),
    /// A list, which a usage file has no use for.
    List,
}

impl Node {
    /// The keys of a map, none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Place, &Self)> {
        let entries = match self {
            Self::Map(entries) => entries.as_slice(),
            Self::Scalar(_) | Self::List => &[],
        };
        entries
            .iter()
            .map(|(key, place, value)| (key.as_str(), place, value))
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.entries()
            .find_map(|(key, _, value)| (key == name).then_some(value))
    }

    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match self {
            Self::Scalar(text) => Some(text),
            Self::Map(_) | Self::List => None,
        }
    }

    /// Whether it is a map.
    pub fn is_map(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    /// Whether it says low, typical or high.
    pub fn is_band(&self) -> bool {
        ["low", "typical", "high"]
            .iter()
            .any(|name| self.get(name).is_some())
    }
}

/// Reads a file.
///
/// # Errors
/// When it is not YAML, with the place.
pub fn parse(file: &SourceFile) -> Result<Node, Diagnostics> {
    serde_saphyr::from_str(file.text()).map_err(|error| {
        let place = error.location().map_or(0..0, |at| range(&at));
        let text = error.to_string();
        let first = text
            .lines()
            .next()
            .unwrap_or("it cannot be read")
            .to_owned();
        Diagnostic::error("cost::usage-invalid", format!("this is not YAML: {first}"))
            .at(file, place, "here")
            .with_help("docs/cost.md shows a usage file")
            .into()
    })
}

fn range(location: &serde_saphyr::Location) -> Place {
    let span = location.span();
    let start = span.byte_offset().unwrap_or_default();
    let length = span.byte_len().unwrap_or_default();
    let whole = |number: u64| usize::try_from(number).unwrap_or_default();
    whole(start)..whole(start) + whole(length)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNode)
    }
}

struct AnyNode;

macro_rules! scalars {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<E>(self, value: $kind) -> Result<Node, E> {
            Ok(Node::Scalar(value.to_string()))
        })*
    };
}

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a figure, or more keys")
    }

    scalars! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Map(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        while items.next_element::<Node>()?.is_some() {}
        Ok(Node::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Spanned<String>, Node>()? {
            entries.push((key.value, range(&key.referenced), value));
        }
        Ok(Node::Map(entries))
    }
}
