//! `data.aws_iam_policy_document`: statements as blocks, merged and printed as the provider does it.
//!
//! The rules are those of the provider's `internal/service/iam/policy_model.go` (6.x): lists are
//! printed in reverse order and single elements without a list; later documents replace statements
//! by their `Sid`. A document with unknown parts is unknown text that carries the document.

mod part;
mod print;

use crate::functions::decode_json;
use crate::types::Type;
use crate::value::{Data, Members, Unknown, Value};

use part::{
    conditions, decoded_conditions, decoded_principals, principals, strings, with_variables,
};

/// The newest version, and the default.
const VERSION: &str = "2012-10-17";

/// `json` and `minified_json` of the data source whose arguments are `set`.
///
/// # Errors
/// What the provider would refuse: repeated Sids, documents that are not JSON.
pub fn render(set: &Members) -> Result<(Value, Value), String> {
    let mut document = Document::default();
    let mut seen = Vec::new();
    for (position, source) in documents(set, "source_policy_documents").enumerate() {
        let source = source.map_err(|problem| format!("source document {position} {problem}"))?;
        for sid in source.sids() {
            if seen.contains(&sid.to_owned()) {
                return Err(format!(
                    "the Sid `{sid}` stands in more than one of the source documents"
                ));
            }
            seen.push(sid.to_owned());
        }
        document.merge(source);
    }
    document.merge(Document::configured(set)?);
    for (position, over) in documents(set, "override_policy_documents").enumerate() {
        document.merge(over.map_err(|problem| format!("override document {position} {problem}"))?);
    }
    let marks = set.values().fold(Value::null(Type::Any), |marks, value| {
        marks.marked_like(&value.deep_marks())
    });
    let print = |pretty| document.print(pretty).marked_like(&marks);
    Ok((print(true), print(false)))
}

/// A policy document.
#[derive(Default)]
struct Document {
    version: String,
    id: Option<Value>,
    statements: Vec<Statement>,
}

/// A statement: its parts in the order in which they are printed. A statement about which nothing
/// is known has none.
#[derive(Clone, Default)]
struct Statement {
    sid: Option<String>,
    parts: Vec<(&'static str, Value)>,
    is_opaque: bool,
}

/// The documents that an argument lists. An unknown one may carry its document, too.
fn documents<'a>(
    set: &'a Members,
    name: &str,
) -> impl Iterator<Item = Result<Document, String>> + use<'a> {
    let value = set.get(name);
    let whole = value.filter(|value| value.is_unknown());
    let items = value.and_then(Value::items).unwrap_or_default();
    items
        .iter()
        .filter(|item| !item.is_null())
        .chain(whole)
        .map(|item| match &item.data {
            Data::String(text) if text.trim().is_empty() => Ok(Document::default()),
            Data::String(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(json) => Document::decoded(&decode_json(&json)),
                Err(error) => Err(format!("is not JSON: {error}")),
            },
            Data::Unknown(Unknown {
                document: Some(document),
                ..
            }) => Document::decoded(document),
            _ => Ok(Document::opaque()),
        })
}

impl Document {
    /// A document about which nothing is known.
    fn opaque() -> Self {
        let statement = Statement {
            is_opaque: true,
            ..Statement::default()
        };
        Self {
            statements: vec![statement],
            ..Self::default()
        }
    }

    fn sids(&self) -> impl Iterator<Item = &str> {
        self.statements
            .iter()
            .filter_map(|statement| statement.sid.as_deref())
    }

    fn merge(&mut self, other: Self) {
        if other.id.is_some() {
            self.id = other.id;
        }
        if other.version > self.version {
            self.version = other.version;
        }
        for statement in other.statements {
            let earlier = self
                .statements
                .iter_mut()
                .find(|earlier| earlier.sid.is_some() && earlier.sid == statement.sid);
            match earlier {
                Some(earlier) => *earlier = statement,
                None => self.statements.push(statement),
            }
        }
    }

    /// The document that the `statement` blocks make.
    fn configured(set: &Members) -> Result<Self, String> {
        let version = set
            .get("version")
            .and_then(Value::as_str)
            .unwrap_or(VERSION);
        let id = set
            .get("policy_id")
            .filter(|id| id.as_str() != Some(""))
            .cloned();
        let mut document = Self {
            version: version.to_owned(),
            id,
            statements: Vec::new(),
        };
        let Some(statements) = set.get("statement") else {
            return Ok(document);
        };
        let Some(blocks) = statements.items() else {
            document.statements = Self::opaque().statements;
            return Ok(document);
        };
        for block in blocks {
            let statement = match block.members() {
                Some(members) => Statement::configured(members, version)?,
                None => Statement {
                    is_opaque: true,
                    ..Statement::default()
                },
            };
            if let Some(sid) = &statement.sid
                && document.sids().any(|earlier| earlier == sid)
            {
                return Err(format!("the Sid `{sid}` stands in more than one statement"));
            }
            document.statements.push(statement);
        }
        Ok(document)
    }

    /// A document from its JSON.
    fn decoded(value: &Value) -> Result<Self, String> {
        let members = value.members().ok_or("is not an object")?;
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let statements = match members.get("Statement") {
            None => Vec::new(),
            Some(statement) => match (statement.items(), statement.members()) {
                (Some(items), _) => items.iter().map(Statement::decoded).collect(),
                (None, Some(_)) => vec![Statement::decoded(statement)],
                (None, None) => Self::opaque().statements,
            },
        };
        Ok(Self {
            version: text("Version").unwrap_or_default().to_owned(),
            id: members
                .get("Id")
                .filter(|id| id.as_str() != Some(""))
                .cloned(),
            statements,
        })
    }

    /// The text of the document; unknown text that carries it if a part is not known.
    fn print(&self, pretty: bool) -> Value {
        let unknown = self.id.as_ref().is_some_and(|id| !id.is_wholly_known())
            || self.statements.iter().any(Statement::has_unknown);
        if unknown {
            let document = Some(self.value().into());
            return Data::Unknown(Unknown {
                kind: Type::String,
                symbol: None,
                document,
            })
            .into();
        }
        let id = self.id.as_ref().and_then(Value::as_str).unwrap_or_default();
        let statements = self
            .statements
            .iter()
            .map(|statement| statement.parts.as_slice());
        Value::text(print::text(&self.version, id, statements, pretty))
    }

    /// The document as far as it is known.
    fn value(&self) -> Value {
        let mut members = Members::new();
        if !self.version.is_empty() {
            members.insert("Version".into(), Value::text(&self.version));
        }
        members.extend(self.id.clone().map(|id| ("Id".into(), id)));
        let statements = self.statements.iter().map(|statement| {
            if statement.is_opaque {
                return Value::unknown(Type::Any);
            }
            let parts = statement
                .parts
                .iter()
                .map(|(name, value)| ((*name).into(), value.clone()));
            Value::object(parts.collect())
        });
        members.insert("Statement".into(), Value::tuple(statements.collect()));
        Value::object(members)
    }
}

impl Statement {
    fn configured(block: &Members, version: &str) -> Result<Self, String> {
        let sid = block.get("sid").filter(|sid| sid.as_str() != Some(""));
        let mut parts = Vec::new();
        parts.extend(sid.map(|sid| ("Sid", sid.clone())));
        parts.push((
            "Effect",
            block
                .get("effect")
                .cloned()
                .unwrap_or_else(|| Value::text("Allow")),
        ));
        for (argument, name) in [("actions", "Action"), ("not_actions", "NotAction")] {
            parts.extend(
                block
                    .get(argument)
                    .and_then(strings)
                    .map(|value| (name, value)),
            );
        }
        for (argument, name) in [("resources", "Resource"), ("not_resources", "NotResource")] {
            if let Some(value) = block.get(argument).and_then(strings) {
                parts.push((name, with_variables(&value, version)?));
            }
        }
        for (argument, name) in [
            ("principals", "Principal"),
            ("not_principals", "NotPrincipal"),
        ] {
            let Some(blocks) = block.get(argument) else {
                continue;
            };
            parts.push((name, principals(blocks, version)?));
        }
        if let Some(blocks) = block.get("condition") {
            parts.push(("Condition", conditions(blocks, version)?));
        }
        let sid = sid.and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            sid,
            parts,
            is_opaque: false,
        })
    }

    fn decoded(value: &Value) -> Self {
        const PARTS: [&str; 9] = [
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition",
        ];
        let Some(members) = value.members() else {
            return Self {
                is_opaque: true,
                ..Self::default()
            };
        };
        let parts = PARTS.into_iter().filter_map(|name| {
            let value = members
                .get(name)
                .filter(|value| !value.is_null() && value.as_str() != Some(""))?;
            Some((
                name,
                match name {
                    "Principal" | "NotPrincipal" => decoded_principals(value),
                    "Condition" => decoded_conditions(value),
                    _ => value.clone(),
                },
            ))
        });
        let sid = members
            .get("Sid")
            .and_then(Value::as_str)
            .filter(|sid| !sid.is_empty());
        Self {
            sid: sid.map(str::to_owned),
            parts: parts.collect(),
            is_opaque: false,
        }
    }

    fn has_unknown(&self) -> bool {
        self.is_opaque || self.parts.iter().any(|(_, value)| !value.is_wholly_known())
    }
}
