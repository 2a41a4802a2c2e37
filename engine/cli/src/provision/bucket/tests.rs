//! A bucket does what every store must, on emulators that others wrote.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_sandbox::Emulator;
use tollgate_state::contract::{self, Clause};
use tollgate_state::{Backend, Error, Holder, KeyFile};

use super::*;
use crate::provision::emulators;

/// What an emulator does otherwise than S3, and what that means for the tests that run on it. Nothing else
/// may be broken, and what is listed must be.
const KNOWN: &[(Emulator, &[Clause], &str)] =
    &[(Emulator::MiniStack, &[], ""), (Emulator::Moto, &[], "")];

async fn bucket(emulator: Emulator, name: &str) -> Option<Bucket> {
    let bucket = Bucket::new(emulators::aws(emulator, "000000001001")?, name);
    bucket.make().await.unwrap();
    bucket.make().await.unwrap();
    Some(bucket)
}

fn holder(who: &str) -> Holder {
    Holder {
        who: who.to_owned(),
        doing: "test".to_owned(),
        process: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_does_what_every_store_must() {
    for emulator in Emulator::ALL {
        let Some(bucket) = bucket(emulator, "tollgate-contract").await else {
            continue;
        };
        let known = KNOWN.iter().find(|(known, ..)| *known == emulator);
        let (known, reason) = known.map_or((&[][..], ""), |(_, known, reason)| (*known, *reason));
        for folder in ["", "shop/dev"] {
            let store: Arc<dyn ObjectStore> = Arc::new(BucketStore::new(bucket.clone(), folder));
            let broken = contract::broken(&store).await.unwrap();
            assert_eq!(broken, known, "{} in `{folder}`", emulator.name());
            // The next folder is another store: nothing of this one may be in it.
            for key in store.list("").await.unwrap() {
                store.delete(&key, None).await.unwrap();
            }
        }
        for clause in known {
            println!("{} breaks {clause:?}: {reason}", emulator.name());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_list_is_read() {
    const OBJECTS: usize = 1_010;
    for emulator in Emulator::ALL {
        let Some(bucket) = bucket(emulator, "tollgate-pages").await else {
            continue;
        };
        let store = BucketStore::new(bucket, "many");
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..10 {
            let store = store.clone();
            writers.spawn(async move {
                for number in (writer..OBJECTS).step_by(10) {
                    let key = format!("dev/journal/{number:05}");
                    let written = store.put(&key, b"x", &Condition::IfNoneMatch).await;
                    written.unwrap();
                }
            });
        }
        while let Some(writer) = writers.join_next().await {
            writer.unwrap();
        }
        let keys = store.list("dev/").await.unwrap();
        assert_eq!(keys.len(), OBJECTS, "{}", emulator.name());
        assert!(keys.is_sorted());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_is_no_empty_state() {
    for emulator in Emulator::ALL {
        let Some(aws) = emulators::aws(emulator, "000000001001") else {
            continue;
        };
        let store = BucketStore::new(Bucket::new(aws, "tollgate-nowhere"), "");
        for refused in [
            store.get("dev/snapshot").await.unwrap_err(),
            store.list("dev/").await.unwrap_err(),
            store
                .put("dev/lease.json", b"{}", &Condition::IfNoneMatch)
                .await
                .unwrap_err(),
        ] {
            assert!(
                refused.to_string().contains("there is no bucket"),
                "{}: {refused}",
                emulator.name()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_writer_at_a_time_has_the_state_in_a_bucket() {
    let folder = tempfile::tempdir().unwrap();
    for emulator in Emulator::ALL {
        let Some(bucket) = bucket(emulator, "tollgate-writers").await else {
            continue;
        };
        let path = folder.path().join(format!("{}.key", emulator.name()));
        let keys = KeyFile::create(&Utf8PathBuf::try_from(path).unwrap()).unwrap();
        let store: Arc<dyn ObjectStore> = Arc::new(BucketStore::new(bucket, "shop"));
        let backend = Backend::new(store.clone(), Arc::new(keys), "dev").unwrap();

        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..6 {
            let backend = backend.clone();
            writers.spawn(async move { backend.lock(holder(&format!("writer {writer}"))).await });
        }
        let mut sessions = Vec::new();
        while let Some(outcome) = writers.join_next().await {
            match outcome.unwrap() {
                Ok(session) => sessions.push(session),
                Err(error) => assert!(matches!(error, Error::Held { .. }), "{error}"),
            }
        }
        assert_eq!(sessions.len(), 1, "{}", emulator.name());
        let first = sessions.remove(0);

        // The lease is taken away, and what the first still writes is refused.
        let epoch = backend.lease().await.unwrap().unwrap().lease.epoch;
        backend.force_unlock(epoch).await.unwrap();
        let second = backend.lock(holder("second")).await.unwrap();
        let late = first.commit(&BTreeSet::new()).await;
        assert!(late.is_err(), "{}", emulator.name());
        second.commit(&BTreeSet::new()).await.unwrap();
        second.release().await.unwrap();
        assert!(backend.read().await.unwrap().lineage.is_some());
        let kept = store.list("dev/").await.unwrap();
        assert!(kept.contains(&"dev/snapshot".to_owned()), "{kept:?}");
    }
}
