//! One file of code: its text, its blocks, and where lines begin.

use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span;
use hcl_edit::structure::{Attribute, Block, Body};
use tollgate_model::Location;

/// A parsed file.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it is shown.
    pub name: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Its blocks.
    pub body: Body,
    /// Offsets at which lines begin.
    lines: Vec<usize>,
}

impl SourceFile {
    /// Parses `text`.
    ///
    /// # Errors
    /// When it is not HCL; then Terraform cannot have made a plan from it.
    pub fn parse(name: Arc<str>, text: Arc<str>) -> Result<Self, hcl_edit::parser::Error> {
        let body = hcl_edit::parser::parse_body(&text)?;
        let newlines = text.match_indices('\n').map(|(offset, _)| offset + 1);
        let lines = std::iter::once(0).chain(newlines).collect();
        Ok(Self {
            name,
            text,
            body,
            lines,
        })
    }

    /// The line of a byte, counted from zero.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The place of a range of bytes.
    #[must_use]
    pub fn location(&self, range: &Range<usize>) -> Location {
        let line = self.line(range.start);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let column = self
            .text
            .get(start..range.start)
            .map(|before| before.chars().count());
        let inside = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let last = self.line(range.start + inside.len().saturating_sub(1));
        Location {
            file: Arc::clone(&self.name),
            line: number(line),
            column: column.map(number),
            end_line: (last > line).then(|| number(last)),
        }
    }

    /// The place of a whole block.
    #[must_use]
    pub fn block(&self, block: &Block) -> Option<Location> {
        block.span().map(|range| self.location(&range))
    }

    /// The place of an attribute, from its name to the end of its value.
    #[must_use]
    pub fn attribute(&self, attribute: &Attribute) -> Option<Location> {
        attribute.span().map(|range| self.location(&range))
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX - 1) + 1
}
