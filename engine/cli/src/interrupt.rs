//! Ctrl-C while a report is written: what was written so far is taken away.
//!
//! Anywhere else the process just ends, as its parent expects of it. The watch starts with the first
//! report, and ends the process by the same signal once the file is gone.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

#[cfg(unix)]
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    iterator::Signals,
    low_level::emulate_default_handler,
};
use tempfile::NamedTempFile;

static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A file that must not outlive the process unless it is finished.
#[derive(Debug)]
pub struct Unfinished(());

impl Unfinished {
    /// Makes a hidden file in a folder, which is removed if the process is interrupted before the
    /// guard is dropped. One at a time.
    ///
    /// # Errors
    /// When the folder does not take a file.
    pub fn create(folder: &Path) -> io::Result<(NamedTempFile, Self)> {
        static WATCH: Once = Once::new();
        WATCH.call_once(watch);
        // An interruption waits for the lock, so no file is made that it does not know of.
        let mut path = unfinished();
        let file = tempfile::Builder::new()
            .prefix(".tollgate-")
            .tempfile_in(folder)?;
        *path = Some(file.path().to_owned());
        Ok((file, Self(())))
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
