//! What was not assessed, put together for people: a rule that runs out of time does so on every
//! resource at once, and that is one thing to tell.

use std::collections::HashMap;

use tollgate_model::Location;

use crate::conclusion::Gap;
use crate::run::DocumentReport;

/// What a rule could not assess for one reason, or a part of the document.
#[derive(Debug)]
pub(crate) struct Gaps<'a> {
    /// The first of them.
    pub gap: Gap<'a>,
    /// On how many resources.
    pub count: usize,
}

/// The gaps of a document, those of one rule with the same message told once.
pub(crate) fn of(document: &DocumentReport) -> Vec<Gaps<'_>> {
    let mut found: Vec<Gaps<'_>> = Vec::new();
    let mut places: HashMap<_, usize> = HashMap::new();
    for gap in document.gaps() {
        let key = (gap.rule, gap.address.is_some(), gap.message.clone());
        let place = *places.entry(key).or_insert(found.len());
        match found.get_mut(place) {
            Some(known) => known.count += 1,
            None => found.push(Gaps { gap, count: 1 }),
        }
    }
    found
}

impl Gaps<'_> {
    /// `RDS-001 on aws_db_instance.main`, `RDS-001 on 12 resources`, `RDS-001`, or the document.
    pub(crate) fn subject(&self, document: &str) -> String {
        match (self.gap.rule, self.gap.address, self.count) {
            (_, _, 1) | (None, _, _) | (_, None, _) => self.gap.subject(document),
            (Some(rule), Some(_), count) => format!("{rule} on {count} resources"),
        }
    }

    /// Where, if that is one place.
    pub(crate) fn location(&self) -> Option<&Location> {
        self.gap.location.as_ref().filter(|_| self.count == 1)
    }
}
