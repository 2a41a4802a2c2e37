//! What every store must do, as one test that any store can be put through.
//!
//! The tests of a store hold that [`broken`] names no clause, or exactly those that are known of it.

use std::sync::Arc;

use crate::store::{Condition, ETag, ObjectStore, Result, StoreError};

/// How many writers race.
const WRITERS: u8 = 8;

/// What they race for.
const RACED: &str = "race/object";

/// What every store must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clause {
    /// What was written is read, and nothing else is there.
    ReadsBack,
    /// A new object is written only where there is none.
    MakesOnlyNew,
    /// An object is written over only by who names its version.
    ReplacesOnlyTheVersion,
    /// An object that is not there is not written over.
    ReplacesNothingAbsent,
    /// An object is removed only by who names its version, or asks for any.
    RemovesOnlyTheVersion,
    /// What is not there is removed without complaint.
    RemovesWhatIsGone,
    /// Keys are listed by prefix, in order.
    ListsByPrefix,
    /// Of writers who make the same object at the same time, one succeeds.
    OneMakes,
    /// Of writers who replace the same version at the same time, one succeeds.
    OneReplaces,
}

/// The clauses that a store breaks. It must be empty before, and holds a few objects afterwards.
///
/// # Errors
/// When the store fails otherwise than by refusing a write.
pub async fn broken(store: &Arc<dyn ObjectStore>) -> Result<Vec<Clause>> {
    let mut broken = Vec::new();
    let mut hold = |clause, holds: bool| {
        if !holds && !broken.contains(&clause) {
            broken.push(clause);
        }
    };
    let new = Condition::IfNoneMatch;
    let bytes = |key: &'static str| async move {
        Result::Ok(store.get(key).await?.map(|stored| stored.bytes))
    };

    hold(Clause::ReadsBack, store.get("a/b").await?.is_none());
    let first = store.put("a/b", b"1", &new).await?;
    hold(
        Clause::ReadsBack,
        bytes("a/b").await? == Some(b"1".to_vec()),
    );
    let read = store.get("a/b").await?.map(|stored| stored.etag);
    hold(Clause::ReadsBack, read.as_ref() == Some(&first));

    let again = refused(store.put("a/b", b"2", &new).await)?;
    hold(Clause::MakesOnlyNew, again.is_none());
    let current = again.unwrap_or_else(|| first.clone());
    hold(
        Clause::MakesOnlyNew,
        bytes("a/b").await? == Some(b"1".to_vec()),
    );

    let replaced = store.put("a/b", b"3", &Condition::IfMatch(current)).await;
    let third = refused(replaced)?;
    hold(Clause::ReplacesOnlyTheVersion, third.is_some());
    let stale = Condition::IfMatch(first.clone());
    let late = refused(store.put("a/b", b"4", &stale).await)?;
    hold(Clause::ReplacesOnlyTheVersion, late.is_none());
    let now = bytes("a/b").await?;
    hold(Clause::ReplacesOnlyTheVersion, now == Some(b"3".to_vec()));

    let absent = refused(store.put("a/c", b"5", &stale).await)?;
    hold(Clause::ReplacesNothingAbsent, absent.is_none());
    hold(Clause::ReplacesNothingAbsent, bytes("a/c").await?.is_none());

    let removed = refused(store.delete("a/b", Some(&first)).await)?;
    hold(Clause::RemovesOnlyTheVersion, removed.is_none());
    hold(Clause::RemovesOnlyTheVersion, bytes("a/b").await?.is_some());
    store.delete("a/b", None).await?;
    hold(Clause::RemovesOnlyTheVersion, bytes("a/b").await?.is_none());
    let fourth = store.put("a/b", b"6", &new).await?;
    let removed = refused(store.delete("a/b", Some(&fourth)).await)?;
    hold(Clause::RemovesOnlyTheVersion, removed.is_some());
    let gone = refused(store.delete("a/b", Some(&fourth)).await)?;
    hold(Clause::RemovesWhatIsGone, gone.is_some());
    let gone = refused(store.delete("a/b", None).await)?;
    hold(Clause::RemovesWhatIsGone, gone.is_some());

    store.delete("a/c", None).await?;
    for key in ["ab/x", "a/b", "a/b.c/d", "b"] {
        store.put(key, b"7", &new).await?;
    }
    let lists = [
        ("a/", vec!["a/b", "a/b.c/d"]),
        ("a", vec!["a/b", "a/b.c/d", "ab/x"]),
        ("c", vec![]),
    ];
    for (prefix, keys) in lists {
        hold(Clause::ListsByPrefix, store.list(prefix).await? == keys);
    }

    let makers = race(store, b'm', &new).await?;
    hold(Clause::OneMakes, makers.len() == 1);
    let current = store.get(RACED).await?.map(|stored| stored.etag);
    if let Some(version) = current {
        let over = Condition::IfMatch(version);
        let replacers = race(store, b'r', &over).await?;
        hold(Clause::OneReplaces, replacers.len() == 1);
    }
    Ok(broken)
}

/// None if the store says that the object is not what was expected.
fn refused<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(StoreError::Conflict { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The versions of those who succeeded. No two writers write the same, nor what another race wrote: the
/// same bytes may be the same version.
async fn race(store: &Arc<dyn ObjectStore>, mark: u8, condition: &Condition) -> Result<Vec<ETag>> {
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (store, condition) = (store.clone(), condition.clone());
        writers.spawn(async move { refused(store.put(RACED, &[mark, writer], &condition).await) });
    }
    let mut succeeded = Vec::new();
    while let Some(writer) = writers.join_next().await {
        let written = writer.map_err(|error| StoreError::Remote {
            verb: "wait for a writer of",
            key: RACED.to_owned(),
            location: store.location(),
            source: error.into(),
        })?;
        succeeded.extend(written?);
    }
    Ok(succeeded)
}
