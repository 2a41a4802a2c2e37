//! Files of code: their text, and where their lines start.
//!
//! A resource keeps the place of each of its attributes, and a block with `count` is many resources,
//! so finding the line of an offset is a binary search rather than a walk over the file.

use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Location};

/// Bytes of a file, from the first to before the last.
pub type Span = Range<usize>;

/// A file of text. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Text(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: SourceFile,
    name: Arc<str>,
    /// The offset of the first byte of each line.
    lines: Vec<usize>,
}

impl Text {
    /// A text by the name that people are shown.
    pub fn new(name: impl AsRef<str>, text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(Arc::new(Inner {
            lines: std::iter::once(0).chain(starts).collect(),
            name: Arc::from(name.as_ref()),
            source: SourceFile::new(name, text),
        }))
    }

    /// The file as diagnostics quote it.
    pub fn source(&self) -> &SourceFile {
        &self.0.source
    }

    /// The name that people are shown.
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }

    /// The whole text.
    pub fn as_str(&self) -> &Arc<str> {
        self.0.source.text()
    }

    /// The text of a span; empty if there is no such span.
    pub fn slice(&self, span: Span) -> &str {
        self.as_str().get(span).unwrap_or_default()
    }

    /// The place of a span, as [`SourceFile::location`] gives it.
    pub fn location(&self, span: Span) -> Location {
        let end = span.start + self.slice(span.clone()).trim_end().len();
        let (line, end_line) = (self.line_of(span.start), self.line_of(end));
        let start = self.0.lines.get(line).copied().unwrap_or_default();
        let column = self.slice(start..span.start).chars().count();
        let number = |line: usize| u32::try_from(line).unwrap_or(u32::MAX - 1) + 1;
        Location {
            file: self.0.name.clone(),
            line: number(line),
            column: Some(number(column)),
            end_line: (end_line > line).then(|| number(end_line)),
        }
    }

    /// The line, counted from zero, that an offset is on.
    pub fn line_of(&self, offset: usize) -> usize {
        self.0
            .lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The lines, each with the offset that it starts at.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = self.0.lines.iter().copied();
        starts.zip(self.as_str().split('\n'))
    }
}

/// Reads a file of text of at most `limit` bytes; a byte order mark is left out.
pub fn read(path: &Utf8Path, limit: u64) -> Result<Text, Diagnostic> {
    let unreadable = |reason: String| {
        Diagnostic::error(
            "hcl::unreadable-file",
            format!("`{path}` cannot be read: {reason}"),
        )
    };
    let file = std::fs::File::open(path).map_err(|error| unreadable(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::error(
            "hcl::file-too-large",
            format!("`{path}` is larger than the limit of {limit} bytes"),
        )
        .with_help("is it really code? move generated data out of the directory"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        unreadable(format!(
            "byte {} is not UTF-8",
            error.utf8_error().valid_up_to()
        ))
    })?;
    Ok(Text::new(
        path,
        text.strip_prefix('\u{feff}').unwrap_or(&text),
    ))
}

/// The path without `.` and without `name/..`: what people are shown.
pub fn clean(path: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components().map(|part| part.as_str()) {
        match part {
            "." => {}
            ".." if parts
                .last()
                .is_some_and(|last| *last != ".." && *last != "/") =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        Utf8PathBuf::from(".")
    } else {
        parts.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_lose_their_detours() {
        for (path, expected) in [
            ("a/./b/../c", "a/c"),
            ("../a/..", ".."),
            ("a/..", "."),
            ("/a/../..", "/.."),
        ] {
            assert_eq!(clean(Utf8Path::new(path)), expected, "{path}");
        }
    }

    proptest! {
        #[test]
        fn places_are_those_of_the_source_file(text in "[aé\n ]{0,40}", a in 0usize..40, b in 0usize..40) {
            let file = Text::new("main.tf", text.as_str());
            let cut = |at: usize| {
                let mut at = at.min(text.len());
                while !text.is_char_boundary(at) { at -= 1; }
                at
            };
            let (a, b) = (cut(a), cut(b));
            let span = a.min(b)..a.max(b);
            prop_assert_eq!(file.location(span.clone()), file.source().location(span));
        }
    }
}
