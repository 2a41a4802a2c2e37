//! One module a verb. Each takes its arguments and answers with an exit code.

#[cfg(feature = "aws")]
pub mod apply;
#[cfg(feature = "aws")]
pub mod approve;
#[cfg(feature = "aws")]
pub mod audit;
pub mod check;
#[cfg(feature = "aws")]
pub mod drift;
pub mod generated;
#[cfg(feature = "aws")]
pub mod import;
pub mod init;
pub mod inventory;
#[cfg(feature = "aws")]
pub mod permissions;
#[cfg(feature = "aws")]
pub mod plan;
pub mod rules;
pub mod sandbox;
#[cfg(feature = "aws")]
pub mod show;
#[cfg(feature = "aws")]
pub mod state;
#[cfg(feature = "aws")]
pub mod up;
