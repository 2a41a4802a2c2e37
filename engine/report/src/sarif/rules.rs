//! Rules as SARIF's reporting descriptors.

use std::fmt::Write as _;

use tollgate_model::{Domain, Rule, Severity};

use crate::run::DocumentReport;
use crate::sarif::level;
use crate::sarif::log::{Configuration, Descriptor, DescriptorProperties, Help, Text};

/// The rules that were asked about a document, in the order of their ids.
pub(super) fn descriptors(document: &DocumentReport) -> Vec<Descriptor<'_>> {
    let rules = document.assessment.rules.iter();
    rules.map(|rule| descriptor(rule)).collect()
}

fn descriptor(rule: &Rule) -> Descriptor<'_> {
    Descriptor {
        id: rule.id.as_str(),
        name: name(&rule.package),
        short_description: Text { text: &rule.title },
        full_description: Text {
            text: &rule.description,
        },
        help: help(rule),
        help_uri: rule.related_resources.first().map(String::as_str),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
        properties: DescriptorProperties {
            severity: rule.severity,
            security_severity: security_severity(rule.severity),
            precision: "very-high",
            tags: tags(rule),
            controls: &rule.controls,
        },
    }
}

/// `aws.rds.storage_encrypted` as `RdsStorageEncrypted`: the standard wants an identifier that
/// people can read.
fn name(package: &str) -> String {
    let words = package.strip_prefix("aws.").unwrap_or(package);
    let mut name = String::with_capacity(words.len());
    for word in words.split(['.', '_']) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The middle of each of GitHub's bands: above 9.0 critical, from 7.0 high, from 4.0 medium.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}

/// GitHub files a finding under security when its rule is tagged so.
fn tags(rule: &Rule) -> Vec<&str> {
    let security = matches!(rule.domain, Domain::LeastPrivilege | Domain::Encryption);
    let security = security.then_some("security");
    security
        .into_iter()
        .chain([rule.domain.as_str()])
        .chain(rule.control.as_deref())
        .collect()
}

fn help(rule: &Rule) -> Help {
    let mut text = format!("{}\n\nFix: {}", rule.description, rule.remediation);
    let mut markdown = format!("{}\n\n**Fix:** {}", rule.description, rule.remediation);
    for link in &rule.related_resources {
        // Writing to a string cannot fail, here and below.
        let _ = write!(text, "\n{link}");
        let _ = write!(markdown, "\n\n<{link}>");
    }
    for (framework, requirements) in &rule.controls {
        let requirements = requirements.join(", ");
        let _ = write!(text, "\n{framework}: {requirements}");
        let _ = write!(markdown, "\n\n{framework}: {requirements}");
    }
    Help { text, markdown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_read() {
        assert_eq!(name("aws.rds.storage_encrypted"), "RdsStorageEncrypted");
        assert_eq!(name("acme.net"), "AcmeNet");
    }
}
