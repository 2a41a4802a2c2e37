//! The METADATA comment at the head of a rule's file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, Domain, PathPattern, Rule, RuleId, Severity};

/// The keys at the top of the block.
const KEYS: &[&str] = &[
    "title",
    "description",
    "related_resources",
    "custom",
    "scope",
];

/// The keys under `custom`.
const CUSTOM_KEYS: &[&str] = &[
    "id",
    "control",
    "severity",
    "domain",
    "resources",
    "attributes",
    "presence",
    "controls",
    "remediation",
    "waivable",
    "advisory",
    "parameters",
];

#[derive(Deserialize)]
struct Header {
    title: String,
    description: String,
    #[serde(default)]
    related_resources: Vec<String>,
    custom: Custom,
}

#[derive(Deserialize)]
struct Custom {
    id: RuleId,
    control: Option<String>,
    severity: Severity,
    domain: Domain,
    resources: Vec<Arc<str>>,
    attributes: Vec<PathPattern>,
    #[serde(default)]
    presence: Vec<PathPattern>,
    #[serde(default)]
    controls: BTreeMap<String, Vec<String>>,
    remediation: String,
    #[serde(default = "yes")]
    waivable: bool,
    #[serde(default)]
    advisory: bool,
    #[serde(default)]
    parameters: Vec<String>,
}

fn yes() -> bool {
    true
}

/// The YAML of the block, and the lines of the file that it takes.
struct Block {
    yaml: String,
    range: Range<usize>,
}

/// Finds the block: the comment lines after `# METADATA`, without their `#`.
fn block(text: &str) -> Option<Block> {
    let mut offset = 0;
    let mut start = None;
    let mut yaml = String::new();
    for line in text.split_inclusive('\n') {
        match (start, line.strip_prefix('#')) {
            (None, Some(comment)) if comment.trim() == "METADATA" => start = Some(offset),
            (Some(_), Some(comment)) => {
                yaml.push_str(comment.strip_prefix(' ').unwrap_or(comment));
            }
            (Some(_), None) => break,
            (None, _) => {}
        }
        offset += line.len();
    }
    Some(Block {
        yaml,
        range: start?..offset,
    })
}

/// The package that the file declares.
pub fn package(text: &str) -> Option<&str> {
    text.lines()
        .find_map(|line| line.strip_prefix("package "))
        .map(str::trim)
}

/// Reads the metadata of the rule in `source`, which stands at `file` in its bundle.
///
/// # Errors
/// One diagnostic for each unknown key, or for the first thing that is missing or wrong.
pub fn parse(source: &SourceFile, file: &str) -> Result<Rule, Diagnostics> {
    let text = source.text();
    let Some(Block { yaml, range }) = block(text) else {
        return Err(Diagnostic::error(
            "policy::metadata-missing",
            "the rule has no METADATA block",
        )
        .at(
            source,
            0..text.find('\n').unwrap_or(text.len()),
            "expected `# METADATA` here",
        )
        .with_help("copy the header of a neighbouring rule; docs/writing-rules.md explains it")
        .into());
    };
    let bad = |message: String| -> Diagnostics {
        Diagnostic::error("policy::metadata-invalid", message)
            .at(source, range.clone(), "in this block")
            .with_help("docs/writing-rules.md lists the keys and what they hold")
            .into()
    };
    let value: yaml_serde::Value = yaml_serde::from_str(&yaml)
        .map_err(|error| bad(format!("METADATA is not YAML: {error}")))?;
    let mut unknown = Diagnostics::default();
    check_keys(&value, KEYS, source, &range, &mut unknown);
    if let Some(custom) = value.get("custom") {
        check_keys(custom, CUSTOM_KEYS, source, &range, &mut unknown);
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let header: Header =
        yaml_serde::from_value(value).map_err(|error| bad(format!("METADATA: {error}")))?;
    let package = package(text).ok_or_else(|| bad("the file declares no package".to_owned()))?;
    let Custom {
        id,
        control,
        severity,
        domain,
        resources,
        attributes,
        presence,
        controls,
        remediation,
        waivable,
        advisory,
        parameters,
    } = header.custom;
    Ok(Rule {
        id,
        title: header.title,
        description: header.description,
        severity,
        domain,
        resources,
        attributes,
        presence,
        control,
        controls,
        remediation,
        related_resources: header.related_resources,
        waivable,
        advisory,
        parameters,
        package: package.to_owned(),
        file: file.to_owned(),
    })
}

fn check_keys(
    value: &yaml_serde::Value,
    known: &[&str],
    source: &SourceFile,
    block: &Range<usize>,
    unknown: &mut Diagnostics,
) {
    let Some(mapping) = value.as_mapping() else {
        return;
    };
    for key in mapping
        .keys()
        .filter_map(|key| key.as_str())
        .filter(|key| !known.contains(key))
    {
        let range = source
            .text()
            .get(block.clone())
            .and_then(|text| text.find(&format!("{key}:")))
            .map_or(block.clone(), |at| {
                block.start + at..block.start + at + key.len()
            });
        let help = nearest(key, known.iter().copied()).map_or_else(
            || format!("the keys are {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        unknown.push(
            Diagnostic::error(
                "policy::metadata-unknown-key",
                format!("unknown key `{key}`"),
            )
            .at(source, range, "not a key of METADATA")
            .with_help(help),
        );
    }
}
