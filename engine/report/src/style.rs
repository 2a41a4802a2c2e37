//! How a report may look, where a format leaves a choice.

use anstyle::{AnsiColor, Color, Style as Ansi};
use tollgate_model::Severity;

/// What the caller knows about the place where a report will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to write colours. The caller decides by terminal, flag and `NO_COLOR`.
    pub color: bool,
    /// Columns that a line may take.
    pub width: usize,
    /// Only what blocks, one line each, and the summary.
    pub quiet: bool,
    /// What passed, too, and nothing left out for brevity.
    pub verbose: bool,
}

impl Default for Style {
    /// No colours, 100 columns, neither quiet nor verbose.
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            quiet: false,
            verbose: false,
        }
    }
}

impl Style {
    /// The colours to write with: none when there are to be none.
    pub(crate) fn palette(&self) -> Palette {
        if self.color {
            Palette::COLOR
        } else {
            Palette::default()
        }
    }
}

/// Colours by meaning. All are of the sixteen that a terminal's theme defines, so that they can be
/// read on light and dark ground; whatever they say is also said in words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Palette {
    pub critical: Ansi,
    pub high: Ansi,
    pub medium: Ansi,
    pub low: Ansi,
    pub heading: Ansi,
    pub strong: Ansi,
    pub faint: Ansi,
    pub gutter: Ansi,
    pub good: Ansi,
    pub bad: Ansi,
    pub doubtful: Ansi,
    pub command: Ansi,
}

const fn colored(color: AnsiColor) -> Ansi {
    Ansi::new().fg_color(Some(Color::Ansi(color)))
}

impl Palette {
    const COLOR: Self = Self {
        critical: Ansi::new()
            .fg_color(Some(Color::Ansi(AnsiColor::BrightWhite)))
            .bg_color(Some(Color::Ansi(AnsiColor::Red)))
            .bold(),
        high: colored(AnsiColor::Red).bold(),
        medium: colored(AnsiColor::Yellow).bold(),
        low: colored(AnsiColor::Cyan).bold(),
        heading: Ansi::new().bold().underline(),
        strong: Ansi::new().bold(),
        faint: Ansi::new().dimmed(),
        gutter: colored(AnsiColor::Blue),
        good: colored(AnsiColor::Green).bold(),
        bad: colored(AnsiColor::Red).bold(),
        doubtful: colored(AnsiColor::Yellow).bold(),
        command: colored(AnsiColor::Cyan),
    };

    /// The terminal's own colour.
    pub(crate) fn plain(&self) -> Ansi {
        Ansi::new()
    }

    /// The colour of a severity.
    pub(crate) fn severity(&self, severity: Severity) -> Ansi {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
        }
    }
}
