//! `tollgate`: policy-gated infrastructure for AWS.

mod args;
mod config;
mod exit;
mod interrupt;
mod output;
mod pricing;
mod progress;
#[cfg(feature = "aws")]
mod provision;
mod remote;
mod settings;
mod system;
mod terminal;
mod verb;

use clap::Parser;

/// Faster than the system's for many small values: see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use crate::args::{Cli, Verb};
use crate::exit::Exit;
use crate::system::System;
use crate::terminal::Terminal;

fn main() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return terminal::usage(&error),
    };
    let system = match System::read() {
        Ok(system) => system,
        Err(error) => return terminal::no_directory(&error),
    };
    let terminal = Terminal::new(&system, cli.global.color);
    let outcome = match &cli.verb {
        Verb::Check(args) => verb::check::run(args, &cli.global, &system, &terminal),
        Verb::Cost(args) => verb::cost::run(args, &cli.global, &system, &terminal),
        Verb::Prices(args) => verb::prices::run(args, &cli.global, &system, &terminal),
        Verb::Inventory(args) => verb::inventory::run(args, &cli.global, &system, &terminal),
        Verb::Rules(args) => verb::rules::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Up(args) => verb::up::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Plan(args) => verb::plan::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Audit(args) => verb::audit::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Drift(args) => verb::drift::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Import(args) => verb::import::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Kinds(args) => verb::kinds::run(args, &terminal),
        #[cfg(feature = "aws")]
        Verb::Permissions(args) => verb::permissions::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::State(args) => verb::state::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Show(args) => verb::show::run(args, &terminal),
        #[cfg(feature = "aws")]
        Verb::Approve(args) => verb::approve::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Apply(args) => verb::apply::run(args, &cli.global, &system, &terminal),
        #[cfg(feature = "aws")]
        Verb::Destroy(args) => verb::up::destroy(args, &cli.global, &system, &terminal),
        Verb::Sandbox(args) => verb::sandbox::run(args, &system, &terminal),
        Verb::Init(args) => verb::init::run(args, &system, &terminal),
        Verb::Completions { shell } => verb::generated::completions(*shell, &terminal),
        Verb::Man => verb::generated::manual(&terminal),
    };
    outcome.unwrap_or_else(|error| terminal.report(&error))
}
