//! An accepted failure: who accepts it, why, and until when.

use serde::Serialize;

use crate::location::Location;
use crate::rule::RuleId;

/// One waiver, from a file or from a comment in the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// The rule whose failure is accepted.
    pub rule: RuleId,
    /// The resources it covers: an address, where `*` stands for any run of characters. None for
    /// a comment, which covers the block it stands in or above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Why the failure is acceptable.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts, as the author wrote it (`2027-01-31`).
    pub expires: String,
    /// Whether that day is past, or is not a date.
    pub expired: bool,
    /// Where it was written.
    pub location: Location,
}

impl Waiver {
    /// Why it does not count: `expired on 2026-01-31`. None while it counts.
    #[must_use]
    pub fn lapse(&self) -> Option<String> {
        let mut digits = self.expires.split('-').map(|part| {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            (is_number, part.len())
        });
        let is_day = digits
            .by_ref()
            .take(3)
            .eq([(true, 4), (true, 2), (true, 2)])
            && digits.next().is_none();
        self.expired.then(|| match is_day {
            true => format!("expired on {}", self.expires),
            false => format!(
                "does not count, its day `{}` is not written as 2027-01-31",
                self.expires
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_that_does_not_count_says_why() {
        let waiver = |expires: &str, expired| Waiver {
            rule: "S3-001".parse().unwrap(),
            resource: None,
            reason: String::new(),
            owner: String::new(),
            expires: expires.to_owned(),
            expired,
            location: Location::line("main.tf", 1),
        };
        assert_eq!(waiver("2026-01-31", false).lapse(), None);
        assert_eq!(
            waiver("2026-01-31", true).lapse().unwrap(),
            "expired on 2026-01-31"
        );
        for wrong in [
            "soon",
            "31.01.2026",
            "2026-01-31x",
            "2026-01-31-",
            "26-1-31",
            "",
        ] {
            let lapse = waiver(wrong, true).lapse().unwrap();
            assert!(
                lapse.contains(&format!("`{wrong}` is not written")),
                "{lapse}"
            );
        }
    }
}
