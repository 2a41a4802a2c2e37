//! Where what waits for AWS runs.

use std::future::Future;

use tollgate_model::Diagnostic;

use crate::terminal::Failure;

/// Runs a verb that waits for AWS.
///
/// # Errors
/// What the verb says, or that the system has no threads.
pub fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Diagnostic::error(
                "cli::runtime",
                format!("the system has no threads: {error}"),
            )
        })?;
    let outcome = runtime.block_on(work);
    // What still waits in the background is of no use any more.
    runtime.shutdown_background();
    outcome
}
