//! A spinner for work that takes longer than a glance.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal::Terminal;

/// A line on standard error that says what is being done, and disappears afterwards.
///
/// Nothing is drawn when standard error is not a terminal, nor in the first moments: a run that is
/// over at once should not flicker.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A spinner that says nothing yet.
    #[must_use]
    pub fn new(terminal: &Terminal) -> Self {
        if !terminal.shows_progress {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Takes the line away while something else is written.
    pub fn pause(&self, write: impl FnOnce()) {
        self.0.suspend(write);
    }

    /// Says what is being done now.
    pub fn now(&self, message: impl Into<String>) {
        self.0.set_message(message.into());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
