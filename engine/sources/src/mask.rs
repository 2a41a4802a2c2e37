//! `after_unknown` and `after_sensitive`: which parts of a value are marked.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A tree of marks, in the shape of the value that it speaks about. Parts without any mark are cut
/// off, so that most masks are a single [`Mask::Clear`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// Nothing here is marked.
    #[default]
    Clear,
    /// Everything here is marked.
    Set,
    /// Marks on elements, by position.
    List(Vec<Mask>),
    /// Marks on attributes, sorted by name.
    Object(Vec<(String, Mask)>),
}

impl Mask {
    /// Whether nothing is marked.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        *self == Self::Clear
    }

    /// The marks on one attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &Self {
        match self {
            Self::Set => &Self::Set,
            Self::Object(entries) => entries
                .binary_search_by(|(entry, _)| entry.as_str().cmp(name))
                .ok()
                .and_then(|position| entries.get(position))
                .map_or(&Self::Clear, |(_, mask)| mask),
            Self::Clear | Self::List(_) => &Self::Clear,
        }
    }

    /// The marks on one element.
    #[must_use]
    pub fn element(&self, index: usize) -> &Self {
        match self {
            Self::Set => &Self::Set,
            Self::List(items) => items.get(index).unwrap_or(&Self::Clear),
            Self::Clear | Self::Object(_) => &Self::Clear,
        }
    }

    /// Marks the attribute or element that `path` leads to, as a state's `sensitive_attributes` do.
    pub fn set(&mut self, path: &[Step]) {
        let Some((step, rest)) = path.split_first() else {
            *self = Self::Set;
            return;
        };
        match (step, &mut *self) {
            (_, Self::Set) => {}
            // A position that cannot be in any document would only cost memory.
            (Step::Element(index), _) if *index > MAX_INDEX => *self = Self::Set,
            (Step::Attribute(name), Self::Object(entries)) => {
                let position = match entries.binary_search_by(|(entry, _)| entry.cmp(name)) {
                    Ok(position) => position,
                    Err(position) => {
                        entries.insert(position, (name.clone(), Self::Clear));
                        position
                    }
                };
                if let Some((_, mask)) = entries.get_mut(position) {
                    mask.set(rest);
                }
            }
            (Step::Element(index), Self::List(items)) => {
                if items.len() <= *index {
                    items.resize(index + 1, Self::Clear);
                }
                if let Some(mask) = items.get_mut(*index) {
                    mask.set(rest);
                }
            }
            (Step::Attribute(_), _) => {
                *self = Self::Object(Vec::new());
                self.set(path);
            }
            (Step::Element(_), _) => {
                *self = Self::List(Vec::new());
                self.set(path);
            }
        }
    }
}

const MAX_INDEX: usize = 100_000;

/// One step of a path in a state's `sensitive_attributes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An attribute or key.
    Attribute(String),
    /// A position.
    Element(usize),
}

impl<'de> Deserialize<'de> for Mask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MaskVisitor)
    }
}

struct MaskVisitor;

impl<'de> Visitor<'de> for MaskVisitor {
    type Value = Mask;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, or a list or object of these")
    }

    fn visit_unit<E>(self) -> Result<Mask, E> {
        Ok(Mask::Clear)
    }

    fn visit_bool<E>(self, marked: bool) -> Result<Mask, E> {
        Ok(if marked { Mask::Set } else { Mask::Clear })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Mask, A::Error> {
        let mut items: Vec<Mask> = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(if items.iter().all(Mask::is_clear) {
            Mask::Clear
        } else {
            Mask::List(items)
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Mask, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, mask)) = access.next_entry::<String, Mask>()? {
            if !mask.is_clear() {
                entries.push((name, mask));
            }
        }
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(if entries.is_empty() {
            Mask::Clear
        } else {
            Mask::Object(entries)
        })
    }
}

/// A field of which only the presence matters, such as `importing`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presence(pub bool);

impl<'de> Deserialize<'de> for Presence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<IgnoredAny>::deserialize(deserializer).map(|found| Self(found.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(json: &str) -> Mask {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn parts_without_marks_are_cut_off() {
        assert_eq!(mask(r#"{"a": [{}, {"b": false}], "c": null}"#), Mask::Clear);
        let marked = mask(r#"{"a": [{}, {"b": true}]}"#);
        assert_eq!(*marked.attribute("a").element(1).attribute("b"), Mask::Set);
        assert!(marked.attribute("a").element(0).is_clear());
        assert_eq!(*mask("true").attribute("any").element(7), Mask::Set);
    }

    #[test]
    fn a_path_marks_what_it_leads_to() {
        let mut marked = Mask::Clear;
        marked.set(&[Step::Attribute("a".into()), Step::Element(1)]);
        marked.set(&[Step::Attribute("b".into())]);
        assert_eq!(marked, mask(r#"{"a": [false, true], "b": true}"#));
        marked.set(&[Step::Element(usize::MAX)]);
        assert_eq!(marked, Mask::Set);
    }
}
