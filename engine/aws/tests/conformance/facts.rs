//! Facts name attributes that there are: a misspelt one would be overlooked in silence.

use tollgate_aws::{Kind, kinds};
use tollgate_model::schema::{Block, Catalog};

/// Every attribute that a kind's facts name is one of the provider's schema.
pub fn name_attributes() -> Result<(), String> {
    let catalog = Catalog::embedded().unwrap();
    let mut unknown = Vec::new();
    for kind in kinds::all() {
        let resource_type = kind.facts.resource_type;
        let Some(schema) = catalog.built(resource_type) else {
            continue;
        };
        let names = named(kind).into_iter();
        unknown.extend(
            names
                .filter(|name| !is_there(&schema, name))
                .map(|name| format!("{resource_type}.{name}")),
        );
    }
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(format!("the schema does not have {unknown:?}"))
    }
}

fn named(kind: &Kind) -> Vec<&'static str> {
    let facts = &kind.facts;
    let lists = [
        facts.replaces,
        facts.filled_in,
        facts.write_only,
        facts.sensitive,
        facts.documents,
        facts.arn_or_id,
        facts.abbreviated,
        facts.one_of,
        facts.unordered,
        facts.emptied,
        facts.remembered,
    ];
    let plain = lists.iter().flat_map(|names| names.iter().copied());
    let defaults = facts.defaults.iter().map(|(name, _)| *name);
    let causes = facts
        .recomputed
        .iter()
        .flat_map(|(name, causes)| [*name].into_iter().chain(causes.iter().copied()));
    let alike = facts.alike.iter().map(|(name, _)| *name);
    let echoes = facts.echoes.iter().flat_map(|(name, of)| [*name, *of]);
    plain
        .chain(echoes)
        .chain(defaults)
        .chain(causes)
        .chain(alike)
        .collect()
}

/// Whether the path leads to an attribute or block. What is inside of an attribute is not looked at.
fn is_there(schema: &Block, path: &str) -> bool {
    let (name, rest) = match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    };
    let name = name.strip_suffix("[*]").unwrap_or(name);
    match (schema.blocks.get(name), rest) {
        (Some(block), Some(rest)) => is_there(&block.body, rest),
        (Some(_), None) => true,
        (None, _) => schema.attributes.contains_key(name),
    }
}
