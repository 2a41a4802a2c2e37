//! What the process tells its caller in one number.

use std::process::{ExitCode, Termination};

/// How a run ended. Every verb uses this enum and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The gate passed, or there was nothing to say.
    Passed = 0,
    /// Findings at or above the threshold, failed rule tests, or drift.
    Findings = 1,
    /// Wrong usage, or a document that cannot be read.
    BadInput = 2,
    /// Something was not assessed: a rule broke or ran out of time, or data is missing.
    Incomplete = 3,
    /// Provisioning stopped part-way.
    #[cfg_attr(
        all(not(test), not(feature = "aws")),
        expect(dead_code, reason = "only the verbs that provision stop part-way")
    )]
    Partial = 4,
}

impl Exit {
    /// The table of exit codes, for `--help` and the manual.
    pub const HELP: &str = "\
Exit codes:
  0  passed
  1  findings at or above the threshold
  2  bad usage, or a document that cannot be read
  3  incomplete: something could not be assessed
  4  provisioning stopped part-way";
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_code() {
        for code in [
            Exit::Passed,
            Exit::Findings,
            Exit::BadInput,
            Exit::Incomplete,
            Exit::Partial,
        ] {
            assert!(
                Exit::HELP.contains(&format!("\n  {}  ", code as u8)),
                "{code:?}"
            );
        }
    }
}
