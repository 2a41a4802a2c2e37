//! Examples in the manual that are tried: Terraform code, and what the inventory says of it.
//!
//! An `hcl` block is followed by a `json` block that has the `address` of one resource, and of its
//! other members those that the page wants to show, each in full.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::project::Project;

/// Code, and a resource that the inventory of it has.
#[derive(Clone, Debug)]
pub struct Example {
    /// The code.
    pub code: String,
    /// The resource, or a part of it.
    pub resource: String,
}

/// The examples of a page.
#[must_use]
pub fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut code: Option<String> = None;
    for (language, text) in blocks(page) {
        match (language.as_str(), code.take()) {
            ("hcl", _) => code = Some(text),
            ("json", Some(code)) => found.push(Example {
                code,
                resource: text,
            }),
            _ => {}
        }
    }
    found
}

/// What of an example does not hold; none when all of it does.
#[must_use]
pub fn wrong(example: &Example) -> Option<String> {
    let expected: Value = match serde_json::from_str(&example.resource) {
        Ok(expected) => expected,
        Err(error) => return Some(format!("{error} in {}", example.resource)),
    };
    let project = Project::new(&[("main.tf", &example.code)]);
    let outcome = project.tollgate(&["inventory", "."]);
    let inventory: Value = match serde_json::from_str(&outcome.stdout) {
        Ok(inventory) => inventory,
        Err(error) => return Some(format!("{error}: {}", outcome.stderr)),
    };
    let address = expected.get("address");
    let groups = inventory.get("resources").and_then(Value::as_object);
    let actual = groups
        .into_iter()
        .flat_map(|groups| groups.values())
        .filter_map(Value::as_array)
        .flatten()
        .find(|resource| address.is_some() && resource.get("address") == address);
    let Some(actual) = actual else {
        return Some(format!("the inventory has no {address:?}"));
    };
    let mut members = expected.as_object().into_iter().flatten();
    members.find_map(|(name, value)| {
        let found = actual.get(name);
        (found != Some(value)).then(|| {
            let found = found.map_or_else(|| "nothing".to_owned(), ToString::to_string);
            format!("`{name}` is {found}, and not {value}")
        })
    })
}

/// The fenced blocks of a page, each with its language.
#[must_use]
pub fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(page) {
        match (event, &mut open) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) => {
                open = Some((language.into_string(), String::new()));
            }
            (Event::Text(part), Some((_, text))) => text.push_str(&part),
            (Event::End(TagEnd::CodeBlock), _) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_behind_code_is_an_example() {
        let page = "```json\n{}\n```\n\n```hcl\na = 1\n```\n\ntext\n\n```json\n{\"b\": 1}\n```\n";
        let found = examples(page);
        assert_eq!(found.len(), 1);
        let pair = found
            .first()
            .map(|one| (one.code.as_str(), one.resource.as_str()));
        assert_eq!(pair, Some(("a = 1\n", "{\"b\": 1}\n")));
    }
}
