//! A state written is a state read; and what an older version wrote is read forever.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use camino::Utf8PathBuf;
use common::{ENVIRONMENT, Place, files, holder, intent, key, object, recorded, sensitive};
use proptest::prelude::*;
use tollgate_model::{Object, Value};
use tollgate_state::faults::Memory;
use tollgate_state::{Backend, Edit, KeyFile, Outcome, Recorded, Session, Status, Task};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/state")
}

/// Something of everything that a state can hold, in a snapshot and in a journal after it.
async fn filled(session: &Session) {
    let mut database = recorded("module.db[\"a.b\"].aws_db_instance.main[0]", "sf-dev");
    database
        .attributes
        .insert("password".to_owned(), sensitive("fixture-password"));
    database.dependencies = vec!["aws_vpc.main".into()];
    database.prevent_destroy = true;
    database.schema_version = 2;
    let outputs = object(&[("endpoint", Value::from("x:5432")), ("dsn", sensitive("y"))]);
    let edits = vec![
        Edit::Account("111122223333".to_owned()),
        Edit::Put(Box::new(database)),
        Edit::Put(Box::new(recorded("aws_vpc.main", "vpc-1"))),
        Edit::Outputs {
            values: outputs,
            secrets: Default::default(),
        },
    ];
    session.edit(edits).await.unwrap();
    let late = session
        .begin(intent("aws_eip.nat", Task::Create))
        .await
        .unwrap();
    session.end(&late, Outcome::Nothing).await.unwrap();
    session.commit(&BTreeSet::new()).await.unwrap();
    let mut replace = intent("aws_vpc.main", Task::Create);
    replace.deposes = true;
    let begun = session.begin(replace).await.unwrap();
    session.progress(&begun, "vpc-2").await.unwrap();
    let stands = Outcome::Stands(Box::new(recorded("aws_vpc.main", "vpc-2")));
    session.end(&begun, stands).await.unwrap();
    let begun = session
        .begin(intent("aws_subnet.a", Task::Create))
        .await
        .unwrap();
    session.progress(&begun, "subnet-1").await.unwrap();
    session
        .begin(intent("aws_subnet.b", Task::Create))
        .await
        .unwrap();
    session
        .edit(tollgate_state::edit::mv(&session.state(), "module.db", "module.data").unwrap())
        .await
        .unwrap();
}

/// Not a test: writes the fixture of the newest format, once, when there is a new one.
/// `cargo test -p tollgate-state --test formats -- --ignored`
#[tokio::test]
#[ignore = "writes a fixture"]
async fn write_the_fixture_of_the_newest_format() {
    let folder = fixtures().join(format!("v{}", tollgate_state::envelope::FORMAT));
    if folder.exists() {
        return;
    }
    let folder = Utf8PathBuf::try_from(folder).unwrap();
    let keys = Arc::new(KeyFile::create(&folder.join("key-of-this-fixture-only")).unwrap());
    let backend = Backend::folder(folder.join("state"), keys, ENVIRONMENT).unwrap();
    let session = backend.lock(holder("fixture")).await.unwrap();
    filled(&session).await;
    session.release().await.unwrap();
    let pulled = serde_json::to_string_pretty(&backend.read().await.unwrap().pull()).unwrap();
    fs::write(folder.join("expected.json"), pulled + "\n").unwrap();
    fs::remove_file(folder.join("state/.lock")).unwrap();
    fs::remove_dir(folder.join("state/.incoming")).unwrap();
}

#[tokio::test]
async fn every_format_that_was_ever_written_is_read() {
    let mut seen = BTreeSet::new();
    for folder in fs::read_dir(fixtures()).unwrap() {
        let folder = folder.unwrap().path();
        seen.insert(folder.file_name().unwrap().to_string_lossy().into_owned());
        // Git keeps no modes, and reading makes files of its own.
        let place = Place::new();
        for file in files(&folder.join("state")) {
            let to = place.path().join(
                file.strip_prefix(folder.join("state"))
                    .unwrap()
                    .to_str()
                    .unwrap(),
            );
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&file, &to).unwrap();
        }
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(place.path(), private).unwrap();
        fs::copy(
            folder.join("key-of-this-fixture-only"),
            place.path().join("key"),
        )
        .unwrap();
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(place.path().join("key"), private).unwrap();
        let keys = Arc::new(KeyFile::read(&place.path().join("key")).unwrap());
        let backend = Backend::folder(place.path(), keys, ENVIRONMENT).unwrap();

        let state = backend.read().await.unwrap();
        let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
        let mut expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
        expected["tollgate_state"] = tollgate_state::envelope::FORMAT.into();
        assert_eq!(state.pull(), expected, "{}", folder.display());
        let same = |text: &str| {
            let key = key("module.data[\"a.b\"].aws_db_instance.main[0]");
            state.same_secret(&key, &"password".into(), &Value::from(text))
        };
        assert!(same("fixture-password") && !same("another"));
        assert_eq!(
            state.resources[&key("aws_subnet.a")].status,
            Status::Incomplete
        );
        // The next run goes on from it, in the newest format.
        let session = backend.lock(holder("next")).await.unwrap();
        assert_eq!(session.state(), state);
        session.commit(&BTreeSet::new()).await.unwrap();
        assert_eq!(backend.read().await.unwrap(), state);
    }
    let all = (1..=tollgate_state::envelope::FORMAT).map(|format| format!("v{format}"));
    assert_eq!(seen, all.collect());
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(|n| Value::Number(n.into())),
        any::<f64>()
            .prop_filter_map("JSON has no such number", serde_json::Number::from_f64)
            .prop_map(Value::Number),
        ".{0,12}".prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map(".{1,6}", inner.clone(), 0..4).prop_map(Value::Object),
            inner.prop_map(|value| Value::Sensitive(Box::new(value))),
        ]
    })
}

fn objects() -> impl Strategy<Value = Vec<Recorded>> {
    let one = (
        prop::sample::select(vec![
            "",
            "module.m.",
            "module.m[0].",
            "module.m[\"x \\\" y\"].",
        ]),
        "[a-z]{1,3}",
        prop::collection::btree_map("[a-z]{1,4}", value(), 0..5),
        prop::option::of("[0-9a-f]{8}"),
        any::<(bool, bool, u32)>(),
        prop::sample::select(vec![Status::Created, Status::Incomplete, Status::Tainted]),
    );
    let one = one.prop_map(
        |(module, name, attributes, deposed, flags, status)| Recorded {
            attributes,
            deposed,
            status,
            create_before_destroy: flags.0,
            prevent_destroy: flags.1,
            schema_version: flags.2,
            dependencies: vec!["aws_vpc.main".into(), "module.m".into()],
            ..recorded(&format!("{module}aws_vpc.{name}"), "id")
        },
    );
    prop::collection::vec(one, 0..6)
}

/// The same value without marks, if it has none.
fn has_mark(value: &Value) -> bool {
    let mut found = false;
    value.visit_marks(&mut |_, _| found = true);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_state_written_is_a_state_read(objects in objects(), outputs in prop::collection::btree_map("[a-z]{1,4}", value(), 0..4)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let place = Place::new();
            let memory = Memory::default();
            let backend = Backend::new(Arc::new(memory), place.keys.clone(), ENVIRONMENT).unwrap();
            let session = backend.lock(holder("anna")).await.unwrap();
            let mut edits: Vec<Edit> = objects.iter().cloned().map(|one| Edit::Put(Box::new(one))).collect();
            edits.push(Edit::Outputs { values: outputs, secrets: Default::default() });
            session.edit(edits).await.unwrap();
            let state = session.state();
            assert_eq!(backend.read().await.unwrap(), state, "from the journal");
            session.commit(&BTreeSet::new()).await.unwrap();
            assert_eq!(backend.read().await.unwrap(), state, "from the snapshot");

            // What was given last for a key is what is there, apart from secrets, which are known again.
            for (position, given) in objects.iter().enumerate() {
                if objects.iter().skip(position + 1).any(|later| later.key() == given.key()) {
                    continue;
                }
                let found = &state.resources[&given.key()];
                assert_eq!((found.status, found.prevent_destroy), (given.status, given.prevent_destroy));
                let plain = |attributes: &Object| -> Object {
                    let plain = attributes.iter().filter(|(_, value)| !has_mark(value));
                    plain.map(|(name, value)| (name.clone(), value.clone())).collect()
                };
                let mut expected = plain(&given.attributes);
                expected.extend(found.attributes.iter().filter(|(name, _)| {
                    given.attributes.get(*name).is_some_and(has_mark)
                }).map(|(name, value)| (name.clone(), value.clone())));
                assert_eq!(found.attributes, expected);
                let recalled = state.recall(&given.key(), Some(&given.attributes)).unwrap();
                for path in found.secrets.keys() {
                    let value = Value::Object(given.attributes.clone()).get(path).cloned().unwrap();
                    assert!(state.same_secret(&given.key(), path, &value), "{path}");
                    let recalled = Value::Object(recalled.clone()).get(path).cloned().unwrap();
                    assert_eq!(recalled.unmarked(), value.unmarked());
                    assert!(matches!(recalled, Value::Sensitive(_)));
                }
            }
        });
    }
}
