//! The tree of modules on disk: who calls whom, before anything is evaluated.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use tollgate_model::schema::Catalog;
use tollgate_model::{Annotation, Diagnostic, Diagnostics, ModulePath, SourceMap};

use super::annotations;
use super::files::read_directory;
use super::module::{Item, Module};
use super::options::Limits;
use super::syntax::{Block, Expr};
use super::text::clean;

/// All modules of a configuration. The first is the root module; callers come before the called.
#[derive(Debug, Default)]
pub struct Tree {
    /// The places that modules are called from, the root first.
    pub modules: Vec<Place>,
    /// The text of every file.
    pub sources: SourceMap,
    /// Comments that speak to Tollgate.
    pub annotations: Vec<Annotation>,
}

/// A module, at one of the places that it is called from.
#[derive(Debug)]
pub struct Place {
    /// Its path, without instance keys.
    pub path: ModulePath,
    /// What it declares.
    pub module: Arc<Module>,
    /// The place of the caller, and the calling item there; none for the root module.
    pub caller: Option<(usize, usize)>,
    /// The modules that it calls, by calling item. None stands for code that is not on the disk.
    pub children: BTreeMap<usize, Option<usize>>,
}

/// Loads the root module in `directory`, and all modules that it calls.
pub fn load(
    directory: &Utf8Path,
    limits: &Limits,
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> Tree {
    let mut loader = Loader {
        limits,
        catalog,
        found,
        parsed: HashMap::new(),
        installed: installed(directory),
        tree: Tree::default(),
    };
    let root = clean(directory);
    if let Some(module) = loader.parse(&root) {
        if module.items.is_empty() && module.settings.is_empty() && !loader.found.has_errors() {
            loader.found.push(
                Diagnostic::error("hcl::no-code", format!("`{root}` holds no Terraform code"))
                    .with_help("name the directory of the root module: the one that you run `terraform plan` in"),
            );
        }
        loader.place(module, ModulePath::default(), None, &mut vec![real(&root)]);
    }
    loader.tree
}

/// Where `terraform init` put modules: the path of calls, dots between, to a directory.
fn installed(root: &Utf8Path) -> HashMap<String, Utf8PathBuf> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Manifest {
        modules: Vec<Entry>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Entry {
        key: String,
        dir: Utf8PathBuf,
    }
    // A manifest that cannot be read is as good as none: each call that needs it says so.
    let text = std::fs::read_to_string(root.join(".terraform/modules/modules.json"));
    let manifest = text
        .ok()
        .and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    manifest
        .into_iter()
        .flat_map(|manifest| manifest.modules)
        .map(|entry| (entry.key, clean(&root.join(entry.dir))))
        .collect()
}

fn real(directory: &Utf8Path) -> Utf8PathBuf {
    directory
        .canonicalize_utf8()
        .unwrap_or_else(|_| directory.to_owned())
}

struct Loader<'a> {
    limits: &'a Limits,
    catalog: &'a Catalog,
    found: &'a mut Diagnostics,
    /// Modules by directory: each is parsed once, wherever it is called from.
    parsed: HashMap<Utf8PathBuf, Option<Arc<Module>>>,
    installed: HashMap<String, Utf8PathBuf>,
    tree: Tree,
}

impl Loader<'_> {
    fn parse(&mut self, directory: &Utf8Path) -> Option<Arc<Module>> {
        if let Some(module) = self.parsed.get(directory) {
            return module.clone();
        }
        let files = read_directory(directory, self.limits, self.catalog, self.found);
        let module = files.map(|files| {
            for file in &files {
                self.tree
                    .sources
                    .insert(file.text.name().clone(), file.text.as_str().clone());
                self.tree
                    .annotations
                    .extend(annotations::collect(&file.text, &file.body));
            }
            Arc::new(Module::collect(directory.to_owned(), files, self.found))
        });
        self.parsed.insert(directory.to_owned(), module.clone());
        module
    }

    /// Adds a module at a place, and what it calls below; `above` are the directories on the way.
    fn place(
        &mut self,
        module: Arc<Module>,
        path: ModulePath,
        caller: Option<(usize, usize)>,
        above: &mut Vec<Utf8PathBuf>,
    ) -> usize {
        let position = self.tree.modules.len();
        let children = BTreeMap::new();
        self.tree.modules.push(Place {
            path: path.clone(),
            module: module.clone(),
            caller,
            children,
        });
        for &call in module.calls.values() {
            let Some(Item::Call(block)) = module.items.get(call) else {
                continue;
            };
            let child = self.call(block, &module, &path, (position, call), above);
            if let Some(place) = self.tree.modules.get_mut(position) {
                place.children.insert(call, child);
            }
        }
        position
    }

    fn call(
        &mut self,
        block: &Block,
        caller: &Module,
        path: &ModulePath,
        at: (usize, usize),
        above: &mut Vec<Utf8PathBuf>,
    ) -> Option<usize> {
        let name = block.labels.first()?;
        let path = path.child(name, None);
        let Some(source) = block.body.expr("source") else {
            self.found.push(
                block
                    .error(
                        "hcl::module-without-source",
                        format!("module `{name}` has no `source`"),
                        "this call",
                    )
                    .with_help("say where its code is: `source = \"./modules/…\"`"),
            );
            return None;
        };
        let Some(text) = source.constant() else {
            self.found.push(
                source
                    .error(
                        "hcl::module-source-not-constant",
                        format!("the `source` of module `{name}` is not a plain string"),
                        "computed",
                    )
                    .with_help(
                        "Terraform reads it before it evaluates anything: write the text itself",
                    ),
            );
            return None;
        };
        let directory = self.locate(text, caller, &path)?;
        self.bounded(name, source, &directory, above)?;
        let module = self.parse(&directory)?;
        above.push(real(&directory));
        let place = self.place(module, path, Some(at), above);
        above.pop();
        Some(place)
    }

    /// The directory of a module's code. None if it is not on the disk, which is told where the
    /// call is evaluated.
    fn locate(&self, source: &str, caller: &Module, path: &ModulePath) -> Option<Utf8PathBuf> {
        if source.starts_with("./") || source.starts_with("../") || source == "." || source == ".."
        {
            return Some(clean(&caller.directory.join(source)));
        }
        let key: Vec<&str> = path.0.iter().map(|step| step.name.as_ref()).collect();
        self.installed
            .get(&key.join("."))
            .filter(|directory| directory.is_dir())
            .cloned()
    }

    fn bounded(
        &mut self,
        name: &str,
        source: &Expr,
        directory: &Utf8Path,
        above: &[Utf8PathBuf],
    ) -> Option<()> {
        let problem = if !directory.is_dir() {
            source
                .error(
                    "hcl::module-missing",
                    format!(
                        "the code of module `{name}` is not there: `{directory}` is no directory"
                    ),
                    "this source",
                )
                .with_help(
                    "correct the path: it starts from the directory of the file that it stands in",
                )
        } else if above.contains(&real(directory)) {
            source
                .error("hcl::module-cycle", format!("module `{name}` is inside itself: `{directory}` is also one of the modules around it"), "this source")
                .with_help("a module cannot call itself, neither directly nor through others; remove this call")
        } else if above.len() > self.limits.module_depth {
            source.error(
                "hcl::modules-too-deep",
                format!(
                    "modules are nested more than {} deep",
                    self.limits.module_depth
                ),
                "this call",
            )
        } else if self.tree.modules.len() > self.limits.modules {
            // Told once, not for each of the calls that follow.
            if self.tree.modules.len() > self.limits.modules + 1 {
                return None;
            }
            source.error(
                "hcl::too-many-modules",
                format!(
                    "modules are called from more than {} places",
                    self.limits.modules
                ),
                "this call",
            )
        } else {
            return Some(());
        };
        self.found.push(problem);
        None
    }
}
