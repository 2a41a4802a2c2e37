//! Ctrl-C while a report is written: what was written so far is taken away.
//!
//! Anywhere else the process just ends, as its parent expects of it. The watch starts with the first
//! report, and ends the process by the same signal once the file is gone.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

#[cfg(unix)]
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    iterator::Signals,
    low_level::emulate_default_handler,
};

static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A file that must not outlive the process unless it is finished.
#[derive(Debug)]
pub struct Unfinished(());

impl Unfinished {
    /// Has the file removed if the process is interrupted before this is dropped. One at a time.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        static WATCH: Once = Once::new();
        *unfinished() = Some(path.to_owned());
        WATCH.call_once(watch);
        Self(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        *unfinished() = None;
    }
}

fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(not(unix))]
fn watch() {}

#[cfg(unix)]
fn watch() {
    // Without a watch, the default holds: the process ends, and leaves a hidden file behind.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            // The lock is kept, so that nothing is begun any more.
            let mut path = unfinished();
            if let Some(path) = path.take() {
                drop(std::fs::remove_file(path));
            }
            drop(emulate_default_handler(signal));
        }
    });
}
