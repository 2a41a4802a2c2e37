//! From a directory to its configuration.

use camino::Utf8Path;
use tollgate_model::Diagnostics;

use super::configuration::Configuration;
use super::options::Options;

/// What the code in `directory` configures, with no credentials, provider or terraform binary.
///
/// # Errors
/// Everything that is wrong with the code, each with its file and place; warnings stand among them.
/// Code that is not wrong but cannot be judged whole (a module that is not on the disk) is not an
/// error: see [`Configuration::unavailable`].
pub fn evaluate(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    crate::evaluator::run(directory, options)
}
