//! What kind of document a text is, told by what it holds and never by its name.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::error::Problem;
use crate::plan::format::ResourceChange;

/// The fields by which documents are told apart, and those that their readers go on with.
///
/// All known documents are read through this one struct, so that 500 MB are scanned once. Parts
/// that may not be needed stay text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Envelope<'a> {
    /// Of a plan, or of `show -json` of a state.
    #[serde(borrow)]
    pub format_version: Option<&'a RawValue>,
    /// Root variables of a plan.
    #[serde(borrow)]
    pub variables: Option<&'a RawValue>,
    /// What a plan expects to exist afterwards.
    #[serde(borrow)]
    pub planned_values: Option<&'a RawValue>,
    /// What a plan does.
    #[serde(borrow)]
    pub resource_changes: Option<Vec<ResourceChange<'a>>>,
    /// What changed outside of Terraform.
    #[serde(borrow)]
    pub resource_drift: Option<Vec<ResourceChange<'a>>>,
    /// What a plan puts off.
    #[serde(borrow)]
    pub deferred_changes: Option<&'a RawValue>,
    /// The expressions of the code.
    #[serde(borrow)]
    pub configuration: Option<&'a RawValue>,
    /// Whether planning failed.
    pub errored: Option<bool>,
    /// Whether applying the plan leads to all that the code says.
    pub complete: Option<bool>,
    /// What a plan of our own engine says besides.
    #[serde(borrow)]
    pub tollgate: Option<&'a RawValue>,
    /// The content of a state in `show -json`.
    #[serde(borrow)]
    pub values: Option<&'a RawValue>,
    /// The version of a state file.
    #[serde(borrow)]
    pub version: Option<&'a RawValue>,
    /// The lineage of a state file.
    pub lineage: Option<IgnoredAny>,
    /// The resources of a state file.
    #[serde(borrow)]
    pub resources: Option<&'a RawValue>,
    /// The modules of a state file before version 4.
    pub modules: Option<IgnoredAny>,
    /// OpenTofu's encryption.
    pub encrypted_data: Option<IgnoredAny>,
    /// A CloudFormation template says so here, or not at all.
    #[serde(rename = "AWSTemplateFormatVersion")]
    pub template_version: Option<IgnoredAny>,
    /// The resources of a CloudFormation template.
    #[serde(rename = "Resources")]
    pub template_resources: Option<IgnoredAny>,
    /// A line of a log.
    #[serde(rename = "@level")]
    pub log_level: Option<IgnoredAny>,
}

/// A recognised document.
#[derive(Debug)]
pub enum Recognised<'a> {
    /// `terraform show -json` of a plan.
    Plan(Box<Envelope<'a>>),
    /// `terraform show -json` of a state: the `values` field.
    ShownState(&'a RawValue),
    /// A state file: the `resources` field.
    StateFile(Option<&'a RawValue>),
}

/// Tells what `text` is.
///
/// # Errors
/// For everything that cannot be read, with the reason.
pub fn recognise(text: &str) -> Result<Recognised<'_>, Problem> {
    let body = text.trim_start();
    match body.bytes().next() {
        None => return Err(Problem::Empty),
        Some(b'{') => {}
        Some(_) => return Err(foreign(body, text)),
    }
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|error| broken(&error, text))?;
    if envelope.encrypted_data.is_some() {
        return Err(Problem::Encrypted);
    }
    if envelope.template_version.is_some() || envelope.template_resources.is_some() {
        return Err(Problem::Cloudformation);
    }
    if envelope.log_level.is_some() {
        return Err(Problem::Log);
    }
    if let Some(version) = envelope.format_version {
        known_format(version.get())?;
    }
    let plan = envelope.planned_values.is_some()
        || envelope.resource_changes.is_some()
        || envelope.configuration.is_some();
    if envelope.errored == Some(true) {
        return Err(Problem::Errored);
    }
    if plan {
        return Ok(Recognised::Plan(Box::new(envelope)));
    }
    if let Some(values) = envelope.values {
        return Ok(Recognised::ShownState(values));
    }
    if let Some(version) = envelope.version
        && (envelope.lineage.is_some()
            || envelope.resources.is_some()
            || envelope.modules.is_some())
    {
        return match version.get() {
            "4" => Ok(Recognised::StateFile(envelope.resources)),
            other => Err(Problem::StateVersion(other.to_owned())),
        };
    }
    let nothing = body
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim() == "}");
    Err(if nothing {
        Problem::EmptyObject
    } else {
        Problem::Unrecognised
    })
}

/// Minor versions only add fields, so 1.x is read whatever x is.
fn known_format(json: &str) -> Result<(), Problem> {
    let version = json.trim_matches('"');
    match version.split('.').next() {
        Some("0" | "1") => Ok(()),
        _ => Err(Problem::FormatVersion(version.to_owned())),
    }
}

fn broken(error: &serde_json::Error, text: &str) -> Problem {
    let problem = Problem::from_json(error, text);
    let first_line = text.trim_start().lines().next().unwrap_or_default();
    match problem {
        Problem::Trailing { .. } if first_line.contains("\"@level\"") => Problem::Log,
        problem => problem,
    }
}

/// What a text is that does not start with `{`.
fn foreign(body: &str, text: &str) -> Problem {
    let literal = match body.trim_end() {
        "null" => Some("`null`"),
        "true" | "false" => Some("a truth value"),
        array if array.starts_with('[') => Some("an array"),
        string if string.starts_with('"') => Some("a string"),
        number if number.parse::<f64>().is_ok() => Some("a number"),
        _ => None,
    };
    if let Some(literal) = literal
        && serde_json::from_str::<IgnoredAny>(body).is_ok()
    {
        return Problem::NotAnObject(literal);
    }
    let lines = || text.lines().take(MAX_LINES);
    let any =
        |starts: &[&str]| lines().any(|line| starts.iter().any(|start| line.starts_with(start)));
    if any(&[
        "resource \"",
        "module \"",
        "terraform {",
        "provider \"",
        "variable \"",
        "locals {",
    ]) {
        return Problem::CodeFile;
    }
    if any(&["AWSTemplateFormatVersion:", "Resources:"]) {
        return Problem::Cloudformation;
    }
    if let Some(line) = text.lines().position(|line| line.starts_with('{')) {
        return Problem::Preamble { line: line + 1 };
    }
    const HUMAN: &[&str] = &[
        "used the selected providers",
        "will perform the following actions",
        "No changes.",
    ];
    if lines().any(|line| HUMAN.iter().any(|words| line.contains(words))) {
        return Problem::HumanPlan;
    }
    Problem::NotJson
}

/// How far into a foreign text to look for a sign of what it is.
const MAX_LINES: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        recognise(text).unwrap_err().to_string()
    }

    #[test]
    fn bad_input_says_what_it_is() {
        for (text, expected) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("{}", "is `{}`, an object with nothing in it"),
            ("{\n}\n", "is `{}`, an object with nothing in it"),
            ("null", "is `null`, neither a plan nor a state"),
            ("[]", "is an array, neither a plan nor a state"),
            ("12", "is a number, neither a plan nor a state"),
            ("\"x\"", "is a string, neither a plan nor a state"),
            (
                "{\"format_version\":\"1.0\"}",
                "holds neither a plan nor a state",
            ),
            (
                "{\"format_version\":\"1.0\",\"plan",
                "ends in the middle (truncated) at byte 29",
            ),
            (
                "2026-11-23 [INFO] start\n{\"format_version\":\"1.0\"}",
                "has other lines before the JSON, which starts at line 2",
            ),
            (
                "{\"format_version\":\"1.0\",\"planned_values\":{}}\nReleasing lock",
                "has other text after the JSON, at line 2",
            ),
            (
                "{\"@level\":\"info\"}\n{\"@level\":\"info\"}",
                "is the log of `terraform plan -json`, not the plan",
            ),
            (
                "resource \"aws_x\" \"y\" {\n}",
                "is a file of Terraform code",
            ),
            (
                "Terraform will perform the following actions:",
                "is the plan as people read it, not its JSON",
            ),
            (
                "AWSTemplateFormatVersion: '2010-09-09'\n",
                "is a CloudFormation template, which cannot be read yet",
            ),
            (
                "{\"Resources\": {}}",
                "is a CloudFormation template, which cannot be read yet",
            ),
            ("hello", "is not JSON"),
            (
                "{\"format_version\":\"2.0\",\"planned_values\":{}}",
                "has format version 2.0, which this reader does not know",
            ),
            (
                "{\"format_version\":\"1.2\",\"planned_values\":{},\"errored\":true}",
                "is a plan that failed (`errored: true`), so it does not say what would be built",
            ),
            (
                "{\"version\":3,\"lineage\":\"x\",\"modules\":[]}",
                "is a state file of version 3, which this reader does not know",
            ),
            ("{\"encrypted_data\":\"x\",\"version\":4}", "is encrypted"),
            (
                "{\"planned_values\":{},\"resource_changes\":{}}",
                "is not what Terraform writes: invalid type: map, expected a sequence at line 1 column 40",
            ),
        ] {
            assert_eq!(problem(text), expected, "{text}");
        }
    }

    #[test]
    fn unknown_minor_versions_are_read() {
        for version in ["0.1", "0.2", "1.0", "1.2", "1.99"] {
            let text = format!("{{\"format_version\":\"{version}\",\"planned_values\":{{}}}}");
            assert!(
                matches!(recognise(&text), Ok(Recognised::Plan(_))),
                "{version}"
            );
        }
    }
}
