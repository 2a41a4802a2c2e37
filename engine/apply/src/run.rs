//! One run: what all its steps share.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tollgate_model::schema::{AttributeType, Block, Catalog};
use tollgate_model::{Address, Object, Value};
use tollgate_plan::{Planned, compare};
use tollgate_state::{Error as StateError, Session};

use crate::cloud::Cloud;
use crate::code::{Code, Existing};
use crate::event::{Event, Observer};
use crate::patience::Patience;
use crate::stop::Stop;

/// What all steps share.
pub struct Run {
    /// Where things are made.
    pub cloud: Arc<dyn Cloud>,
    /// What is made.
    pub code: Arc<dyn Code>,
    /// Where it is written down. Held by this writer alone.
    pub session: Arc<Session>,
    /// Who is told.
    pub observer: Arc<dyn Observer>,
    /// Whether the user wants to stop.
    pub stop: Stop,
    /// How long is waited.
    pub patience: Patience,
    /// How many steps at a time.
    pub parallelism: usize,
    existing: Mutex<Existing>,
    broken: Mutex<Option<StateError>>,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("cloud", &self.cloud)
            .finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Run {
    /// A run that starts from these objects.
    pub fn new(
        cloud: Arc<dyn Cloud>,
        code: Arc<dyn Code>,
        session: Arc<Session>,
        existing: BTreeMap<Address, Arc<Object>>,
    ) -> Self {
        Self {
            cloud,
            code,
            session,
            observer: Arc::new(crate::event::Quiet),
            stop: Stop::default(),
            patience: Patience::default(),
            parallelism: 32,
            existing: Mutex::new(Existing {
                generation: 0,
                objects: Arc::new(existing),
            }),
            broken: Mutex::default(),
        }
    }

    /// Tells whoever wants to know.
    pub fn tell(&self, event: Event) {
        self.observer.event(event);
    }

    /// What exists by now.
    #[must_use]
    pub fn existing(&self) -> Existing {
        locked(&self.existing).clone()
    }

    /// An object exists, or has changed.
    pub fn exists(&self, address: &Address, object: Object) {
        let mut existing = locked(&self.existing);
        existing.generation += 1;
        Arc::make_mut(&mut existing.objects).insert(address.clone(), Arc::new(object));
    }

    /// An object is gone.
    pub fn gone(&self, address: &Address) {
        let mut existing = locked(&self.existing);
        existing.generation += 1;
        Arc::make_mut(&mut existing.objects).remove(address);
    }

    /// Ends everything as soon as possible: what happens can no longer be written down.
    pub fn break_off(&self, error: StateError) {
        locked(&self.broken).get_or_insert(error);
        self.stop.pull();
        self.stop.pull();
    }

    /// Why it was broken off.
    #[must_use]
    pub fn broken(&self) -> Option<StateError> {
        locked(&self.broken).take()
    }

    /// The schema of a type.
    #[must_use]
    pub fn schema(&self, resource_type: &str) -> Arc<Block> {
        Catalog::embedded()
            .ok()
            .and_then(|catalog| catalog.built(resource_type))
            .unwrap_or_default()
    }

    /// Whether what is to be done is what was approved: what the plan knew has not changed since.
    pub(crate) fn holds(&self, planned: &Planned, desired: &Object) -> Result<(), String> {
        let change = &planned.change;
        let (Some(after), Some(facts)) = (
            change.after.as_ref(),
            self.cloud.facts(change.address.resource_type()),
        ) else {
            return Ok(());
        };
        let schema = self.schema(change.address.resource_type());
        let is_other = |name: &String, now: &Value, before: &Value| {
            let kind = schema.attributes.get(name).map(|attribute| &attribute.kind);
            match kind {
                Some(AttributeType::Set(_)) => !agrees_as_set(before, now),
                _ => !agrees(before, now),
            }
        };
        let mut other = desired
            .iter()
            .filter(|(name, value)| {
                let before = after.get(*name);
                before.is_some_and(|before| is_other(name, value, before))
            })
            .map(|(name, _)| name)
            .peekable();
        if other.peek().is_none() {
            return Ok(());
        }
        // It may still mean the same: documents, sets in blocks, numbers as text.
        let compared = compare(&facts, &schema, Some(after), desired);
        let changed = |name: &&String| {
            compared
                .changed
                .iter()
                .any(|path| path.root() == Some(name.as_str()))
        };
        match other.find(changed) {
            Some(name) => Err(format!(
                "`{name}` is not what the plan says; plan again and have it approved"
            )),
            None => Ok(()),
        }
    }
}

/// Whether a value can be what an earlier one, perhaps unknown or hidden then, has become.
fn agrees(before: &Value, now: &Value) -> bool {
    match (before, now) {
        (Value::Unknown(_) | Value::Sensitive(_), _) | (_, Value::Sensitive(_)) => true,
        (Value::List(before), Value::List(now)) => {
            before.len() == now.len() && before.iter().zip(now).all(|(a, b)| agrees(a, b))
        }
        (Value::Object(before), Value::Object(now)) => now
            .iter()
            .all(|(name, value)| before.get(name).is_none_or(|before| agrees(before, value))),
        (before, now) => before == now,
    }
}

/// The same for a set. What was unknown may have become anything, so it has no place among the others.
fn agrees_as_set(before: &Value, now: &Value) -> bool {
    let (Value::List(before), Value::List(now)) = (before, now) else {
        return agrees(before, now);
    };
    let mut left: Vec<&Value> = now.iter().collect();
    let (unknown, known): (Vec<&Value>, Vec<&Value>) = before
        .iter()
        .partition(|item| matches!(item, Value::Unknown(_)));
    let are_there = known.into_iter().all(|item| {
        let place = left.iter().position(|now| agrees(item, now));
        place.map(|place| left.remove(place)).is_some()
    });
    // Two may have become one.
    are_there && left.len() <= unknown.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_unknown_has_no_place_in_a_set() {
        let set = |items: &[Option<&str>]| {
            let items = items.iter();
            Value::List(
                items
                    .map(|item| item.map_or_else(Value::unknown, Value::from))
                    .collect(),
            )
        };
        let before = set(&[Some("b"), None, None]);
        for (now, expected) in [
            (set(&[Some("a"), Some("b"), Some("c")]), true),
            (set(&[Some("b"), Some("c")]), true),
            (set(&[Some("a"), Some("c"), Some("d")]), false),
            (set(&[Some("a"), Some("b"), Some("c"), Some("d")]), false),
        ] {
            assert_eq!(agrees_as_set(&before, &now), expected, "{now:?}");
        }
        assert!(agrees_as_set(&Value::unknown(), &before));
    }
}
