//! What makes a finding the same finding in the next run.
//!
//! Rule, address with its instance keys, and attribute: not the line, which moves when somebody
//! adds a comment above, and not the message, which may hold a number that changes.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use tollgate_model::{Finding, Verdict};

/// The fingerprint of each of a verdict's findings: 64 hexadecimal digits.
///
/// Findings about the same attribute, or about none, are told apart by their order.
pub(crate) fn fingerprints(verdict: &Verdict, findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let attribute = finding.attribute.as_ref();
            let attribute = attribute.map(ToString::to_string).unwrap_or_default();
            let mut hash = Sha256::new();
            for part in [verdict.rule.as_str(), verdict.address.as_str(), &attribute] {
                hash.update(part);
                hash.update([0]);
            }
            let earlier = seen.entry(attribute).or_default();
            if *earlier > 0 {
                hash.update(earlier.to_string());
            }
            *earlier += 1;
            hexadecimal(&hash.finalize())
        })
        .collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollgate_model::{Location, Outcome};

    fn finding(attribute: Option<&str>, message: &str, line: u32) -> Finding {
        Finding {
            message: message.to_owned(),
            attribute: attribute.map(|text| text.parse().unwrap()),
            location: Some(Location::line("main.tf", line)),
            delta: None,
        }
    }

    fn of(address: &str, findings: &[Finding]) -> Vec<String> {
        let address: tollgate_model::Address = address.parse().unwrap();
        let resource_type = address.resource_type().clone();
        let mut verdict = Verdict::pass("SG-001".parse().unwrap(), address, resource_type);
        verdict.outcome = Outcome::Fail;
        fingerprints(&verdict, findings)
    }

    #[test]
    fn lines_and_wording_do_not_matter_but_instance_and_attribute_do() {
        let base = of("aws_x.y[0]", &[finding(Some("a[0].b"), "is 3", 7)]);
        assert_eq!(
            base,
            of("aws_x.y[0]", &[finding(Some("a[0].b"), "is 4", 90)])
        );
        assert_ne!(
            base,
            of("aws_x.y[1]", &[finding(Some("a[0].b"), "is 3", 7)])
        );
        assert_ne!(
            base,
            of("aws_x.y[0]", &[finding(Some("a[1].b"), "is 3", 7)])
        );
        assert_eq!(base[0].len(), 64);
    }

    #[test]
    fn findings_of_one_verdict_are_told_apart() {
        let two = of(
            "aws_x.y",
            &[finding(None, "one", 1), finding(None, "two", 1)],
        );
        assert_ne!(two[0], two[1]);
    }
}
