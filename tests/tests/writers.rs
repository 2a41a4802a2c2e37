//! Two runs at a time, and a run that its user stops.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::process::{Child, Command};

use serde_json::Value as Json;
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::{Cloud, started};
use tollgate_tests::proxy::{Hold, Proxy};
use tollgate_tests::stack::{expect, expect_nothing_to_do, live, stack};

/// A run that waits for the answer to a call, and everything else that it can do is done.
struct Waiting {
    cloud: Cloud,
    child: Child,
    hold: Hold,
}

impl Waiting {
    /// A run that waits for the answer to the first call of this name.
    fn at(call: &'static str) -> Option<Self> {
        let mut cloud = stack()?;
        let hold = Hold::default();
        let proxy = Proxy::start(cloud.upstream(), hold.plan(call));
        cloud.through(Some(&proxy));
        let child = started(cloud.command(&["up"]));
        cloud.through(None);
        hold.reached();
        proxy.quiet();
        Some(Self { cloud, child, hold })
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// How it ends.
    fn end(self) -> (Cloud, Outcome) {
        let output = self.child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let outcome = Outcome {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        (self.cloud, outcome)
    }
}

/// Words, however the terminal breaks them into lines.
fn words(outcome: &Outcome) -> String {
    let text = format!("{} {}", outcome.stdout, outcome.stderr);
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| *word != "│")
        .collect();
    words.join(" ")
}

fn undisturbed() -> Json {
    let cloud = stack().unwrap();
    expect(&cloud.run(&["up"]), 0, "undisturbed");
    live(&cloud)
}

#[test]
fn the_second_run_is_told_who_holds_the_state_and_changes_nothing() {
    let Some(first) = Waiting::at("CreateVpc") else {
        return;
    };
    let before = live(&first.cloud);
    for verb in ["up", "destroy"] {
        let second = first.cloud.run(&[verb]);
        expect(&second, 2, verb);
        let said = words(&second);
        let holder = format!("(process {}) (tollgate up)", first.child.id());
        assert!(said.contains("the state is held by"), "{said}");
        assert!(said.contains(&holder), "{said}");
    }
    assert_eq!(live(&first.cloud), before);
    first.hold.release();
    let (cloud, outcome) = first.end();
    expect(&outcome, 0, "the first run");
    assert_eq!(live(&cloud), undisturbed());
    expect_nothing_to_do(&cloud, "after both");
}

#[test]
fn a_run_whose_lease_was_taken_writes_nothing_more() {
    // The answer that it waits for is about a network that it has made.
    let Some(first) = Waiting::at("DescribeVpcs") else {
        return;
    };
    first.signal("STOP");
    expect(&first.cloud.run(&["state", "unlock"]), 0, "unlock");
    expect(&first.cloud.run(&["up"]), 0, "the second run");
    let state = first.cloud.run(&["state", "pull"]);
    expect(&state, 0, "pull");
    first.signal("CONT");
    first.hold.release();
    let (cloud, outcome) = first.end();
    expect(&outcome, 2, "the run whose lease was taken");
    let said = words(&outcome);
    assert!(said.contains("the state was taken over by"), "{said}");
    assert_eq!(cloud.run(&["state", "pull"]).stdout, state.stdout);
    assert_eq!(live(&cloud), undisturbed());
    expect_nothing_to_do(&cloud, "after both");
}

#[test]
fn the_first_interruption_lets_end_what_was_begun() {
    let Some(run) = Waiting::at("DescribeVpcs") else {
        return;
    };
    run.signal("INT");
    // It is heard before the answer comes.
    std::thread::sleep(std::time::Duration::from_secs(1));
    run.hold.release();
    let (cloud, outcome) = run.end();
    expect(&outcome, 4, "interrupted");
    let said = words(&outcome);
    assert!(said.contains("what was begun is let end"), "{said}");
    assert!(said.contains("0 failed"), "{said}");
    let listed = cloud.run(&["state", "list"]).stdout;
    assert!(listed.contains("aws_vpc.main"), "{listed}");
    assert!(!listed.contains("aws_subnet.main"), "{listed}");
    let next = cloud.run(&["up"]);
    expect(&next, 0, "the next run");
    assert!(!words(&next).contains("cut off"), "{}", next.stdout);
    assert_eq!(live(&cloud), undisturbed());
    expect_nothing_to_do(&cloud, "after it");
}

#[test]
fn the_second_interruption_waits_for_nothing_and_the_next_run_takes_it_up() {
    let Some(run) = Waiting::at("DescribeVpcs") else {
        return;
    };
    run.signal("INT");
    std::thread::sleep(std::time::Duration::from_secs(1));
    run.signal("INT");
    // The answer never comes.
    let hold = run.hold.clone();
    let (cloud, outcome) = run.end();
    hold.release();
    expect(&outcome, 4, "interrupted twice");
    let said = words(&outcome);
    assert!(said.contains("not waited for"), "{said}");
    let next = cloud.run(&["up"]);
    expect(&next, 0, "the next run");
    assert!(words(&next).contains("aws_vpc.main: cut off before; adopted"));
    assert_eq!(live(&cloud), undisturbed());
    expect_nothing_to_do(&cloud, "after it");
}
