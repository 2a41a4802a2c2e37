//! Lines of code for what a plan says: `--code DIR`.
//!
//! A plan's configuration has no line numbers. The block of a resource is looked up in the module
//! that holds it, found by following `source` from module to module (or
//! `.terraform/modules/modules.json`), never by type and name alone: two modules may well have a
//! resource of the same name.

mod annotations;
mod module_tree;
mod places;
mod source_file;

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::schema::Catalog;
use tollgate_model::{Annotation, Diagnostic, Diagnostics, Resource, SourceMap, names};

use module_tree::ModuleTree;

/// What the code adds to a plan.
#[derive(Debug, Default)]
pub struct Code {
    /// The files that were read.
    pub sources: SourceMap,
    /// Comments in them that speak to Tollgate.
    pub annotations: Vec<Annotation>,
    /// What could not be read or found.
    pub warnings: Diagnostics,
}

/// The code that a plan was made from.
#[derive(Debug)]
pub struct Places {
    tree: ModuleTree,
    directory: Utf8PathBuf,
}

impl Places {
    /// The code at `directory`. A file is read when it is first needed.
    #[must_use]
    pub fn new(directory: &Utf8Path) -> Self {
        Self {
            tree: ModuleTree::new(directory),
            directory: directory.to_owned(),
        }
    }

    /// Gives a resource, in the shape in which the plan has it, its places in the code; false if it is
    /// not there.
    pub fn give(&mut self, resource: &mut Resource, catalog: &Catalog) -> bool {
        let Some(declaration) = self.tree.declaration(&resource.address) else {
            return false;
        };
        let schema = catalog.resource(names::current(resource.address.resource_type()));
        places::give(resource, &declaration, schema.as_deref());
        true
    }

    /// Gives all resources their places, and tells what else the code says.
    pub fn locate(&mut self, resources: &mut [Resource], catalog: &Catalog) -> Code {
        let mut missing: BTreeSet<String> = BTreeSet::new();
        for resource in resources {
            if !self.give(resource, catalog) {
                missing.insert(resource.address.config().as_str().to_owned());
            }
        }
        let directory = &self.directory;
        let mut code = self.tree.code();
        if let Some(example) = missing.first() {
            let message = match missing.len() {
                1 => format!("`{example}` of the plan is not in the code at `{directory}`"),
                several => format!(
                    "{several} resource blocks of the plan are not in the code at `{directory}`, for example `{example}`"
                ),
            };
            let warning = Diagnostic::warning("sources::not-in-code", message).with_help(
                "name the root module that the plan was made from, after `terraform init`, so that its modules are there",
            );
            code.warnings.push(warning);
        }
        code
    }
}
