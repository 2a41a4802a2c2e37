//! What the stack needs of each service, asked of each emulator and of both together.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use tollgate_sandbox::{Emulator, GAPS, Lane, Options, SERVICES, emulator_of};

use crate::support::Own;

/// What was answered, by service and probe.
type Answers = BTreeMap<String, BTreeMap<String, String>>;

/// Asks with boto3, which moto comes with, in an environment that says nothing else.
fn ask(own: &Own, lane: Lane) -> Answers {
    let options = Options {
        account: "111122223333".parse().unwrap(),
        region: "eu-west-1".to_owned(),
        lane,
        ..Options::default()
    };
    let held = own.sandbox.hold(&options, &mut |_| {}).unwrap();
    let output = Command::new(own.sandbox.python(Emulator::Moto))
        .args([
            "-B",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/probes/run.py"),
        ])
        .env_clear()
        .envs(held.endpoints().environment())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The gaps of the table, as they should be answered.
fn gaps(emulator: impl Fn(&str) -> Emulator) -> BTreeSet<(String, String, String)> {
    let rows = GAPS
        .iter()
        .map(|gap| (gap, gap.answer(emulator(gap.service))));
    rows.filter(|(_, answer)| *answer != "ok")
        .map(|(gap, answer)| {
            (
                gap.service.to_owned(),
                gap.probe.to_owned(),
                answer.to_owned(),
            )
        })
        .collect()
}

fn not_ok(answers: &Answers) -> BTreeSet<(String, String, String)> {
    let all = answers.iter().flat_map(|(service, probes)| {
        probes
            .iter()
            .map(move |(probe, answer)| (service, probe, answer))
    });
    all.filter(|(.., answer)| *answer != "ok")
        .map(|(service, probe, answer)| (service.clone(), probe.clone(), answer.clone()))
        .collect()
}

#[test]
fn every_emulator_answers_as_the_table_says() {
    let Some(own) = Own::new() else { return };
    for emulator in Emulator::ALL {
        let answers = ask(&own, Lane::Only(emulator));
        assert_eq!(not_ok(&answers), gaps(|_| emulator), "{emulator}");
    }
}

#[test]
fn together_they_answer_as_the_routes_promise() {
    let Some(own) = Own::new() else { return };
    let answers = ask(&own, Lane::Routed);
    assert_eq!(not_ok(&answers), gaps(emulator_of));
    let probed: BTreeSet<_> = answers.keys().map(String::as_str).collect();
    let named: BTreeSet<_> = SERVICES
        .iter()
        .copied()
        .filter(|service| *service != "Lambda")
        .collect();
    assert_eq!(
        probed, named,
        "every service is probed; Lambda by the rotation of a secret"
    );
}

#[test]
fn a_row_without_a_gap_is_no_row() {
    for gap in GAPS {
        let answers = [gap.ministack, gap.moto, gap.localstack];
        assert!(answers.iter().any(|answer| *answer != "ok"), "{gap:?}");
    }
}
