//! A process that is killed in the middle of writing leaves a state that can be read, with everything in it
//! that the process was told is durable.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::Utf8Path;
use common::{ENVIRONMENT, Place, files, holder, intent, key, recorded, short};
use tollgate_state::{Backend, Error, KeyFile, Outcome, Task};

/// In a folder with this file, the child does its work.
const MARK: &str = "write-until-killed";

const ROUNDS: usize = 20;

/// Not a test: the process that is killed. It writes as fast as it can, tells what is durable, and
/// compacts now and then.
#[tokio::test]
#[ignore = "is run by the other test, as a process of its own"]
async fn child() {
    if !std::path::Path::new(MARK).exists() {
        return;
    }
    let keys = Arc::new(KeyFile::read(Utf8Path::new("the.key")).unwrap());
    let backend = Backend::folder("state", keys, ENVIRONMENT).unwrap();
    let session = backend
        .with_terms(short())
        .lock(holder("child"))
        .await
        .unwrap();
    let all: BTreeSet<_> = session.state().resources.into_keys().collect();
    let mut told = std::io::stdout();
    for number in 0.. {
        let name = format!("aws_vpc.v[{}]", session.epoch() * 1000 + number);
        let begun = session.begin(intent(&name, Task::Create)).await.unwrap();
        writeln!(told, "\nbegun {begun}").unwrap();
        let stands = Outcome::Stands(Box::new(recorded(&name, &format!("id-{begun}"))));
        session.end(&begun, stands).await.unwrap();
        writeln!(told, "\nended {begun} {name}").unwrap();
        if number % 5 == 4 {
            session.commit(&all).await.unwrap();
        }
    }
}

/// What a child said before it was killed after a while: numbers begun, and names ended.
fn killed_after(place: &Place, wait: Duration) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "child",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .current_dir(place.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (mut begun, mut ended) = (BTreeSet::new(), BTreeSet::new());
    let mut since = None;
    // The clock starts with the first line: a slow machine gets as far as a fast one.
    for line in lines.map_while(Result::ok) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["begun", operation] if operation.len() == 26 => begun.extend([operation.to_owned()]),
            ["ended", operation, name] if name.ends_with(']') => {
                begun.remove(operation);
                ended.insert(name.to_owned());
            }
            _ => continue,
        }
        let since = *since.get_or_insert_with(Instant::now);
        if since.elapsed() >= wait {
            // SIGKILL; what is still in the pipe is read to its end.
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "it ended by itself");
    (begun, ended)
}

#[tokio::test]
async fn what_a_killed_process_was_told_is_there() {
    let place = Place::new();
    std::fs::write(place.folder.path().join(MARK), "").unwrap();
    let mut left_open = 0;
    let mut ended = BTreeSet::new();
    for round in 0..ROUNDS {
        let wait = Duration::from_micros(1700 * round as u64 * round as u64 / 4);
        let (open, more) = killed_after(&place, wait);
        ended.extend(more);
        let state = place.backend().read().await.unwrap();
        for name in &ended {
            assert!(
                state.resources.contains_key(&key(name)),
                "round {round}: {name} is lost"
            );
        }
        let unresolved: BTreeSet<_> = state
            .unresolved
            .iter()
            .map(|begin| &begin.operation.id)
            .collect();
        let has_ended = |operation: &String| {
            let id = format!("id-{operation}");
            state.resources.values().any(|recorded| recorded.id == id)
        };
        for operation in &open {
            assert!(
                unresolved.contains(operation) || has_ended(operation),
                "round {round}"
            );
        }
        assert!(
            unresolved.len() <= 1,
            "each run has one operation open at most"
        );
        left_open += unresolved.len();
        let session = place
            .backend()
            .with_terms(short())
            .lock(holder("next"))
            .await
            .unwrap();
        for begin in &state.unresolved {
            session
                .end(&begin.operation, Outcome::Nothing)
                .await
                .unwrap();
        }
        session.commit(&BTreeSet::new()).await.unwrap();
        session.release().await.unwrap();
    }
    assert!(
        left_open > 0,
        "no kill hit an operation: the test shows nothing"
    );
    let aside = place.path().join(".incoming");
    assert!(files(aside.as_std_path()).is_empty(), "remains were left");
}

#[tokio::test]
async fn two_processes_do_not_write_the_same_state() {
    let place = Place::new();
    std::fs::write(place.folder.path().join(MARK), "").unwrap();
    let session = place.backend().lock(holder("parent")).await.unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            "child",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("Held"), "{said}");
    let begun = session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.end(&begun, Outcome::Nothing).await.unwrap();
    assert!(matches!(
        place.backend().lock(holder("third")).await,
        Err(Error::Held { .. })
    ));
}
