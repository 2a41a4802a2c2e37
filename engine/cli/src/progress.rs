//! A spinner for work that takes longer than a glance.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::Terminal;

/// A run that is over sooner than this shows nothing: it should not flicker.
const PATIENCE: Duration = Duration::from_millis(400);

/// A line on standard error that says what is being done, and disappears afterwards.
///
/// Nothing is drawn when standard error is not a terminal.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// A spinner that says nothing yet.
    #[must_use]
    pub fn new(terminal: &Terminal) -> Self {
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            bar.set_style(style);
        }
        if terminal.shows_progress {
            let shown = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !shown.is_finished() {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
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
