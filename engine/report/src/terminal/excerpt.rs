//! The author's lines, with the attribute marked.

use std::io;

use tollgate_model::{AttributePath, Segment};
use unicode_width::UnicodeWidthStr;

use crate::group::Told;
use crate::quote::Quotes;
use crate::terminal::page::{Page, cut, painted};
use crate::text::printable;

/// A block of more lines than this is not quoted whole.
const LINES: usize = 8;

/// How far down a block the line of the attribute is looked for.
const REACH: u32 = 100;

/// Columns before the line's text: the number, and a bar.
const GUTTER: usize = 10;

/// Columns that the marks have at least, before the name of an attribute.
const FEWEST: usize = 20;

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
    page.line(format_args!(
        "     {arrow} {}",
        printable(&location.to_string())
    ))?;
    if place_only {
        return Ok(());
    }
    // A finding about the resource as a whole, or about something that it lacks.
    let header_only = told.verdict.location.as_ref() == Some(location);
    let limit = if header_only { 1 } else { REACH };
    let Some(quote) = quotes.quote(location, limit) else {
        return Ok(());
    };
    match quote.lines.as_slice() {
        [line] => {
            let missing = told
                .attribute
                .filter(|path| !last_name(path).is_some_and(|name| line.1.contains(name)));
            quoted(page, line, Some((location.column, missing)))
        }
        lines => block(page, lines, quote.omitted, told.attribute),
    }
}

/// Several lines: all of them, or the first and the one that sets the attribute, or the first few.
fn block(
    page: &mut Page<'_>,
    lines: &[(u32, &str)],
    omitted: u32,
    attribute: Option<&AttributePath>,
) -> io::Result<()> {
    let name = attribute.and_then(last_name);
    let setting = lines
        .iter()
        .position(|(_, line)| name.is_some_and(|name| sets(line, name)));
    let whole = omitted == 0 && lines.len() <= LINES;
    let head = match setting {
        _ if whole => LINES,
        Some(setting) if setting >= LINES => 1,
        _ => LINES - 1,
    };
    let mut left_out = omitted as usize;
    for (position, line) in lines.iter().enumerate() {
        let is_setting = setting == Some(position);
        if position >= head && !is_setting {
            left_out += 1;
            continue;
        }
        if position > head {
            gutter(page, "…", "")?;
        }
        quoted(page, line, is_setting.then_some((None, None)))?;
    }
    if left_out > 0 && setting.is_none_or(|setting| setting < head) {
        let more = format!("… {left_out} more lines");
        gutter(page, "", &painted(page.palette.faint, more))?;
    }
    Ok(())
}

/// One line, with carets under it if `mark` says from which column, and the attribute that they are
/// about if that cannot be seen in the line.
fn quoted(
    page: &mut Page<'_>,
    (number, line): &(u32, &str),
    marked: Option<(Option<u32>, Option<&AttributePath>)>,
) -> io::Result<()> {
    let width = page.width.saturating_sub(GUTTER);
    gutter(page, &number.to_string(), &cut(line, width))?;
    let Some((column, label)) = marked else {
        return Ok(());
    };
    let label = label.map(|path| format!(" {path}")).unwrap_or_default();
    let room = width.saturating_sub(label.width()).max(FEWEST);
    let mark = mark(line, column, room);
    gutter(
        page,
        "",
        &painted(
            page.palette.bad,
            format_args!("{mark}{}", printable(&label)),
        ),
    )
}

/// The name at the end of a path: `cidr_blocks` of `ingress[0].cidr_blocks`.
fn last_name(path: &AttributePath) -> Option<&str> {
    path.segments()
        .iter()
        .rev()
        .find_map(|segment| match segment {
            Segment::Name(name) => Some(name.as_ref()),
            Segment::Index(_) => None,
        })
}

/// Whether a line starts to say what an attribute or block is.
fn sets(line: &str, name: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('"').strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with([' ', '=', '"', ':', '{']))
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

    fn drawn(lines: &[(u32, &str)], omitted: u32, attribute: &str) -> String {
        let mut out = Vec::new();
        let style = crate::style::Style::default();
        let attribute = attribute.parse().unwrap();
        block(
            &mut Page::new(&mut out, &style),
            lines,
            omitted,
            Some(&attribute),
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_line_of_the_attribute_is_marked() {
        let text = drawn(
            &[(7, "ingress {"), (8, "  cidr_blocks = []"), (9, "}")],
            0,
            "ingress[0].cidr_blocks",
        );
        let expected = "      7 │ ingress {\n      8 │   cidr_blocks = []\n        │   ^^^^^^^^^^^^^^^^\n      9 │ }\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn long_blocks_are_cut_but_never_the_attribute() {
        let lines: Vec<(u32, &str)> = (1..=30)
            .map(|n| (n, if n == 20 { "b = 1" } else { "a" }))
            .collect();
        let expected = "      1 │ a\n      … │\n     20 │ b = 1\n        │ ^^^^^\n";
        assert_eq!(drawn(&lines, 3, "x[0].b"), expected);
        let other = drawn(&lines, 3, "x[0].c");
        assert!(
            other.ends_with("      7 │ a\n        │ … 26 more lines\n"),
            "{other}"
        );
    }

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
