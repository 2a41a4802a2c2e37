//! `tollgate drift`: what the code declares, what the state remembers, and what is there.

use serde_json::json;

use crate::args::{Drift, Global};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::provision::drift::{Kind, find};
use crate::provision::target::Target;
use crate::provision::watch::{Mode, Watch};
use crate::provision::work;
use crate::provision::{calls, runtime};
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Looks for drift.
///
/// # Errors
/// When code, state or account cannot be read.
pub fn run(
    args: &Drift,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    runtime::block_on(found(args, global, system, terminal))
}

async fn found(
    args: &Drift,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let progress = Progress::new(terminal);
    let target = Target::open(&args.target, global, system, &progress).await?;
    let watch = Watch::new(Mode::Text, terminal);
    let current = work::look(&target, system, "drift", &watch, &progress).await?;
    let drift = find(&target, &current, args.unmanaged, &progress).await?;
    drop(progress);
    calls::tell(&target.calls, Mode::Text, terminal);
    terminal.print(|out| {
        if args.json {
            let rows: Vec<_> = drift
                .found
                .iter()
                .map(|one| {
                    json!({
                        "kind": one.kind.word(),
                        "address": one.address.as_str(),
                        "type": one.address.resource_type(),
                        "id": one.id,
                        "region": one.region,
                        "attributes": one.attributes.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    })
                })
                .collect();
            serde_json::to_writer_pretty(&mut *out, &json!({"drift": rows, "not_assessed": drift.not_assessed}))?;
            return writeln!(out);
        }
        for one in &drift.found {
            write!(out, "{:9} {} [{}]", one.kind.word(), one.address, one.id)?;
            let names: Vec<String> = one.attributes.iter().map(ToString::to_string).collect();
            if !names.is_empty() {
                write!(out, "  {}", names.join(", "))?;
            }
            writeln!(out)?;
        }
        for reason in &drift.not_assessed {
            writeln!(out, "not assessed: {reason}")?;
        }
        let count = |kind: Kind| drift.found.iter().filter(|one| one.kind == kind).count();
        match (drift.found.is_empty(), drift.not_assessed.is_empty()) {
            (true, true) => writeln!(out, "no drift: {} objects are as they were left", drift.looked_at),
            _ => writeln!(
                out,
                "\n{} changed, {} missing, {} unmanaged; next: tollgate plan --env {} shows how to mend it",
                count(Kind::Changed),
                count(Kind::Missing),
                count(Kind::Unmanaged),
                target.environment
            ),
        }
    })?;
    Ok(
        match (drift.found.is_empty(), drift.not_assessed.is_empty()) {
            (false, _) => Exit::Findings,
            (true, false) => Exit::Incomplete,
            (true, true) => Exit::Passed,
        },
    )
}
