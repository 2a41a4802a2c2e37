//! One waiver, and which verdicts it speaks about.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tollgate_model::{Finding, Location, Verdict, Waiver};

/// One waiver, ready to be applied.
#[derive(Debug)]
pub struct Entry {
    /// What was written.
    pub waiver: Arc<Waiver>,
    /// For a comment: the lines that it speaks about.
    covers: Option<Location>,
    used: AtomicBool,
}

impl Entry {
    /// A waiver that excused nothing so far; `covers` is for comments.
    pub fn new(waiver: Waiver, covers: Option<Location>) -> Self {
        Self {
            waiver: Arc::new(waiver),
            covers,
            used: AtomicBool::new(false),
        }
    }

    /// Remembers that there is something for it to excuse.
    pub fn mark_used(&self) {
        self.used.store(true, Ordering::Relaxed);
    }

    /// Whether there was something for it to excuse.
    pub fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Whether it speaks about a verdict, or about a finding of it.
    pub fn touches(&self, verdict: &Verdict) -> bool {
        self.covers_resource(verdict)
            || verdict
                .findings
                .iter()
                .any(|finding| self.covers(verdict, finding))
    }

    /// Whether it speaks about the resource as a whole: by its address, or as a comment at its block.
    pub fn covers_resource(&self, verdict: &Verdict) -> bool {
        self.waiver.rule == verdict.rule
            && match (&self.covers, &self.waiver.resource) {
                (Some(lines), _) => verdict.location.iter().any(|at| lines.contains(at)),
                (None, Some(pattern)) => matches(pattern, verdict.address.as_str()),
                (None, None) => false,
            }
    }

    /// Whether it speaks about one finding: as a comment at the lines that it points to.
    pub fn covers(&self, verdict: &Verdict, finding: &Finding) -> bool {
        let at_finding = |lines: &Location| finding.location.iter().any(|at| lines.contains(at));
        self.waiver.rule == verdict.rule && self.covers.as_ref().is_some_and(at_finding)
    }
}

/// Whether `address` matches `pattern`, where `*` stands for any run of characters.
fn matches(pattern: &str, address: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, address, expected) in [
            ("aws_x.y", "aws_x.y", true),
            ("aws_x.y", "aws_x.y[0]", false),
            ("aws_x.*", "aws_x.y[0]", true),
            ("module.*.aws_x.y", "module.a.module.b.aws_x.y", true),
            ("*.y", "aws_x.z", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, address), expected, "{pattern} {address}");
        }
    }
}
