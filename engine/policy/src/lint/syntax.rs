//! The syntax tree that the evaluator gives as JSON, and ways to walk it.

use std::ops::Range;

use regorus::Engine;
use serde_json::Value as Json;

/// The tree of one file.
pub struct Tree {
    rules: Vec<Json>,
    imports: Vec<String>,
}

/// Parses a file.
///
/// # Errors
/// The evaluator's own message.
pub fn parse(path: &str, text: &str) -> Result<Tree, String> {
    let mut engine = Engine::new();
    let tidy = |error: &dyn std::fmt::Display| crate::session::tidy(&error.to_string());
    engine
        .add_policy(path.to_owned(), text.to_owned())
        .map_err(|error| tidy(&error))?;
    let json = engine.get_ast_as_json().map_err(|error| tidy(&error))?;
    let json: Json = serde_json::from_str(&json).map_err(|error| tidy(&error))?;
    let ast = json
        .pointer("/0/ast")
        .ok_or("the evaluator gives no syntax tree")?;
    let list = |key: &str| {
        ast.get(key)
            .and_then(Json::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let imports = list("imports");
    Ok(Tree {
        rules: list("rules"),
        imports: imports
            .iter()
            .filter_map(|import| import.get("refr").and_then(dotted))
            .collect(),
    })
}

impl Tree {
    /// The rules and functions, in order.
    pub fn rules(&self) -> impl Iterator<Item = Declaration<'_>> {
        self.rules.iter().map(Declaration)
    }

    /// What is imported, as dotted paths.
    pub fn imports(&self) -> &[String] {
        &self.imports
    }
}

/// One rule or function.
#[derive(Clone, Copy)]
pub struct Declaration<'a>(&'a Json);

impl<'a> Declaration<'a> {
    /// Everything about it.
    pub fn json(self) -> &'a Json {
        self.0
    }

    /// Its head, with the kind: `Set` (contains), `Compr` (value) or `Func`; `Default` has none.
    pub fn head(self) -> Option<(&'a str, &'a Json)> {
        only(self.0.get("Spec")?.get("head")?)
    }

    /// Its name.
    pub fn name(self) -> Option<String> {
        let refr = match self.head() {
            Some((_, head)) => head.get("refr")?,
            None => self.0.get("Default")?.get("refr")?,
        };
        let path = dotted(refr)?;
        Some(path.split('.').next().unwrap_or_default().to_owned())
    }

    /// Its bodies, `else` branches too.
    pub fn bodies(self) -> impl Iterator<Item = &'a Json> {
        self.0
            .pointer("/Spec/bodies")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
    }
}

/// The only member of an object: its key and value.
pub fn only(json: &Json) -> Option<(&str, &Json)> {
    json.as_object()?
        .iter()
        .next()
        .map(|(key, value)| (key.as_str(), value))
}

/// Calls `visit` for every expression below `json`, with its kind and itself, outermost first.
pub fn walk<'a>(json: &'a Json, visit: &mut impl FnMut(&'a str, &'a Json)) {
    match json {
        Json::Object(members) => {
            for (key, value) in members {
                if key.starts_with(|c: char| c.is_ascii_uppercase()) {
                    visit(key, value);
                }
                walk(value, visit);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}

/// The place of an expression in its file, in bytes.
pub fn range(json: &Json) -> Range<usize> {
    let at = |key: &str| {
        let number = json
            .get("span")
            .and_then(|span| span.get(key))
            .and_then(Json::as_u64);
        number
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    };
    at("start")..at("end").max(at("start"))
}

/// One step of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name` or `["name"]`.
    Name(String),
    /// `[index]` with anything that is not text.
    Computed,
}

/// A reference taken apart: the variable it starts from, and its steps.
pub fn reference(kind: &str, json: &Json) -> Option<(String, Vec<Step>)> {
    match kind {
        "Var" => Some((json.get("value")?.as_str()?.to_owned(), Vec::new())),
        "RefDot" => {
            let (inner_kind, inner) = only(json.get("refr")?)?;
            let (start, mut steps) = reference(inner_kind, inner)?;
            steps.push(Step::Name(json.pointer("/field/1")?.as_str()?.to_owned()));
            Some((start, steps))
        }
        "RefBrack" => {
            let (inner_kind, inner) = only(json.get("refr")?)?;
            let (start, mut steps) = reference(inner_kind, inner)?;
            let (index_kind, index) = only(json.get("index")?)?;
            steps.push(
                match (index_kind, index.get("value").and_then(Json::as_str)) {
                    ("String" | "RawString", Some(name)) => Step::Name(name.to_owned()),
                    _ => Step::Computed,
                },
            );
            Some((start, steps))
        }
        _ => None,
    }
}

/// A reference of names only, as a dotted path.
pub fn dotted(json: &Json) -> Option<String> {
    let (kind, inner) = only(json)?;
    let (start, steps) = reference(kind, inner)?;
    let names = steps.iter().map_while(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Computed => None,
    });
    Some(
        [start.as_str()]
            .into_iter()
            .chain(names)
            .collect::<Vec<_>>()
            .join("."),
    )
}
