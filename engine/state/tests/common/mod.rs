//! What the tests of this crate share.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]
#![expect(dead_code, unreachable_pub, reason = "no test uses all of it")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;
use tempfile::TempDir;
use tollgate_model::{Address, Object, Value};
use tollgate_state::{Backend, Holder, Intent, Key, KeyFile, Recorded, Status, Task, Terms};

pub const ENVIRONMENT: &str = "dev";

/// A folder that is removed at the end, with a key file beside the state.
pub struct Place {
    pub folder: TempDir,
    pub keys: Arc<KeyFile>,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::try_from(folder.path().join("the.key")).unwrap();
        let keys = Arc::new(KeyFile::create(&path).unwrap());
        Self { folder, keys }
    }

    pub fn path(&self) -> Utf8PathBuf {
        Utf8PathBuf::try_from(self.folder.path().join("state")).unwrap()
    }

    pub fn key_path(&self) -> Utf8PathBuf {
        Utf8PathBuf::try_from(self.folder.path().join("the.key")).unwrap()
    }

    pub fn backend(&self) -> Backend {
        Backend::folder(self.path(), self.keys.clone(), ENVIRONMENT).unwrap()
    }
}

pub fn holder(who: &str) -> Holder {
    Holder {
        who: who.to_owned(),
        doing: "test".to_owned(),
        process: None,
    }
}

/// A lease that is over at once.
pub fn short() -> Terms {
    Terms {
        lasts: Duration::ZERO,
        renewed_after: Duration::from_secs(3600),
        grace: Duration::ZERO,
    }
}

pub fn address(text: &str) -> Address {
    text.parse().unwrap()
}

pub fn key(text: &str) -> Key {
    Key::current(address(text))
}

pub fn object(pairs: &[(&str, Value)]) -> Object {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect()
}

pub fn sensitive(text: &str) -> Value {
    Value::Sensitive(Box::new(Value::from(text)))
}

pub fn intent(text: &str, task: Task) -> Intent {
    Intent {
        address: address(text),
        deposed: None,
        task,
        region: "eu-west-1".to_owned(),
        id: None,
        values: Some(object(&[("name", Value::from(text))])),
        dependencies: Vec::new(),
        create_before_destroy: false,
        prevent_destroy: false,
        deposes: false,
    }
}

pub fn recorded(text: &str, id: &str) -> Recorded {
    Recorded {
        address: address(text),
        deposed: None,
        region: "eu-west-1".to_owned(),
        id: id.to_owned(),
        status: Status::Created,
        schema_version: 0,
        attributes: object(&[("name", Value::from(text)), ("id", Value::from(id))]),
        secrets: BTreeMap::new(),
        dependencies: Vec::new(),
        create_before_destroy: false,
        prevent_destroy: false,
        operation: None,
    }
}

/// All files under a folder.
pub fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}
