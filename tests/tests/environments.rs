//! The whole stack of this repository, from end to end, in each of its environments, against emulators
//! that others wrote.

use serde_json::{Value as Json, json};
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;

/// Lists an account with another client than ours.
const INVENTORY: &str = include_str!("environments/inventory.py");

#[track_caller]
fn expect(outcome: &Outcome, code: i32) {
    assert_eq!(
        outcome.code,
        Some(code),
        "{}\n{}",
        outcome.stdout,
        outcome.stderr
    );
}

fn inventory(cloud: &Cloud) -> Json {
    serde_json::from_str(&cloud.python(INVENTORY)).unwrap()
}

/// How many of each there are.
fn counts(inventory: &Json) -> Json {
    let members = inventory.as_object().unwrap();
    let counts = members
        .iter()
        .map(|(kind, names)| (kind.clone(), json!(names.as_array().unwrap().len())));
    Json::Object(counts.collect())
}

/// Builds an environment, and sees that it stands, that it is judged, and that nothing is left to do.
fn built(name: &str, before: &Json, cloud: &Cloud) {
    assert_eq!(*before, json!({}), "the account is not empty");
    let up = cloud.run(&["up", "--format", "terminal", "--format", "json=run.json"]);
    expect(&up, 0);
    assert!(up.stdout.contains("what was built:"), "{}", up.stdout);
    assert!(
        up.stdout.contains(&format!("objects stand in {name}")),
        "{}",
        up.stdout
    );
    let report: Json = serde_json::from_str(&cloud.project.read("run.json")).unwrap();
    assert!(report["documents"].is_array(), "{report}");

    // Another client sees it, too.
    let found = counts(&inventory(cloud));
    for kind in [
        "vpc",
        "database",
        "cache",
        "cluster",
        "balancer",
        "distribution",
    ] {
        assert!(found[kind].as_u64() >= Some(1), "{kind}: {found}");
    }

    let again = cloud.run(&["plan", "--detailed-exitcode"]);
    expect(&again, 0);
    assert!(again.stdout.contains("nothing to do"), "{}", again.stdout);
    let drift = cloud.run(&["drift"]);
    expect(&drift, 0);
}

#[test]
fn dev_is_built_changed_and_removed_without_a_trace() {
    let Some(cloud) = Cloud::environment("dev") else {
        return;
    };
    built("dev", &inventory(&cloud), &cloud);

    // Larger: nothing but the difference is done.
    let tfvars = cloud.project.read("environments/dev.tfvars");
    let larger = tfvars.replace("log_retention_days = 30", "log_retention_days = 60");
    assert_ne!(larger, tfvars);
    cloud.project.write("environments/dev.tfvars", &larger);
    let changed = cloud.run(&["up"]);
    expect(&changed, 0);
    let line = changed
        .stdout
        .lines()
        .find(|line| line.contains(" to change, "))
        .unwrap();
    assert!(
        line.starts_with("0 to create, ") && line.contains(", 0 to destroy"),
        "{line}"
    );
    assert!(!line.contains(" 0 to change"), "{line}");
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    expect(&cloud.run(&["destroy", "--allow-data-loss"]), 0);
    assert_eq!(cloud.run(&["state", "list"]).stdout, "");
    assert_eq!(inventory(&cloud), json!({}));
}

#[test]
fn staging_is_built() {
    if let Some(cloud) = Cloud::environment("staging") {
        built("staging", &inventory(&cloud), &cloud);
    }
}

#[test]
fn prod_is_built_and_its_database_is_not_removed_while_it_is_protected() {
    let Some(cloud) = Cloud::environment("prod") else {
        return;
    };
    built("prod", &inventory(&cloud), &cloud);
    let refused = cloud.run(&["destroy"]);
    expect(&refused, 2);
    assert!(
        refused.stderr.contains("with the data that it holds"),
        "{}",
        refused.stderr
    );
    let stopped = cloud.run(&["destroy", "--allow-data-loss"]);
    expect(&stopped, 4);
    let left = counts(&inventory(&cloud));
    assert_eq!(left["database"], 1, "{left}");
    assert_eq!(left["balancer"], Json::Null, "{left}");
}
