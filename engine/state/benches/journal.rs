//! What it costs to write an operation down (three records), by the number of objects that the state has
//! already: it must not grow. Beside it, what a snapshot costs, which a run writes once.
//!
//! `cargo bench -p tollgate-state`

#![expect(clippy::unwrap_used, reason = "a bench is no product")]

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use divan::Bencher;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tollgate_model::{Address, Object, Value};
use tollgate_state::{
    Backend, Edit, Holder, Intent, KeyFile, Outcome, Recorded, Session, Status, Task,
};

const SIZES: [usize; 3] = [10, 500, 5000];

fn main() {
    divan::main();
}

fn recorded(number: usize) -> Recorded {
    let address: Address = format!("aws_subnet.main[{number}]").parse().unwrap();
    let attributes = (0..30).map(|n| (format!("attribute_{n}"), Value::from("some value of it")));
    Recorded {
        address,
        deposed: None,
        region: "eu-west-1".to_owned(),
        id: format!("subnet-{number}"),
        status: Status::Created,
        schema_version: 0,
        attributes: attributes.collect::<Object>(),
        secrets: std::collections::BTreeMap::new(),
        dependencies: vec!["aws_vpc.main".into()],
        create_before_destroy: false,
        prevent_destroy: false,
        operation: None,
    }
}

async fn session(folder: &TempDir, size: usize) -> Session {
    let path = Utf8PathBuf::try_from(folder.path().to_owned()).unwrap();
    let keys = Arc::new(KeyFile::create(&path.join("the.key")).unwrap());
    let backend = Backend::folder(path.join("state"), keys, "bench").unwrap();
    let holder = Holder {
        who: "bench".to_owned(),
        doing: "bench".to_owned(),
        process: None,
    };
    let session = backend.lock(holder).await.unwrap();
    let edits = (0..size).map(|number| Edit::Put(Box::new(recorded(number))));
    session.edit(edits.collect()).await.unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    session
}

async fn operation(session: &Session, number: usize) {
    let object = recorded(number);
    let intent = Intent {
        address: object.address.clone(),
        deposed: None,
        task: Task::Create,
        region: object.region.clone(),
        id: None,
        values: Some(object.attributes.clone()),
        dependencies: object.dependencies.clone(),
        create_before_destroy: false,
        prevent_destroy: false,
        deposes: false,
    };
    let operation = session.begin(intent).await.unwrap();
    session.progress(&operation, &object.id).await.unwrap();
    let stands = Outcome::Stands(Box::new(object));
    session.end(&operation, stands).await.unwrap();
}

#[divan::bench(args = SIZES, sample_count = 40, sample_size = 5)]
fn one_operation(bencher: Bencher<'_, '_>, size: usize) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let session = runtime.block_on(session(&folder, size));
    bencher.bench_local(|| runtime.block_on(operation(&session, 1)));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn one_snapshot(bencher: Bencher<'_, '_>, size: usize) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let session = runtime.block_on(session(&folder, size));
    bencher.bench_local(|| {
        runtime.block_on(session.commit(&BTreeSet::new())).unwrap();
    });
}
