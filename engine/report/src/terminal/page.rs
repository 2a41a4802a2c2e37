//! Lines on a terminal: colours, widths and wrapping.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::Style as Ansi;
use unicode_width::UnicodeWidthChar;

use crate::style::{Palette, Style};
use crate::text::printable;

/// Narrower than this, lines overflow rather than break after every word.
const NARROWEST: usize = 40;

/// Where the report is written.
pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    pub palette: Palette,
    pub width: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, style: &Style) -> Self {
        Self {
            out,
            palette: style.palette(),
            width: style.width.max(NARROWEST),
        }
    }

    /// An empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A line that is taken as it is.
    pub(super) fn line(&mut self, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// `text` from a document, wrapped: `lead` stands before the first line, which begins at column
    /// `start`; the lines below it begin at column `hang`.
    pub(super) fn paragraph(
        &mut self,
        lead: impl Display,
        start: usize,
        hang: usize,
        text: &str,
        ink: Ansi,
    ) -> io::Result<()> {
        let text = printable(text);
        let (first, below) = (" ".repeat(start), " ".repeat(hang));
        let options = textwrap::Options::new(self.width)
            .initial_indent(&first)
            .subsequent_indent(&below)
            .break_words(false)
            // Named, since what textwrap does by itself depends on the features of other crates.
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        for (number, line) in textwrap::wrap(&text, options).iter().enumerate() {
            let line = line.trim_start();
            if number == 0 {
                writeln!(self.out, "{lead}{}", painted(ink, line))?;
            } else {
                writeln!(self.out, "{below}{}", painted(ink, line))?;
            }
        }
        Ok(())
    }
}

/// `text` in a colour, and the terminal's own colour after it.
pub(super) fn painted(ink: Ansi, text: impl Display) -> String {
    format!("{ink}{text}{ink:#}")
}

/// `text`, cut to `width` columns; what was cut is shown by an ellipsis.
pub(super) fn cut(text: &str, width: usize) -> String {
    let mut columns = 0;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let wide = c.width().unwrap_or(0);
        let reserve = usize::from(chars.peek().is_some());
        if columns + wide + reserve > width {
            out.push('…');
            break;
        }
        columns += wide;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn cut_text_fits() {
        for (text, width, expected) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcd…"),
            ("日本語", 5, "日本…"),
            ("日本語", 6, "日本語"),
        ] {
            assert_eq!(cut(text, width), expected);
            assert!(cut(text, width).width() <= width);
        }
    }

    #[test]
    fn paragraphs_hang() {
        let mut out = Vec::new();
        let mut page = Page::new(
            &mut out,
            &Style {
                width: 40,
                ..Style::default()
            },
        );
        page.paragraph(
            "- lead ",
            7,
            4,
            "some words that do not fit on one line",
            Ansi::new(),
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "- lead some words that do not fit on one\n    line\n");
    }
}
