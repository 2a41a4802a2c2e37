//! `data.aws_iam_policy_document` whose result is unknown: the document as far as it is known.
//!
//! One ARN that does not exist yet makes the whole `json` unknown. The plan has the data source's
//! arguments all the same, so the document is put together from them. An unknown string made from
//! the identity of a resource stands in it as a symbol, `${aws_s3_bucket.videos.arn}`.

use std::collections::HashMap;

use tollgate_model::{Address, Mode, Object, Value};

use super::policy_statement::{Part, blocks_of, resolve, unknown_from};
use super::scope::Scope;
use crate::alignment::makers;
use crate::configuration::{Arguments, Resolution};
use crate::mask::Mask;
use crate::policy_text;

/// The arguments of one data source instance.
#[derive(Debug)]
pub struct DocumentSource {
    /// Arguments that are known.
    pub values: Object,
    /// Those that are not.
    pub unknown: Mask,
}

/// By address.
pub type DocumentSources = HashMap<Address, DocumentSource>;

/// Documents made from documents made from documents: more is given up.
const MAX_DEPTH: usize = 8;

/// The address of the one policy document that a value comes from.
#[must_use]
pub fn origin(resolution: &Resolution) -> Option<&Address> {
    let (first, rest) = resolution.targets.split_first()?;
    let same = rest.iter().all(|target| target.address == first.address);
    (same && !resolution.opaque && is_document(&first.address)).then_some(&first.address)
}

fn is_document(address: &Address) -> bool {
    address.mode() == Mode::Data && address.resource_type().as_ref() == "aws_iam_policy_document"
}

/// The document that the data source at `address` makes; none if the plan does not have it.
pub fn build(address: &Address, scope: &mut Scope<'_, '_>, depth: usize) -> Option<Value> {
    let source = scope.documents.get(address)?;
    let configuration = scope.resolver.configuration();
    let block = configuration.resource(address);
    let mut scope = scope.inside(address, block);
    let none = Arguments::new();
    let arguments = block.map_or(&none, |block| &block.expressions);

    let mut statements = Vec::new();
    for name in ["source_json", "source_policy_documents"] {
        let found = other_documents(name, source, arguments, &mut scope, depth);
        merge(&mut statements, found);
    }
    merge(
        &mut statements,
        own_statements(source, arguments, &mut scope),
    );
    for name in ["override_json", "override_policy_documents"] {
        let found = other_documents(name, source, arguments, &mut scope, depth);
        merge(&mut statements, found);
    }
    let mut document = Object::from([("Statement".to_owned(), Value::List(statements))]);
    if let Some(version) = source.values.get("version") {
        document.insert("Version".to_owned(), version.clone());
    }
    let mut document = Value::Object(document);
    policy_text::canonical(&mut document);
    Some(document)
}

/// Adds statements; one with the `Sid` of an earlier one replaces it.
fn merge(statements: &mut Vec<Value>, added: Vec<Value>) {
    fn sid(statement: &Value) -> Option<&str> {
        statement
            .as_object()?
            .get("Sid")?
            .as_str()
            .filter(|sid| !sid.is_empty())
    }
    for statement in added {
        let earlier =
            sid(&statement).and_then(|new| statements.iter().position(|old| sid(old) == Some(new)));
        match earlier.and_then(|position| statements.get_mut(position)) {
            Some(old) => *old = statement,
            None => statements.push(statement),
        }
    }
}

/// The statements of the documents that the data source starts from or puts on top.
fn other_documents(
    name: &str,
    source: &DocumentSource,
    arguments: &Arguments,
    scope: &mut Scope<'_, '_>,
    depth: usize,
) -> Vec<Value> {
    let texts = match source.values.get(name) {
        Some(Value::List(texts)) => texts.as_slice(),
        Some(text) => std::slice::from_ref(text),
        None => &[],
    };
    let mask = source.unknown.attribute(name);
    let mut statements = Vec::new();
    for text in texts
        .iter()
        .filter_map(Value::as_str)
        .filter(|text| !text.is_empty())
    {
        match policy_text::decode(text) {
            Some(Value::Object(mut document)) => match document.remove("Statement") {
                Some(Value::List(found)) => statements.extend(found),
                _ => statements.push(Value::unknown()),
            },
            _ => statements.push(Value::unknown()),
        }
    }
    if mask.is_clear() {
        return statements;
    }
    let resolution = resolve(arguments.get(name), scope);
    let unknown = match mask {
        Mask::List(items) => items.iter().filter(|item| !item.is_clear()).count(),
        _ => resolution.targets.len().max(1),
    };
    let known = resolution
        .targets
        .iter()
        .all(|target| is_document(&target.address));
    if resolution.opaque || !known || resolution.targets.len() < unknown || depth >= MAX_DEPTH {
        statements.push(unknown_from(&resolution));
        return statements;
    }
    for target in &resolution.targets {
        // A document that was read before is among the texts.
        match build(&target.address, scope, depth + 1) {
            Some(Value::Object(mut document)) => {
                if let Some(Value::List(found)) = document.remove("Statement") {
                    statements.extend(found);
                }
            }
            _ if resolution.targets.len() == unknown => statements.push(unknown_from(&resolution)),
            _ => {}
        }
    }
    statements
}

fn own_statements(
    source: &DocumentSource,
    arguments: &Arguments,
    scope: &mut Scope<'_, '_>,
) -> Vec<Value> {
    let mask = source.unknown.attribute("statement");
    let blocks = blocks_of(&[arguments], "statement");
    let known = source
        .values
        .get("statement")
        .and_then(Value::as_list)
        .unwrap_or_default();
    if *mask == Mask::Set {
        return vec![Value::unknown()];
    }
    let empty = Object::new();
    let mut statements = Vec::new();
    for (index, statement) in known.iter().enumerate() {
        let values = statement.as_object().unwrap_or(&empty);
        let part = Part {
            values,
            unknown: mask.element(index),
            arguments: makers(&blocks, known.len(), index, Some(values), true),
        };
        statements.push(part.statement(scope));
    }
    statements
}
