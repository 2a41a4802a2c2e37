//! Comments that speak to Tollgate: `# tollgate:ignore RDS-001 reason="…" owner="…" expires=…`.

use std::ops::Range;

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block};
use hcl_edit::template::{HeredocTemplate, StringTemplate};
use hcl_edit::visit::{self, Visit};
use tollgate_model::Annotation;

use super::source_file::SourceFile;

const MARKER: &str = "tollgate:";

/// The comments of a file, in order.
#[must_use]
pub fn annotations(file: &SourceFile) -> Vec<Annotation> {
    if !file.text.contains(MARKER) {
        return Vec::new();
    }
    let mut outline = Outline::default();
    outline.visit_body(&file.body);
    file.text
        .match_indices(MARKER)
        .filter_map(|(offset, _)| annotation(file, &outline, offset))
        .collect()
}

/// What a file is made of, without its values.
#[derive(Default)]
struct Outline {
    blocks: Vec<Range<usize>>,
    attributes: Vec<Range<usize>>,
    /// Text that may hold `#` without starting a comment.
    texts: Vec<Range<usize>>,
}

impl Visit for Outline {
    fn visit_block(&mut self, block: &Block) {
        self.blocks.extend(block.span());
        visit::visit_block(self, block);
    }

    fn visit_attr(&mut self, attribute: &Attribute) {
        self.attributes.extend(attribute.span());
        visit::visit_attr(self, attribute);
    }

    fn visit_expr(&mut self, expression: &Expression) {
        if let Expression::String(_) = expression {
            self.texts.extend(expression.span());
        }
        visit::visit_expr(self, expression);
    }

    fn visit_string_template(&mut self, template: &StringTemplate) {
        self.texts.extend(template.span());
    }

    fn visit_heredoc_template(&mut self, template: &HeredocTemplate) {
        self.texts.extend(template.span());
    }
}

/// The comment whose marker stands at `offset`, if it is one.
fn annotation(file: &SourceFile, outline: &Outline, offset: usize) -> Option<Annotation> {
    let line_start = file
        .text
        .get(..offset)?
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let before = file.text.get(line_start..offset)?.trim_end();
    let opening = ["#", "//"]
        .into_iter()
        .find(|opening| before.ends_with(opening))?;
    let start = line_start + before.len() - opening.len();
    if outline.texts.iter().any(|text| text.contains(&start)) {
        return None;
    }
    let rest = file.text.get(offset + MARKER.len()..)?;
    let text = rest.lines().next().unwrap_or_default().trim();
    let end = offset + MARKER.len() + rest.lines().next().unwrap_or_default().trim_end().len();
    let location = file.location(&(start..end));
    let alone = file.text.get(line_start..start)?.trim().is_empty();
    let covers = covered(file, outline, start, alone)
        .map_or_else(|| location.clone(), |range| file.location(&range));
    Some(Annotation {
        text: text.to_owned(),
        location,
        covers,
    })
}

/// What a comment at `start` speaks about: what stands beside it, else what begins on the next line
/// that is no comment, else the block around it.
fn covered(
    file: &SourceFile,
    outline: &Outline,
    start: usize,
    alone: bool,
) -> Option<Range<usize>> {
    let line = file.line(start);
    let mut parts = outline.attributes.iter().chain(&outline.blocks);
    let found = if alone {
        let next = file
            .text
            .lines()
            .enumerate()
            .skip(line + 1)
            .find(|(_, text)| !text.trim_start().starts_with(['#', '/']))?
            .0;
        parts
            .filter(|range| file.line(range.start) == next)
            .max_by_key(|range| range.len())
    } else {
        parts.find(|range| range.start < start && file.line(range.start) == line)
    };
    let around = || {
        outline
            .blocks
            .iter()
            .filter(|range| range.contains(&start))
            .min_by_key(|range| range.len())
    };
    found.or_else(around).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = r##"# tollgate:ignore A
# another word
resource "aws_x" "a" {
  size = 1 # tollgate:ignore B
  # tollgate:ignore C
  tags = {
    k = "v"
  }
  nested {
    // tollgate:ignore D

    text = "# tollgate:ignore no"
    long = <<-EOT
      # tollgate:ignore no
    EOT
  }
}

resource "aws_x" "b" { # tollgate:ignore E
}
"##;

    #[test]
    fn a_comment_covers_what_it_stands_above_beside_or_in() {
        let file = SourceFile::parse("main.tf".into(), CODE.into()).unwrap();
        let found: Vec<_> = annotations(&file)
            .into_iter()
            .map(|found| {
                let end = found.covers.end_line.unwrap_or(found.covers.line);
                (found.text, found.location.line, found.covers.line, end)
            })
            .collect();
        let expected = [
            ("ignore A", 1, 3, 17),
            ("ignore B", 4, 4, 4),
            ("ignore C", 5, 6, 8),
            ("ignore D", 10, 9, 16),
            ("ignore E", 19, 19, 20),
        ];
        assert_eq!(
            found,
            expected.map(|(text, at, from, to)| (text.to_owned(), at, from, to))
        );
    }
}
