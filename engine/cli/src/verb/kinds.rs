//! `tollgate kinds`: what the engine can build, and what it knows of each type.

use std::io::{self, Write};

use serde_json::{Value as Json, json};
use tollgate_aws::data::DATA_SOURCES;
use tollgate_aws::{Find, Kind, kinds};
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, names};

use crate::args::Kinds;
use crate::exit::Exit;
use crate::terminal::{Failure, Terminal};

/// Lists the kinds, or explains one.
///
/// # Errors
/// When there is no kind of the type, with the nearest one named.
pub fn run(args: &Kinds, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut all: Vec<&Kind> = kinds::all().collect();
    all.sort_by_key(|kind| kind.facts.resource_type);
    if let Some(wanted) = &args.resource_type {
        all.retain(|kind| kind.facts.resource_type == wanted);
        if all.is_empty() {
            return Err(unknown(wanted).into());
        }
    }
    terminal.print(|out| {
        if args.json {
            let kinds: Vec<Json> = all.iter().copied().map(as_json).collect();
            serde_json::to_writer_pretty(&mut *out, &kinds)?;
            return writeln!(out);
        }
        match (&args.resource_type, all.as_slice()) {
            (Some(_), [kind]) => explain(kind, out),
            _ => list(&all, out),
        }
    })?;
    Ok(Exit::Passed)
}

fn unknown(wanted: &str) -> Diagnostic {
    let types = kinds::all().map(|kind| kind.facts.resource_type);
    let help = nearest(wanted, types).map_or_else(
        || "`tollgate kinds` lists what can be built; `tollgate check` judges the rest".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::error("cli::unknown-kind", format!("there is no kind `{wanted}`")).with_help(help)
}

fn list(all: &[&Kind], out: &mut dyn Write) -> io::Result<()> {
    for kind in all {
        let holds = if kind.facts.stateful {
            "holds data"
        } else {
            ""
        };
        let line = format!("{:<50} {holds}", kind.facts.resource_type);
        writeln!(out, "{}", line.trim_end())?;
    }
    let data: Vec<&str> = DATA_SOURCES.iter().map(|source| source.data_type).collect();
    writeln!(
        out,
        "{} kinds · looked up in the account: {} · tollgate kinds TYPE explains one",
        all.len(),
        data.join(", ")
    )
}

/// The steps of a kind, and the IAM actions of each.
fn steps(kind: &Kind) -> [(&'static str, &'static [&'static str]); 5] {
    let permissions = &kind.permissions;
    [
        ("list", permissions.list),
        ("read", permissions.read),
        ("create", permissions.create),
        ("update", permissions.update),
        ("delete", permissions.delete),
    ]
}

/// How an object is found whose creation was cut off, in words.
fn found(find: Find) -> &'static str {
    match find {
        Find::Name => "by its name",
        Find::Tag => "by the tag or the token of the call that makes it",
        Find::Again => "by making it again, which is the same as once",
    }
}

fn explain(kind: &Kind, out: &mut dyn Write) -> io::Result<()> {
    let facts = &kind.facts;
    let mut row = |title: &str, items: &[&str]| match items {
        [] => Ok(()),
        items => writeln!(out, "{title:<22}{}", items.join(", ")),
    };
    let name = names::cloudformation(facts.resource_type);
    row(facts.resource_type, &Vec::from_iter(name))?;
    if facts.stateful {
        row(
            "Holds data",
            &["a replacement or removal needs --allow-data-loss"],
        )?;
    }
    if facts.adopted {
        row(
            "Is there already",
            &["made by taking it over, removed by letting it go"],
        )?;
    }
    row("New one for", facts.replaces)?;
    row("Filled in by AWS", facts.filled_in)?;
    row("Never given back", facts.write_only)?;
    row("Never shown", facts.sensitive)?;
    row("Found again", &[found(kind.find)])?;
    for (step, actions) in steps(kind) {
        row(&format!("To {step}"), actions)?;
    }
    Ok(())
}

fn as_json(kind: &Kind) -> Json {
    let facts = &kind.facts;
    let permissions: serde_json::Map<String, Json> = steps(kind)
        .into_iter()
        .map(|(step, actions)| (step.to_owned(), json!(actions)))
        .collect();
    json!({
        "type": facts.resource_type,
        "stateful": facts.stateful,
        "adopted": facts.adopted,
        "replaces": facts.replaces,
        "filled_in": facts.filled_in,
        "write_only": facts.write_only,
        "sensitive": facts.sensitive,
        "found_again": found(kind.find),
        "permissions": permissions,
    })
}
