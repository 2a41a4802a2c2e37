//! The tree of modules on disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::{Diagnostic, Diagnostics};

use super::files::read_directory;
use super::module::{Module, collect, constant, header, span};
use super::{Loaded, annotations};
use crate::config::Limits;

/// Loads the root module and all modules that it calls.
pub fn load(directory: &Utf8Path, limits: &Limits, found: &mut Diagnostics) -> Loaded {
    let mut loader = Loader {
        limits,
        found,
        seen: HashMap::new(),
        loaded: Loaded {
            root: Arc::new(Module::default()),
            sources: Default::default(),
            annotations: Vec::new(),
        },
        installed: installed(directory),
    };
    let root = loader.module(directory, &[], "");
    loader.loaded.root = root;
    loader.loaded
}

/// Modules that `terraform init` put on the disk: key in the tree, to directory.
fn installed(root: &Utf8Path) -> BTreeMap<String, Utf8PathBuf> {
    let read = || -> Option<BTreeMap<String, Utf8PathBuf>> {
        let text = std::fs::read_to_string(root.join(".terraform/modules/modules.json")).ok()?;
        let json: serde_json::Value = serde_json::from_str(&text).ok()?;
        let modules = json.get("Modules")?.as_array()?.iter();
        let pairs = modules.filter_map(|module| {
            let key = module.get("Key")?.as_str()?.to_owned();
            Some((key, root.join(module.get("Dir")?.as_str()?)))
        });
        Some(pairs.collect())
    };
    read().unwrap_or_default()
}

struct Loader<'a> {
    limits: &'a Limits,
    found: &'a mut Diagnostics,
    /// Modules by directory and key: the same directory is parsed once for each place it is called from
    /// only when installed modules may differ there.
    seen: HashMap<Utf8PathBuf, Arc<Module>>,
    loaded: Loaded,
    installed: BTreeMap<String, Utf8PathBuf>,
}

impl Loader<'_> {
    /// The module in `directory`; `above` are the directories of the modules around it.
    fn module(&mut self, directory: &Utf8Path, above: &[Utf8PathBuf], key: &str) -> Arc<Module> {
        let real = directory
            .canonicalize_utf8()
            .unwrap_or_else(|_| directory.to_owned());
        if let Some(module) = self.seen.get(&real) {
            return module.clone();
        }
        let files = read_directory(directory, self.limits, self.found);
        for file in &files {
            let name: Arc<str> = Arc::from(file.source.name());
            self.loaded.sources.insert(name, file.source.text().clone());
            self.loaded
                .annotations
                .extend(annotations::collect(&file.source, &file.body));
        }
        let empty = files.is_empty();
        let mut module = collect(files, directory.to_owned(), self.found);
        if empty && above.is_empty() {
            self.found.push(
                Diagnostic::error("hcl::no-code", format!("`{directory}` holds no `.tf` file"))
                    .with_help("name the directory of the root module"),
            );
        }
        let mut chain = above.to_vec();
        chain.push(real.clone());
        let calls: Vec<_> = module
            .calls
            .iter()
            .map(|(name, call)| (name.clone(), call.clone()))
            .collect();
        for (name, call) in calls {
            let key = if key.is_empty() {
                name.clone()
            } else {
                format!("{key}.{name}")
            };
            let Some(source) = constant(&call.item.body, "source") else {
                self.found.push(
                    Diagnostic::error(
                        "hcl::module-without-source",
                        format!("module `{name}` has no constant `source`"),
                    )
                    .at(&call.source, header(&call.item), "in this block"),
                );
                continue;
            };
            let place = call.item.body.get_attribute("source").map_or(0..0, span);
            let local = source.starts_with("./") || source.starts_with("../");
            let path = match (local, self.installed.get(&key)) {
                (true, _) => clean(&directory.join(source)),
                (false, Some(path)) => path.clone(),
                // Told where it is called, once for each instance.
                (false, None) => continue,
            };
            if !path.is_dir() {
                self.found.push(
                    Diagnostic::error(
                        "hcl::module-missing",
                        format!("module `{name}` is not there: `{path}` is no directory"),
                    )
                    .at(&call.source, place, "this source")
                    .with_help("correct the path; it is relative to the file's own directory"),
                );
                continue;
            }
            let real = path.canonicalize_utf8().unwrap_or_else(|_| path.clone());
            if chain.contains(&real) {
                self.found.push(
                    Diagnostic::error(
                        "hcl::module-cycle",
                        format!("module `{name}` calls itself, through `{path}`"),
                    )
                    .at(&call.source, place, "this source")
                    .with_help("a module cannot be inside itself; remove the call"),
                );
                continue;
            }
            if chain.len() >= self.limits.module_depth {
                self.found.push(
                    Diagnostic::error(
                        "hcl::modules-too-deep",
                        format!(
                            "modules are nested more than {} deep",
                            self.limits.module_depth
                        ),
                    )
                    .at(&call.source, place, "at this call"),
                );
                continue;
            }
            let child = self.module(&path, &chain, &key);
            module.children.insert(name, child);
        }
        let module = Arc::new(module);
        self.seen.insert(real, module.clone());
        module
    }
}

/// The path without `.` and without `x/..`.
fn clean(path: &Utf8Path) -> Utf8PathBuf {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components().map(|part| part.as_str()) {
        match part {
            "." => {}
            ".." if parts
                .last()
                .is_some_and(|last| *last != ".." && *last != "/") =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.iter().collect()
}
