//! The formats, by name.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use thiserror::Error;
use tollgate_model::suggestion::nearest;

use crate::run::Run;
use crate::style::Style;
use crate::{github, json, junit, markdown, sarif, terminal};

/// A format that a run can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people, at a terminal or in a log.
    Terminal,
    /// For programs; described by `docs/report-schema.json`.
    Json,
    /// For the test views of CI systems.
    Junit,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// For a comment on a pull request.
    Markdown,
    /// Workflow commands that GitHub Actions shows at the lines of a pull request.
    Github,
}

impl Format {
    /// All formats and their names.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Terminal, "terminal"),
        (Self::Json, "json"),
        (Self::Junit, "junit"),
        (Self::Sarif, "sarif"),
        (Self::Markdown, "markdown"),
        (Self::Github, "github"),
    ];

    /// The name that the command line knows it by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
            Self::Markdown => "markdown",
            Self::Github => "github",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A format that does not exist.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("there is no format `{name}` ({hint})")]
pub struct UnknownFormat {
    name: String,
    hint: String,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        if let Some((format, _)) = found {
            return Ok(*format);
        }
        let names = Self::ALL.map(|(_, known)| known);
        let hint = match nearest(name, names) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("choose one of {}", names.join(", ")),
        };
        Err(UnknownFormat {
            name: name.to_owned(),
            hint,
        })
    }
}

/// Writes a run in one format. `style` matters to the formats that people read as they are.
///
/// Writes in small pieces: give it a buffered writer.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(format: Format, run: &Run, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Terminal => terminal::write(run, style, out),
        Format::Json => json::write(run, out),
        Format::Junit => junit::write(run, out),
        Format::Sarif => sarif::write(run, out),
        Format::Markdown => markdown::write(run, out),
        Format::Github => github::write(run, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_reads_back_from_its_name() {
        for (format, name) in Format::ALL {
            assert_eq!(name.parse(), Ok(format));
            assert_eq!(format.to_string(), name);
        }
    }

    #[test]
    fn a_misspelt_format_is_recognised() {
        let error = |name: &str| name.parse::<Format>().unwrap_err().to_string();
        assert_eq!(
            error("jnuit"),
            "there is no format `jnuit` (did you mean `junit`?)"
        );
        assert!(error("pdf").contains("terminal, json"), "{}", error("pdf"));
    }
}
