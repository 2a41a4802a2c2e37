//! The author's lines, with the attribute marked.

use std::io;

use tollgate_model::Segment;
use unicode_width::UnicodeWidthStr;

use crate::group::Told;
use crate::quote::Quotes;
use crate::terminal::page::{Page, cut, painted};

/// A block is quoted up to here.
const LINES: u32 = 6;

/// Columns before the line's text: the number, and a bar.
const GUTTER: usize = 10;

/// Writes where a finding is and, unless `place_only`, what stands there.
pub(super) fn write(
    page: &mut Page<'_>,
    quotes: &mut Quotes<'_>,
    told: &Told<'_>,
    place_only: bool,
) -> io::Result<()> {
    let Some(location) = told.location else {
        return Ok(());
    };
    let arrow = painted(page.palette.gutter, "-->");
    page.line(format_args!("     {arrow} {location}"))?;
    if place_only {
        return Ok(());
    }
    let whole_resource = told.verdict.location.as_ref() == Some(location);
    let limit = if whole_resource { 1 } else { LINES };
    let Some(quote) = quotes.quote(location, limit) else {
        return Ok(());
    };
    for (number, line) in &quote.lines {
        gutter(
            page,
            &number.to_string(),
            &cut(line, page.width.saturating_sub(GUTTER)),
        )?;
    }
    if let [(_, line)] = quote.lines.as_slice() {
        let mark = mark(line, location.column, page.width.saturating_sub(GUTTER));
        let label = told.attribute.filter(|path| {
            let names = path.segments().iter().filter_map(|segment| match segment {
                Segment::Name(name) => Some(name.as_ref()),
                Segment::Index(_) => None,
            });
            names.last().is_some_and(|name: &str| !line.contains(name))
        });
        let label = label.map(|path| format!(" {path}")).unwrap_or_default();
        let mark = painted(page.palette.bad, format_args!("{mark}{label}"));
        gutter(page, "", &mark)?;
    } else if quote.omitted > 0 {
        let more = painted(
            page.palette.faint,
            format_args!("… {} more lines", quote.omitted),
        );
        gutter(page, "", &more)?;
    }
    Ok(())
}

fn gutter(page: &mut Page<'_>, number: &str, text: &str) -> io::Result<()> {
    let gutter = painted(page.palette.gutter, format_args!("{number:>7} │"));
    page.line(format_args!("{gutter} {text}").to_string().trim_end())
}

/// Carets under what the location points at: from its column, or else the first letter, to the end
/// of the line.
fn mark(line: &str, column: Option<u32>, width: usize) -> String {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let start = column.map_or(indent, |column| {
        (column as usize).saturating_sub(1).max(indent)
    });
    let before: String = line.chars().take(start).collect();
    let marked: String = line.chars().skip(start).collect();
    // A comment after the attribute is not what is meant.
    let marked = marked.split(" #").next().unwrap_or(&marked).trim_end();
    let offset = before.width().min(width);
    let carets = marked.width().max(1).min(width.saturating_sub(offset));
    format!("{}{}", " ".repeat(offset), "^".repeat(carets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_what_is_meant() {
        assert_eq!(mark("  a = 1", None, 80), "  ^^^^^");
        assert_eq!(mark("  a = 1 # why", Some(3), 80), "  ^^^^^");
        assert_eq!(mark("  { a = 1 }", Some(5), 80), "    ^^^^^^^");
        assert_eq!(mark("日 a = 1", Some(3), 80), "   ^^^^^");
        assert_eq!(mark("a = 1", Some(90), 80), "     ^");
        assert_eq!(mark("  a = 1", None, 4), "  ^^");
    }
}
