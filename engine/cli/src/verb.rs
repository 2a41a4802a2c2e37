//! One module a verb. Each takes its arguments and answers with an exit code.

pub mod check;
pub mod generated;
pub mod init;
pub mod inventory;
pub mod rules;
pub mod sandbox;
