//! `tollgate`: policy-gated infrastructure for AWS.

mod args;
mod config;
mod exit;
mod output;
mod progress;
mod settings;
mod system;
mod terminal;
mod verb;

use clap::Parser;

/// Faster than the system's for many small values: see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use crate::args::{Cli, Rules, Verb};
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
        Verb::Inventory(args) => verb::inventory::run(args, &cli.global, &system, &terminal),
        Verb::Rules(Rules::List { bundle, json }) => verb::rules::list(bundle, *json, &terminal),
        Verb::Rules(Rules::Show { id, bundle }) => verb::rules::show(id, bundle, &terminal),
        Verb::Rules(Rules::Test {
            filter,
            bundle,
            verbose,
        }) => verb::rules::test(filter.as_deref(), bundle, *verbose, &terminal),
        Verb::Rules(Rules::Lint { bundle }) => verb::rules::lint(bundle, &terminal),
        Verb::Rules(Rules::Coverage { bundle, minimum }) => {
            verb::rules::coverage(bundle, *minimum, &terminal)
        }
        Verb::Init(args) => verb::init::run(args, &system, &terminal),
        Verb::Completions { shell } => verb::generated::completions(*shell, &terminal),
        Verb::Man => verb::generated::manual(&terminal),
    };
    outcome.unwrap_or_else(|error| terminal.report(&error))
}
