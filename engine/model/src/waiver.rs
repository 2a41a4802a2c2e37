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
