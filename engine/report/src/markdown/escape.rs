//! Text from documents inside Markdown, where nothing of it may act as markup.

use std::fmt;

use crate::text::printable;

/// Text that reads as it is, on one line, anywhere but at its start; also in a cell of a table.
/// What its author put between backticks is in the letters of code.
pub(super) struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = printable(self.0);
        if text.matches('`').count() % 2 == 1 {
            return escape(f, &text, MENTION);
        }
        for (position, piece) in text.split('`').enumerate() {
            if position % 2 == 0 {
                escape(f, piece, MENTION)?;
            } else {
                write!(f, "{}", Code(piece))?;
            }
        }
        Ok(())
    }
}

/// Text in the letters of code, such as an address. GitHub leaves `@name` in code alone.
pub(super) struct Code<'a>(pub &'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<code>")?;
        escape(f, &printable(self.0), "@")?;
        f.write_str("</code>")
    }
}

/// An `@` that calls nobody: GitHub looks for `@name` in the finished page, where this is two parts.
const MENTION: &str = "@<!-- -->";

/// What GitHub's tables or HTML give a meaning to becomes a character reference: those are resolved
/// after the structure of the page is settled, so they cannot change it. What only marks up words
/// gets a backslash.
fn escape(f: &mut fmt::Formatter<'_>, text: &str, at: &str) -> fmt::Result {
    let mut chars = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '@' => f.write_str(at)?,
            '|' | '\\' => write!(f, "&#{};", u32::from(c))?,
            // `https://` would become a link that nobody here has checked.
            ':' if next == '/' => f.write_str("&#58;")?,
            // Inside a word, as in `aws_db_instance`, an underscore is only that.
            '_' if previous.is_alphanumeric() && next.is_alphanumeric() => f.write_str("_")?,
            '`' | '*' | '_' | '~' | '[' | ']' | '$' => write!(f, "\\{c}")?,
            c => write!(f, "{c}")?,
        }
        previous = c;
    }
    Ok(())
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
