//! Comments that speak to Tollgate, and what they speak about.

use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::visit::{Visit, visit_expr};
use tollgate_model::{Annotation, Location};

use super::syntax::Body;
use super::text::{Span, Text};

/// How a comment starts, and what has to follow.
const STARTS: [&str; 2] = ["#", "//"];
const MARK: &str = "tollgate:";

/// The annotations of a file, in order.
pub fn collect(text: &Text, body: &Body) -> Vec<Annotation> {
    // JSON has no comments.
    if text.name().ends_with(".json") || !text.as_str().contains(MARK) {
        return Vec::new();
    }
    let mut code = Code {
        text,
        structures: Vec::new(),
        strings: Strings::default(),
    };
    code.collect(body);
    text.lines()
        .filter_map(|(start, line)| code.annotation(start, line))
        .collect()
}

/// What a comment can be told from, and can be about.
struct Code<'a> {
    text: &'a Text,
    /// Attributes and blocks, outer ones first.
    structures: Vec<Structure>,
    strings: Strings,
}

struct Structure {
    is_block: bool,
    first: usize,
    last: usize,
    location: Location,
}

impl Code<'_> {
    fn collect(&mut self, body: &Body) {
        for attribute in &body.attributes {
            self.add(false, attribute.span.clone());
            self.strings.visit_expr(&attribute.expr.node);
        }
        for block in &body.blocks {
            self.add(true, block.span.clone());
            self.strings.spans.push(block.header.clone());
            self.collect(&block.body);
        }
    }

    fn add(&mut self, is_block: bool, span: Span) {
        let first = self.text.line_of(span.start);
        let last = self.text.line_of(span.end.saturating_sub(1));
        self.structures.push(Structure {
            is_block,
            first,
            last,
            location: self.text.location(span),
        });
    }

    fn annotation(&self, start: usize, line: &str) -> Option<Annotation> {
        let (at, content) = STARTS.iter().find_map(|opening| {
            line.match_indices(opening).find_map(|(at, _)| {
                let rest = line.get(at + opening.len()..)?.trim_start();
                let content = rest.strip_prefix(MARK)?;
                let in_string = self
                    .strings
                    .spans
                    .iter()
                    .any(|span| span.contains(&(start + at)));
                (!in_string).then_some((at, content))
            })
        })?;
        let number = self.text.line_of(start);
        let place = start + at..start + line.trim_end().len();
        let location = self.text.location(place);
        let alone = line
            .get(..at)
            .is_some_and(|before| before.trim().is_empty());
        Some(Annotation {
            text: content.trim().to_owned(),
            covers: self
                .covered(number, alone)
                .unwrap_or_else(|| location.clone()),
            location,
        })
    }

    /// What a comment on a line is about: beside it, directly below it, or around it.
    fn covered(&self, line: usize, alone: bool) -> Option<Location> {
        let line = if alone { self.next_code(line) } else { line };
        let starts = self
            .structures
            .iter()
            .find(|structure| structure.first == line);
        let attribute = || {
            self.structures.iter().find(|structure| {
                !structure.is_block && (structure.first..=structure.last).contains(&line)
            })
        };
        let around = || {
            self.structures.iter().rev().find(|structure| {
                structure.is_block && (structure.first..=structure.last).contains(&line)
            })
        };
        starts
            .or_else(attribute)
            .or_else(around)
            .map(|structure| structure.location.clone())
    }

    /// The line directly below a comment and the comments that follow it; the comment's own line if
    /// there is an empty one between.
    fn next_code(&self, line: usize) -> usize {
        for (at, text) in self.text.lines().skip(line + 1) {
            let text = text.trim_start();
            if text.is_empty() {
                return line;
            }
            if !STARTS.iter().any(|opening| text.starts_with(opening)) {
                return self.text.line_of(at);
            }
        }
        line
    }
}

/// Where text stands that looks like a comment and is none.
#[derive(Default)]
struct Strings {
    spans: Vec<Span>,
}

impl Visit for Strings {
    fn visit_expr(&mut self, node: &Expression) {
        let is_text = matches!(
            node,
            Expression::String(_) | Expression::StringTemplate(_) | Expression::HeredocTemplate(_)
        );
        self.spans.extend(node.span().filter(|_| is_text));
        if !is_text {
            visit_expr(self, node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::syntax::parse;

    #[test]
    fn each_comment_covers_what_it_stands_at() {
        let text = Text::new(
            "main.tf",
            r##"# tollgate:ignore A
resource "aws_s3_bucket" "a" {
  # tollgate: ignore B

  bucket = "# tollgate:no" // tollgate:ignore C
  tags = {
    # tollgate:ignore D
    a = <<EOT
# tollgate:no
EOT
  }
  #tollgate:ignore E
  # Because.
  versioning {
  }
}
# tollgate:ignore F
"##,
        );
        let found = collect(&text, &parse(&text).unwrap());
        let summary: Vec<(&str, u32, u32, Option<u32>)> = found
            .iter()
            .map(|found| {
                (
                    found.text.as_str(),
                    found.location.line,
                    found.covers.line,
                    found.covers.end_line,
                )
            })
            .collect();
        assert_eq!(
            summary,
            [
                ("ignore A", 1, 2, Some(16)),
                ("ignore B", 3, 2, Some(16)),
                ("ignore C", 5, 5, None),
                ("ignore D", 7, 6, Some(11)),
                ("ignore E", 12, 14, Some(15)),
                ("ignore F", 17, 17, None),
            ]
        );
    }
}
