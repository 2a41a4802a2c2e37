//! Says what documents cost, in every format from the same [`Statement`].

mod focus;
mod infracost;
mod json;
mod markdown;
mod table;
mod words;

use std::fmt;
use std::io;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;
use tollgate_model::{Band, Budget};

use crate::compare::Comparison;
use crate::estimate::Estimate;

/// Everything that one invocation priced.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The version of Tollgate.
    pub tool_version: String,
    /// When, RFC 3339 in UTC.
    pub now: String,
    /// The day, for the age of prices.
    pub today: Date,
    /// What was priced.
    pub documents: Vec<DocumentCost>,
}

/// One document, and what it costs.
#[derive(Clone, Debug)]
pub struct DocumentCost {
    /// The name that people gave it.
    pub name: String,
    /// The environment, where known.
    pub environment: Option<String>,
    /// The region of the document, where known.
    pub region: Option<String>,
    /// The region whose prices were taken instead, where that was asked.
    pub price_region: Option<String>,
    /// What it costs.
    pub estimate: Estimate,
    /// What it cost before, where a change is to be shown.
    pub before: Option<Estimate>,
    /// What the environment may cost.
    pub budget: Option<Budget>,
}

impl DocumentCost {
    /// What the change adds, where one is to be shown.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison<'_>> {
        let before = self.before.as_ref()?;
        Some(Comparison::new(before, &self.estimate))
    }
}

impl Statement {
    /// What all documents cost together.
    #[must_use]
    pub fn monthly(&self) -> Band {
        self.documents
            .iter()
            .map(|document| document.estimate.monthly())
            .sum()
    }
}

/// A form of the statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For the terminal.
    #[default]
    Table,
    /// Everything, for programs.
    Json,
    /// Infracost's JSON, version 0.2.
    Infracost,
    /// One row a component, with the columns of FOCUS.
    Focus,
    /// A comment on a pull request.
    Markdown,
}

impl Format {
    /// Every format, as people write it.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Table, "table"),
        (Self::Json, "json"),
        (Self::Infracost, "infracost"),
        (Self::Focus, "focus"),
        (Self::Markdown, "markdown"),
    ];

    /// As people write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.iter().find(|(format, _)| *format == self);
        found.map_or("", |(_, name)| name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A word that names no format.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("there is no format `{0}`: there are table, json, infracost, focus and markdown")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().find(|(_, name)| *name == text);
        found
            .map(|(format, _)| *format)
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// How the table is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether to write colours.
    pub color: bool,
    /// Columns that a line may take.
    pub width: usize,
    /// Every resource, component and assumption.
    pub verbose: bool,
}

/// Writes a statement.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    format: Format,
    statement: &Statement,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        Format::Table => table::write(statement, style, out),
        Format::Json => json::write(statement, out),
        Format::Infracost => infracost::write(statement, out),
        Format::Focus => focus::write(statement, out),
        Format::Markdown => markdown::write(statement, out),
    }
}
