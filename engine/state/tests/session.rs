//! A run from its lease to its end, and what the next one finds.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use common::{Place, address, files, holder, intent, key, object, recorded, sensitive};
use tollgate_model::{AttributePath, Value};
use tollgate_state::{
    Edit, Error, Key, Left, Outcome, RecordError, Session, Status, StoreError, Task, edit,
};

async fn made(session: &Session, text: &str, id: &str) {
    let operation = session.begin(intent(text, Task::Create)).await.unwrap();
    session.progress(&operation, id).await.unwrap();
    let stands = Outcome::Stands(Box::new(recorded(text, id)));
    session.end(&operation, stands).await.unwrap();
}

fn names(state: &tollgate_state::State) -> Vec<String> {
    state.resources.keys().map(Key::to_string).collect()
}

#[tokio::test]
async fn what_ended_is_there_before_and_after_it_is_committed() {
    let place = Place::new();
    let backend = place.backend();
    let before = backend.read().await.unwrap();
    assert_eq!((before.lineage, before.serial), (None, 0));

    let session = backend.lock(holder("anna")).await.unwrap();
    assert!(session.state().is_at(None, 0));
    made(&session, "aws_vpc.main", "vpc-1").await;
    made(&session, "aws_subnet.a[0]", "subnet-1").await;
    let told = backend.read().await.unwrap();
    assert_eq!(told, session.state());
    assert_eq!(told.serial, 6);
    assert_eq!(names(&told), ["aws_subnet.a[0]", "aws_vpc.main"]);

    let serial = session.commit(&BTreeSet::new()).await.unwrap();
    assert_eq!(serial, 6);
    assert_eq!(backend.read().await.unwrap(), told);
    session.release().await.unwrap();
    let left: Vec<_> = files(place.path().as_std_path())
        .iter()
        .map(|path| path.strip_prefix(place.path()).unwrap().to_owned())
        .filter(|path| path.to_str() != Some(".lock"))
        .collect();
    assert_eq!(
        left.iter()
            .map(|path| path.to_str().unwrap())
            .collect::<Vec<_>>(),
        ["dev/lease.json", "dev/snapshot"]
    );
    assert_eq!(backend.read().await.unwrap(), told);
    assert!(matches!(
        session.begin(intent("aws_vpc.main", Task::Update)).await,
        Err(Error::Released)
    ));
}

#[tokio::test]
async fn what_was_not_committed_is_taken_up_by_the_next_run() {
    let place = Place::new();
    let backend = place.backend();
    let session = backend.lock(holder("anna")).await.unwrap();
    made(&session, "aws_vpc.main", "vpc-1").await;
    let open = session
        .begin(intent("aws_subnet.a", Task::Create))
        .await
        .unwrap();
    let state = session.state();
    session.release().await.unwrap();

    let session = backend.lock(holder("ben")).await.unwrap();
    assert_eq!(session.state(), state);
    let [begin] = session.state().unresolved.try_into().unwrap();
    assert_eq!(begin.operation, open);
    let values = begin.intent.values.unwrap();
    assert_eq!(values["name"], Value::from("aws_subnet.a"));
    // An object has one operation at a time.
    assert!(matches!(
        session.begin(intent("aws_subnet.a", Task::Create)).await,
        Err(Error::Record(RecordError::Busy { .. }))
    ));
    session
        .end(
            &open,
            Outcome::Stands(Box::new(recorded("aws_subnet.a", "subnet-9"))),
        )
        .await
        .unwrap();
    assert!(matches!(
        session.end(&open, Outcome::Gone).await,
        Err(Error::Record(RecordError::NotOpen { .. }))
    ));
    assert!(session.state().unresolved.is_empty());
    session.commit(&BTreeSet::new()).await.unwrap();
    session.release().await.unwrap();
}

#[tokio::test]
async fn an_object_that_failed_half_made_is_kept_with_its_id() {
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    let failed = |leaves| Outcome::Failed {
        class: "denied".to_owned(),
        message: "no".to_owned(),
        leaves,
    };
    let begun = session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.end(&begun, failed(Left::Tainted)).await.unwrap();
    assert!(session.state().resources.is_empty(), "no id was ever given");

    let begun = session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.progress(&begun, "vpc-1").await.unwrap();
    assert_eq!(
        session.state().resources[&key("aws_vpc.a")].status,
        Status::Incomplete
    );
    session.end(&begun, failed(Left::Tainted)).await.unwrap();
    let state = session.state();
    let left = &state.resources[&key("aws_vpc.a")];
    assert_eq!((left.id.as_str(), left.status), ("vpc-1", Status::Tainted));
    assert_eq!(left.operation.as_ref(), Some(&begun));
}

#[tokio::test]
async fn a_creation_that_came_to_nothing_is_remembered_until_its_object_appears() {
    let place = Place::new();
    let backend = place.backend();
    let session = backend.lock(holder("anna")).await.unwrap();
    for task in [Task::Update, Task::Delete] {
        let begun = session.begin(intent("aws_vpc.a", task)).await.unwrap();
        session.end(&begun, Outcome::Nothing).await.unwrap();
    }
    assert!(session.state().late.is_empty());
    let begun = session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.end(&begun, Outcome::Nothing).await.unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    session.release().await.unwrap();

    let session = backend.lock(holder("ben")).await.unwrap();
    let [late] = session.state().late.try_into().unwrap();
    assert_eq!(late.operation, begun);
    assert!(late.may_appear());
    // Another one may be made meanwhile.
    made(&session, "aws_vpc.b", "vpc-2").await;
    session.reopen(late.clone()).await.unwrap();
    let state = session.state();
    assert_eq!((state.late.len(), state.unresolved.len()), (0, 1));
    let again = session.reopen(late).await.unwrap_err();
    assert!(matches!(again, Error::Record(RecordError::Busy { .. })));
    session.progress(&begun, "vpc-1").await.unwrap();
    let stands = Outcome::Stands(Box::new(recorded("aws_vpc.a", "vpc-1")));
    session.end(&begun, stands).await.unwrap();
    let state = session.state();
    assert_eq!(names(&state), ["aws_vpc.a", "aws_vpc.b"]);
    assert!(state.late.is_empty());
    assert_eq!(backend.read().await.unwrap(), state);
}

#[tokio::test]
async fn what_came_to_nothing_long_ago_is_forgotten_when_something_is_begun() {
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    let begun = session
        .begin(intent("aws_vpc.a", Task::Create))
        .await
        .unwrap();
    session.end(&begun, Outcome::Nothing).await.unwrap();
    let [mut old] = session.state().late.try_into().unwrap();
    old.at -= std::time::Duration::from_secs(2 * 60 * 60);
    assert!(!old.may_appear());
    session.reopen(old).await.unwrap();
    session.end(&begun, Outcome::Nothing).await.unwrap();
    assert_eq!(session.state().late.len(), 1);
    made(&session, "aws_vpc.b", "vpc-2").await;
    assert!(session.state().late.is_empty());
}

#[tokio::test]
async fn a_replacement_sets_the_old_object_aside_and_gives_way_to_it_if_it_fails() {
    let place = Place::new();
    let session = place.backend().lock(holder("anna")).await.unwrap();
    made(&session, "aws_vpc.a", "vpc-1").await;
    let mut replace = intent("aws_vpc.a", Task::Create);
    replace.deposes = true;

    let begun = session.begin(replace.clone()).await.unwrap();
    let aside = Key::deposed(address("aws_vpc.a"), begun.deposed_key());
    assert_eq!(
        session.state().resources.keys().collect::<Vec<_>>(),
        [&aside]
    );
    session.end(&begun, Outcome::Nothing).await.unwrap();
    assert_eq!(session.state().resources[&key("aws_vpc.a")].id, "vpc-1");

    let begun = session.begin(replace).await.unwrap();
    session.progress(&begun, "vpc-2").await.unwrap();
    let stands = Outcome::Stands(Box::new(recorded("aws_vpc.a", "vpc-2")));
    session.end(&begun, stands).await.unwrap();
    let state = session.state();
    let aside = Key::deposed(address("aws_vpc.a"), begun.deposed_key());
    assert_eq!(state.resources[&key("aws_vpc.a")].id, "vpc-2");
    assert_eq!(state.resources[&aside].id, "vpc-1");

    let mut delete = intent("aws_vpc.a", Task::Delete);
    delete.deposed = aside.deposed.clone();
    let begun = session.begin(delete).await.unwrap();
    session.end(&begun, Outcome::Gone).await.unwrap();
    assert_eq!(names(&session.state()), ["aws_vpc.a"]);
}

#[tokio::test]
async fn nothing_vanishes_that_nobody_said_would() {
    let place = Place::new();
    let backend = place.backend();
    let session = backend.lock(holder("anna")).await.unwrap();
    made(&session, "aws_vpc.a", "vpc-1").await;
    session.commit(&BTreeSet::new()).await.unwrap();
    let begun = session
        .begin(intent("aws_vpc.a", Task::Delete))
        .await
        .unwrap();
    session.end(&begun, Outcome::Gone).await.unwrap();
    let refused = session.commit(&BTreeSet::new()).await.unwrap_err();
    assert!(matches!(&refused, Error::UnexpectedLoss { keys } if keys == &[key("aws_vpc.a")]));
    assert!(refused.to_string().contains("aws_vpc.a"), "{refused}");
    session
        .commit(&BTreeSet::from([key("aws_vpc.a")]))
        .await
        .unwrap();
    assert!(backend.read().await.unwrap().resources.is_empty());
}

#[tokio::test]
async fn a_secret_is_known_again_and_stored_nowhere() {
    const CANARY: &str = "canary-7f3a-hunter2";
    let place = Place::new();
    let backend = place.backend();
    let session = backend.lock(holder("anna")).await.unwrap();
    let mut create = intent("aws_db_instance.a", Task::Create);
    create.values = Some(object(&[("password", sensitive(CANARY))]));
    assert!(!format!("{create:?}").contains(CANARY));
    let begun = session.begin(create).await.unwrap();
    let mut stands = recorded("aws_db_instance.a", "db");
    let block = object(&[("token", sensitive(CANARY)), ("user", Value::from("root"))]);
    stands
        .attributes
        .insert("password".to_owned(), sensitive(CANARY));
    stands
        .attributes
        .insert("login".to_owned(), Value::List(vec![Value::Object(block)]));
    assert!(!format!("{stands:?}").contains(CANARY));
    let stands = Outcome::Stands(Box::new(stands));
    session.end(&begun, stands).await.unwrap();
    let outputs = Edit::Outputs {
        values: object(&[
            ("url", Value::from("https://x")),
            ("dsn", sensitive(CANARY)),
        ]),
        secrets: Default::default(),
    };
    session.edit(vec![outputs]).await.unwrap();
    let in_journal = backend.read().await.unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    let in_snapshot = backend.read().await.unwrap();

    for state in [&session.state(), &in_journal, &in_snapshot] {
        let secret = |path: &str, text: &str| {
            let path: AttributePath = path.parse().unwrap();
            state.same_secret(&key("aws_db_instance.a"), &path, &Value::from(text))
        };
        assert!(secret("password", CANARY) && secret("login[0].token", CANARY));
        assert!(!secret("password", "another") && !secret("login[0].user", "root"));
        let pulled = format!("{state:?} {}", state.pull());
        assert!(!pulled.contains(CANARY) && pulled.contains("login[0].token"));

        let desired = object(&[("password", sensitive(CANARY))]);
        let recalled = state
            .recall(&key("aws_db_instance.a"), Some(&desired))
            .unwrap();
        assert_eq!(recalled["password"], sensitive(CANARY));
        let login = &recalled["login"].as_list().unwrap()[0].as_object().unwrap()["token"];
        assert!(matches!(login, Value::Sensitive(inner) if inner.as_str() != Some(CANARY)));
    }
    assert_eq!(
        in_snapshot.outputs,
        object(&[("url", Value::from("https://x"))])
    );
    for path in files(place.folder.path()) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains(CANARY),
            "{}",
            path.display()
        );
    }
}

#[tokio::test]
async fn resources_are_moved_with_those_that_need_them_and_dropped() {
    let place = Place::new();
    let backend = place.backend();
    let session = backend.lock(holder("anna")).await.unwrap();
    made(&session, "aws_vpc.a", "vpc-1").await;
    made(&session, "module.n[0].aws_subnet.a[0]", "subnet-1").await;
    made(&session, "module.n[0].aws_subnet.a[1]", "subnet-2").await;
    let mut needs = recorded("aws_db_instance.a", "db");
    needs.dependencies = vec!["module.n[0].aws_subnet.a[1]".into(), "aws_vpc.a".into()];
    session
        .edit(edit::import(&session.state(), needs).unwrap())
        .await
        .unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();

    let state = session.state();
    assert!(edit::mv(&state, "aws_vpc.b", "aws_vpc.c").is_err());
    assert!(edit::mv(&state, "aws_vpc.a", "aws_subnet.c").is_err());
    let taken = edit::mv(
        &state,
        "module.n[0].aws_subnet.a[0]",
        "module.n[0].aws_subnet.a[1]",
    );
    assert!(taken.unwrap_err().to_string().contains("already has"));
    assert!(edit::rm(&state, "module.nothing").is_err());

    session
        .edit(edit::mv(&state, "module.n[0]", "module.network").unwrap())
        .await
        .unwrap();
    let state = session.state();
    assert_eq!(
        names(&state),
        [
            "aws_db_instance.a",
            "aws_vpc.a",
            "module.network.aws_subnet.a[0]",
            "module.network.aws_subnet.a[1]"
        ]
    );
    let needs = &state.resources[&key("aws_db_instance.a")].dependencies;
    assert_eq!(*needs[0], *"module.network.aws_subnet.a[1]");
    session
        .edit(edit::rm(&state, "module.network.aws_subnet.a").unwrap())
        .await
        .unwrap();
    // What an edit takes away need not be announced a second time.
    session.commit(&BTreeSet::new()).await.unwrap();
    assert_eq!(
        names(&backend.read().await.unwrap()),
        ["aws_db_instance.a", "aws_vpc.a"]
    );

    let other = vec![
        Edit::Account("111122223333".into()),
        Edit::Account("444455556666".into()),
    ];
    assert!(session.edit(other).await.is_err());
    assert_eq!(session.state().account, None, "all edits are made or none");
}

#[tokio::test]
async fn many_steps_record_at_the_same_time() {
    let place = Place::new();
    let backend = place.backend();
    let session = Arc::new(backend.lock(holder("anna")).await.unwrap());
    let mut steps = tokio::task::JoinSet::new();
    for number in 0..60 {
        let session = session.clone();
        steps.spawn(async move {
            made(
                &session,
                &format!("aws_vpc.v[{number}]"),
                &format!("vpc-{number}"),
            )
            .await;
        });
    }
    while let Some(step) = steps.join_next().await {
        step.unwrap();
    }
    let written = files(place.path().join("dev/journal").as_std_path()).len();
    assert!(
        written < 180,
        "{written} objects for 180 records: they are not written together"
    );
    let state = backend.read().await.unwrap();
    assert_eq!((state.resources.len(), state.serial), (60, 180));
    assert_eq!(state, session.state());
}

#[tokio::test]
async fn a_name_that_leads_out_of_the_folder_is_refused() {
    let place = Place::new();
    for name in ["../x", "", "Dev", "a/b", "."] {
        let made = tollgate_state::Backend::folder(place.path(), place.keys.clone(), name);
        assert!(matches!(made, Err(Error::Name { .. })), "{name}");
    }
    let store = tollgate_state::Folder::open(place.path()).unwrap();
    use tollgate_state::ObjectStore;
    let refused = store.get("dev/../../the.key").await;
    assert!(matches!(refused, Err(StoreError::Unsuitable { .. })));
}
