//! What a module declares, before anything is evaluated.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8PathBuf;
use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block, Body, Structure};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, Mode};

use super::files::CodeFile;

/// Something declared, and the file it stands in.
#[derive(Clone, Debug)]
pub struct Declared<T> {
    /// What it is.
    pub item: T,
    /// The file.
    pub source: SourceFile,
}

/// Names of resources: mode, type and name.
pub type ResourceName = (Mode, String, String);

/// A module's declarations.
#[derive(Debug, Default)]
pub struct Module {
    /// Where its files are.
    pub directory: Utf8PathBuf,
    /// `variable` blocks.
    pub variables: BTreeMap<String, Declared<Block>>,
    /// Attributes of `locals` blocks.
    pub locals: BTreeMap<String, Declared<Attribute>>,
    /// `output` blocks.
    pub outputs: BTreeMap<String, Declared<Block>>,
    /// `resource`, `data` and `ephemeral` blocks.
    pub resources: BTreeMap<ResourceName, Declared<Block>>,
    /// `module` blocks.
    pub calls: BTreeMap<String, Declared<Block>>,
    /// The modules that they call, where their code is on disk.
    pub children: BTreeMap<String, Arc<Module>>,
    /// `provider` blocks.
    pub providers: Vec<Declared<Block>>,
    /// Its files.
    pub sources: Vec<SourceFile>,
}

/// The kinds of blocks that may stand at the top of a file.
const KINDS: &[&str] = &[
    "check",
    "data",
    "ephemeral",
    "import",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "terraform",
    "variable",
];

/// The place of something that was parsed.
pub fn span(item: &impl Span) -> Range<usize> {
    item.span().unwrap_or(0..0)
}

/// The place of a block's header line.
pub fn header(block: &Block) -> Range<usize> {
    let start = span(block).start;
    let end = block
        .labels
        .last()
        .and_then(Span::span)
        .or_else(|| block.ident.span());
    start..end.map_or(start, |end| end.end)
}

/// Sorts what files declare.
pub fn collect(files: Vec<CodeFile>, directory: Utf8PathBuf, found: &mut Diagnostics) -> Module {
    let mut module = Module {
        directory,
        ..Module::default()
    };
    for CodeFile { source, body } in files {
        module.sources.push(source.clone());
        let overrides = source
            .name()
            .rsplit('/')
            .next()
            .is_some_and(|name| name == "override.tf" || name.ends_with("_override.tf"));
        for structure in body {
            match structure {
                Structure::Block(block) => declare(&mut module, block, &source, overrides, found),
                Structure::Attribute(attribute) => found.push(
                    Diagnostic::error(
                        "hcl::stray-attribute",
                        format!("`{}` stands outside of any block", attribute.key.as_str()),
                    )
                    .at(
                        &source,
                        span(&attribute),
                        "no argument is expected here",
                    ),
                ),
            }
        }
    }
    module
}

fn declare(
    module: &mut Module,
    block: Block,
    source: &SourceFile,
    overrides: bool,
    found: &mut Diagnostics,
) {
    let kind = block.ident.as_str().to_owned();
    let labels: Vec<String> = block
        .labels
        .iter()
        .map(|label| label.as_str().to_owned())
        .collect();
    let place = header(&block);
    let wanted = match kind.as_str() {
        "resource" | "data" | "ephemeral" => 2,
        "variable" | "output" | "module" | "provider" | "check" => 1,
        _ => 0,
    };
    if !KINDS.contains(&kind.as_str()) {
        let help = nearest(&kind, KINDS.iter().copied()).map_or_else(
            || format!("the kinds are {}", KINDS.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        found.push(
            Diagnostic::error("hcl::unknown-block", format!("there is no block `{kind}`"))
                .at(source, place, "here")
                .with_help(help),
        );
        return;
    }
    if labels.len() != wanted {
        found.push(
            Diagnostic::error(
                "hcl::wrong-labels",
                format!("a `{kind}` block has {wanted} labels, not {}", labels.len()),
            )
            .at(source, place, "here"),
        );
        return;
    }
    let declared = Declared {
        item: block,
        source: source.clone(),
    };
    let mut labels = labels.into_iter();
    let first = labels.next().unwrap_or_default();
    let second = labels.next().unwrap_or_default();
    match kind.as_str() {
        "variable" => put(
            &mut module.variables,
            first.clone(),
            declared,
            &format!("variable `{first}`"),
            overrides,
            found,
        ),
        "output" => put(
            &mut module.outputs,
            first.clone(),
            declared,
            &format!("output `{first}`"),
            overrides,
            found,
        ),
        "module" => put(
            &mut module.calls,
            first.clone(),
            declared,
            &format!("module `{first}`"),
            overrides,
            found,
        ),
        "resource" | "data" | "ephemeral" => {
            let mode = match kind.as_str() {
                "resource" => Mode::Managed,
                "data" => Mode::Data,
                _ => Mode::Ephemeral,
            };
            let what = format!("{kind} `{first}.{second}`");
            put(
                &mut module.resources,
                (mode, first, second),
                declared,
                &what,
                overrides,
                found,
            );
        }
        "provider" => module.providers.push(declared),
        "locals" => {
            for attribute in declared.item.body.attributes() {
                let name = attribute.key.as_str().to_owned();
                let local = Declared {
                    item: attribute.clone(),
                    source: source.clone(),
                };
                if let Some(first) = module.locals.insert(name.clone(), local)
                    && !overrides
                {
                    found.push(twice(
                        &format!("local `{name}`"),
                        source,
                        span(attribute),
                        &first.source,
                    ));
                }
            }
        }
        _ => {}
    }
}

fn put<K: Ord>(
    all: &mut BTreeMap<K, Declared<Block>>,
    key: K,
    declared: Declared<Block>,
    what: &str,
    overrides: bool,
    found: &mut Diagnostics,
) {
    if overrides && let Some(base) = all.get_mut(&key) {
        merge(&mut base.item.body, declared.item.body);
        return;
    }
    let place = header(&declared.item);
    let source = declared.source.clone();
    if let Some(first) = all.insert(key, declared) {
        found.push(twice(what, &source, place, &first.source));
    }
}

fn twice(what: &str, source: &SourceFile, place: Range<usize>, first: &SourceFile) -> Diagnostic {
    Diagnostic::error("hcl::declared-twice", format!("{what} is declared twice"))
        .at(source, place, "the second time")
        .with_help(format!(
            "the first time in {}; rename or remove one",
            first.name()
        ))
}

/// Lays an override over a block: attributes replace, nested blocks of a kind replace all of that kind.
fn merge(base: &mut Body, over: Body) {
    let kinds: Vec<String> = over
        .blocks()
        .map(|block| block.ident.as_str().to_owned())
        .collect();
    for kind in kinds {
        base.remove_blocks(&kind);
    }
    for structure in over {
        if let Structure::Attribute(attribute) = &structure {
            base.remove_attribute(attribute.key.as_str());
        }
        base.push(structure);
    }
}

/// The text of a constant string attribute.
pub fn constant<'a>(body: &'a Body, name: &str) -> Option<&'a str> {
    match &body.get_attribute(name)?.value {
        Expression::String(text) => Some(text.as_str()),
        _ => None,
    }
}

/// A `.tf.json` file, as the code it stands for.
pub fn json_as_code(source: &SourceFile) -> Result<(SourceFile, Body), Diagnostic> {
    let json: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| {
        Diagnostic::error(
            "hcl::syntax",
            format!("`{}` is not JSON: {error}", source.name()),
        )
    })?;
    let mut code = String::new();
    for (kind, inner) in json.as_object().into_iter().flatten() {
        let labels = match kind.as_str() {
            "resource" | "data" | "ephemeral" => 2,
            "variable" | "output" | "module" | "provider" | "check" => 1,
            _ => 0,
        };
        json_blocks(kind, labels, inner, &mut code);
    }
    let code = SourceFile::new(source.name(), Arc::from(code));
    let body = super::files::parse(&code)?;
    Ok((code, body))
}

fn json_blocks(header: &str, labels: usize, inner: &serde_json::Value, code: &mut String) {
    match inner {
        serde_json::Value::Array(all) => {
            all.iter()
                .for_each(|one| json_blocks(header, labels, one, code));
        }
        serde_json::Value::Object(members) if labels > 0 => {
            for (label, inner) in members {
                let header = format!("{header} {}", serde_json::Value::from(label.as_str()));
                json_blocks(&header, labels - 1, inner, code);
            }
        }
        serde_json::Value::Object(members) => {
            code.push_str(header);
            code.push_str(" {\n");
            for (name, value) in members.iter().filter(|(name, _)| *name != "//") {
                json_member(name, value, code);
            }
            code.push_str("}\n");
        }
        _ => {}
    }
}

/// Objects, and lists of objects, are blocks where the provider has blocks; an attribute otherwise.
fn json_member(name: &str, value: &serde_json::Value, code: &mut String) {
    const BLOCKS: &[&str] = &[
        "lifecycle",
        "validation",
        "precondition",
        "postcondition",
        "dynamic",
        "default_tags",
    ];
    if BLOCKS.contains(&name) {
        json_blocks(name, usize::from(name == "dynamic"), value, code);
        return;
    }
    code.push_str(&format!("{name} = {}\n", json_expression(name, value)));
}

fn json_expression(name: &str, value: &serde_json::Value) -> String {
    match value {
        // In JSON these hold an expression, not a template.
        serde_json::Value::String(text) if name == "type" || name == "provider" => text.clone(),
        serde_json::Value::Array(items) => {
            let references = name == "depends_on" || name == "ignore_changes";
            let items = items.iter().map(|item| match item {
                serde_json::Value::String(text) if references => text.clone(),
                item => json_expression("", item),
            });
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                format!(
                    "{} = {}",
                    serde_json::Value::from(key.as_str()),
                    json_expression("", value)
                )
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
