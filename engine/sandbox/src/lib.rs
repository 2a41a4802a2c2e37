//! Real AWS emulators on this machine's loopback, so that everything works without an account.
//!
//! ```text
//! Sandbox::install ── Python environments, pinned by digest, once
//! Sandbox::start ──── MiniStack, and moto beside it for what MiniStack lacks ─► Endpoints ─► SDK
//! Sandbox::hold ───── the same for as long as a value lives
//! Sandbox::status, reset, stop
//! ```
//!
//! No crate of AWS is used here: [`Endpoints`] says in values, and as environment variables, what a
//! client must be given. Each of its URLs is a [`LoopbackUrl`], which no other host can be.

mod emulator;
mod endpoints;
mod gaps;
mod http;
mod install;
mod instance;
mod loopback;
mod options;
mod process;
mod python;
mod routing;
mod running;
mod sandbox;
mod start;
mod surroundings;
pub mod unread;

pub use emulator::Emulator;
pub use endpoints::{AccountId, AccountIdError, CLEARED, Endpoints, FakeCredentials};
pub use gaps::{GAPS, Gap};
pub use install::{InstallError, Progress};
pub use instance::InstanceError;
pub use loopback::{LoopbackError, LoopbackUrl};
pub use options::{Lane, Options};
pub use routing::{ACCOUNT_BEFORE_HOST, ROUTES, Route, SERVICES, emulator_of, variable};
pub use sandbox::{Held, Sandbox, SandboxError, Status};
pub use start::StartError;
pub use surroundings::Surroundings;

/// Whether a test that lacks what it judges by must fail.
#[cfg(test)]
fn tests_need_oracles() -> bool {
    std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_some_and(|value| value == "1")
}
