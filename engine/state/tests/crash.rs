//! A run that stops before or after any of its writes leaves what was recorded until then, no more and no
//! less. The judge is a model of a few lines that knows nothing of journals.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use common::{ENVIRONMENT, Place, holder, intent, key, recorded, short};
use proptest::prelude::*;
use tollgate_state::faults::{Memory, Stopping, When};
use tollgate_state::{
    Backend, Left, ObjectStore, Operation, Outcome, Session, State, Status, Task,
};

/// One step of a run.
#[derive(Clone, Debug)]
enum Step {
    Create(usize, End),
    Delete(usize, End),
    Commit,
}

/// How it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Well,
    Badly,
    Never,
}

/// What there should be: for each slot an id and how it stands, and the slots with an open operation.
#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    there: BTreeMap<String, (String, Status)>,
    open: BTreeSet<String>,
}

impl Model {
    fn of(state: &State) -> Self {
        let there = state
            .resources
            .iter()
            .map(|(key, recorded)| (key.to_string(), (recorded.id.clone(), recorded.status)));
        let open = state
            .unresolved
            .iter()
            .map(|begin| begin.intent.key().to_string());
        Self {
            there: there.collect(),
            open: open.collect(),
        }
    }
}

/// Follows a run: the model after each record that was acknowledged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Model>>>);

impl Log {
    fn now(&self) -> Model {
        self.0.lock().unwrap().last().cloned().unwrap_or_default()
    }

    fn record(&self, change: impl FnOnce(&mut Model)) {
        let mut model = self.now();
        change(&mut model);
        self.0.lock().unwrap().push(model);
    }

    fn all(&self) -> Vec<Model> {
        let mut all = vec![Model::default()];
        all.extend(self.0.lock().unwrap().iter().cloned());
        all
    }
}

fn backend(store: Arc<dyn ObjectStore>, place: &Place) -> Backend {
    Backend::new(store, place.keys.clone(), ENVIRONMENT)
        .unwrap()
        .with_terms(short())
}

fn name(slot: usize) -> String {
    format!("aws_vpc.v[{slot}]")
}

fn failed(leaves: Left) -> Outcome {
    Outcome::Failed {
        class: "denied".to_owned(),
        message: "no".to_owned(),
        leaves,
    }
}

async fn create(session: &Session, log: &Log, slot: usize, end: End, number: usize) {
    let name = name(slot);
    let id = format!("vpc-{number}");
    let begun: Operation = session.begin(intent(&name, Task::Create)).await.unwrap();
    log.record(|model| model.open.extend([name.clone()]));
    session.progress(&begun, &id).await.unwrap();
    let stand = |status| {
        let there = (id.clone(), status);
        log.record(|model| {
            model.there.insert(name.clone(), there);
            if status != Status::Incomplete {
                model.open.remove(&name);
            }
        });
    };
    stand(Status::Incomplete);
    let (outcome, status) = match end {
        End::Well => (
            Outcome::Stands(Box::new(recorded(&name, &id))),
            Status::Created,
        ),
        End::Badly => (failed(Left::Tainted), Status::Tainted),
        End::Never => return,
    };
    session.end(&begun, outcome).await.unwrap();
    stand(status);
}

async fn delete(session: &Session, log: &Log, slot: usize, end: End) {
    let name = name(slot);
    let begun = session.begin(intent(&name, Task::Delete)).await.unwrap();
    log.record(|model| model.open.extend([name.clone()]));
    let outcome = match end {
        End::Well => Outcome::Gone,
        End::Badly => failed(Left::Unchanged),
        End::Never => return,
    };
    session.end(&begun, outcome).await.unwrap();
    log.record(|model| {
        model.open.remove(&name);
        if end == End::Well {
            model.there.remove(&name);
        }
    });
}

/// Takes the lease, does the steps, and gives it back.
async fn run(backend: &Backend, steps: &[Step], log: &Log) {
    let session = backend.lock(holder("run")).await.unwrap();
    let all = (0..9).map(|slot| key(&name(slot))).collect();
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Create(slot, _) | Step::Delete(slot, _)
                if log.now().open.contains(&name(*slot)) => {}
            Step::Create(slot, end) => create(&session, log, *slot, *end, number).await,
            Step::Delete(slot, end) => delete(&session, log, *slot, *end).await,
            Step::Commit => drop(session.commit(&all).await.unwrap()),
        }
    }
    session.commit(&all).await.unwrap();
    session.release().await.unwrap();
}

/// The same, stopped at one of its writes.
async fn cut(memory: &Memory, place: &Place, steps: &[Step], at: usize, when: When) -> Log {
    let log = Log::default();
    let stopping = Stopping::new(Arc::new(memory.clone()), at, when);
    let backend = backend(Arc::new(stopping.clone()), place);
    tokio::select! {
        () = stopping.stopped() => {}
        () = run(&backend, steps, &log) => {}
    }
    log
}

/// What the next run finds must be what was acknowledged; the last record may have been cut off between
/// being written and being acknowledged.
async fn judge(memory: &Memory, place: &Place, log: &Log, whole: &[Model]) {
    let acknowledged = log.all().len() - 1;
    let next = backend(Arc::new(memory.clone()), place);
    let read = next.read().await.unwrap();
    let found = Model::of(&read);
    let mut allowed = whole.iter().skip(acknowledged).take(2);
    assert!(
        allowed.any(|model| *model == found),
        "after {acknowledged} records: {found:#?}"
    );

    let session = next.lock(holder("next")).await.unwrap();
    assert_eq!(Model::of(&session.state()), found);
    if read.lineage.is_some() {
        assert_eq!(session.state(), read);
    }
    for begin in read.unresolved {
        session
            .end(&begin.operation, Outcome::Nothing)
            .await
            .unwrap();
    }
    session.commit(&BTreeSet::new()).await.unwrap();
    session.release().await.unwrap();
    let healed = next.read().await.unwrap();
    assert!(healed.unresolved.is_empty());
    assert_eq!(Model::of(&healed).there, found.there);
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![3 => Just(End::Well), 1 => Just(End::Badly), 1 => Just(End::Never)]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0usize..4, end()).prop_map(|(slot, end)| Step::Create(slot, end)),
        3 => (0usize..4, end()).prop_map(|(slot, end)| Step::Delete(slot, end)),
        1 => Just(Step::Commit),
    ]
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// How many writes an undisturbed run makes, and the model after each of its records.
async fn undisturbed(place: &Place, start: &Memory, steps: &[Step]) -> (usize, Vec<Model>) {
    let memory = start.copy();
    let counting = Stopping::new(Arc::new(memory.clone()), usize::MAX, When::Before);
    let log = Log::default();
    run(&backend(Arc::new(counting.clone()), place), steps, &log).await;
    (counting.writes(), log.all())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_run_may_stop_at_any_write(steps in prop::collection::vec(step(), 1..8)) {
        runtime().block_on(async {
            let place = Place::new();
            let (writes, whole) = undisturbed(&place, &Memory::default(), &steps).await;
            for at in 1..=writes {
                for when in [When::Before, When::After] {
                    let memory = Memory::default();
                    let log = cut(&memory, &place, &steps, at, when).await;
                    judge(&memory, &place, &log, &whole).await;
                }
            }
        });
    }
}

#[test]
fn recovery_may_stop_at_any_write_too() {
    let steps = [
        Step::Create(0, End::Well),
        Step::Commit,
        Step::Create(1, End::Well),
        Step::Delete(0, End::Well),
        Step::Create(2, End::Never),
    ];
    runtime().block_on(async {
        let place = Place::new();
        let (writes, whole) = undisturbed(&place, &Memory::default(), &steps).await;
        for at in 1..=writes {
            let first = Memory::default();
            let log = cut(&first, &place, &steps, at, When::After).await;
            let (more, _) = undisturbed(&place, &first, &[]).await;
            for again in 1..=more {
                for when in [When::Before, When::After] {
                    let second = first.copy();
                    cut(&second, &place, &[], again, when).await;
                    judge(&second, &place, &log, &whole).await;
                }
            }
        }
    });
}

/// The old holder goes on at each of the moments at which the new one is in the middle of taking over.
#[test]
fn the_old_holder_may_write_while_the_new_one_takes_over() {
    runtime().block_on(async {
        let place = Place::new();
        for commits in [false, true] {
            for at in 1..12 {
                let memory = Memory::default();
                let old = backend(Arc::new(memory.clone()), &place);
                let old = old.lock(holder("old")).await.unwrap();
                let log = Log::default();
                create(&old, &log, 0, End::Well, 0).await;
                let stopping = Stopping::new(Arc::new(memory.clone()), at, When::After);
                let new = backend(Arc::new(stopping.clone()), &place);
                tokio::select! {
                    () = stopping.stopped() => {}
                    session = new.lock(holder("new")) => drop(session.unwrap()),
                }
                // Whatever the old holder is told to be written is there for good.
                let written = old.begin(intent(&name(1), Task::Create)).await.is_ok();
                if commits {
                    drop(old.commit(&BTreeSet::new()).await);
                }
                let late = old.begin(intent(&name(2), Task::Create)).await.is_ok();
                let next = backend(Arc::new(memory.clone()), &place);
                let session = next.lock(holder("next")).await.unwrap();
                let open = Model::of(&session.state()).open;
                assert_eq!(open.contains(&name(1)), written, "{commits} {at}");
                assert_eq!(open.contains(&name(2)), late, "{commits} {at}");
                let stored = memory.all();
                assert!(old.begin(intent(&name(3), Task::Create)).await.is_err());
                assert!(old.commit(&BTreeSet::new()).await.is_err());
                assert_eq!(memory.all(), stored);
            }
        }
    });
}
