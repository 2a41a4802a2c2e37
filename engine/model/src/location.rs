//! Where in the author's files something was written.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// A place in a source file. Lines and columns count from one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// Path as it is shown: relative to the working directory where possible.
    pub file: Arc<str>,
    /// First line.
    pub line: u32,
    /// First column, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Last line, inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
}

impl Location {
    /// A place that is one whole line.
    pub fn line(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self {
            file: file.into(),
            line,
            column: None,
            end_line: None,
        }
    }

    /// Whether `other` lies in the same file, within these lines.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let end = self.end_line.unwrap_or(self.line);
        self.file == other.file && (self.line..=end).contains(&other.line)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// The text of the files that locations point into, by the path that locations show.
#[derive(Clone, Debug, Default)]
pub struct SourceMap(BTreeMap<Arc<str>, Arc<str>>);

impl SourceMap {
    /// Adds a file.
    pub fn insert(&mut self, file: Arc<str>, text: Arc<str>) {
        self.0.insert(file, text);
    }

    /// Takes over all files of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        self.0.get(file)
    }

    /// The files, in order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter()
    }

    /// The lines `location` covers, each with its number, at most `limit` of them.
    #[must_use]
    pub fn excerpt(&self, location: &Location, limit: usize) -> Vec<(u32, &str)> {
        let Some(text) = self.0.get(&location.file) else {
            return Vec::new();
        };
        let end = location.end_line.unwrap_or(location.line);
        (1..)
            .zip(text.lines())
            .skip_while(|(number, _)| *number < location.line)
            .take_while(|(number, _)| *number <= end)
            .take(limit)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_bounded() {
        let mut sources = SourceMap::default();
        sources.insert("main.tf".into(), "a\nb\nc\nd\n".into());
        let mut place = Location::line("main.tf", 2);
        assert_eq!(sources.excerpt(&place, 5), [(2, "b")]);
        place.end_line = Some(4);
        assert_eq!(sources.excerpt(&place, 2), [(2, "b"), (3, "c")]);
        assert!(
            sources
                .excerpt(&Location::line("other.tf", 1), 5)
                .is_empty()
        );
    }
}
