//! The rules that are built in are clean, tested, and reached by their tests.

use std::collections::{BTreeMap, BTreeSet};

use tollgate_policy::{Bundle, coverage, lint, testing};

#[test]
fn the_bundle_loads_without_a_failure() {
    let bundle = Bundle::builtin().unwrap();
    assert_eq!(bundle.failures().len(), 0, "{:?}", bundle.failures());
    assert!(bundle.rules().len() >= 60, "{}", bundle.rules().len());
}

#[test]
fn the_bundle_is_in_the_house_subset() {
    let found = lint::lint(&Bundle::builtin().unwrap());
    assert!(found.is_empty(), "{found}");
}

#[test]
fn every_case_of_every_rule_holds() {
    let results = testing::run(&Bundle::builtin().unwrap(), None);
    let bad: Vec<_> = results
        .iter()
        .filter(|case| case.problem.is_some())
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn every_rule_has_a_passing_a_failing_and_where_it_can_an_unknown_case() {
    let bundle = Bundle::builtin().unwrap();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in testing::run(&bundle, None) {
        seen.entry(case.rule.to_string())
            .or_default()
            .insert(case.expected);
    }
    for rule in bundle.rules() {
        let verdicts = &seen[rule.id.as_str()];
        let mut expected = vec!["pass", "fail"];
        // A rule that only asks whether something is set is never undecided.
        if !rule.attributes.is_empty() {
            expected.push("unknown");
        }
        for verdict in expected {
            assert!(
                verdicts.contains(verdict),
                "{} has no `{verdict}` case",
                rule.id
            );
        }
    }
}

#[test]
fn every_line_of_every_rule_is_reached() {
    let missed: Vec<_> = coverage::measure(&Bundle::builtin().unwrap())
        .into_iter()
        .filter(|file| !file.missed.is_empty())
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}
