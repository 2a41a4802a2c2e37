//! A bundle: rules, the libraries they share, their parameters and their tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use include_dir::{Dir, include_dir};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tollgate_model::assessment::RuleFailure;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics, Rule};

use crate::{metadata, switch};

/// The rules that are built into the binary.
static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../policies");

/// Larger files than this are not Rego that anybody wrote.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// One Rego file.
#[derive(Clone, Debug)]
pub struct Module {
    /// Path inside its bundle, such as `aws/rds/storage_encrypted.rego`.
    pub path: String,
    /// The text, by the name that people are shown.
    pub source: SourceFile,
}

/// A rule, and the file that holds it.
#[derive(Clone, Debug)]
pub struct RuleModule {
    /// What its METADATA says.
    pub rule: Arc<Rule>,
    /// Its file.
    pub module: Module,
    /// Whether it reads `input.deleted`.
    pub reads_deleted: bool,
    /// The parameter that switches it on, such as `rds.multi_az`: every `deny` asks for it.
    pub switch: Option<String>,
    /// What it reads of `input.context` that a document may not tell: `account`, `region`.
    pub reads_context: Vec<&'static str>,
}

/// Rules, libraries, parameters and tests.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    rules: Vec<RuleModule>,
    listed: Vec<Arc<Rule>>,
    libraries: BTreeMap<String, Module>,
    tests: BTreeMap<String, Module>,
    parameters: BTreeMap<String, Json>,
    failures: Vec<RuleFailure>,
    names: Vec<String>,
}

impl Bundle {
    /// The rules that are built in.
    ///
    /// # Errors
    /// When the build is damaged; a test holds that it is not.
    pub fn builtin() -> Result<Self, Diagnostics> {
        let mut bundle = Self::default();
        let mut files = Vec::new();
        collect_embedded(&BUILTIN, &mut files);
        let files = files.into_iter().map(|(path, text)| {
            let source = SourceFile::new(format!("policies/{path}"), Arc::from(text));
            Module {
                path: path.to_owned(),
                source,
            }
        });
        bundle.add_all("built-in", files);
        match bundle.failures.first() {
            None => Ok(bundle),
            Some(failure) => {
                Err(Diagnostic::error("policy::builtin-damaged", failure.message.clone()).into())
            }
        }
    }

    /// The rules of `folders`, added to `base`; a rule whose id `base` has takes its place.
    ///
    /// A file that cannot be used becomes a failure of the bundle, which every assessment reports:
    /// the other rules go on.
    ///
    /// # Errors
    /// When a folder cannot be read or holds no rule.
    pub fn load(folders: &[Utf8PathBuf], base: Option<Self>) -> Result<Self, Diagnostics> {
        let mut bundle = base.unwrap_or_default();
        for folder in folders {
            let mut paths = Vec::new();
            collect_files(folder, folder, 0, &mut paths)?;
            let is_rules_or_parameters = |path: &Utf8PathBuf| {
                path.extension() == Some("rego")
                    || (path.starts_with("parameters") && path.extension() == Some("json"))
            };
            if !paths.iter().any(is_rules_or_parameters) {
                return Err(Diagnostic::error(
                    "policy::empty-folder",
                    format!("`{folder}` holds no rule and no parameters"),
                )
                .with_help(
                    "name the folder that holds `aws/<service>/<rule>.rego` or \
                     `parameters/<environment>.json`",
                )
                .into());
            }
            let files = paths
                .into_iter()
                .map(|path| {
                    let shown = folder.join(&path);
                    let text = read(&shown)?;
                    Ok(Module {
                        path: path.into_string(),
                        source: SourceFile::new(shown, text.into()),
                    })
                })
                .collect::<Result<Vec<_>, Diagnostics>>()?;
            bundle.add_all(folder.as_str(), files);
        }
        Ok(bundle)
    }

    fn add_all(&mut self, name: &str, files: impl IntoIterator<Item = Module>) {
        self.names.push(name.to_owned());
        for file in files {
            self.add(file);
        }
        self.rules.sort_by(|a, b| a.rule.id.cmp(&b.rule.id));
        self.listed = self.rules.iter().map(|rule| rule.rule.clone()).collect();
    }

    fn add(&mut self, file: Module) {
        let path = file.path.clone();
        if let Some(environment) = path
            .strip_prefix("parameters/")
            .and_then(|name| name.strip_suffix(".json"))
        {
            match serde_json::from_str(file.source.text()) {
                Ok(values) => merge(
                    self.parameters.entry(environment.to_owned()).or_default(),
                    values,
                ),
                Err(error) => self.fail(&file, format!("the parameters are not JSON: {error}")),
            }
        } else if !path.ends_with(".rego") {
            // Documentation and framework catalogues.
        } else if path.ends_with("_test.rego") {
            self.tests.insert(path, file);
        } else if metadata::package(file.source.text())
            .is_some_and(|package| package == "lib" || package.starts_with("lib."))
        {
            self.libraries.insert(path, file);
        } else {
            match metadata::parse(&file.source, &path) {
                Ok(rule) => self.add_rule(rule, file),
                Err(diagnostics) => {
                    for diagnostic in diagnostics.0 {
                        let message = Diagnostics::from(diagnostic).to_string();
                        self.fail(&file, message);
                    }
                }
            }
        }
    }

    fn add_rule(&mut self, rule: Rule, module: Module) {
        let expected = module.path.trim_end_matches(".rego").replace('/', ".");
        if rule.package != expected {
            self.fail(
                &module,
                format!(
                    "the package is `{}`, but the path says `{expected}`",
                    rule.package
                ),
            );
            return;
        }
        self.rules
            .retain(|other| other.rule.id != rule.id && other.rule.package != rule.package);
        let text = module.source.text();
        let reads_deleted = text.contains("input.deleted");
        let switch = switch::of(text);
        let reads_context = ["account", "region"]
            .into_iter()
            .filter(|field| text.contains(&format!("input.context.{field}")))
            .collect();
        self.rules.push(RuleModule {
            rule: Arc::new(rule),
            module,
            reads_deleted,
            switch,
            reads_context,
        });
    }

    fn fail(&mut self, file: &Module, message: String) {
        self.failures.push(RuleFailure {
            rule: file.path.clone(),
            message,
        });
    }

    /// Where the rules came from, as one text.
    #[must_use]
    pub fn name(&self) -> String {
        self.names.join(" + ")
    }

    /// What the rules say of themselves, by id.
    #[must_use]
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.listed
    }

    /// The rules with their files, by id.
    #[must_use]
    pub fn modules(&self) -> &[RuleModule] {
        &self.rules
    }

    /// The libraries that rules share.
    pub fn libraries(&self) -> impl Iterator<Item = &Module> {
        self.libraries.values()
    }

    /// The tests, by path.
    pub fn tests(&self) -> impl Iterator<Item = &Module> {
        self.tests.values()
    }

    /// Files that could not be used.
    #[must_use]
    pub fn failures(&self) -> &[RuleFailure] {
        &self.failures
    }

    /// The environments that have parameters of their own.
    pub fn environments(&self) -> impl Iterator<Item = &str> {
        self.parameters
            .keys()
            .map(String::as_str)
            .filter(|name| *name != "default")
    }

    /// The parameters of an environment: the defaults, with the environment's own merged over them.
    #[must_use]
    pub fn parameters(&self, environment: Option<&str>) -> Json {
        let mut merged = Json::Object(serde_json::Map::new());
        let layers = ["default"]
            .into_iter()
            .chain(environment.filter(|name| *name != "default"));
        for layer in layers {
            if let Some(values) = self.parameters.get(layer) {
                merge(&mut merged, values.clone());
            }
        }
        merged
    }

    /// The SHA-256 of everything that decides: rules, libraries and parameters, in order of path.
    #[must_use]
    pub fn digest(&self) -> String {
        let rules = self.rules.iter().map(|rule| &rule.module);
        let files: BTreeMap<&str, &str> = rules
            .chain(self.libraries.values())
            .map(|module| (module.path.as_str(), module.source.text().as_ref()))
            .collect();
        let mut hash = Sha256::new();
        for (path, text) in files {
            hash.update(format!("{} {path}\n{} ", path.len(), text.len()));
            hash.update(text);
        }
        for (environment, values) in &self.parameters {
            hash.update(format!("\n{environment} {values}"));
        }
        let mut text = String::from("sha256:");
        for byte in hash.finalize() {
            text.push_str(&format!("{byte:02x}"));
        }
        text
    }

    /// The types that rules judge.
    #[must_use]
    pub fn known_types(&self) -> BTreeSet<&str> {
        self.listed
            .iter()
            .flat_map(|rule| &rule.resources)
            .map(AsRef::as_ref)
            .collect()
    }
}

/// Lays `over` on `base`, object by object.
pub(crate) fn merge(base: &mut Json, over: Json) {
    match (base, over) {
        (Json::Object(base), Json::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Json::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}

fn collect_embedded<'a>(folder: &'a Dir<'a>, files: &mut Vec<(&'a str, &'a str)>) {
    for file in folder.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.push((path, text));
        }
    }
    for inner in folder.dirs() {
        collect_embedded(inner, files);
    }
}

fn unreadable(path: &Utf8Path, error: &std::io::Error) -> Diagnostics {
    Diagnostic::error(
        "policy::unreadable",
        format!("cannot read `{path}`: {error}"),
    )
    .with_help("--policies takes a folder of Rego files")
    .into()
}

/// The files below `folder`, relative to `root`, in order; depth is bounded against link loops.
fn collect_files(
    root: &Utf8Path,
    folder: &Utf8Path,
    depth: usize,
    files: &mut Vec<Utf8PathBuf>,
) -> Result<(), Diagnostics> {
    if depth > 16 {
        return Err(unreadable(
            folder,
            &std::io::Error::other("folders are nested too deeply"),
        ));
    }
    let mut entries = folder
        .read_dir_utf8()
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(folder, &error))?;
    entries.sort_by(|a, b| a.file_name().cmp(b.file_name()));
    for entry in entries
        .iter()
        .filter(|entry| !entry.file_name().starts_with('.'))
    {
        let path = entry.path();
        if path.is_dir() {
            collect_files(root, path, depth + 1, files)?;
        } else if matches!(path.extension(), Some("rego" | "json")) {
            files.push(path.strip_prefix(root).unwrap_or(path).to_owned());
        }
    }
    Ok(())
}

fn read(path: &Utf8Path) -> Result<String, Diagnostics> {
    let size = path
        .metadata()
        .map_err(|error| unreadable(path, &error))?
        .len();
    if size > MAX_FILE_BYTES {
        let limit = std::io::Error::other(format!("it is larger than {MAX_FILE_BYTES} bytes"));
        return Err(unreadable(path, &limit));
    }
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}
