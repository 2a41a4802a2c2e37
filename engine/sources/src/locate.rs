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

use std::collections::BTreeMap;

use camino::Utf8Path;
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

/// Gives resources, in the shape in which the plan has them, their places in the code at
/// `directory`.
pub fn locate(resources: &mut [Resource], directory: &Utf8Path, catalog: &Catalog) -> Code {
    let mut tree = ModuleTree::new(directory);
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for resource in resources {
        let address = resource.address.clone();
        let Some(declaration) = tree.declaration(&address) else {
            *missing
                .entry(address.config().as_str().to_owned())
                .or_default() += 1;
            continue;
        };
        let schema = catalog.resource(names::current(address.resource_type()));
        places::give(resource, &declaration, schema.as_deref());
    }
    let mut code = tree.into_code();
    if let Some((example, _)) = missing.first_key_value() {
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
