//! Text from documents inside Markdown, where nothing of it may act as markup.

use std::fmt;

use crate::text::printable;

/// Text that reads as it is, on one line, anywhere but at its start; also in a cell of a table.
///
/// What GitHub's tables or HTML give a meaning to becomes a character reference: those are resolved
/// after the structure of the page is settled, so they cannot change it. What only marks up words
/// gets a backslash. GitHub looks for `@name` later still, in the finished page, and is stopped by
/// a comment.
pub(super) struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = printable(self.0);
        let mut chars = text.chars().peekable();
        let mut previous = ' ';
        while let Some(c) = chars.next() {
            let next = chars.peek().copied().unwrap_or(' ');
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '@' => f.write_str("@<!-- -->")?,
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
