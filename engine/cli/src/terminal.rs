//! What people see: standard output and standard error, colours, and how errors are drawn.

use std::io::{self, Write};

use clap::error::ErrorKind;
use miette::{GraphicalReportHandler, GraphicalTheme};
use thiserror::Error;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics};

use crate::args::ColorWhen;
use crate::exit::Exit;
use crate::system::System;

/// The two output streams, and how they may look.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether standard output takes colours.
    pub color: bool,
    /// Whether standard error takes colours.
    pub error_color: bool,
    /// Whether standard error is a terminal that can show progress.
    pub shows_progress: bool,
    /// Columns that output may use.
    pub width: usize,
}

/// Why a verb could not do its work. Every kind ends in [`Exit::BadInput`].
#[derive(Debug, Error)]
pub enum Failure {
    /// Something the author wrote is wrong.
    #[error("{0}")]
    Input(#[from] Diagnostics),
    /// Output could not be written.
    #[error("cannot write the output")]
    Output(#[from] io::Error),
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Input(diagnostic.into())
    }
}

impl Terminal {
    /// How this process may look.
    #[must_use]
    pub fn new(system: &System, when: ColorWhen) -> Self {
        let color = |is_terminal| match when {
            ColorWhen::Auto => is_terminal && !system.no_color,
            ColorWhen::Always => true,
            ColorWhen::Never => false,
        };
        Self {
            color: color(system.stdout_is_terminal),
            error_color: color(system.stderr_is_terminal),
            shows_progress: system.stderr_is_terminal,
            width: usize::from(system.columns.unwrap_or(100)).clamp(40, 120),
        }
    }

    /// Writes to standard output. A reader that went away (`| head`) is not an error.
    ///
    /// # Errors
    /// When the stream cannot be written for any other reason.
    pub fn print(&self, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut writer = io::BufWriter::new(io::stdout().lock());
        match content(&mut writer).and_then(|()| writer.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            outcome => outcome,
        }
    }

    /// Says one line on standard error. When even that is impossible there is nobody to tell.
    pub fn say(&self, line: &str) {
        drop(writeln!(io::stderr().lock(), "{line}"));
    }

    /// Draws a diagnostic, with the author's text, on standard error.
    pub fn draw(&self, diagnostic: &Diagnostic) {
        let theme = if self.error_color {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(self.width);
        let mut text = String::new();
        match handler.render_report(&mut text, &without_secrets(diagnostic)) {
            Ok(()) => self.say(&text),
            Err(_) => self.say(&format!("error: {diagnostic}")),
        }
    }

    /// Draws every diagnostic.
    pub fn draw_all(&self, diagnostics: &Diagnostics) {
        for diagnostic in &diagnostics.0 {
            self.draw(diagnostic);
        }
    }

    /// Tells why a verb could not do its work.
    #[must_use]
    pub fn report(&self, failure: &Failure) -> Exit {
        match failure {
            Failure::Input(diagnostics) => self.draw_all(diagnostics),
            Failure::Output(error) => self.say(&format!("error: cannot write the output: {error}")),
        }
        Exit::BadInput
    }
}

/// The lines around a mistake may hold what must not be shown.
fn without_secrets(diagnostic: &Diagnostic) -> Diagnostic {
    let source = diagnostic.source.as_ref().map(|file| {
        let text = tollgate_report::blanked(file.name(), file.text());
        SourceFile::new(file.name(), text.into())
    });
    Diagnostic {
        source,
        ..diagnostic.clone()
    }
}

/// Answers `--help` and `--version`, or tells what is wrong with the command line.
pub fn usage(error: &clap::Error) -> Exit {
    drop(error.print());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Passed,
        _ => Exit::BadInput,
    }
}

/// Tells that the process has no usable working directory.
pub fn no_directory(error: &io::Error) -> Exit {
    drop(writeln!(
        io::stderr().lock(),
        "error: the working directory cannot be used: {error}"
    ));
    Exit::BadInput
}
