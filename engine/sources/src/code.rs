//! A directory of Terraform code, as `tollgate-hcl` evaluates it.

use camino::Utf8Path;
use tollgate_hcl::config::{self, Configuration, ConfiguredResource, UnavailableModule};
use tollgate_model::{Diagnostics, Resource, Value};

use crate::document::Options;

/// Evaluates the root module at `directory`.
///
/// # Errors
/// Everything that is wrong with the code.
pub fn evaluate(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let mut terraform = options.terraform.clone();
    let context = &mut terraform.context;
    context.account = context.account.take().or_else(|| options.account.clone());
    context.region = context.region.take().or_else(|| options.region.clone());
    config::evaluate(directory, &terraform)
}

/// The resource as every source has it, before normalisation and folding.
#[must_use]
pub fn resource(configured: ConfiguredResource) -> Resource {
    Resource {
        values: configured.values,
        references: configured.references,
        location: Some(configured.location),
        locations: configured.locations,
        ..Resource::new(configured.address)
    }
}

/// The root variable `environment` or `env`, if it is known and may be shown.
#[must_use]
pub fn environment(configuration: &Configuration) -> Option<String> {
    ["environment", "env"]
        .iter()
        .find_map(|name| match configuration.variables.get(*name) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        })
}

/// A module that is not there, as a sentence.
#[must_use]
pub fn unavailable(module: &UnavailableModule) -> String {
    format!(
        "`{}` is not on the disk (source `{}`, called at {}), so its resources were not judged; run `terraform init`",
        module.path, module.source, module.location
    )
}
