//! Text from documents inside Markdown, where nothing of it may act as markup.

use std::fmt;

use crate::text::printable;

/// Text that reads as it is, on one line, in a paragraph or in a cell of a table.
///
/// Everything that CommonMark, GitHub's tables or HTML give a meaning to becomes a character
/// reference: those are resolved after the structure of the page is settled, so they cannot change
/// it. GitHub looks for `@name` later still, in the finished page, and is stopped by a comment.
pub(super) struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in printable(self.0).chars() {
            match c {
                '@' => f.write_str("@<!-- -->")?,
                '&' | '<' | '>' | '"' | '\'' | '|' | '`' | '*' | '_' | '~' | '[' | ']' | '('
                | ')' | '{' | '}' | '\\' | '#' | '!' | '$' | '+' | '-' | '=' | ':' => {
                    write!(f, "&#{};", u32::from(c))?;
                }
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

/// Text in the letters of code, such as an address. GitHub leaves `@name` in code alone.
pub(super) struct Code<'a>(pub &'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = Text(self.0).to_string().replace("@<!-- -->", "@");
        write!(f, "<code>{text}</code>")
    }
}

/// The target of a link, as far as it is a path.
pub(super) struct UrlPath<'a>(pub &'a str);

impl fmt::Display for UrlPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                    write!(f, "{}", char::from(byte))?;
                }
                byte => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}
