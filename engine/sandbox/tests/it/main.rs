//! Real emulators, installed and started, asked and stopped.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says why")]

mod background;
mod held;
mod probes;
mod support;
