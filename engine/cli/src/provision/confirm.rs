//! Asking before something is changed in a real account.

use std::io::{self, BufRead};

use tollgate_plan::Plan;

use super::summary::Counts;
use super::target::Target;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Asks. Where nobody is before the terminal, the answer is no.
///
/// # Errors
/// When the answer cannot be read.
pub fn asked(
    target: &Target,
    plan: &Plan,
    system: &System,
    terminal: &Terminal,
) -> Result<bool, Failure> {
    if !system.stderr_is_terminal {
        return Ok(false);
    }
    terminal.say(&format!(
        "\n{} in the account {}: {}. Type the name of the environment to go on:",
        target.environment,
        target.account_id,
        Counts::of(plan)
    ));
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim() == target.environment)
}
