//! `tollgate inventory`: what the rules see.

use tollgate_model::rule_view::RuleView;

use super::check::open;
use crate::args::{Global, Inventory};
use crate::config::Config;
use crate::exit::Exit;
use crate::settings::Reading;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Prints the inventory of a document as JSON, with sensitive values masked.
///
/// # Errors
/// When the document cannot be read.
pub fn run(
    args: &Inventory,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let config = Config::find(global.config.as_deref(), &system.directory)?;
    let reading = Reading::new(&args.document, &config, system);
    let mut document = open(&args.path, &reading.options(false))?;
    let context = &mut document.inventory.context;
    context.environment = context.environment.take().or(document.environment_hint);
    terminal.draw_all(&document.warnings);
    terminal.print(|out| {
        serde_json::to_writer_pretty(&mut *out, &RuleView::new(&document.inventory))?;
        writeln!(out)
    })?;
    Ok(if document.incomplete.is_empty() {
        Exit::Passed
    } else {
        Exit::Incomplete
    })
}
