//! What a rule says about itself: the METADATA of its file.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::path::PathPattern;

/// A rule's identity, such as `RDS-001`. Never reused. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Why a text is not a rule id.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a rule id (write capital letters, a dash and three digits, like `RDS-001`)")]
pub struct RuleIdError(String);

impl FromStr for RuleId {
    type Err = RuleIdError;

    fn from_str(text: &str) -> Result<Self, RuleIdError> {
        let valid = text.rsplit_once('-').is_some_and(|(prefix, number)| {
            prefix.starts_with(|c: char| c.is_ascii_uppercase())
                && prefix
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
                && number.len() == 3
                && number.chars().all(|c| c.is_ascii_digit())
        });
        if valid {
            Ok(Self(Arc::from(text)))
        } else {
            Err(RuleIdError(text.to_owned()))
        }
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// How bad it is when a rule fails. Ordered: `Low < Critical`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good practice.
    Low,
    /// Weakens the stack.
    Medium,
    /// Exposes data or availability.
    High,
    /// Open to anybody now.
    Critical,
}

impl Severity {
    /// All severities, worst first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// The severity as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a rule protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Domain {
    /// Who may do what, and who may reach what.
    LeastPrivilege,
    /// Data at rest and in transit.
    Encryption,
    /// Several zones, backups, recovery.
    Resilience,
    /// What it costs.
    Cost,
    /// Logs, metrics and alarms.
    Observability,
    /// Everything that rots when nobody looks.
    Hygiene,
}

impl Domain {
    /// The domain as one lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeastPrivilege => "least-privilege",
            Self::Encryption => "encryption",
            Self::Resilience => "resilience",
            Self::Cost => "cost",
            Self::Observability => "observability",
            Self::Hygiene => "hygiene",
        }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule, as its METADATA describes it.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Identity in reports and waivers.
    pub id: RuleId,
    /// What holds when the rule passes, as a statement.
    pub title: String,
    /// Why it matters.
    pub description: String,
    /// How bad a failure is.
    pub severity: Severity,
    /// What it protects.
    pub domain: Domain,
    /// The resource types it judges: one verdict for each resource of these types.
    pub resources: Vec<Arc<str>>,
    /// Attributes whose value the rule reads.
    pub attributes: Vec<PathPattern>,
    /// Attributes of which it only matters whether they are set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presence: Vec<PathPattern>,
    /// The control of the catalogue that the rule implements, such as `rds-storage-encrypted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// Framework requirements that the rule supports: framework id to requirement ids.
    pub controls: BTreeMap<String, Vec<String>>,
    /// What to do about a failure.
    pub remediation: String,
    /// Where AWS or a framework explains it.
    pub related_resources: Vec<String>,
    /// Whether a waiver may excuse a failure.
    pub waivable: bool,
    /// Whether a failure is told and never blocks.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub advisory: bool,
    /// Parameters that the rule reads, as `service.name`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// The Rego package, such as `aws.rds.storage_encrypted`.
    pub package: String,
    /// The file, relative to the bundle, such as `aws/rds/storage_encrypted.rego`.
    pub file: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_shape() {
        for good in ["RDS-001", "S3-014", "EC2-900", "ACME-NET-001"] {
            assert!(good.parse::<RuleId>().is_ok(), "{good}");
        }
        for bad in [
            "rds-001", "RDS-1", "RDS001", "-001", "RDS-0001", "RDS-00a", "",
        ] {
            assert!(bad.parse::<RuleId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Critical > Severity::High && Severity::Medium > Severity::Low);
    }
}
