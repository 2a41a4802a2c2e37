//! What the things of Tollgate *are*: values, addresses, resources, rules, findings, verdicts.
//!
//! No file, socket or clock is touched here. Every other crate speaks in these types, so that a
//! document is the same thing to the loader that made it, the rule that judged it and the report
//! that tells of it.

pub mod address;
pub mod annotation;
pub mod assessment;
pub mod change;
pub mod cost;
pub mod diagnostic;
pub mod facts;
pub mod inventory;
pub mod location;
pub mod names;
pub mod path;
pub mod resource;
pub mod rule;
pub mod rule_view;
pub mod schema;
pub mod suggestion;
pub mod value;
pub mod verdict;
pub mod waiver;

pub use address::{Address, InstanceKey, Mode, ModulePath, ModuleStep};
pub use annotation::Annotation;
pub use assessment::Assessment;
pub use change::{Action, Change};
pub use cost::{Band, Budget, CostCounts, CostSummary, ResourceCost, Saving};
pub use diagnostic::{Diagnostic, Diagnostics, Level};
pub use facts::Facts;
pub use inventory::{Context, DocumentKind, Inventory};
pub use location::{Location, SourceMap};
pub use path::{AttributePath, PathPattern, Segment};
pub use resource::Resource;
pub use rule::{Domain, Rule, RuleId, Severity};
pub use value::{Object, Unknown, Value};
pub use verdict::{Delta, Finding, Outcome, Verdict};
pub use waiver::Waiver;
