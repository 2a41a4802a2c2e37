//! The modules of a configuration, found by path and parsed when first needed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use hcl_edit::structure::Block;
use serde::Deserialize;
use tollgate_model::{Address, Diagnostic, Diagnostics, Mode, ModulePath, SourceMap};

use super::source_file::SourceFile;
use super::{Code, annotations};

/// Larger files are not code that a person wrote.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// A root module and what it calls.
#[derive(Debug)]
pub struct ModuleTree {
    root: Utf8PathBuf,
    /// Directories of installed modules, by path with dots, relative to the root.
    installed: HashMap<String, Utf8PathBuf>,
    /// Directory of each module path; none if it is not there.
    found: HashMap<ModulePath, Option<Arc<Module>>>,
    parsed: BTreeMap<Utf8PathBuf, Option<Arc<Module>>>,
    warnings: Diagnostics,
}

/// One directory.
#[derive(Debug)]
struct Module {
    directory: Utf8PathBuf,
    files: Vec<SourceFile>,
    /// Position of each resource, data source and module call: file, and block among its blocks.
    blocks: HashMap<String, (usize, usize)>,
}

/// One block, with the file that holds it.
#[derive(Debug)]
pub struct Declaration {
    module: Arc<Module>,
    file: usize,
    block: usize,
}

impl Declaration {
    /// The file.
    #[must_use]
    pub fn file(&self) -> Option<&SourceFile> {
        self.module.files.get(self.file)
    }

    /// The block.
    #[must_use]
    pub fn block(&self) -> Option<&Block> {
        self.file()?.body.get(self.block)?.as_block()
    }
}

/// `.terraform/modules/modules.json`.
#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "Modules", default)]
    modules: Vec<Installed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Installed {
    key: String,
    dir: Utf8PathBuf,
}

impl ModuleTree {
    /// The tree under a root module.
    #[must_use]
    pub fn new(root: &Utf8Path) -> Self {
        let manifest = std::fs::read_to_string(root.join(".terraform/modules/modules.json"))
            .ok()
            .and_then(|json| serde_json::from_str::<Manifest>(&json).ok());
        let installed = manifest
            .map(|manifest| manifest.modules)
            .unwrap_or_default()
            .into_iter()
            .map(|module| (module.key, module.dir))
            .collect();
        Self {
            root: tidy(root),
            installed,
            found: HashMap::new(),
            parsed: BTreeMap::new(),
            warnings: Diagnostics::default(),
        }
    }

    /// The block that made the resource at `address`.
    pub fn declaration(&mut self, address: &Address) -> Option<Declaration> {
        let module = self.module(&address.module().without_keys())?;
        let kind = if address.mode() == Mode::Data {
            "data"
        } else {
            "resource"
        };
        let name = format!("{kind}.{}.{}", address.resource_type(), address.name());
        let (file, block) = *module.blocks.get(&name)?;
        Some(Declaration {
            module,
            file,
            block,
        })
    }

    fn module(&mut self, path: &ModulePath) -> Option<Arc<Module>> {
        if let Some(known) = self.found.get(path) {
            return known.clone();
        }
        let directory = self.directory(path);
        let module = directory.and_then(|directory| self.parse(&directory));
        self.found.insert(path.clone(), module.clone());
        module
    }

    fn directory(&mut self, path: &ModulePath) -> Option<Utf8PathBuf> {
        let mut outer = path.clone();
        let Some(step) = outer.0.pop() else {
            return Some(self.root.clone());
        };
        let caller = self.module(&outer)?;
        let source = caller.source(&step.name)?;
        if source.starts_with("./") || source.starts_with("../") {
            return Some(tidy(&caller.directory.join(source)));
        }
        let key: Vec<&str> = path.0.iter().map(|step| step.name.as_ref()).collect();
        self.installed
            .get(&key.join("."))
            .map(|directory| tidy(&self.root.join(directory)))
    }

    fn parse(&mut self, directory: &Utf8Path) -> Option<Arc<Module>> {
        if let Some(known) = self.parsed.get(directory) {
            return known.clone();
        }
        let module = match Module::read(directory, &mut self.warnings) {
            Ok(module) => Some(Arc::new(module)),
            Err(error) => {
                let message = format!("the module at `{directory}` cannot be read: {error}");
                self.warnings
                    .push(Diagnostic::warning("sources::module-unreadable", message));
                None
            }
        };
        self.parsed.insert(directory.to_owned(), module.clone());
        module
    }

    /// The text of all files that were read, and the comments in them.
    #[must_use]
    pub fn code(&self) -> Code {
        let mut sources = SourceMap::default();
        let mut found = Vec::new();
        for file in self
            .parsed
            .values()
            .flatten()
            .flat_map(|module| &module.files)
        {
            sources.insert(Arc::clone(&file.name), Arc::clone(&file.text));
            found.extend(annotations::annotations(file));
        }
        Code {
            sources,
            annotations: found,
            warnings: self.warnings.clone(),
        }
    }
}

impl Module {
    fn read(directory: &Utf8Path, warnings: &mut Diagnostics) -> std::io::Result<Self> {
        let mut paths: Vec<Utf8PathBuf> = Vec::new();
        let here = Utf8Path::new(".");
        let folder = if directory.as_str().is_empty() {
            here
        } else {
            directory
        };
        for entry in folder.read_dir_utf8()? {
            let entry = entry?;
            let size = entry.metadata().map_or(0, |metadata| metadata.len());
            if entry.path().extension() == Some("tf") && size <= MAX_FILE_BYTES {
                paths.push(directory.join(entry.file_name()));
            }
        }
        paths.sort();
        let mut module = Self {
            directory: directory.to_owned(),
            files: Vec::new(),
            blocks: HashMap::new(),
        };
        for path in paths {
            let text: Arc<str> = std::fs::read_to_string(&path)?.into();
            match SourceFile::parse(Arc::from(path.as_str()), Arc::clone(&text)) {
                Ok(file) => module.add(file),
                Err(error) => {
                    let file = tollgate_model::diagnostic::SourceFile::new(&path, text);
                    let offset = error.location().offset();
                    let warning = Diagnostic::warning(
                        "sources::code-unparsable",
                        error.message().to_string(),
                    )
                    .at(&file, offset..offset, "here");
                    warnings.push(warning);
                }
            }
        }
        Ok(module)
    }

    fn add(&mut self, file: SourceFile) {
        let index = self.files.len();
        for (position, structure) in file.body.iter().enumerate() {
            let Some(block) = structure.as_block() else {
                continue;
            };
            let mut name = block.ident.as_str().to_owned();
            for label in &block.labels {
                name.push('.');
                name.push_str(label.as_str());
            }
            // An override file changes a block; the block is where it was made.
            self.blocks.entry(name).or_insert((index, position));
        }
        self.files.push(file);
    }

    /// The `source` of the module call `name`.
    fn source(&self, name: &str) -> Option<&str> {
        let (file, block) = self.blocks.get(&format!("module.{name}"))?;
        let block = self.files.get(*file)?.body.get(*block)?.as_block()?;
        block.body.get_attribute("source")?.value.as_str()
    }
}

/// The path without `./` and without `a/..`, so that it can be shown.
fn tidy(path: &Utf8Path) -> Utf8PathBuf {
    use camino::Utf8Component;
    let mut tidy = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir
                if matches!(
                    tidy.components().next_back(),
                    Some(Utf8Component::Normal(_))
                ) =>
            {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
