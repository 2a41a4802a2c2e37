//! `tollgate cost`: what documents cost a month, what a change adds, and what could be saved.

mod advice;

use camino::Utf8PathBuf;
use jiff::tz::TimeZone;
use tollgate_cost::format::{self, DocumentCost, Statement, Style};
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_policy::Bundle;
use tollgate_sources::Document;

use super::check::{load_bundle, open};
use crate::args::{Cost, Global};
use crate::config::Config;
use crate::exit::Exit;
use crate::output::Output;
use crate::pricing::{self, Pricing};
use crate::progress::Progress;
use crate::settings::{self, Reading};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Prices documents, and says what they cost.
///
/// # Errors
/// When a document, a price file or a usage file is wrong, or a report cannot be written.
pub fn run(
    args: &Cost,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let config = Config::find(global.config.as_deref(), &system.directory)?;
    let reading = Reading::new(&args.document, &config, system);
    let bundle = load_bundle(&settings::bundle(&args.bundle, &config, &system.directory))?;
    let pricing = Pricing::new(&args.pricing, &config, &reading, system)?;
    let paths = documents(args, &config, &reading, system)?;
    let progress = Progress::new(terminal);
    let mut costs = Vec::new();
    let mut incomplete = false;
    let mut warnings = Diagnostics::default();
    for path in &paths {
        progress.now(format!("pricing {path}"));
        let mut document = open(path, &reading.options(args.compare))?;
        let context = &mut document.inventory.context;
        context.environment = context
            .environment
            .take()
            .or(document.environment_hint.take());
        incomplete |= !document.incomplete.is_empty();
        if args.advice {
            let found = advice::found(&document, &pricing, &bundle, &progress)?;
            progress.pause(|| {});
            terminal.print(|out| advice::write(&document.name, &found, terminal, out))?;
        }
        costs.push(cost(&mut document, args, &pricing, &bundle)?);
        warnings.extend(document.warnings);
    }
    drop(progress);
    terminal.draw_all(&warnings);
    if args.advice {
        return Ok(exit(incomplete));
    }
    let statement = Statement {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        now: reading.now().to_owned(),
        today: system.now.to_zoned(TimeZone::UTC).date(),
        documents: costs,
    };
    write(args, &statement, terminal)?;
    Ok(exit(incomplete))
}

fn exit(incomplete: bool) -> Exit {
    if incomplete {
        Exit::Incomplete
    } else {
        Exit::Passed
    }
}

/// What was named, or the code of the environment.
fn documents(
    args: &Cost,
    config: &Config,
    reading: &Reading,
    system: &System,
) -> Result<Vec<Utf8PathBuf>, Diagnostics> {
    if !args.documents.is_empty() {
        return Ok(args.documents.clone());
    }
    let code = reading
        .code()
        .map(|code| config.resolve(code, &system.directory));
    code.map(|code| vec![code]).ok_or_else(|| {
        Diagnostic::error("cli::nothing-to-price", "no document was named")
            .with_help(
                "name code, a plan or a state, or an environment whose `code` is in tollgate.toml",
            )
            .into()
    })
}

fn cost(
    document: &mut Document,
    args: &Cost,
    pricing: &Pricing,
    bundle: &Bundle,
) -> Result<DocumentCost, Diagnostics> {
    let (estimate, before) = pricing.document(document)?;
    if args.compare && before.is_none() {
        let message = format!("`{}` has nothing to compare with", document.name);
        return Err(Diagnostic::error("cli::nothing-before", message)
            .with_help("--compare takes a plan, which says what was there before")
            .into());
    }
    let context = &document.inventory.context;
    Ok(DocumentCost {
        name: document.name.clone(),
        environment: context.environment.clone(),
        region: context.region.clone(),
        price_region: args.pricing.price_region.clone(),
        budget: pricing::budget(bundle, context.environment.as_deref()),
        estimate,
        before,
    })
}

fn write(args: &Cost, statement: &Statement, terminal: &Terminal) -> Result<(), Failure> {
    let standard = [Output::default()];
    let outputs = match args.format.as_slice() {
        [] => &standard,
        named => named,
    };
    for output in outputs {
        let style = Style {
            color: output.file.is_none() && terminal.color,
            width: terminal.width,
            verbose: args.verbose,
        };
        let content =
            |out: &mut dyn std::io::Write| format::write(output.format, statement, style, out);
        output.write(terminal, content)?;
    }
    Ok(())
}
