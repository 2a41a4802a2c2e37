//! Lines of the author's files, fit to be shown: secrets masked, tabs and control characters
//! replaced. Every excerpt in every report comes from here.

use std::collections::HashMap;

use tollgate_model::{Location, SourceMap};

use crate::secret::mask;
use crate::text::printable;

/// The files of one document. Each is masked once, when a line of it is first asked for.
#[derive(Debug)]
pub(crate) struct Quotes<'a> {
    sources: &'a SourceMap,
    files: HashMap<Box<str>, Vec<Box<str>>>,
}

/// Some lines of a file.
#[derive(Debug, PartialEq)]
pub(crate) struct Quote<'a> {
    /// The lines, each with its number.
    pub lines: Vec<(u32, &'a str)>,
    /// How many more the location covers.
    pub omitted: u32,
}

impl<'a> Quotes<'a> {
    pub(crate) fn new(sources: &'a SourceMap) -> Self {
        Self {
            sources,
            files: HashMap::new(),
        }
    }

    /// The lines that `location` covers, at most `limit`; none when the file is not at hand or is
    /// shorter than the location says.
    pub(crate) fn quote(&mut self, location: &Location, limit: u32) -> Option<Quote<'_>> {
        let file = location.file.as_ref();
        if !self.files.contains_key(file) {
            let lines = lines(self.sources.text(file)?);
            self.files.insert(Box::from(file), lines);
        }
        let lines = self.files.get(file)?;
        let wanted = location
            .end_line
            .unwrap_or(location.line)
            .saturating_sub(location.line);
        let wanted = wanted.saturating_add(1);
        let first = usize::try_from(location.line.checked_sub(1)?).ok()?;
        let shown = lines.iter().skip(first).map(AsRef::as_ref);
        let lines: Vec<_> = (location.line..=u32::MAX)
            .zip(shown)
            .take(wanted.min(limit) as usize)
            .collect();
        let omitted = wanted.saturating_sub(limit);
        (!lines.is_empty()).then_some(Quote { lines, omitted })
    }
}

fn lines(text: &str) -> Vec<Box<str>> {
    // One column stays one column, so that marks under a line stand where they should.
    mask(text)
        .lines()
        .map(|line| Box::from(printable(line.trim_end())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> SourceMap {
        let mut sources = SourceMap::default();
        let text = "resource \"x\" \"y\" {\n\tpassword = \"hunter2\"\n  a = \"\u{1b}[2J\"\n}\n";
        sources.insert("main.tf".into(), text.into());
        sources
    }

    #[test]
    fn quotes_are_masked_and_clean() {
        let sources = sources();
        let mut quotes = Quotes::new(&sources);
        let place = Location {
            end_line: Some(4),
            ..Location::line("main.tf", 2)
        };
        let quote = quotes.quote(&place, 2).unwrap();
        assert_eq!(
            quote.lines,
            [
                (2, " password = \"(sensitive value)\""),
                (3, "  a = \"\\u{1b}[2J\"")
            ]
        );
        assert_eq!(quote.omitted, 1);
    }

    #[test]
    fn places_that_do_not_exist_have_no_quote() {
        let sources = sources();
        let mut quotes = Quotes::new(&sources);
        for place in [
            ("other.tf", 1),
            ("main.tf", 0),
            ("main.tf", 90),
            ("main.tf", u32::MAX),
        ] {
            assert_eq!(
                quotes.quote(&Location::line(place.0, place.1), 3),
                None,
                "{place:?}"
            );
        }
    }
}
