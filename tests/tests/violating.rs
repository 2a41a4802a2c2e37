//! The violating stack: every rule finds its fault, and finds it where the comment above the fault says.
//!
//! The comments of `fixtures/stacks/violating/faults_*.tf` are the only table of what fails where.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, not only tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::Value;
use tollgate_tests::binary::tollgate;

const STACK: &str = "fixtures/stacks/violating";
const STRICT: [&str; 2] = ["--policies", "fixtures/policies/strict"];

/// A finding of a rule, at a line of a file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Finding {
    rule: String,
    file: String,
    line: usize,
}

/// A resource in a file of faults, with the rules that its comment names.
#[derive(Debug)]
struct Fault {
    name: String,
    first: usize,
    last: usize,
    named: BTreeSet<String>,
}

fn json(args: &[&str], code: i32) -> Value {
    let outcome = tollgate(args);
    assert_eq!(outcome.code, Some(code), "{args:?}: {}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

/// The ids of the rules: the built-in ones, and with `args` others. Those that ask for prices are tried
/// in `cost.rs`.
fn rules(args: &[&str]) -> BTreeSet<String> {
    let listed = json(&[&["rules", "list", "--json"], args].concat(), 0);
    let all = listed.as_array().unwrap().iter();
    let names = |list: &Value, name: &str| {
        let mut list = list.as_array().into_iter().flatten();
        list.any(|one| one == name)
    };
    let unpriced = all.filter(|rule| {
        !names(&rule["resources"], "tollgate_estimate")
            && !names(&rule["parameters"], "cost.priced")
    });
    let ids = unpriced.map(|rule| &rule["id"]);
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// What fails in the three runs that `fixtures/stacks/README.md` tells of, together.
fn findings() -> &'static BTreeSet<Finding> {
    static FINDINGS: OnceLock<BTreeSet<Finding>> = OnceLock::new();
    FINDINGS.get_or_init(|| {
        let runs: [(&str, &[&str]); 3] = [("dev", &[]), ("prod", &[]), ("strict", &STRICT)];
        runs.into_iter()
            .flat_map(|(environment, more)| judged(environment, more))
            .collect()
    })
}

fn judged(environment: &str, more: &[&str]) -> Vec<Finding> {
    let common = [
        "check",
        STACK,
        "--account",
        "111122223333",
        "--environment",
        environment,
        "--format",
        "json",
    ];
    let report = json(&[&common, more].concat(), 1);
    assert_eq!(report.get("complete"), Some(&Value::Bool(true)));
    let document = report.pointer("/documents/0").unwrap();
    assert_eq!(document["environment"], environment);
    let verdicts = document["verdicts"].as_array().unwrap();
    let failed = verdicts
        .iter()
        .filter(|verdict| verdict["outcome"] == "fail");
    failed.flat_map(found).collect()
}

fn found(verdict: &Value) -> Vec<Finding> {
    let findings = verdict["findings"].as_array().unwrap();
    assert!(!findings.is_empty(), "fails without a finding: {verdict}");
    let finding = |finding: &Value| {
        let place = &finding["location"];
        Finding {
            rule: verdict["rule"].as_str().unwrap().to_owned(),
            file: place["file"].as_str().unwrap().to_owned(),
            line: usize::try_from(place["line"].as_u64().unwrap()).unwrap(),
        }
    };
    findings.iter().map(finding).collect()
}

/// The files of faults, by path, with their text.
fn files() -> BTreeMap<String, String> {
    let folder = tollgate_tests::root().join(STACK);
    let names = std::fs::read_dir(&folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name.starts_with("faults_") && name.ends_with(".tf"))
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(&name)).unwrap();
            (format!("{STACK}/{name}"), text)
        })
        .collect()
}

/// The resources of a file in the layout of `terraform fmt`: a block begins and ends at the left margin.
fn faults(text: &str) -> Vec<Fault> {
    let mut comment = String::new();
    let mut faults: Vec<Fault> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        if let Some(words) = line.strip_prefix('#') {
            comment.push_str(words);
        } else if let Some(head) = line.strip_prefix("resource ") {
            open = true;
            faults.push(Fault {
                name: head
                    .trim_end_matches(" {")
                    .replace("\" \"", ".")
                    .replace('"', ""),
                first: number,
                last: number,
                named: named(&std::mem::take(&mut comment)),
            });
        } else {
            comment.clear();
            if let Some(fault) = faults.last_mut().filter(|_| open) {
                fault.last = number;
                open = line != "}";
            }
        }
    }
    faults
}

/// `CF-005, CF-006` of `CF-005, CF-006: a distribution …`; of other sentences, what stands before their colon.
fn named(comment: &str) -> BTreeSet<String> {
    let list = comment.split_once(':').map(|(list, _)| list.split(','));
    list.into_iter()
        .flatten()
        .map(|id| id.trim().to_owned())
        .collect()
}

#[test]
fn every_rule_finds_its_fault() {
    let failed: BTreeSet<String> = findings().iter().map(|found| found.rule.clone()).collect();
    let silent: Vec<String> = rules(&STRICT).difference(&failed).cloned().collect();
    assert!(
        silent.is_empty(),
        "no fault in {STACK} makes these rules fail: {silent:#?}"
    );
}

#[test]
fn every_fault_breaks_the_rules_that_its_comment_names_and_no_other() {
    let known = rules(&STRICT);
    let mut wrong = Vec::new();
    let mut told = 0;
    for (file, text) in files() {
        let mut here: BTreeSet<&Finding> = findings()
            .iter()
            .filter(|found| found.file == file)
            .collect();
        for fault in faults(&text) {
            let place = format!("{file}:{} {}", fault.first, fault.name);
            let inside = |found: &&Finding| (fault.first..=fault.last).contains(&found.line);
            let failed: BTreeSet<String> = here
                .iter()
                .filter(|found| inside(found))
                .map(|found| found.rule.clone())
                .collect();
            here.retain(|found| !inside(found));
            told += fault.named.len();
            for id in fault.named.difference(&known) {
                wrong.push(format!("{place}: `{id}` is no rule"));
            }
            for id in fault.named.difference(&failed) {
                wrong.push(format!("{place}: {id} is named and does not fail"));
            }
            for id in failed.difference(&fault.named) {
                wrong.push(format!("{place}: {id} fails and is not named"));
            }
        }
        for found in here {
            wrong.push(format!(
                "{file}:{}: {} is in no resource",
                found.line, found.rule
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told > 200, "the comments name {told} rules");
}
