//! What lies on the disk: who may read it, and what happens when it is not what was written.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::sync::Arc;

use camino::Utf8Path;
use common::{ENVIRONMENT, Place, files, holder, intent, recorded, short};
use proptest::prelude::*;
use tollgate_state::contract::{self, Clause};
use tollgate_state::envelope::EnvelopeError;
use tollgate_state::faults::Memory;
use tollgate_state::{
    Backend, Condition, ETag, Error, Folder, KeyError, KeyFile, ObjectStore, Outcome, StoreError,
    Stored, Succession, Task,
};

/// A snapshot with one resource, a journal of two records after it, and its lease released.
async fn stored(place: &Place) -> Memory {
    let memory = Memory::default();
    let session = over(&memory, place).lock(holder("anna")).await.unwrap();
    for name in ["aws_vpc.a", "aws_vpc.b"] {
        let begun = session.begin(intent(name, Task::Create)).await.unwrap();
        let stands = Outcome::Stands(Box::new(recorded(name, "vpc")));
        session.end(&begun, stands).await.unwrap();
        if name == "aws_vpc.a" {
            session.commit(&BTreeSet::new()).await.unwrap();
        }
    }
    session.release().await.unwrap();
    memory
}

fn over(memory: &Memory, place: &Place) -> Backend {
    Backend::new(Arc::new(memory.clone()), place.keys.clone(), ENVIRONMENT).unwrap()
}

const SNAPSHOT: &str = "dev/snapshot";
const FIRST: &str = "dev/journal/0000000001/0000000003";
const SECOND: &str = "dev/journal/0000000001/0000000004";

#[tokio::test]
async fn only_the_owner_may_read_or_list_anything() {
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    session
        .begin(intent("aws_vpc.b", Task::Create))
        .await
        .unwrap();
    let mut seen = 0;
    for file in files(place.path().as_std_path()) {
        let mode = fs::metadata(&file).unwrap().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
        for folder in file.ancestors().skip(1) {
            if folder.starts_with(place.path()) {
                let mode = fs::metadata(folder).unwrap().mode() & 0o777;
                assert_eq!(mode, 0o700, "{}", folder.display());
            }
        }
        seen += 1;
    }
    assert!(seen >= 4, "snapshot, journal, lease, lock");
    assert_eq!(
        fs::metadata(place.key_path()).unwrap().mode() & 0o777,
        0o600
    );
}

#[tokio::test]
async fn what_others_may_write_or_read_is_not_trusted() {
    let place = Place::new();
    place.backend().lock(holder("anna")).await.unwrap();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o770)).unwrap();
    let refused = Folder::open(place.path()).unwrap_err().to_string();
    assert!(refused.contains("chmod go-w"), "{refused}");
    fs::set_permissions(place.key_path(), fs::Permissions::from_mode(0o640)).unwrap();
    let refused = KeyFile::read(&place.key_path()).unwrap_err().to_string();
    assert!(refused.contains("chmod 600"), "{refused}");
    assert!(
        KeyFile::create(&place.key_path()).is_err(),
        "a key is never made anew"
    );
    let missing = KeyFile::read(Utf8Path::new("/nowhere/at.all"));
    assert!(matches!(missing, Err(KeyError::Missing { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_and_memory_do_what_every_store_must() {
    let place = Place::new();
    let folder = Folder::open(place.path()).unwrap();
    let stores: [Arc<dyn ObjectStore>; 2] = [Arc::new(folder), Arc::new(Memory::default())];
    for store in stores {
        assert_eq!(contract::broken(&store).await.unwrap(), []);
    }
}

/// A store that writes whatever it is asked to, as a bucket does whose conditions are not looked at.
#[derive(Debug)]
struct Careless(Memory);

#[async_trait::async_trait]
impl ObjectStore for Careless {
    fn location(&self) -> String {
        self.0.location()
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>, StoreError> {
        self.0.get(key).await
    }

    async fn put(&self, key: &str, bytes: &[u8], _: &Condition) -> Result<ETag, StoreError> {
        self.0.force(key, bytes.to_vec());
        Ok(self.0.get(key).await?.unwrap().etag)
    }

    async fn delete(&self, key: &str, _: Option<&ETag>) -> Result<(), StoreError> {
        self.0.lose(key);
        Ok(())
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.0.list(prefix).await
    }
}

#[tokio::test]
async fn the_contract_finds_a_store_that_looks_at_no_condition() {
    let store: Arc<dyn ObjectStore> = Arc::new(Careless(Memory::default()));
    let broken = contract::broken(&store).await.unwrap();
    assert_eq!(
        broken,
        [
            Clause::MakesOnlyNew,
            Clause::ReplacesOnlyTheVersion,
            Clause::ReplacesNothingAbsent,
            Clause::RemovesOnlyTheVersion,
            Clause::OneMakes,
            Clause::OneReplaces,
        ]
    );
}

#[tokio::test]
async fn another_key_is_told_from_changed_bytes() {
    let place = Place::new();
    let memory = stored(&place).await;
    let stranger = Place::new();
    let refused = over(&memory, &stranger).read().await.unwrap_err();
    let source = std::error::Error::source(&refused).map(ToString::to_string);
    assert!(matches!(
        refused,
        Error::Envelope(EnvelopeError::Key {
            source: KeyError::OtherKey { .. },
            ..
        })
    ));
    assert!(source.unwrap().contains("is the key at hand"));
    // Nothing is written by who cannot read, and the lease is free for who can.
    let before = memory.all();
    assert!(over(&memory, &stranger).lock(holder("ben")).await.is_err());
    let mut after = memory.all();
    after.insert(
        "dev/lease.json".to_owned(),
        before["dev/lease.json"].clone(),
    );
    assert_eq!(after, before);
    over(&memory, &place).lock(holder("anna")).await.unwrap();
}

#[tokio::test]
async fn an_object_in_the_place_of_another_is_refused() {
    let place = Place::new();
    let memory = stored(&place).await;
    let all = memory.all();
    // The second record over the first: written there, it would be a replay of something else.
    memory.force(FIRST, all[SECOND].clone());
    let refused = over(&memory, &place).read().await.unwrap_err();
    assert!(matches!(
        refused,
        Error::Envelope(EnvelopeError::Misplaced { .. })
    ));
    memory.lose(FIRST);
    let refused = over(&memory, &place).read().await.unwrap_err();
    assert!(matches!(&refused, Error::Gap { .. }), "{refused}");
    memory.force(FIRST, all[FIRST].clone());
    over(&memory, &place).read().await.unwrap();

    // The objects of another state with the same key and names.
    let other = stored(&place).await.all();
    memory.force(FIRST, other[FIRST].clone());
    let refused = over(&memory, &place).read().await.unwrap_err();
    assert!(matches!(
        refused,
        Error::Envelope(EnvelopeError::OtherLineage { .. })
    ));
}

#[tokio::test]
async fn a_state_that_is_gone_is_not_an_empty_one() {
    let place = Place::new();
    let memory = stored(&place).await;
    memory.lose(SNAPSHOT);
    for refused in [
        over(&memory, &place).read().await.unwrap_err(),
        over(&memory, &place).lock(holder("ben")).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::Missing { .. }), "{refused}");
    }
    // Also when only the lease is left to tell.
    memory.lose(FIRST);
    memory.lose(SECOND);
    for refused in [
        over(&memory, &place).read().await.unwrap_err(),
        over(&memory, &place).lock(holder("ben")).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::Missing { .. }), "{refused}");
    }
}

#[tokio::test]
async fn the_state_of_one_environment_is_not_read_as_anothers() {
    let place = Place::new();
    let memory = stored(&place).await;
    for (key, bytes) in memory.all() {
        memory.force(&key.replace("dev/", "prod/"), bytes);
    }
    let prod = Backend::new(Arc::new(memory), place.keys.clone(), "prod").unwrap();
    let refused = prod.read().await.unwrap_err();
    assert!(matches!(
        refused,
        Error::Envelope(EnvelopeError::Misplaced { .. })
    ));
}

#[tokio::test]
async fn a_newer_format_says_that_a_newer_version_is_needed() {
    let place = Place::new();
    let memory = stored(&place).await;
    memory.force(
        SNAPSHOT,
        b"{\"tollgate_state\":99,\"new\":true}\n...".to_vec(),
    );
    let refused = over(&memory, &place).read().await.unwrap_err().to_string();
    assert!(refused.contains("use a newer Tollgate"), "{refused}");
    memory.force(SNAPSHOT, b"{}".to_vec());
    let refused = over(&memory, &place).read().await.unwrap_err();
    assert!(matches!(
        refused,
        Error::Envelope(EnvelopeError::Foreign { .. })
    ));
}

#[tokio::test]
async fn each_run_encrypts_with_a_key_of_its_own() {
    let place = Place::new();
    let backend = place.backend().with_terms(short());
    let mut wrapped = BTreeSet::new();
    for _ in 0..3 {
        let session = backend.lock(holder("anna")).await.unwrap();
        session.commit(&BTreeSet::new()).await.unwrap();
        session.release().await.unwrap();
        let bytes = fs::read(place.path().join(SNAPSHOT)).unwrap();
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap();
        let head: serde_json::Value = serde_json::from_slice(line).unwrap();
        wrapped.insert(head["key"]["wrapped"].as_str().unwrap().to_owned());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("hash_key") && !text.contains("resources"));
    }
    assert_eq!(wrapped.len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whichever bit is changed, nothing is read: an error says so, whatever it calls it.
    #[test]
    fn no_changed_bit_goes_unseen(which in 0usize..3, place_of in any::<prop::sample::Index>(), bit in 0u32..8) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (place, memory) = fixed();
            let memory = memory.copy();
            let key = [SNAPSHOT, FIRST, SECOND][which];
            let mut bytes = memory.all()[key].clone();
            let at = place_of.index(bytes.len());
            bytes[at] ^= 1 << bit;
            memory.force(key, bytes);
            assert!(over(&memory, place).read().await.is_err(), "{key}, byte {at}, bit {bit}");
        });
    }
}

/// One state for all cases of a property.
fn fixed() -> &'static (Place, Memory) {
    static FIXED: std::sync::OnceLock<(Place, Memory)> = std::sync::OnceLock::new();
    FIXED.get_or_init(|| {
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let place = Place::new();
                let memory = stored(&place).await;
                (place, memory)
            })
        })
        .join()
        .unwrap()
    })
}

#[tokio::test]
async fn a_state_that_is_given_another_key_opens_with_that_one_alone() {
    let place = Place::new();
    let memory = stored(&place).await;
    let new = Arc::new(KeyFile::create(&place.path().join("new.key")).unwrap());
    let with = |keys: Arc<dyn tollgate_state::KeyProvider>| {
        Backend::new(Arc::new(memory.clone()), keys, ENVIRONMENT).unwrap()
    };
    let before = over(&memory, &place).read().await.unwrap();
    let succession = Succession {
        new: new.clone(),
        former: place.keys.clone(),
    };
    let session = with(Arc::new(succession))
        .lock(holder("anna"))
        .await
        .unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    session.release().await.unwrap();
    assert_eq!(with(new).read().await.unwrap(), before);
    let refused = over(&memory, &place).read().await.unwrap_err();
    let Error::Envelope(EnvelopeError::Key { source, .. }) = refused else {
        panic!("{refused}");
    };
    assert!(matches!(source, KeyError::OtherKey { .. }), "{source}");
}
