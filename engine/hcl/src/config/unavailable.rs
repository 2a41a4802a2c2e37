//! Modules whose code is not on the disk.

use tollgate_model::{Diagnostic, ModulePath};

use super::configuration::UnavailableModule;
use super::syntax::Block;

/// What there is to say of a call of such a module. None if its source is local or missing: that is
/// an error, and was told when the code was loaded.
pub fn module(block: &Block, caller: &ModulePath) -> Option<(UnavailableModule, Diagnostic)> {
    let source = block.body.expr("source")?.constant()?;
    if source.starts_with('.') {
        return None;
    }
    let name = block.labels.first()?;
    let version = block
        .body
        .expr("version")
        .and_then(|version| version.constant());
    let warning = Diagnostic::warning("hcl::module-not-installed", format!("the code of module `{name}` (`{source}`) is not on this machine: its resources are not judged"))
        .at(block.text.source(), block.header.clone(), "this call")
        .with_help("run `terraform get` in the root module first, or judge a plan");
    let module = UnavailableModule {
        path: caller.child(name, None),
        source: source.to_owned(),
        version: version.map(str::to_owned),
        location: block.location(),
    };
    Some((module, warning))
}
