//! Diagnostics: what was wrong, where, and what to do, with the author's text beside it.

use std::fmt;
use std::sync::Arc;

use miette::{LabeledSpan, NamedSource, SourceCode, SourceSpan};

use crate::location::{Location, SourceMap};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The document can still be judged.
    Warning,
    /// It cannot.
    Error,
}

/// A file whose text diagnostics quote.
#[derive(Clone)]
pub struct SourceFile(Arc<NamedSource<Arc<str>>>);

impl SourceFile {
    /// A file by the name that people are shown, and its text.
    pub fn new(name: impl AsRef<str>, text: Arc<str>) -> Self {
        Self(Arc::new(NamedSource::new(name, text)))
    }

    /// The name that people are shown.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        self.0.inner()
    }

    /// The place of a byte range of this file.
    #[must_use]
    pub fn location(&self, range: std::ops::Range<usize>) -> Location {
        let text = self.text();
        let before = text.get(..range.start).unwrap_or(text);
        let inside = text.get(range.clone()).unwrap_or("");
        let line = count_lines(before);
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count();
        let end_line = line + count_lines(inside.trim_end());
        Location {
            file: Arc::from(self.name()),
            line: line + 1,
            column: Some(u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1)),
            end_line: (end_line > line).then_some(end_line + 1),
        }
    }
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX - 1)
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SourceFile").field(&self.name()).finish()
    }
}

/// One thing to tell the author. Renders with `miette`, spans and all.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable and unique, kebab-case under the crate's name: `hcl::unknown-argument`.
    pub code: &'static str,
    /// Error or warning.
    pub level: Level,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, when the author's text can be shown.
    pub source: Option<SourceFile>,
    /// The places in `source`, each with a word about it; the first is the main one.
    pub labels: Vec<(std::ops::Range<usize>, String)>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            level: Level::Error,
            message: message.into(),
            help: None,
            source: None,
            labels: Vec::new(),
        }
    }

    /// A warning without a place.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            level: Level::Warning,
            ..Self::error(code, message)
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a place, and a word about it.
    #[must_use]
    pub fn at(
        mut self,
        source: &SourceFile,
        range: std::ops::Range<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.source = Some(source.clone());
        self.labels.push((range, label.into()));
        self
    }

    /// Adds the first line of a place, and a word about it. Nothing changes when its text is not there.
    #[must_use]
    pub fn at_line(
        self,
        sources: &SourceMap,
        location: &Location,
        label: impl Into<String>,
    ) -> Self {
        let Some(text) = sources.text(&location.file) else {
            return self;
        };
        let mut lines = text.split_inclusive('\n');
        let before = location.line.saturating_sub(1) as usize;
        let start: usize = lines.by_ref().take(before).map(str::len).sum();
        let length = lines.next().map_or(0, |line| line.trim_end().len());
        let file = SourceFile::new(&location.file, text.clone());
        self.at(&file, start..start + length, label)
    }

    /// The main place.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        let (range, _) = self.labels.first()?;
        Some(self.source.as_ref()?.location(range.clone()))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.level {
            Level::Warning => miette::Severity::Warning,
            Level::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source
            .as_ref()
            .map(|source| source.0.as_ref() as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| {
            let spans = self
                .labels
                .iter()
                .enumerate()
                .map(|(position, (range, label))| {
                    let span = SourceSpan::from((range.start, range.len()));
                    let label = (!label.is_empty()).then(|| label.clone());
                    if position == 0 {
                        LabeledSpan::new_primary_with_span(label, span)
                    } else {
                        LabeledSpan::new_with_span(label, span)
                    }
                });
            Box::new(spans) as Box<dyn Iterator<Item = LabeledSpan>>
        })
    }
}

/// Everything there is to tell about one document; all of it is shown, not only the first.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether any is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, diagnostic) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            if let Some(location) = diagnostic.location() {
                write!(f, "{location}: ")?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_one_and_span_lines() {
        let file = SourceFile::new("main.tf", "é = 1\nb {\n  c\n}\n".into());
        let place = file.location(7..16);
        assert_eq!(
            (place.line, place.column, place.end_line),
            (2, Some(1), Some(4))
        );
        assert_eq!(file.location(0..2).end_line, None);
        assert_eq!(file.location(900..901).line, 5);
    }
}
