//! `tollgate check`: reads, judges, reports.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::{
    Assessment, Context, Diagnostic, Diagnostics, DocumentKind, SourceMap, Waiver,
};
use tollgate_policy::{Bundle, Gate, GateOptions, Selection, Waivers};
use tollgate_report::{
    self as report, BundleInfo, Conclusion, DocumentReport, GateMode, Run, Style,
};
use tollgate_sources::{self as sources, Document, Input};

use crate::args::{BundleArgs, Check, Global, Only, UnknownMode};
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Judges the documents and writes the reports.
///
/// # Errors
/// When settings, rules or waivers are wrong, or a report cannot be written.
pub fn run(
    args: &Check,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let started = Instant::now();
    let settings = Settings::new(args, global, system)?;
    if settings
        .documents
        .iter()
        .filter(|path| *path == "-")
        .count()
        > 1
    {
        return Err(Diagnostic::error("cli::input-twice", "`-` is named twice")
            .with_help("standard input can be read once")
            .into());
    }
    let progress = Progress::new(terminal);

    let bundle = load_bundle(&settings.bundle)?;
    let waivers = Waivers::load(&settings.waivers, &bundle, settings.reading.now())?;
    let mut unreadable = 0;
    let mut documents = Vec::new();
    for path in &settings.documents {
        progress.now(format!("reading {path}"));
        match read(path, &settings) {
            Ok(document) => {
                progress.now(format!("judging {path}"));
                documents.push(judge(document, &bundle, &waivers, args, &settings)?);
            }
            Err(diagnostics) => {
                unreadable += 1;
                progress.pause(|| terminal.draw_all(&diagnostics));
                documents.push(unread(path, &diagnostics, &settings));
            }
        }
    }
    drop(progress);
    if let Some(last) = documents.last_mut()
        && unreadable == 0
    {
        // A waiver of a file may be for any document: only now it is known that it was for none.
        let unused = unused(&waivers, &last.assessment);
        last.assessment.unused_waivers.extend(unused);
    }

    let run = assembled(&settings, &bundle, documents, started);
    if settings.require_resources && run.judges_nothing() {
        return Err(Diagnostic::error(
            "cli::no-resources",
            "no document has a resource that a rule knows",
        )
        .with_help("name other documents, or leave out --require-resources")
        .into());
    }
    write_reports(&run, &settings.outputs, args, terminal)?;

    if unreadable > 0 {
        return Ok(Exit::BadInput);
    }
    Ok(exit_of(&run))
}

/// How a run ends, by its verdicts.
#[must_use]
pub fn exit_of(run: &Run) -> Exit {
    match run.conclusion() {
        Conclusion::Passed => Exit::Passed,
        Conclusion::Findings => Exit::Findings,
        Conclusion::Incomplete => Exit::Incomplete,
    }
}

/// What was decided, as reports take it.
#[must_use]
pub fn assembled(
    settings: &Settings,
    bundle: &Bundle,
    documents: Vec<DocumentReport>,
    started: Instant,
) -> Run {
    Run {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        started: settings.reading.now().to_owned(),
        duration: Some(started.elapsed()),
        threshold: settings.severity,
        gate: match settings.only {
            Only::All => GateMode::All,
            Only::New => GateMode::New,
        },
        code_url: None,
        unknown_blocks: settings.unknown == UnknownMode::Block,
        bundle: BundleInfo {
            name: bundle.name().to_owned(),
            digest: bundle.digest(),
            rules: bundle.rules().len(),
        },
        documents,
    }
}

/// The built-in rules, with those of the named folders added or alone.
///
/// # Errors
/// When a folder cannot be read, or holds rules that cannot be used.
pub fn load_bundle(args: &BundleArgs) -> Result<Bundle, Diagnostics> {
    match (args.policies.as_slice(), args.no_builtin == Some(true)) {
        ([], true) => Err(Diagnostic::error(
            "cli::no-rules",
            "without the built-in rules there are none",
        )
        .with_help("name a folder of rules with --policies")
        .into()),
        ([], false) => Bundle::builtin(),
        (folders, true) => Bundle::load(folders, None),
        (folders, false) => Bundle::load(folders, Some(Bundle::builtin()?)),
    }
}

/// Reads a document; `-` is standard input.
///
/// # Errors
/// One diagnostic for each thing that is wrong with it.
pub fn open(path: &Utf8Path, options: &sources::Options) -> Result<Document, Diagnostics> {
    let input = if path == "-" {
        Input::Stdin
    } else {
        Input::Path(path.to_owned())
    };
    sources::read(input, options).map_err(|error| error.into_diagnostics())
}

fn read(path: &Utf8PathBuf, settings: &Settings) -> Result<Document, Diagnostics> {
    let want_prior = settings.only == Only::New || settings.pricing.is_some();
    open(path, &settings.reading.options(want_prior))
}

/// What the reports say of a document that could not be read: that it was named, and why not.
fn unread(path: &Utf8Path, problems: &Diagnostics, settings: &Settings) -> DocumentReport {
    let reasons = problems.0.iter().map(|problem| match problem.location() {
        Some(place) => format!("{place}: {problem}"),
        None => problem.to_string(),
    });
    let name = if path == "-" {
        "standard input"
    } else {
        path.as_str()
    };
    DocumentReport {
        name: name.to_owned(),
        kind: DocumentKind::Unread,
        context: Context {
            source: DocumentKind::Unread,
            environment: settings.reading.environment.clone(),
            account: None,
            region: None,
            now: settings.reading.now().to_owned(),
        },
        resource_count: 0,
        cost: None,
        assessment: Assessment::default(),
        sources: SourceMap::default(),
        warnings: Diagnostics::default(),
        incomplete: reasons.collect(),
    }
}

/// Judges one document.
///
/// # Errors
/// When rules are asked for that do not exist, or waivers in the code are wrong.
pub fn judge(
    document: Document,
    bundle: &Bundle,
    waivers: &Waivers,
    args: &Check,
    settings: &Settings,
) -> Result<DocumentReport, Failure> {
    let mut document = document;
    let environment = settings.reading.environment.clone().or_else(|| {
        document
            .environment_hint
            .clone()
            .filter(|hint| bundle.environments().any(|name| name == hint))
    });
    document
        .inventory
        .context
        .environment
        .clone_from(&environment);
    // What tollgate.toml declares needs no parameters of its own: the defaults hold.
    let has_parameters = |name: &String| {
        bundle.environments().any(|known| known == name) || !settings.reading.declares(name)
    };
    let gate = Gate::new(
        bundle,
        GateOptions {
            environment: environment.filter(has_parameters),
            time_limit: settings
                .time_limit
                .unwrap_or(GateOptions::DEFAULT_TIME_LIMIT),
            select: Selection {
                rules: args.rule.clone(),
                domains: args.domain.clone(),
            },
            parameters: serde_json::json!({"cost": {"priced": settings.budget}}),
        },
    )?;
    let resource_count = document.inventory.len();
    let cost = settings
        .pricing
        .as_ref()
        .map(|pricing| pricing.tell(&mut document, bundle, settings.budget))
        .transpose()?;
    let prior = document
        .prior
        .as_ref()
        .filter(|_| settings.only == Only::New);
    let mut assessment = gate.assess(&document.inventory, prior);
    let now = settings.reading.now();
    let inline = Waivers::from_annotations(&document.annotations, bundle, &document.sources, now)?;
    waivers.apply(&mut assessment);
    inline.apply(&mut assessment);
    assessment.unused_waivers = unused(&inline, &assessment);
    Ok(DocumentReport {
        name: document.name,
        kind: document.kind,
        context: document.inventory.context.clone(),
        resource_count,
        cost,
        assessment,
        sources: document.sources,
        warnings: document.warnings,
        incomplete: document.incomplete,
    })
}

/// The waivers that excused nothing. Of a rule that was not asked nothing is known.
fn unused(waivers: &Waivers, assessment: &Assessment) -> Vec<Arc<Waiver>> {
    let unused = waivers.unused();
    unused
        .filter(|waiver| assessment.rule(&waiver.rule).is_some())
        .cloned()
        .collect()
}

/// Writes every report.
///
/// # Errors
/// When one cannot be written.
pub fn write_reports(
    run: &Run,
    outputs: &[Output],
    args: &Check,
    terminal: &Terminal,
) -> Result<(), Failure> {
    for output in outputs {
        let style = Style {
            color: output.file.is_none() && terminal.color,
            width: terminal.width,
            quiet: args.quiet,
            verbose: args.verbose,
        };
        let content = |out: &mut dyn io::Write| report::write(output.format, run, &style, out);
        output.write(terminal, content)?;
    }
    Ok(())
}
