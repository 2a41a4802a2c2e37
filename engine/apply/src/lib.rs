//! Executes an approved plan: records intent first, recovers, verifies.
//!
//! ```text
//! Approved<Plan> ─► walk ─► step ─┬─ Code::desired    what it shall be, now that its needs exist
//!                    ▲            ├─ Code::decide     the rules that were undecided
//!                    │            ├─ Session::begin   written down before the call
//!                   stop          ├─ Cloud::create … settled … read
//!                                 └─ Session::end     written down after it
//! ```

mod apply;
pub mod cloud;
pub mod code;
pub mod event;
mod late;
mod patience;
mod recover;
mod refresh;
mod run;
mod step;
mod stop;
mod walk;

pub use apply::{Applied, apply, removed};
pub use late::adopt_late;
pub use patience::Patience;
pub use recover::{RecoveryError, recover};
pub use refresh::{Unread, refresh};
pub use run::Run;
pub use stop::{Level, Stop};
pub use walk::End;
