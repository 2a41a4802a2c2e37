//! From a directory to its configuration.

use std::collections::{BTreeMap, HashSet};

use camino::Utf8Path;
use tollgate_model::schema::Catalog;
use tollgate_model::{Diagnostic, Diagnostics, Value};

use super::assignment::Assignments;
use super::configuration::Configuration;
use super::evaluator::{Evaluator, Slot};
use super::module::Names;
use super::options::Options;
use super::{graph, refactoring, settings, tree};
use crate::functions::Environment;

/// Stack of the thread that evaluates. Expressions nest at most 64 deep, and values 100; this is
/// room for both, also without optimisation.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What the code in `directory` configures, with no credentials, provider or terraform binary.
///
/// # Errors
/// Everything that is wrong with the code, each with its file and place; warnings stand among them.
/// Code that is not wrong but cannot be judged whole (a module that is not on the disk) is not an
/// error: see [`Configuration::unavailable`].
pub fn evaluate(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let broken = |problem: &str| {
        let message = format!("the evaluation of `{directory}` ended early: {problem}");
        Diagnostics::from(Diagnostic::error("hcl::internal", message))
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("hcl".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || evaluate_here(directory, options))
            .map_err(|error| broken(&error.to_string()))?
            .join()
            .map_err(|_| broken("this is a defect of Tollgate; please report it"))?
    })
}

fn evaluate_here(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let catalog = Catalog::embedded()
        .map_err(|error| Diagnostic::error("hcl::internal", error.to_string()))?;
    let mut found = Diagnostics::default();
    let mut tree = tree::load(directory, &options.limits, catalog, &mut found);
    let Some(root) = tree.modules.first().map(|place| place.module.clone()) else {
        return Err(found);
    };
    let assignments = Assignments::load(directory, options, &root, &mut tree.sources, &mut found);
    settings::check(&root, &mut found);
    let order = graph::order(&tree, &mut found);
    let environment = Environment {
        directory: directory.to_owned(),
        now: None,
    };
    let mut evaluator = Evaluator::new(options, catalog, &tree, &assignments, environment);
    evaluator.run(&order.nodes, &order.cyclic);
    refactoring::read(&mut evaluator);
    if !found.has_errors() {
        found.0.extend(evaluator.silent_failure());
    }
    let variables = values(&evaluator, &root.variables);
    let outputs = values(&evaluator, &root.outputs);
    let region = evaluator.provider(0, "aws").region.clone();
    found.extend(evaluator.found);
    let mut configuration = evaluator.configuration;
    let found = once_each(found);
    if found.has_errors() {
        return Err(found);
    }
    configuration
        .resources
        .sort_by(|a, b| a.address.cmp(&b.address));
    configuration
        .data_sources
        .sort_by(|a, b| a.address.cmp(&b.address));
    Ok(Configuration {
        variables,
        outputs,
        region,
        warnings: found,
        annotations: tree.annotations,
        sources: tree.sources,
        ..configuration
    })
}

/// The values of the root module's variables or outputs.
fn values(evaluator: &Evaluator<'_>, names: &Names) -> BTreeMap<String, Value> {
    names
        .iter()
        .filter_map(|(name, item)| match evaluator.slot(0, *item)? {
            Slot::Value(value) => Some((name.to_string(), value.lower())),
            _ => None,
        })
        .collect()
}

/// Each diagnostic once, although a block may have thousands of instances; in the order of files.
fn once_each(found: Diagnostics) -> Diagnostics {
    let mut seen = HashSet::new();
    let mut kept: Vec<Diagnostic> = found
        .0
        .into_iter()
        .filter(|diagnostic| {
            let file = diagnostic
                .source
                .as_ref()
                .map(|source| source.name().to_owned());
            let place = diagnostic
                .labels
                .first()
                .map(|(range, _)| (range.start, range.end));
            seen.insert((diagnostic.code, diagnostic.message.clone(), file, place))
        })
        .collect();
    kept.sort_by_cached_key(|diagnostic| {
        let file = diagnostic
            .source
            .as_ref()
            .map(|source| source.name().to_owned());
        (
            file,
            diagnostic.labels.first().map(|(range, _)| range.start),
        )
    });
    Diagnostics(kept)
}
