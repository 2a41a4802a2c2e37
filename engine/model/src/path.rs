//! Paths to attributes (`ingress[0].cidr_blocks`) and patterns over them (`ingress[].cidr_blocks`).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// One step of an [`AttributePath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// An attribute of an object, or a key of a map.
    Name(Arc<str>),
    /// An element of a list, counted from zero.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(name: &str) -> Self {
        Self::Name(Arc::from(name))
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Where a value stands inside a resource. The empty path is the resource itself.
///
/// Written as `a.b[0]["odd key"]`; a name that is not an identifier is quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributePath(Vec<Segment>);

impl AttributePath {
    /// The steps, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether this is the resource itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Goes one step down, in place.
    pub fn push(&mut self, segment: impl Into<Segment>) {
        self.0.push(segment.into());
    }

    /// Goes one step up, in place.
    pub fn pop(&mut self) -> Option<Segment> {
        self.0.pop()
    }

    /// The path one step further down.
    #[must_use]
    pub fn join(&self, segment: impl Into<Segment>) -> Self {
        let mut path = self.clone();
        path.push(segment);
        path
    }

    /// `self` followed by `rest`.
    #[must_use]
    pub fn concat(&self, rest: &Self) -> Self {
        Self(self.0.iter().chain(&rest.0).cloned().collect())
    }

    /// Whether `self` is `other` or an ancestor of it.
    #[must_use]
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The first name, which is the attribute or block of the resource itself.
    #[must_use]
    pub fn root(&self) -> Option<&str> {
        match self.0.first() {
            Some(Segment::Name(name)) => Some(name),
            _ => None,
        }
    }
}

impl FromIterator<Segment> for AttributePath {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl From<&str> for AttributePath {
    /// A path of one name, taken as it is.
    fn from(name: &str) -> Self {
        Self(vec![Segment::from(name)])
    }
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Name(name) if is_identifier(name) => {
                    if position > 0 {
                        f.write_str(".")?;
                    }
                    f.write_str(name)?;
                }
                Segment::Name(name) => write!(f, "[{}]", quoted(name))?,
            }
        }
        Ok(())
    }
}

/// `text` as a JSON string, quotes included.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Why a text is not a path or pattern.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{text}` is not an attribute path: {reason} (write it like `ingress[0].cidr_blocks`)")]
pub struct PathError {
    text: String,
    reason: &'static str,
}

/// What stands between brackets, or a plain name.
enum Token {
    Name(String),
    Index(usize),
    AnyIndex,
}

fn tokens(text: &str) -> Result<Vec<Token>, PathError> {
    let error = |reason| PathError {
        text: text.to_owned(),
        reason,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix("[\"") {
            let end = closing_quote(inner).ok_or_else(|| error("a quoted key is not closed"))?;
            let (key, after) = inner.split_at(end);
            let key = serde_json::from_str(&format!("\"{key}\""))
                .map_err(|_| error("a quoted key has a bad escape"))?;
            tokens.push(Token::Name(key));
            rest = after
                .strip_prefix("\"]")
                .ok_or_else(|| error("`]` is missing"))?;
        } else if let Some(inner) = rest.strip_prefix('[') {
            let (index, after) = inner
                .split_once(']')
                .ok_or_else(|| error("`]` is missing"))?;
            tokens.push(match index {
                "" => Token::AnyIndex,
                digits => Token::Index(
                    digits
                        .parse()
                        .map_err(|_| error("an index is not a whole number"))?,
                ),
            });
            rest = after;
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            if name.len() == rest.len() && !tokens.is_empty() {
                return Err(error("names are separated by dots"));
            }
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (name, after) = name.split_at(end);
            if name.is_empty() {
                return Err(error("a name is empty"));
            }
            tokens.push(Token::Name(name.to_owned()));
            rest = after;
        }
    }
    Ok(tokens)
}

/// The offset of the quote that ends a JSON string body.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(offset, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(offset)
    })
}

impl FromStr for AttributePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        tokens(text)?
            .into_iter()
            .map(|token| match token {
                Token::Name(name) => Ok(Segment::Name(name.into())),
                Token::Index(index) => Ok(Segment::Index(index)),
                Token::AnyIndex => Err(PathError {
                    text: text.to_owned(),
                    reason: "`[]` stands in patterns only",
                }),
            })
            .collect()
    }
}

impl Serialize for AttributePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AttributePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// A set of paths: `ingress[].cidr_blocks` is that attribute of every element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathPattern {
    text: String,
    /// `None` is any index.
    segments: Vec<Option<Segment>>,
}

impl PathPattern {
    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The steps, outermost first; `None` is any index.
    #[must_use]
    pub fn segments(&self) -> &[Option<Segment>] {
        &self.segments
    }

    /// The name of the attribute or block that the pattern starts with.
    #[must_use]
    pub fn root(&self) -> Option<&str> {
        match self.segments.first() {
            Some(Some(Segment::Name(name))) => Some(name),
            _ => None,
        }
    }

    /// Whether a value at `path` says something about what the pattern names: the path is one of
    /// the pattern's, or an ancestor or descendant of one.
    #[must_use]
    pub fn overlaps(&self, path: &AttributePath) -> bool {
        self.segments
            .iter()
            .zip(path.segments())
            .all(|(pattern, segment)| match pattern {
                Some(expected) => expected == segment,
                None => matches!(segment, Segment::Index(_)),
            })
    }
}

impl FromStr for PathPattern {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let segments = tokens(text)?
            .into_iter()
            .map(|token| match token {
                Token::Name(name) => Some(Segment::Name(name.into())),
                Token::Index(index) => Some(Segment::Index(index)),
                Token::AnyIndex => None,
            })
            .collect();
        Ok(Self {
            text: text.to_owned(),
            segments,
        })
    }
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for PathPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for PathPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pattern_overlaps_ancestors_and_descendants() {
        let pattern: PathPattern = "ingress[].cidr_blocks".parse().unwrap();
        for (path, expected) in [
            ("ingress", true),
            ("ingress[3]", true),
            ("ingress[3].cidr_blocks", true),
            ("ingress[3].cidr_blocks[0]", true),
            ("ingress[3].from_port", false),
            ("egress", false),
        ] {
            assert_eq!(pattern.overlaps(&path.parse().unwrap()), expected, "{path}");
        }
    }

    #[test]
    fn bad_paths_say_why() {
        for text in ["a..b", "a[x]", "a[1", "a[\"b]", "a[]", "[0]a"] {
            assert!(text.parse::<AttributePath>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_written_path_reads_back(names in prop::collection::vec(
            prop_oneof![
                ".{1,8}".prop_map(|name| Segment::from(name.as_str())),
                (0usize..100).prop_map(Segment::Index),
            ], 1..5)) {
            let path: AttributePath = names.into_iter().collect();
            prop_assert_eq!(path.to_string().parse::<AttributePath>().unwrap(), path);
        }
    }
}
