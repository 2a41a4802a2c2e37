//! What one module declares, before anything is evaluated.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_model::{Diagnostics, Mode};

use super::files::CodeFile;
use super::grammar;
use super::syntax::{Attribute, Block, Body};

/// Something that is evaluated as a whole: the unit of dependencies.
#[derive(Debug)]
pub enum Item {
    /// A `variable` block.
    Variable(Block),
    /// The `validation` blocks of a variable: they may refer to other things than the variable.
    Validations(Block),
    /// One attribute of a `locals` block.
    Local(Attribute),
    /// An `output` block.
    Output(Block),
    /// A `resource`, `data` or `ephemeral` block, with all of its instances.
    Resource(Mode, Block),
    /// How often a `module` block is called.
    Call(Block),
    /// A `provider` block.
    Provider(Block),
    /// A `check` block.
    Check(Block),
}

impl Item {
    /// The block that declares it; none for a local value.
    pub fn block(&self) -> Option<&Block> {
        match self {
            Self::Local(_) => None,
            Self::Variable(block)
            | Self::Validations(block)
            | Self::Output(block)
            | Self::Resource(_, block)
            | Self::Call(block)
            | Self::Provider(block)
            | Self::Check(block) => Some(block),
        }
    }

    /// What the declaration is called: the last label, or the name of the attribute.
    pub fn name(&self) -> &str {
        match (self, self.block()) {
            (Self::Local(attribute), _) => &attribute.name,
            (_, block) => block
                .and_then(|block| block.labels.last())
                .map_or("", AsRef::as_ref),
        }
    }
}

/// As it is referred to: `var.name`, `aws_vpc.main`, `module.network`.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            Self::Variable(_) => write!(f, "var.{name}"),
            Self::Validations(_) => write!(f, "the validation of var.{name}"),
            Self::Local(_) => write!(f, "local.{name}"),
            Self::Output(_) => write!(f, "output.{name}"),
            Self::Resource(mode, block) => {
                f.write_str(match mode {
                    Mode::Managed => "",
                    Mode::Data => "data.",
                    Mode::Ephemeral => "ephemeral.",
                })?;
                write!(
                    f,
                    "{}.{name}",
                    block.labels.first().map_or("", AsRef::as_ref)
                )
            }
            Self::Call(_) => write!(f, "module.{name}"),
            Self::Provider(_) => write!(f, "provider.{name}"),
            Self::Check(_) => write!(f, "check.{name}"),
        }
    }
}

/// Items by their names.
pub type Names = BTreeMap<Arc<str>, usize>;

/// The declarations of one directory.
#[derive(Debug, Default)]
pub struct Module {
    /// Where its files are, as it is shown to people.
    pub directory: Utf8PathBuf,
    /// Everything that is evaluated.
    pub items: Vec<Item>,
    /// `variable` blocks.
    pub variables: Names,
    /// Local values.
    pub locals: Names,
    /// `output` blocks.
    pub outputs: Names,
    /// `module` blocks.
    pub calls: Names,
    /// `provider` blocks, by `name` or `name.alias`.
    pub providers: Names,
    /// `check` blocks.
    pub checks: Names,
    /// Managed resources, by type and name.
    pub resources: BTreeMap<Arc<str>, Names>,
    /// Data sources, by type and name.
    pub data_sources: BTreeMap<Arc<str>, Names>,
    /// Ephemeral resources, by type and name.
    pub ephemeral: BTreeMap<Arc<str>, Names>,
    /// `terraform` blocks.
    pub settings: Vec<Block>,
    /// `moved` blocks.
    pub moved: Vec<Block>,
    /// `import` blocks.
    pub imports: Vec<Block>,
    /// `removed` blocks.
    pub removed: Vec<Block>,
}

impl Module {
    /// The resources of a mode, by type and name.
    pub fn of_mode(&self, mode: Mode) -> &BTreeMap<Arc<str>, Names> {
        match mode {
            Mode::Managed => &self.resources,
            Mode::Data => &self.data_sources,
            Mode::Ephemeral => &self.ephemeral,
        }
    }

    /// The item of a resource.
    pub fn resource(&self, mode: Mode, kind: &str, name: &str) -> Option<usize> {
        self.of_mode(mode).get(kind)?.get(name).copied()
    }

    /// Sorts what files declare, and tells what has no place or stands twice.
    pub fn collect(directory: Utf8PathBuf, files: Vec<CodeFile>, found: &mut Diagnostics) -> Self {
        let mut module = Self {
            directory,
            ..Self::default()
        };
        for CodeFile {
            text: _,
            body,
            overrides,
        } in files
        {
            let known = grammar::FILE.check(&body, "a file", found);
            for block in known {
                module.declare(block.clone(), overrides, found);
            }
        }
        module
    }

    fn declare(&mut self, block: Block, overrides: bool, found: &mut Diagnostics) {
        match block.kind.as_ref() {
            "locals" => {
                for attribute in block.body.attributes {
                    self.local(attribute, overrides, found);
                }
                return;
            }
            "terraform" => return self.settings.push(block),
            "moved" => return self.moved.push(block),
            "import" => return self.imports.push(block),
            "removed" => return self.removed.push(block),
            _ => {}
        }
        if let Some(name) = block.labels.iter().find(|label| !is_identifier(label)) {
            found.push(
                block
                    .error("hcl::invalid-name", format!("`{name}` is not a name"), "in this block")
                    .with_help("names start with a letter or `_`, and go on with letters, digits, `_` and `-`"),
            );
            return;
        }
        let key = Key::of(&block);
        let names = self.names(&key);
        if let Some(&earlier) = names.get(&key.name) {
            if overrides {
                self.lay_over(earlier, &block);
            } else {
                let first = self
                    .items
                    .get(earlier)
                    .and_then(Item::block)
                    .map(Block::location);
                let shown = key.to_string();
                found.push(twice(
                    &shown,
                    first.as_ref(),
                    block.error(
                        "hcl::declared-twice",
                        format!("{shown} is declared twice"),
                        "the second time",
                    ),
                ));
            }
            return;
        }
        if overrides && key.kind != "provider" {
            found.push(
                block
                    .error(
                        "hcl::nothing-to-override",
                        format!("there is no {key} to override"),
                        "in an override file",
                    )
                    .with_help("declare it in a file whose name does not end in `_override.tf`"),
            );
            return;
        }
        let position = self.items.len();
        if key.kind == "variable" && block.body.blocks("validation").next().is_some() {
            self.items.push(Item::Variable(block.clone()));
            self.items.push(Item::Validations(block));
        } else {
            self.items.push(key.item(block.clone()));
            if key.kind == "check" {
                // Data sources of a check are like those of the module.
                for data in block.body.blocks("data") {
                    self.declare(data.clone(), false, found);
                }
            }
        }
        self.names(&key).insert(key.name.clone(), position);
    }

    fn local(&mut self, attribute: Attribute, overrides: bool, found: &mut Diagnostics) {
        if let Some(&earlier) = self.locals.get(&attribute.name) {
            let item = self.items.get_mut(earlier);
            if let Some(Item::Local(first)) = item {
                if overrides {
                    *first = attribute;
                } else {
                    let name = format!("local value `{}`", attribute.name);
                    let diagnostic = attribute.error(
                        "hcl::declared-twice",
                        format!("{name} is declared twice"),
                        "the second time",
                    );
                    found.push(twice(&name, Some(&first.location()), diagnostic));
                }
            }
            return;
        }
        self.locals.insert(attribute.name.clone(), self.items.len());
        self.items.push(Item::Local(attribute));
    }

    fn names(&mut self, key: &Key) -> &mut Names {
        match key.kind {
            "variable" => &mut self.variables,
            "output" => &mut self.outputs,
            "module" => &mut self.calls,
            "provider" => &mut self.providers,
            "check" => &mut self.checks,
            "resource" => self.resources.entry(key.first.clone()).or_default(),
            "data" => self.data_sources.entry(key.first.clone()).or_default(),
            _ => self.ephemeral.entry(key.first.clone()).or_default(),
        }
    }

    fn lay_over(&mut self, position: usize, over: &Block) {
        for position in [position, position + 1] {
            let same = |item: &Item| {
                item.block()
                    .is_some_and(|block| block.kind == over.kind && block.labels == over.labels)
            };
            let Some(item) = self.items.get_mut(position).filter(|item| same(item)) else {
                continue;
            };
            match item {
                Item::Local(_) => {}
                Item::Variable(block)
                | Item::Validations(block)
                | Item::Output(block)
                | Item::Resource(_, block)
                | Item::Call(block)
                | Item::Provider(block)
                | Item::Check(block) => merge(&mut block.body, &over.body),
            }
        }
    }
}

/// What makes a block unique in its module.
struct Key {
    kind: &'static str,
    /// The type of a resource, or else nothing.
    first: Arc<str>,
    /// The name; `name.alias` for a provider.
    name: Arc<str>,
}

impl Key {
    fn of(block: &Block) -> Self {
        let label = |position: usize| block.labels.get(position).cloned().unwrap_or_default();
        let kind = [
            "variable",
            "output",
            "module",
            "check",
            "resource",
            "data",
            "ephemeral",
        ]
        .into_iter()
        .find(|kind| *kind == block.kind.as_ref());
        match kind {
            Some(kind @ ("resource" | "data" | "ephemeral")) => Self {
                kind,
                first: label(0),
                name: label(1),
            },
            Some(kind) => Self {
                kind,
                first: Arc::default(),
                name: label(0),
            },
            None => {
                let alias = block.body.expr("alias").and_then(|alias| alias.name());
                let name = match alias {
                    Some(alias) => Arc::from(format!("{}.{alias}", label(0))),
                    None => label(0),
                };
                Self {
                    kind: "provider",
                    first: Arc::default(),
                    name,
                }
            }
        }
    }

    fn item(&self, block: Block) -> Item {
        match self.kind {
            "variable" => Item::Variable(block),
            "output" => Item::Output(block),
            "module" => Item::Call(block),
            "check" => Item::Check(block),
            "resource" => Item::Resource(Mode::Managed, block),
            "data" => Item::Resource(Mode::Data, block),
            "ephemeral" => Item::Resource(Mode::Ephemeral, block),
            _ => Item::Provider(block),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dot = if self.first.is_empty() { "" } else { "." };
        write!(f, "{} `{}{dot}{}`", self.kind, self.first, self.name)
    }
}

fn twice(
    what: &str,
    first: Option<&tollgate_model::Location>,
    diagnostic: tollgate_model::Diagnostic,
) -> tollgate_model::Diagnostic {
    let place = first.map_or_else(|| "elsewhere".to_owned(), ToString::to_string);
    diagnostic.with_help(format!(
        "{what} stands first at {place}; rename or remove one"
    ))
}

/// Lays an override over a block: arguments replace, nested blocks replace all of their kind, and
/// `lifecycle` is merged argument by argument.
fn merge(base: &mut Body, over: &Body) {
    for attribute in &over.attributes {
        match base
            .attributes
            .iter_mut()
            .find(|earlier| earlier.name == attribute.name)
        {
            Some(earlier) => *earlier = attribute.clone(),
            None => base.attributes.push(attribute.clone()),
        }
    }
    let replaces = |name: &str| {
        over.blocks.iter().any(|block| {
            let dynamic = block.kind.as_ref() == "dynamic"
                && block
                    .labels
                    .first()
                    .is_some_and(|label| label.as_ref() == name);
            block.kind.as_ref() == name && name != "lifecycle" || dynamic
        })
    };
    base.blocks.retain(|block| match block.kind.as_ref() {
        "dynamic" => !block.labels.first().is_some_and(|label| replaces(label)),
        kind => !replaces(kind),
    });
    for block in &over.blocks {
        let lifecycle = base
            .blocks
            .iter_mut()
            .find(|earlier| earlier.kind.as_ref() == "lifecycle");
        match lifecycle.filter(|_| block.kind.as_ref() == "lifecycle") {
            Some(earlier) => merge(&mut earlier.body, &block.body),
            None => base.blocks.push(block.clone()),
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}
