//! The few pieces of Markdown that pages are made of.

use std::fmt::Display;

/// Prose that may hold `code`, with everything else that Markdown would take for markup escaped.
#[must_use]
pub fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut in_code = false;
    for character in text.trim().chars() {
        match character {
            '`' => in_code = !in_code,
            '*' | '_' | '<' | '>' | '[' | ']' | '|' if !in_code => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// A piece of code inside a line.
#[must_use]
pub fn code(text: impl Display) -> String {
    format!("`{text}`")
}

/// Pieces of code inside a line, separated by commas.
#[must_use]
pub fn codes<T: Display>(texts: impl IntoIterator<Item = T>) -> String {
    let all: Vec<_> = texts.into_iter().map(code).collect();
    all.join(", ")
}

/// A link.
#[must_use]
pub fn link(text: impl Display, target: impl Display) -> String {
    format!("[{text}]({target})")
}

/// A block of code in `language`.
#[must_use]
pub fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// A table; a cell's own bars are escaped, and its line breaks become spaces.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = row(head.iter().map(ToString::to_string));
    text.push_str(&format!("|{}\n", "---|".repeat(head.len())));
    for cells in rows {
        text.push_str(&row(cells.iter().map(|cell| cell_text(cell))));
    }
    text
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<_> = cells.collect();
    let line = format!("| {} |\n", cells.join(" | "));
    // An empty head of two columns is written `| | |`.
    line.replace("|  |", "| |").replace("|  |", "| |")
}

/// A bar that is not escaped yet would end the cell, also inside code.
fn cell_text(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut before = ' ';
    for character in cell.chars() {
        if character == '|' && before != '\\' {
            text.push('\\');
        }
        text.push(if character == '\n' { ' ' } else { character });
        before = character;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_in_prose_and_left_in_code() {
        assert_eq!(
            prose("`s3:*` is *everything*, <a> or b_c"),
            r"`s3:*` is \*everything\*, \<a\> or b\_c"
        );
    }

    #[test]
    fn a_bar_never_ends_a_cell() {
        let text = table(&["", ""], &[vec!["`a|b`".to_owned(), prose("c|d")]]);
        assert_eq!(text, "| | |\n|---|---|\n| `a\\|b` | c\\|d |\n");
    }
}
