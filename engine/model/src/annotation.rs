//! Comments in the code that speak to Tollgate: `# tollgate:ignore RDS-001 reason="…" …`.

use crate::location::Location;

/// One comment that starts with `tollgate:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// What stands after `tollgate:`, trimmed: `ignore RDS-001 reason="…" owner="…" expires=…`.
    pub text: String,
    /// The comment itself.
    pub location: Location,
    /// What it speaks about: the block it stands in or directly above, or the one attribute it
    /// stands above or beside.
    pub covers: Location,
}
