//! The store on this machine: a folder, one file an object.
//!
//! A file is written aside, synced, and only then given its name; the folder is synced after it. A
//! process that is killed leaves at most a file aside, which the next one removes. Between processes
//! writers take turns by a lock on a file, which the system releases when its holder dies; within
//! one turn the old version is compared and the new one put in its place. Nobody but the user can
//! read or list what is here: files are made with mode 0600, folders with 0700.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::sync::Arc;

use async_trait::async_trait;
use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::hex;
use crate::store::{Condition, ETag, ObjectStore, Result, StoreError, Stored};

/// The file that writers lock.
const LOCK: &str = ".lock";

/// The folder of files that are not complete yet.
const ASIDE: &str = ".incoming";

/// Write permission of group and others.
const WRITABLE_BY_OTHERS: u32 = 0o022;

/// A folder as a store.
#[derive(Clone, Debug)]
pub struct Folder(Arc<Utf8PathBuf>);

impl Folder {
    /// Opens the folder, and makes it if it is not there. Remains of writers that were killed are
    /// removed.
    ///
    /// # Errors
    /// When it cannot be made, or users besides the owner may write to it.
    pub fn open(path: impl Into<Utf8PathBuf>) -> Result<Self> {
        let path = path.into();
        make_folder(&path)?;
        let mode = fs::metadata(&path).map_err(failed("read", &path))?.mode();
        if mode & WRITABLE_BY_OTHERS != 0 {
            return Err(StoreError::Unsuitable {
                reason: format!(
                    "others may write to it (mode {:o}); run `chmod go-w {path}`",
                    mode & 0o777
                ),
                location: path.into_string(),
            });
        }
        make_folder(&path.join(ASIDE))?;
        let folder = Self(Arc::new(path));
        folder.remove_remains()?;
        Ok(folder)
    }

    fn path(&self, key: &str) -> Result<Utf8PathBuf> {
        let plain = |name: &str| {
            !name.is_empty()
                && !name.starts_with('.')
                && name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
        };
        if key.split('/').all(plain) {
            return Ok(self.0.join(key));
        }
        Err(StoreError::Unsuitable {
            location: self.0.to_string(),
            reason: format!("`{key}` is no key of an object"),
        })
    }

    /// Waits for the writers' lock. It is released when the file is dropped.
    fn lock(&self) -> Result<File> {
        let path = self.0.join(LOCK);
        let mut options = fs::OpenOptions::new();
        options.create(true).truncate(false).write(true);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(failed("open", &path))?;
        file.lock().map_err(failed("lock", &path))?;
        Ok(file)
    }

    fn remove_remains(&self) -> Result<()> {
        let _turn = self.lock()?;
        let aside = self.0.join(ASIDE);
        for entry in aside.read_dir_utf8().map_err(failed("list", &aside))? {
            let path = entry.map_err(failed("list", &aside))?.into_path();
            fs::remove_file(&path).map_err(failed("remove", &path))?;
        }
        Ok(())
    }

    fn read(&self, key: &str) -> Result<Option<Stored>> {
        let path = self.path(key)?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(Stored {
                etag: etag(&bytes),
                bytes,
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed("read", &path)(error)),
        }
    }

    /// Fails unless the object is this version.
    fn expect(&self, key: &str, version: &ETag) -> Result<()> {
        match self.read(key)? {
            Some(stored) if stored.etag == *version => Ok(()),
            _ => Err(conflict(key)),
        }
    }

    fn write(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let path = self.path(key)?;
        let parent = path.parent().unwrap_or(&self.0);
        make_folder(parent)?;
        let _turn = self.lock()?;
        if let Condition::IfMatch(version) = condition {
            self.expect(key, version)?;
        }
        let aside = self.0.join(ASIDE);
        let mut file = NamedTempFile::new_in(&aside).map_err(failed("write to", &aside))?;
        file.write_all(bytes)
            .and_then(|()| file.as_file().sync_all())
            .map_err(failed("write", &path))?;
        let placed = match condition {
            Condition::IfNoneMatch => file.persist_noclobber(&path),
            Condition::IfMatch(_) => file.persist(&path),
        };
        match placed {
            Ok(_) => {}
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
                return Err(conflict(key));
            }
            Err(refused) => return Err(failed("write", &path)(refused.error)),
        }
        sync_folder(parent)?;
        Ok(etag(bytes))
    }

    fn remove(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        let path = self.path(key)?;
        let _turn = self.lock()?;
        if let Some(version) = version
            && path.exists()
        {
            self.expect(key, version)?;
        }
        match fs::remove_file(&path) {
            Ok(()) => sync_folder(path.parent().unwrap_or(&self.0)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failed("remove", &path)(error)),
        }
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>> {
        let mut keys = Vec::new();
        let mut folders = vec![(self.0.as_ref().clone(), String::new())];
        while let Some((folder, above)) = folders.pop() {
            for entry in folder.read_dir_utf8().map_err(failed("list", &folder))? {
                let entry = entry.map_err(failed("list", &folder))?;
                if entry.file_name().starts_with('.') {
                    continue;
                }
                let key = format!("{above}{}", entry.file_name());
                let kind = entry.file_type().map_err(failed("list", &folder))?;
                if kind.is_dir() {
                    let within = format!("{key}/");
                    if within.starts_with(prefix) || prefix.starts_with(&within) {
                        folders.push((entry.into_path(), within));
                    }
                } else if key.starts_with(prefix) {
                    keys.push(key);
                }
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Does the work where it may block. It goes on when the caller is cancelled.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let folder = self.clone();
        tokio::task::spawn_blocking(move || work(&folder))
            .await
            .map_err(|error| StoreError::Remote {
                verb: "finish the work on",
                key: String::new(),
                location: self.0.to_string(),
                source: error.into(),
            })?
    }
}

#[async_trait]
impl ObjectStore for Folder {
    fn location(&self) -> String {
        self.0.to_string()
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>> {
        let key = key.to_owned();
        self.blocking(move |folder| folder.read(&key)).await
    }

    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let (key, bytes, condition) = (key.to_owned(), bytes.to_vec(), condition.clone());
        self.blocking(move |folder| folder.write(&key, &bytes, &condition))
            .await
    }

    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        let (key, version) = (key.to_owned(), version.cloned());
        self.blocking(move |folder| folder.remove(&key, version.as_ref()))
            .await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        let prefix = prefix.to_owned();
        self.blocking(move |folder| folder.keys(&prefix)).await
    }
}

fn etag(bytes: &[u8]) -> ETag {
    ETag::new(hex(&Sha256::digest(bytes)))
}

fn conflict(key: &str) -> StoreError {
    StoreError::Conflict {
        key: key.to_owned(),
    }
}

fn failed(verb: &'static str, path: &Utf8Path) -> impl FnOnce(std::io::Error) -> StoreError {
    move |source| StoreError::File {
        verb,
        path: path.to_string(),
        source,
    }
}

/// Makes a folder and those above it that are not there, and syncs what they are in.
pub(crate) fn make_folder(path: &Utf8Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_str().is_empty());
    if let Some(parent) = parent {
        make_folder(parent)?;
    }
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(failed("make", path)(error));
        }
        _ => {}
    }
    sync_folder(parent.unwrap_or(Utf8Path::new(".")))
}

/// Makes names in a folder durable.
fn sync_folder(path: &Utf8Path) -> Result<()> {
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(failed("sync", path))
}
