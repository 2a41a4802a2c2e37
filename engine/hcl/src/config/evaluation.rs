//! From a directory to its configuration.

use std::collections::{BTreeMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::schema::Catalog;
use tollgate_model::{Diagnostic, Diagnostics, Value};

use super::assignment::Assignments;
use super::configuration::Configuration;
use super::evaluator::{Evaluator, Slot};
use super::focus::Focus;
use super::graph::Order;
use super::module::{Module, Names};
use super::options::Options;
use super::tree::Tree;
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
    on_large_stack(directory, || {
        Code::read_here(directory, options)?.evaluate_here(options)
    })
}

/// Code that was read from the disk, to be evaluated more than once.
#[derive(Debug)]
pub struct Code {
    directory: Utf8PathBuf,
    tree: Tree,
    assignments: Assignments,
    order: Order,
    found: Diagnostics,
}

impl Code {
    /// Reads the code in `directory`, and the values for its variables. What is wrong with it is told
    /// when it is evaluated.
    ///
    /// # Errors
    /// When there is no code.
    pub fn read(directory: &Utf8Path, options: &Options) -> Result<Self, Diagnostics> {
        on_large_stack(directory, || Self::read_here(directory, options))
    }

    /// What the code configures. Files and values of variables are those that were read.
    ///
    /// # Errors
    /// As [`evaluate`].
    pub fn evaluate(&self, options: &Options) -> Result<Configuration, Diagnostics> {
        on_large_stack(&self.directory, || self.evaluate_here(options))
    }

    fn read_here(directory: &Utf8Path, options: &Options) -> Result<Self, Diagnostics> {
        let mut found = Diagnostics::default();
        let mut tree = tree::load(directory, &options.limits, catalog()?, &mut found);
        let Some(root) = tree.modules.first().map(|place| place.module.clone()) else {
            return Err(found);
        };
        let assignments =
            Assignments::load(directory, options, &root, &mut tree.sources, &mut found);
        settings::check(&root, &mut found);
        let order = graph::order(&tree, &mut found);
        Ok(Self {
            directory: directory.to_owned(),
            tree,
            assignments,
            order,
            found,
        })
    }

    fn evaluate_here(&self, options: &Options) -> Result<Configuration, Diagnostics> {
        let Self { tree, order, .. } = self;
        let mut found = self.found.clone();
        let environment = Environment {
            directory: self.directory.clone(),
            now: None,
        };
        let focus = match &options.only {
            Some(only) => Some(Focus::new(tree, order, only).ok_or_else(|| {
                Diagnostic::error("hcl::no-resource", format!("the code has no `{only}`"))
            })?),
            None => None,
        };
        let mut evaluator = Evaluator::new(
            options,
            catalog()?,
            tree,
            &self.assignments,
            environment,
            focus.as_ref(),
        );
        evaluator.run(&order.nodes, &order.cyclic);
        if focus.is_none() {
            refactoring::read(&mut evaluator);
        }
        if !found.has_errors() {
            found.0.extend(evaluator.silent_failure());
        }
        let root = tree.modules.first().map(|place| &place.module);
        let named = |names: fn(&Module) -> &Names| {
            root.map_or_else(BTreeMap::new, |root| values(&evaluator, names(root)))
        };
        let variables = named(|root| &root.variables);
        let outputs = named(|root| &root.outputs);
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
            annotations: tree.annotations.clone(),
            sources: tree.sources.clone(),
            ..configuration
        })
    }
}

fn catalog() -> Result<&'static Catalog, Diagnostic> {
    Catalog::embedded().map_err(|error| Diagnostic::error("hcl::internal", error.to_string()))
}

/// Works in a thread with room for deep expressions.
fn on_large_stack<T: Send>(
    directory: &Utf8Path,
    work: impl FnOnce() -> Result<T, Diagnostics> + Send,
) -> Result<T, Diagnostics> {
    let broken = |problem: &str| {
        let message = format!("the evaluation of `{directory}` ended early: {problem}");
        Diagnostics::from(Diagnostic::error("hcl::internal", message))
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("hcl".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(|error| broken(&error.to_string()))?
            .join()
            .map_err(|_| broken("this is a defect of Tollgate; please report it"))?
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
