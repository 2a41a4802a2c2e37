//! What a process made that AWS does not have: random values. They live as long as the process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tollgate_model::Object;

/// The objects by id; none in the place of one that was removed.
#[derive(Default)]
pub(crate) struct Own(Mutex<BTreeMap<String, Option<Object>>>);

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Own({})", self.objects().len())
    }
}

/// What is known of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Known {
    /// This process made it.
    Made(Object),
    /// This process removed it.
    Removed,
    /// Another process made it, if it ever was.
    Unknown,
}

impl Own {
    /// What is known of an object.
    pub fn get(&self, id: &str) -> Known {
        match self.objects().get(id) {
            Some(Some(object)) => Known::Made(object.clone()),
            Some(None) => Known::Removed,
            None => Known::Unknown,
        }
    }

    /// The ids of what this process made, among those that begin with a word.
    pub fn ids(&self, of: &str) -> Vec<String> {
        let objects = self.objects();
        let made = objects.iter().filter(|(_, object)| object.is_some());
        made.filter_map(|(id, _)| id.strip_prefix(of).map(str::to_owned))
            .collect()
    }

    /// Remembers an object.
    pub fn put(&self, id: String, object: Object) {
        self.objects().insert(id, Some(object));
    }

    /// Forgets an object, but not that there was one.
    pub fn remove(&self, id: String) {
        self.objects().insert(id, None);
    }

    fn objects(&self) -> MutexGuard<'_, BTreeMap<String, Option<Object>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tollgate_model::Value;

    use super::*;

    #[test]
    fn what_was_removed_is_not_what_was_never_made() {
        let own = Own::default();
        let object = Object::from([("result".to_owned(), Value::string("hush"))]);
        own.put("a.1".to_owned(), object.clone());
        own.put("b.1".to_owned(), object.clone());
        assert_eq!(own.get("a.1"), Known::Made(object));
        assert_eq!(own.ids("a."), ["1"]);
        own.remove("a.1".to_owned());
        assert_eq!(own.get("a.1"), Known::Removed);
        assert_eq!(own.get("a.2"), Known::Unknown);
        assert!(own.ids("a.").is_empty());
        assert!(!format!("{own:?}").contains("hush"));
    }
}
