//! A small stack of many kinds, for the tests of what happens under trouble.

use std::process::Command;

use serde_json::Value as Json;

use crate::binary::Outcome;
use crate::cloud::{Cloud, finished};

/// The code. Each kind in it is found again in another way.
pub const CODE: &str = include_str!("stack/main.tf");

/// Lists all that is in an account with another client than ours.
const LIST: &str = include_str!("stack/list.py");

/// Lists less of more kinds.
const LIST_ALL: &str = include_str!("stack/list_all.py");

/// The value of the sensitive variable.
pub const GIVEN: &str = "q\"8\\ü-Zq8xw7Kd5mNcanary";

/// The stack, in an account of its own. None where the emulators cannot be had.
#[must_use]
pub fn stack() -> Option<Cloud> {
    let mut cloud = Cloud::new(&[("code/main.tf", CODE)])?;
    let bucket = format!("trouble-{}", cloud.account);
    cloud.set("TF_VAR_bucket", &bucket);
    cloud.set("TF_VAR_given", GIVEN);
    Some(cloud)
}

/// Everything in the account, as boto3 lists it, with names in the place of ids.
///
/// # Panics
/// When the listing fails.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn live(cloud: &Cloud) -> Json {
    let listed = cloud.python(LIST);
    serde_json::from_str(&listed).unwrap_or_else(|error| panic!("{error}: {listed}"))
}

/// The environment `dev` of this repository, in an account of its own. None where the emulators cannot be
/// had.
#[must_use]
pub fn dev() -> Option<Cloud> {
    let cloud = Cloud::new(&[])?;
    let folder = crate::root().join("environments");
    let folder = folder.display();
    let (account, region) = (&cloud.account, crate::cloud::REGION);
    let settings = format!(
        "severity = \"critical\"\n\n[environments.dev]\ncode = \"{folder}/stack\"\nvar_file = [\"{folder}/dev.tfvars\"]\nregion = \"{region}\"\naccount = \"{account}\"\n"
    );
    cloud.project.write("tollgate.toml", &settings);
    Some(cloud)
}

/// The names of all that `environments/` can make in the account, as boto3 lists it.
///
/// # Panics
/// When the listing fails.
#[must_use]
#[expect(clippy::panic, reason = "only tests call this")]
pub fn all(cloud: &Cloud) -> Json {
    let listed = cloud.python(LIST_ALL);
    serde_json::from_str(&listed).unwrap_or_else(|error| panic!("{error}: {listed}"))
}

/// Fails with all that was said unless a run ended with this code.
///
/// # Panics
/// When it did not.
pub fn expect(outcome: &Outcome, code: i32, what: &str) {
    assert_eq!(
        outcome.code,
        Some(code),
        "{what}\n{}\n{}",
        outcome.stdout,
        outcome.stderr
    );
}

/// Fails unless a plan has nothing to do.
///
/// # Panics
/// When it has.
pub fn expect_nothing_to_do(cloud: &Cloud, what: &str) {
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0, what);
}

/// Runs `tollgate up`, with a variable set.
#[must_use]
pub fn up_with(cloud: &Cloud, name: &str, value: &str) -> Outcome {
    let mut command: Command = cloud.command(&["up"]);
    command.env(name, value);
    finished(command)
}
