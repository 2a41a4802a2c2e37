//! One service of the generated stack: its resources, compliant as they stand.
//!
//! `service.json` has the shape that Terraform writes for the AWS provider: unset arguments as `null`,
//! computed ones marked in `after_unknown`, references in the configuration's expressions. `{service}`
//! stands for the name of the service.

use serde::Deserialize;
use serde_json::Value;

/// One resource block, and one instance of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Template {
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name in the configuration.
    pub name: String,
    /// The `for_each` key of the instance.
    pub key: Option<String>,
    /// The parent that it is folded into, as `type.name`.
    pub seen_in: Option<String>,
    /// Planned values.
    pub after: Value,
    /// Which of them are known only after apply.
    pub after_unknown: Value,
    /// The configuration's expressions.
    pub expressions: Value,
}

/// The resources of the service called `service`.
///
/// # Errors
/// When `service.json` is not what this module describes.
pub fn templates(service: &str) -> serde_json::Result<Vec<Template>> {
    serde_json::from_str(&include_str!("service.json").replace("{service}", service))
}
