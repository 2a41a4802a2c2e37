//! One writer at a time: the second is refused, and one whose lease was taken writes nothing more.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use common::{ENVIRONMENT, Place, files, holder, intent, key, recorded, short};
use tollgate_state::faults::Memory;
use tollgate_state::{Backend, Error, Holder, Loss, ObjectStore, Outcome, Process, Task, Terms};

fn memory(place: &Place) -> (Memory, Backend) {
    let memory = Memory::default();
    let backend = Backend::new(Arc::new(memory.clone()), place.keys.clone(), ENVIRONMENT);
    (memory, backend.unwrap())
}

#[tokio::test]
async fn the_second_writer_is_refused_and_told_who_has_it() {
    let place = Place::new();
    let first = place.backend().lock(holder("anna")).await.unwrap();
    let refused = place.backend().lock(holder("ben")).await.unwrap_err();
    assert!(matches!(&refused, Error::Held { epoch: 1, .. }));
    let text = refused.to_string();
    assert!(
        text.contains("anna (test)") && text.contains("tollgate state unlock"),
        "{text}"
    );
    first.release().await.unwrap();
    let second = place.backend().lock(holder("ben")).await.unwrap();
    assert_eq!(second.epoch(), 2);
}

#[tokio::test]
async fn a_process_of_this_machine_that_is_no_more_holds_up_nobody() {
    let own = Process::current().unwrap();
    let gone = Process {
        started: own.started + 1,
        ..own.clone()
    };
    let elsewhere = Process {
        boot: "another machine".to_owned(),
        ..gone.clone()
    };
    for (process, may_be_succeeded) in [
        (Some(own), false),
        (Some(elsewhere), false),
        (None, false),
        (Some(gone), true),
    ] {
        let place = Place::new();
        let first = Holder {
            process,
            ..holder("first")
        };
        let first = place.backend().lock(first).await.unwrap();
        let begun = first
            .begin(intent("aws_vpc.a", Task::Create))
            .await
            .unwrap();
        let second = place.backend().lock(holder("second")).await;
        assert_eq!(second.is_ok(), may_be_succeeded, "{second:?}");
        let ended = first.end(&begun, Outcome::Nothing).await;
        assert_eq!(ended.is_err(), may_be_succeeded, "{ended:?}");
        if let Ok(second) = second {
            assert_eq!(second.state().unresolved.len(), 1);
        }
    }
}

#[tokio::test]
async fn of_many_that_ask_at_once_one_gets_the_lease() {
    let place = Place::new();
    for round in 1..=5 {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..8 {
            let backend = place.backend();
            tasks.spawn(async move { backend.lock(holder(&format!("{number}"))).await });
        }
        let mut got = Vec::new();
        while let Some(task) = tasks.join_next().await {
            match task.unwrap() {
                Ok(session) => got.push(session),
                Err(Error::Held { .. } | Error::Store(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(got.len(), 1, "round {round}");
        got.pop().unwrap().release().await.unwrap();
    }
}

/// What the old holder may have done before the new one came, and whether the new one has committed
/// since: nothing of it lets the old holder write.
#[tokio::test]
async fn a_stolen_lease_cannot_write() {
    for (old_committed, new_committed) in
        [(false, false), (true, false), (false, true), (true, true)]
    {
        let place = Place::new();
        let (memory, backend) = memory(&place);
        let old = backend.clone().with_terms(short());
        let old = old.lock(holder("old")).await.unwrap();
        let open = old.begin(intent("aws_vpc.a", Task::Create)).await.unwrap();
        let done = old.begin(intent("aws_vpc.b", Task::Create)).await.unwrap();
        let stands = |id| Outcome::Stands(Box::new(recorded("aws_vpc.b", id)));
        old.end(&done, stands("vpc-b")).await.unwrap();
        if old_committed {
            old.commit(&BTreeSet::new()).await.unwrap();
        }
        let before = old.state();

        let new = backend.clone().with_terms(Terms {
            grace: Duration::ZERO,
            ..Terms::default()
        });
        let new = new.lock(holder("new")).await.unwrap();
        assert_eq!(
            new.state(),
            before,
            "everything the old holder wrote is there"
        );
        if new_committed {
            new.commit(&BTreeSet::new()).await.unwrap();
        }
        let stored = memory.all();

        let refused = old.commit(&BTreeSet::new()).await.unwrap_err();
        assert!(
            matches!(&refused, Error::Fenced { by } if by == "new (test)"),
            "{refused}"
        );
        let refused = old.end(&open, Outcome::Gone).await.unwrap_err();
        assert!(matches!(refused, Error::Fenced { .. }), "{refused}");
        let refused = old
            .begin(intent("aws_vpc.c", Task::Create))
            .await
            .unwrap_err();
        assert!(matches!(refused, Error::Fenced { .. }), "{refused}");
        assert!(matches!(
            &*old.lost().borrow(),
            Some(Loss::TakenOver { .. })
        ));
        assert!(old.release().await.is_err());
        assert_eq!(memory.all(), stored, "not a byte has changed");

        new.end(&open, Outcome::Nothing).await.unwrap();
        new.commit(&BTreeSet::new()).await.unwrap();
        new.release().await.unwrap();
        let state = backend.read().await.unwrap();
        assert_eq!(
            state.resources.keys().collect::<Vec<_>>(),
            [&key("aws_vpc.b")]
        );
    }
}

/// The journal is what stops the old holder, not its own idea of the time: each of its writes is the
/// first that it tries.
#[tokio::test]
async fn the_first_record_after_the_theft_is_refused() {
    let place = Place::new();
    let (memory, backend) = memory(&place);
    let old = backend.clone().with_terms(short());
    let old = old.lock(holder("old")).await.unwrap();
    let open = old.begin(intent("aws_vpc.a", Task::Create)).await.unwrap();
    let new = backend.lock(holder("new")).await;
    assert!(
        matches!(new, Err(Error::Held { .. })),
        "30 s are left for clocks that differ"
    );
    let new = backend
        .with_terms(short())
        .lock(holder("new"))
        .await
        .unwrap();
    new.commit(&BTreeSet::new()).await.unwrap();
    let stored = memory.all();
    assert!(old.progress(&open, "vpc-1").await.is_err());
    assert_eq!(memory.all(), stored);
    // The place that stops it is there for good.
    new.release().await.unwrap();
    let next = place_backend(&memory, &place)
        .lock(holder("next"))
        .await
        .unwrap();
    next.commit(&BTreeSet::new()).await.unwrap();
    let keys = memory.list("dev/journal/").await.unwrap();
    assert_eq!(keys, ["dev/journal/0000000001/0000000002"]);
}

fn place_backend(memory: &Memory, place: &Place) -> Backend {
    Backend::new(Arc::new(memory.clone()), place.keys.clone(), ENVIRONMENT).unwrap()
}

#[tokio::test]
async fn a_human_ends_the_lease_that_is_meant() {
    let place = Place::new();
    let backend = place.backend();
    assert!(backend.force_unlock(1).await.is_err());
    let old = backend.lock(holder("anna")).await.unwrap();
    let wrong = backend.force_unlock(7).await.unwrap_err().to_string();
    assert!(
        wrong.contains("anna") && wrong.contains("lease 1"),
        "{wrong}"
    );
    backend.force_unlock(1).await.unwrap();
    assert!(backend.force_unlock(1).await.is_err());
    let new = backend.lock(holder("ben")).await.unwrap();
    assert!(old.begin(intent("aws_vpc.a", Task::Create)).await.is_err());
    new.begin(intent("aws_vpc.a", Task::Create)).await.unwrap();
}

#[tokio::test]
async fn a_lease_is_renewed_while_its_run_goes_on_and_its_loss_is_told() {
    let place = Place::new();
    let backend = place.backend().with_terms(Terms {
        lasts: Duration::from_millis(600),
        renewed_after: Duration::from_millis(100),
        grace: Duration::ZERO,
    });
    let session = backend.lock(holder("anna")).await.unwrap();
    let first = backend.lease().await.unwrap().unwrap().lease.expires;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(backend.lease().await.unwrap().unwrap().lease.expires > first);
    assert!(matches!(
        backend.lock(holder("ben")).await,
        Err(Error::Held { .. })
    ));
    assert_eq!(*session.lost().borrow(), None);

    backend.force_unlock(1).await.unwrap();
    let mut lost = session.lost();
    let told = tokio::time::timeout(Duration::from_secs(5), lost.wait_for(Option::is_some));
    assert!(matches!(
        &*told.await.unwrap().unwrap(),
        Some(Loss::TakenOver { .. })
    ));
    let refused = session.begin(intent("aws_vpc.a", Task::Create)).await;
    assert!(matches!(refused, Err(Error::Fenced { .. })));
}

#[tokio::test]
async fn a_lease_that_cannot_be_renewed_runs_out_and_nothing_new_is_begun() {
    let place = Place::new();
    let (memory, _) = memory(&place);
    // From the fifth write on, nothing answers: lease, snapshot, lease, and one record went through.
    let stopping = tollgate_state::faults::Stopping::new(
        Arc::new(memory.clone()),
        5,
        tollgate_state::faults::When::Before,
    );
    let backend = Backend::new(Arc::new(stopping), place.keys.clone(), ENVIRONMENT).unwrap();
    let backend = backend.with_terms(Terms {
        lasts: Duration::from_millis(1500),
        renewed_after: Duration::from_millis(500),
        grace: Duration::ZERO,
    });
    let session = backend.lock(holder("anna")).await.unwrap();
    session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    let mut lost = session.lost();
    let told = tokio::time::timeout(Duration::from_secs(5), lost.wait_for(Option::is_some));
    assert!(matches!(
        &*told.await.unwrap().unwrap(),
        Some(Loss::Expired { .. })
    ));
    let refused = session.begin(intent("aws_vpc.b", Task::Create)).await;
    assert!(matches!(refused, Err(Error::Expired { .. })));
}

#[tokio::test]
async fn a_lease_that_somebody_removed_costs_nothing() {
    let place = Place::new();
    let (memory, backend) = memory(&place);
    let old = backend.lock(holder("old")).await.unwrap();
    let open = old.begin(intent("aws_vpc.a", Task::Create)).await.unwrap();
    memory.lose("dev/lease.json");
    let new = backend.lock(holder("new")).await.unwrap();
    assert_eq!(new.epoch(), 2);
    assert_eq!(new.state().unresolved.len(), 1);
    assert!(matches!(
        old.progress(&open, "vpc-1").await,
        Err(Error::Fenced { .. })
    ));
    assert_eq!(files(place.folder.path()).len(), 1, "only the key");
}

/// The objects that are in the snapshot are gone, and their places are not the old holder's next one.
#[tokio::test]
async fn the_place_that_is_sealed_follows_what_the_snapshot_has() {
    let place = Place::new();
    let (memory, backend) = memory(&place);
    let backend = backend.with_terms(short());
    let old = backend.lock(holder("old")).await.unwrap();
    for _ in 0..30 {
        let begun = old.begin(intent("aws_vpc.a", Task::Create)).await.unwrap();
        old.end(&begun, Outcome::Nothing).await.unwrap();
    }
    old.commit(&BTreeSet::new()).await.unwrap();
    backend.lock(holder("new")).await.unwrap();
    let keys = memory.list("dev/journal/").await.unwrap();
    assert_eq!(keys, ["dev/journal/0000000001/0000000061"]);
    assert!(old.begin(intent("aws_vpc.a", Task::Create)).await.is_err());
}
