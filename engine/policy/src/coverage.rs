//! Which lines of the rules their tests reach.

use std::collections::BTreeSet;

use crate::bundle::Bundle;
use crate::testing;

/// The coverage of one rule's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCoverage {
    /// Path inside the bundle.
    pub path: String,
    /// How many lines can be reached.
    pub lines: usize,
    /// The lines that no case reaches, counted from one.
    pub missed: BTreeSet<u32>,
}

/// Runs every test and tells which lines of rules and libraries were reached.
#[must_use]
pub fn measure(bundle: &Bundle) -> Vec<FileCoverage> {
    let mut files = testing::reached_lines(bundle)
        .into_iter()
        .map(|(path, lines)| FileCoverage {
            path,
            lines: lines.reached.len() + lines.missed.len(),
            missed: lines.missed,
        })
        .collect::<Vec<_>>();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
