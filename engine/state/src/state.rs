//! The state: all that is remembered of one environment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use tollgate_model::value::MASK;
use tollgate_model::{AttributePath, Mode, Object, Value};
use uuid::Uuid;

use crate::json;
use crate::operation::Begin;
use crate::resource::{Key, Recorded};
use crate::secret::{HashKey, Secret};

/// All that is remembered of one environment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Which state this is, from its first writing on; none if there is none yet.
    pub lineage: Option<Uuid>,
    /// How many records have made it what it is. Each grows it by one; a compaction does not.
    pub serial: u64,
    /// The environment that it is the state of.
    pub environment: String,
    /// The AWS account that the objects are in, once it is known.
    pub account: Option<String>,
    /// The objects.
    pub resources: BTreeMap<Key, Recorded>,
    /// The outputs of the configuration when it was last applied, without sensitive parts.
    pub outputs: Object,
    /// What is kept of the sensitive parts of outputs.
    pub output_secrets: BTreeMap<AttributePath, Secret>,
    /// What was begun and did not end: its outcome is known to AWS alone.
    pub unresolved: Vec<Begin>,
    /// Creations that were cut off and came to nothing, as far as was seen: what they asked for may have
    /// been on its way, and appear yet. Those of the last hour, see [`Begin::may_appear`].
    pub late: Vec<Begin>,
    pub(crate) hash_key: Option<HashKey>,
}

impl State {
    /// Whether this is the state that something was made from which names its lineage and serial.
    /// A first writing, before anything is recorded, gives a state its lineage: that changes nothing.
    #[must_use]
    pub fn is_at(&self, lineage: Option<Uuid>, serial: u64) -> bool {
        self.serial == serial && (self.lineage == lineage || (lineage.is_none() && serial == 0))
    }

    /// Whether a value is the one that an object has as a secret at `path`.
    #[must_use]
    pub fn same_secret(&self, key: &Key, path: &AttributePath, value: &Value) -> bool {
        let secret = self
            .resources
            .get(key)
            .and_then(|recorded| recorded.secrets.get(path));
        secret.is_some_and(|secret| self.is_same(secret, value))
    }

    fn is_same(&self, secret: &Secret, value: &Value) -> bool {
        self.hash_key
            .as_ref()
            .is_some_and(|key| key.is_same(secret, value))
    }

    /// The attributes of an object as they were when it was recorded. Where `desired` has the same secret
    /// value, that value stands there again; where it has another one or none, a text which is equal to
    /// no value. Both are marked as sensitive.
    #[must_use]
    pub fn recall(&self, key: &Key, desired: Option<&Object>) -> Option<Object> {
        let recorded = self.resources.get(key)?;
        let desired = desired.map(|desired| Value::Object(desired.clone()));
        let mut attributes = recorded.attributes.clone();
        for (path, secret) in &recorded.secrets {
            let same = desired
                .as_ref()
                .and_then(|desired| desired.get(path))
                .map(Value::unmarked)
                .filter(|value| self.is_same(secret, value));
            let value = same.cloned().unwrap_or_else(|| Value::from(MASK));
            if let Some(place) = json::place(&mut attributes, path) {
                *place = Value::Sensitive(Box::new(value));
            }
        }
        Some(attributes)
    }

    /// The objects of an address, of a resource with all its instances, or of a module; all if none is
    /// named.
    pub fn list<'a>(&'a self, under: Option<&'a str>) -> impl Iterator<Item = &'a Recorded> {
        self.resources.values().filter(move |recorded| {
            under.is_none_or(|under| is_under(recorded.address.as_str(), under))
        })
    }

    /// Everything in the clear, for a human or another tool: what was taken out as secret is not part of
    /// it, nor are the hashes.
    #[must_use]
    pub fn pull(&self) -> Json {
        let mut shown = json!({
            "tollgate_state": crate::envelope::FORMAT,
            "lineage": self.lineage,
            "serial": self.serial,
            "environment": self.environment,
            "account": self.account,
            "resources": self.resources.values().map(show).collect::<Vec<_>>(),
            "outputs": json::object(&self.outputs),
            "sensitive_outputs": self.output_secrets.keys().collect::<Vec<_>>(),
            "unresolved": self.unresolved,
        });
        if let (Some(shown), false) = (shown.as_object_mut(), self.late.is_empty()) {
            shown.insert("late".to_owned(), json!(self.late));
        }
        shown
    }

    /// What must hold of each state that is read or written.
    ///
    /// # Errors
    /// What does not hold.
    pub fn verify(&self) -> Result<(), String> {
        for (key, recorded) in &self.resources {
            if recorded.key() != *key {
                return Err(format!("{key} is recorded as {}", recorded.key()));
            }
            if recorded.address.mode() != Mode::Managed {
                return Err(format!("{key} is not managed, but only looked up"));
            }
            if recorded.id.is_empty() || recorded.region.is_empty() {
                return Err(format!("{key} has no id or no region"));
            }
        }
        let mut operations = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for begin in &self.unresolved {
            if !operations.insert(&begin.operation) || !keys.insert(begin.intent.key()) {
                return Err(format!(
                    "two operations are open for {}",
                    begin.intent.key()
                ));
            }
        }
        for begin in &self.late {
            if !operations.insert(&begin.operation) {
                return Err(format!("operation {} is there twice", begin.operation));
            }
        }
        Ok(())
    }
}

/// One object in the clear. Of secrets, the places and where their values can be had.
#[must_use]
pub fn show(recorded: &Recorded) -> Json {
    let mut shown = Map::new();
    let mut put = |name: &str, value: Json| {
        if !value.is_null() {
            shown.insert(name.to_owned(), value);
        }
    };
    put("address", json!(recorded.address));
    put("deposed", json!(recorded.deposed));
    put("region", json!(recorded.region));
    put("id", json!(recorded.id));
    put("status", json!(recorded.status));
    put("schema_version", json!(recorded.schema_version));
    put(
        "attributes",
        Json::Object(json::object(&recorded.attributes)),
    );
    let secrets: Map<String, Json> = recorded
        .secrets
        .iter()
        .map(|(path, secret)| (path.to_string(), json!(secret.reference)))
        .collect();
    put("sensitive", Json::Object(secrets));
    put("dependencies", json!(recorded.dependencies));
    put(
        "create_before_destroy",
        json!(recorded.create_before_destroy),
    );
    put("prevent_destroy", json!(recorded.prevent_destroy));
    put("operation", json!(recorded.operation));
    Json::Object(shown)
}

/// Whether an address is the one named, or an instance or a part of it.
#[must_use]
pub fn is_under(address: &str, under: &str) -> bool {
    address
        .strip_prefix(under)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}
