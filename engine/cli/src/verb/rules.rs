//! `tollgate rules`: look at the rules, test, lint and measure them.

use std::io::{self, Write};

use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Rule};
use tollgate_policy::testing::{self, CaseResult};
use tollgate_policy::{Bundle, coverage as measured, lint as checks};

use super::check::load_bundle;
use crate::args::{Global, Rules};
use crate::config::Config;
use crate::exit::Exit;
use crate::settings;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

/// Does what was asked of the rules that the flags and `tollgate.toml` name.
///
/// # Errors
/// When the rules cannot be loaded or output cannot be written.
pub fn run(
    args: &Rules,
    global: &Global,
    system: &System,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let config = Config::find(global.config.as_deref(), &system.directory)?;
    let load = |args| load_bundle(&settings::bundle(args, &config, &system.directory));
    match args {
        Rules::List { bundle, json } => list(&load(bundle)?, *json, terminal),
        Rules::Show { bundle, id } => show(id, &load(bundle)?, terminal),
        Rules::Test {
            bundle,
            filter,
            verbose,
        } => test(filter.as_deref(), &load(bundle)?, *verbose, terminal),
        Rules::Lint { bundle } => lint(&load(bundle)?, terminal),
        Rules::Coverage { bundle, minimum } => coverage(&load(bundle)?, *minimum, terminal),
    }
}

/// Lists the rules, one a line.
///
/// # Errors
/// When the list cannot be written.
fn list(bundle: &Bundle, json: bool, terminal: &Terminal) -> Result<Exit, Failure> {
    let rules = bundle.rules();
    terminal.print(|out| {
        if json {
            serde_json::to_writer_pretty(&mut *out, rules)?;
            return writeln!(out);
        }
        for rule in rules {
            writeln!(
                out,
                "{:<10} {:<8} {:<15} {}",
                rule.id, rule.severity, rule.domain, rule.title
            )?;
        }
        writeln!(
            out,
            "{} rules · tollgate rules show ID explains one",
            rules.len()
        )
    })?;
    Ok(Exit::Passed)
}

/// Explains one rule.
///
/// # Errors
/// When there is no rule of that id, with the nearest one named.
fn show(id: &str, bundle: &Bundle, terminal: &Terminal) -> Result<Exit, Failure> {
    let wanted = id.to_ascii_uppercase();
    let Some(rule) = bundle
        .rules()
        .iter()
        .find(|rule| rule.id.as_str() == wanted)
    else {
        let ids = bundle.rules().iter().map(|rule| rule.id.as_str());
        let help = nearest(&wanted, ids).map_or_else(
            || "list them with `tollgate rules list`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(
            Diagnostic::error("cli::unknown-rule", format!("there is no rule `{id}`"))
                .with_help(help)
                .into(),
        );
    };
    terminal.print(|out| explain(rule, terminal.width, out))?;
    Ok(Exit::Passed)
}

/// Runs the tests of the rules, through the gate's own evaluator.
///
/// # Errors
/// When none matches.
fn test(
    filter: Option<&str>,
    bundle: &Bundle,
    verbose: bool,
    terminal: &Terminal,
) -> Result<Exit, Failure> {
    let results = testing::run(bundle, filter);
    if results.is_empty() {
        let wanted = filter.unwrap_or_default();
        return Err(
            Diagnostic::error("cli::no-tests", format!("no rule matches `{wanted}`"))
                .with_help("give a part of an id or of a package, such as `rds`")
                .into(),
        );
    }
    let failed = results.iter().filter(|case| case.problem.is_some()).count();
    terminal.print(|out| {
        for case in &results {
            tell(case, verbose, out)?;
        }
        writeln!(
            out,
            "{} cases: {} passed, {failed} failed",
            results.len(),
            results.len() - failed
        )
    })?;
    Ok(if failed == 0 {
        Exit::Passed
    } else {
        Exit::Findings
    })
}

fn tell(case: &CaseResult, verbose: bool, out: &mut dyn Write) -> io::Result<()> {
    match &case.problem {
        Some(problem) => writeln!(
            out,
            "FAIL {} \"{}\"\n    {problem}\n    in {}",
            case.rule, case.name, case.file
        ),
        None if verbose => writeln!(
            out,
            "ok   {} \"{}\" → {}",
            case.rule, case.name, case.expected
        ),
        None => Ok(()),
    }
}

/// Checks the rules against the house subset of Rego and the provider's schema.
///
/// # Errors
/// When standard output cannot be written.
fn lint(bundle: &Bundle, terminal: &Terminal) -> Result<Exit, Failure> {
    let found = checks::lint(bundle);
    terminal.draw_all(&found);
    let rules = bundle.rules().len();
    terminal.print(|out| writeln!(out, "{rules} rules: {} problems", found.0.len()))?;
    Ok(if found.is_empty() {
        Exit::Passed
    } else {
        Exit::Findings
    })
}

/// Shows which lines of the rules their tests never reach.
///
/// # Errors
/// When standard output cannot be written.
fn coverage(bundle: &Bundle, minimum: Option<f64>, terminal: &Terminal) -> Result<Exit, Failure> {
    let files = measured::measure(bundle);
    let lines: usize = files.iter().map(|file| file.lines).sum();
    let missed: usize = files.iter().map(|file| file.missed.len()).sum();
    let share = if lines == 0 {
        100.0
    } else {
        100.0 * (lines - missed) as f64 / lines as f64
    };
    terminal.print(|out| {
        for file in files.iter().filter(|file| !file.missed.is_empty()) {
            let missed: Vec<String> = file.missed.iter().map(ToString::to_string).collect();
            writeln!(
                out,
                "{}: lines {} are never reached",
                file.path,
                missed.join(", ")
            )?;
        }
        writeln!(
            out,
            "{} files: {share:.1} % of {lines} lines reached",
            files.len()
        )
    })?;
    Ok(if minimum.is_some_and(|minimum| share < minimum) {
        Exit::Findings
    } else {
        Exit::Passed
    })
}

fn explain(rule: &Rule, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} · {} · {}\n{}\n",
        rule.id, rule.severity, rule.domain, rule.title
    )?;
    paragraph(&rule.description, width, out)?;
    writeln!(out, "\nFix")?;
    paragraph(&rule.remediation, width, out)?;
    writeln!(out, "\nJudges     {}", rule.resources.join(", "))?;
    let attributes: Vec<_> = rule
        .attributes
        .iter()
        .chain(&rule.presence)
        .map(|a| a.as_str())
        .collect();
    if !attributes.is_empty() {
        writeln!(out, "Reads      {}", attributes.join(", "))?;
    }
    if !rule.parameters.is_empty() {
        writeln!(out, "Parameters {}", rule.parameters.join(", "))?;
    }
    if !rule.waivable {
        writeln!(out, "Waivers    none: a failure cannot be accepted")?;
    }
    for (framework, requirements) in &rule.controls {
        writeln!(out, "{framework:<18} {}", requirements.join(", "))?;
    }
    for link in &rule.related_resources {
        writeln!(out, "See        {link}")?;
    }
    writeln!(out, "File       {}", rule.file)
}

/// Writes text in lines of at most `width` columns.
fn paragraph(text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            writeln!(out)?;
            column = 0;
        }
        let space = if column > 0 { " " } else { "" };
        write!(out, "{space}{word}")?;
        column += length + space.len();
    }
    writeln!(out)
}
