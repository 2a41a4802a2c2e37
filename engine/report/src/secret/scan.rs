//! Finds the literals of a file that are to be masked.

use std::ops::Range;

use crate::secret::name::{holds_content, holds_name, is_secret, labels_secret};
use crate::secret::shape::secret_part;

/// Deeper brackets than this are not followed; what is inside them counts for the last one that is.
const DEPTH: usize = 256;

/// The byte ranges of `text` that look secret, in no particular order; they may overlap.
pub(super) fn secrets(text: &str) -> Vec<Range<usize>> {
    scan(text, true)
}

/// A heredoc inside a heredoc is only text, so this goes one level deep and no further.
fn scan(text: &str, heredocs: bool) -> Vec<Range<usize>> {
    let mut scanner = Scanner {
        text,
        heredocs,
        at: 0,
        secrets: Vec::new(),
        frames: vec![Frame::default()],
        deeper: 0,
        assigned: Assigned::default(),
        last: Last::Nothing,
        ternary: 0,
        labels_secret: false,
        after_flag: false,
    };
    scanner.run();
    scanner.secrets
}

/// What stands between one pair of brackets.
#[derive(Debug, Default)]
struct Frame {
    /// Everything in here is secret.
    secret: bool,
    /// `value` and `default` in here are secret.
    named: bool,
    /// Literals under `value` and `default` so far, in case a name that comes later says so.
    contents: Vec<Range<usize>>,
    /// What was being assigned outside, and the conditionals that are open there.
    outer: (Assigned, usize),
}

/// What the literals that come next are the value of.
#[derive(Clone, Copy, Debug, Default)]
struct Assigned {
    secret: bool,
    is_name: bool,
    is_content: bool,
    is_sensitive: bool,
}

/// The last token that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Last<'a> {
    Nothing,
    /// `=` or `:`: the value may start on the next line.
    Assignment,
    /// An identifier or a quoted literal, which becomes a name if an assignment follows.
    Word(&'a str),
    Other,
}

struct Scanner<'a> {
    text: &'a str,
    /// Whether `<<EOT` starts a heredoc.
    heredocs: bool,
    at: usize,
    secrets: Vec<Range<usize>>,
    frames: Vec<Frame>,
    /// Open brackets beyond [`DEPTH`].
    deeper: usize,
    assigned: Assigned,
    last: Last<'a>,
    /// Conditionals whose `:` is still to come.
    ternary: usize,
    /// A label of the block header on this line sounds secret.
    labels_secret: bool,
    /// The literal before was `--password` or the like.
    after_flag: bool,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '\n' => self.newline(),
                '"' => self.literal(),
                '<' if self.heredocs && self.rest().starts_with('<') => self.heredoc(),
                '{' | '[' | '(' => self.open(c),
                '}' | ']' | ')' => self.close(),
                '=' if self.rest().starts_with(['=', '>']) => {
                    self.at += 1;
                    self.last = Last::Other;
                }
                '!' | '<' | '>' if self.rest().starts_with('=') => {
                    self.at += 1;
                    self.last = Last::Other;
                }
                '?' => self.ternary += 1,
                ':' if self.ternary > 0 => self.ternary -= 1,
                '=' | ':' => self.assign(),
                ',' => self.next_element(),
                c if c.is_alphabetic() || c == '_' => self.word(start),
                c if c.is_whitespace() => {}
                _ => self.last = Last::Other,
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn inherited(&self) -> Assigned {
        Assigned {
            secret: self.frames.last().is_some_and(|frame| frame.secret),
            ..Assigned::default()
        }
    }

    fn newline(&mut self) {
        if self.last != Last::Assignment {
            self.next_element();
        }
    }

    fn next_element(&mut self) {
        self.assigned = self.inherited();
        self.last = Last::Nothing;
        self.ternary = 0;
        self.labels_secret = false;
    }

    fn word(&mut self, start: usize) {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
        self.at += end.unwrap_or(rest.len());
        let word = self.text.get(start..self.at).unwrap_or_default();
        if self.assigned.is_sensitive && word == "true" {
            self.name_frame();
        }
        self.last = Last::Word(word);
    }

    fn assign(&mut self) {
        let inherited = self.inherited();
        let named = self.frames.last().is_some_and(|frame| frame.named);
        if let Last::Word(name) = self.last {
            let is_content = holds_content(name);
            self.assigned = Assigned {
                secret: inherited.secret || is_secret(name) || (is_content && named),
                is_name: holds_name(name),
                is_content,
                is_sensitive: name == "sensitive",
            };
        }
        self.last = Last::Assignment;
    }

    /// The frame turns out to be about a secret: masks what was passed as its content, too.
    fn name_frame(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.named = true;
            self.secrets.append(&mut frame.contents);
        }
    }

    fn open(&mut self, bracket: char) {
        let before = self
            .text
            .get(..self.at.saturating_sub(1))
            .unwrap_or_default();
        let index =
            bracket == '[' && before.ends_with(|c: char| c.is_alphanumeric() || "_-])".contains(c));
        if self.frames.len() < DEPTH {
            self.frames.push(Frame {
                // What picks an element out of something is a name, not a value.
                secret: self.assigned.secret && !index,
                named: bracket == '{' && self.labels_secret,
                contents: Vec::new(),
                outer: (self.assigned, self.ternary),
            });
        } else {
            self.deeper += 1;
        }
        self.next_element();
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            (self.assigned, self.ternary) = frame.outer;
        }
        self.last = Last::Other;
    }

    fn literal(&mut self) {
        let (inner, closed) = quoted(self.text, self.at);
        self.at = inner.end + usize::from(closed);
        let content = self.text.get(inner.clone()).unwrap_or_default();
        let value = (self.assigned.secret || self.after_flag) && !self.names_something();
        if value && !is_reference(content) {
            self.secrets.push(inner.clone());
        } else if let Some(part) = secret_part(content).or_else(|| setting(content, &['='])) {
            self.secrets
                .push(inner.start + part.start..inner.start + part.end);
        }
        if self.assigned.is_content {
            if let Some(frame) = self.frames.last_mut() {
                frame.contents.push(inner);
            }
        } else if self.assigned.is_name && is_secret(content) {
            self.name_frame();
        } else if matches!(self.last, Last::Word(_)) && labels_secret(content) {
            self.labels_secret = true;
        }
        self.after_flag = content.starts_with('-') && is_secret(content);
        self.last = Last::Word(content);
    }

    /// Whether an assignment follows: then the literal just read is a name, not a value.
    fn names_something(&self) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\t']);
        let colon = self.ternary == 0 && rest.starts_with(':');
        colon || (rest.starts_with('=') && !rest.starts_with("=="))
    }

    /// `<<EOT` or `<<-EOT`, up to the line that holds the word alone.
    fn heredoc(&mut self) {
        let opening = self.rest().trim_start_matches('<').trim_start_matches('-');
        let (word, body) = opening.split_once('\n').unwrap_or((opening, ""));
        let word = word.trim();
        let named = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !named {
            self.last = Last::Other;
            return;
        }
        let start = self.text.len() - body.len();
        let mut end = start;
        for line in body.split_inclusive('\n') {
            if line.trim() == word {
                break;
            }
            end += line.len();
        }
        if self.assigned.secret {
            self.secrets.push(start..end);
        } else {
            self.script(start..end);
        }
        self.at = end;
        // The closing word is not a name.
        let closing = self.rest();
        self.at += closing.find('\n').unwrap_or(closing.len());
        self.last = Last::Other;
    }

    /// The body of a heredoc: JSON, a script, a file of settings, all read as if they were code and,
    /// line by line, as `NAME=value` and `--name value`.
    fn script(&mut self, range: Range<usize>) {
        let body = self.text.get(range.clone()).unwrap_or_default();
        let found = scan(body, false);
        let shifted = found
            .iter()
            .map(|found| range.start + found.start..range.start + found.end);
        self.secrets.extend(shifted);
        let mut line_start = range.start;
        for line in body.split_inclusive('\n') {
            let value = setting(line, &['=', ':']);
            self.secrets
                .extend(value.map(|value| line_start + value.start..line_start + value.end));
            line_start += line.len();
        }
    }
}

/// What follows a secret name on a line of a script or of a file of settings, to the line's end:
/// `PASSWORD=value`, `--password value` and, with a colon among `signs`, `password: value`.
fn setting(line: &str, signs: &[char]) -> Option<Range<usize>> {
    const QUOTES: [char; 3] = ['"', '\'', ' '];
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut start = 0;
    loop {
        start += line.get(start..)?.find(is_part)?;
        let rest = line.get(start..)?;
        let end = start + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = (line.get(start..end)?, line.get(end..)?);
        let unquoted = after.trim_start_matches(QUOTES);
        let value = match unquoted.strip_prefix(signs) {
            Some(value) if unquoted.starts_with('=') => Some(value),
            // A colon inside a word is no assignment (`arn:aws:…:secret:name`), and after a quote
            // it is JSON, which has been read already.
            Some(value) if after.starts_with(':') && value.starts_with([' ', '\n']) => Some(value),
            _ => (word.starts_with("--") && after.starts_with(' ')).then_some(unquoted),
        };
        if let Some(value) = value.filter(|_| is_secret(word)) {
            let from = line.len() - value.trim_start_matches(QUOTES).len();
            let value = line.get(from..)?.trim_end();
            return (!is_reference(value)).then_some(from..from + value.len());
        }
        start = end;
    }
}

/// The inside of the literal that starts at `start`, after its quote, and whether it is closed on
/// its line. Quotes inside `${…}` belong to literals of their own.
fn quoted(text: &str, start: usize) -> (Range<usize>, bool) {
    let rest = text.get(start..).unwrap_or_default();
    let mut braces = 0_usize;
    let mut nested = false;
    let mut previous = ' ';
    let mut escaped = false;
    for (offset, c) in rest.char_indices() {
        let end = start + offset;
        match c {
            '\n' => return (start..end, false),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' if braces == 0 => return (start..end, true),
            '"' => nested = !nested,
            '{' if !nested && (braces > 0 || previous == '$' || previous == '%') => braces += 1,
            '}' if !nested => braces = braces.saturating_sub(1),
            _ => {}
        }
        previous = c;
    }
    (start..text.len(), false)
}

/// Whether a literal says nothing by itself: references, and what separates them, as in
/// `${var.user}:${var.password}`.
fn is_reference(literal: &str) -> bool {
    let mut rest = literal;
    loop {
        let (said, reference) = rest.split_once("${").unwrap_or((rest, ""));
        if said.contains(char::is_alphanumeric) {
            return false;
        }
        if reference.is_empty() {
            return rest == said;
        }
        match reference.split_once('}') {
            Some((inner, after)) if !inner.contains(['"', '{']) => rest = after,
            _ => return false,
        }
    }
}
