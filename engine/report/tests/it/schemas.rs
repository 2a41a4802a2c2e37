//! Reports against schemas: those of other people for SARIF and JUnit, our own for JSON.

use crate::judges::{complaints, json, json_schema, junit_complaints, sarif_schema, written};
use crate::{example, large};
use serde_json::Value;
use tollgate_model::{Outcome, Severity};
use tollgate_report::{Format, GateMode, Run, Tally};

/// Runs that between them use every part of every format.
fn runs() -> Vec<(&'static str, Run)> {
    let without_code = {
        let mut run = example::run();
        for verdict in &mut run.documents[0].assessment.verdicts {
            verdict.location = None;
            verdict
                .findings
                .iter_mut()
                .for_each(|finding| finding.location = None);
        }
        run
    };
    let nothing_known = {
        let mut run = example::run();
        let document = &mut run.documents[0];
        document.context.environment = None;
        document.context.account = None;
        document.context.region = None;
        document.assessment.rules.clear();
        document
            .assessment
            .verdicts
            .iter_mut()
            .for_each(|verdict| verdict.findings.clear());
        run
    };
    let twice = Run {
        documents: vec![example::document(), example::document()],
        ..example::run()
    };
    let strict = Run {
        gate: GateMode::New,
        unknown_blocks: true,
        threshold: Severity::Low,
        duration: Some(std::time::Duration::from_millis(1234)),
        ..example::run()
    };
    vec![
        ("example", example::run()),
        ("passing", example::passing()),
        ("without code", without_code),
        ("nothing known", nothing_known),
        ("twice", twice),
        ("strict", strict),
        (
            "empty",
            Run {
                documents: Vec::new(),
                ..example::run()
            },
        ),
        ("large", large::run_of(200)),
    ]
}

#[test]
fn json_follows_its_schema() {
    let schema = json_schema();
    for (name, run) in runs() {
        assert_eq!(
            complaints(&schema, &json(Format::Json, &run)),
            [""; 0],
            "{name}"
        );
    }
}

#[test]
fn the_json_schema_is_strict() {
    let schema = json_schema();
    let good = json(Format::Json, &example::run());
    for (pointer, wrong) in [
        ("/conclusion", Value::from("ok")),
        ("/documents/0/verdicts/0/outcome", Value::from("passed")),
        (
            "/documents/0/verdicts/0/findings/0/fingerprint",
            Value::from("ABC"),
        ),
        ("/documents/0/verdicts/0/location/line", Value::from(0)),
        ("/summary", Value::from("none")),
        (
            "/gate",
            serde_json::json!({"threshold": "low", "only": "all", "unknown_blocks": false, "x": 1}),
        ),
    ] {
        let mut report = good.clone();
        *report.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.is_valid(&report), "{pointer}");
    }
}

#[test]
fn sarif_follows_the_standard() {
    let schema = sarif_schema();
    for (name, run) in runs() {
        let log = json(Format::Sarif, &run);
        assert_eq!(complaints(&schema, &log), [""; 0], "{name}");
    }
}

#[test]
fn the_sarif_schema_looks_at_values() {
    let mut log = json(Format::Sarif, &example::run());
    log["runs"][0]["results"][0]["level"] = Value::from("critical");
    assert!(!sarif_schema().is_valid(&log));
}

/// What the schema cannot say, and GitHub refuses or merges when it is not so.
#[test]
fn sarif_holds_together() {
    for (name, run) in runs() {
        let log = json(Format::Sarif, &run);
        let mut categories = Vec::new();
        for sarif in log["runs"].as_array().unwrap() {
            categories.push(
                sarif["automationDetails"]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
            let rules = sarif["tool"]["driver"]["rules"].as_array().unwrap();
            let mut prints = Vec::new();
            for result in sarif["results"].as_array().unwrap() {
                if let Some(index) = result["ruleIndex"].as_u64() {
                    assert_eq!(rules[index as usize]["id"], result["ruleId"], "{name}");
                }
                if result["kind"] != "fail" {
                    assert_eq!(result["level"], "none", "{name}");
                }
                prints.push(result["partialFingerprints"]["primaryLocationLineHash"].to_string());
            }
            let all = prints.len();
            prints.sort();
            prints.dedup();
            assert_eq!(
                prints.len(),
                all,
                "{name}: fingerprints are unique within a run"
            );
        }
        let all = categories.len();
        categories.sort();
        categories.dedup();
        assert_eq!(categories.len(), all, "{name}");
    }
}

/// Fingerprints survive moved lines and other words, and so do the alerts that people closed.
#[test]
fn fingerprints_survive_edits() {
    let prints = |run: &Run| -> Vec<Value> {
        let log = json(Format::Sarif, run);
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results
            .map(|result| result["partialFingerprints"].clone())
            .collect()
    };
    let mut edited = example::run();
    for verdict in &mut edited.documents[0].assessment.verdicts {
        for finding in &mut verdict.findings {
            finding.message.push_str(", as before");
            finding
                .location
                .iter_mut()
                .for_each(|location| location.line += 7);
        }
    }
    assert_eq!(prints(&example::run()), prints(&edited));
}

#[test]
fn junit_follows_the_xsd() {
    for (name, run) in runs() {
        assert_eq!(
            junit_complaints(&written(Format::Junit, &run)),
            [""; 0],
            "{name}"
        );
    }
    let wrong = written(Format::Junit, &example::run()).replace("classname", "class");
    assert_ne!(
        junit_complaints(&wrong),
        [""; 0],
        "the validator looks at attributes"
    );
}

#[test]
fn junit_counts_agree_with_its_cases_and_with_the_verdicts() {
    for (name, run) in runs() {
        let xml = written(Format::Junit, &run);
        let count = |text: &str| xml.matches(text).count();
        let (cases, failures, errors) = (count("<testcase "), count("<failure "), count("<error "));
        let root = format!(
            "<testsuites name=\"tollgate\" tests=\"{cases}\" failures=\"{failures}\" errors=\"{errors}\""
        );
        assert!(xml.contains(&root), "{name}: {root}");
        let tally = Tally::of(&run);
        assert_eq!((failures, errors), (tally.blocking, tally.gaps), "{name}");
    }
}

#[test]
fn every_outcome_is_in_the_example() {
    let run = example::run();
    let verdicts = &run.documents[0].assessment.verdicts;
    for outcome in [
        Outcome::Pass,
        Outcome::Waived,
        Outcome::Unknown,
        Outcome::Fail,
        Outcome::Error,
    ] {
        assert!(
            verdicts.iter().any(|verdict| verdict.outcome == outcome),
            "{outcome:?}"
        );
    }
}
