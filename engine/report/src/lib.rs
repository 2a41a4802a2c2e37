//! Says the same verdicts in every format.
//!
//! A [`Run`] is everything that one invocation decided. [`Run::conclusion`] is the one place where
//! verdicts become an answer; every format reads that answer and none makes its own. [`write()`]
//! says a run in a [`Format`], one module a format:
//!
//! | format | for | judged by |
//! |---|---|---|
//! | `terminal` | the engineer who has to fix it | eyes, and snapshots |
//! | `json` | programs | `docs/report-schema.json` |
//! | `junit` | test views of CI systems | the Jenkins XSD |
//! | `sarif` | code scanning | the OASIS schema, version 2.1.0 |
//! | `markdown` | a comment on a pull request | a CommonMark parser |
//! | `github` | annotations on the lines of a pull request | GitHub's escaping rules |
//!
//! Messages arrive with sensitive values already masked. Source lines do not: whatever quotes the
//! author's text takes it from `quote`, which masks literals that look secret.

mod conclusion;
mod cost;
mod fingerprint;
mod format;
mod gaps;
mod github;
mod group;
mod json;
mod junit;
mod markdown;
mod quote;
mod run;
mod sarif;
mod secret;
mod style;
mod tally;
mod terminal;
mod text;

pub use conclusion::{Conclusion, Gap, Standing};
pub use format::{Format, UnknownFormat, write};
pub use run::{BundleInfo, DocumentReport, GateMode, Run};
pub use secret::blanked;
pub use style::Style;
pub use tally::Tally;
