//! What blocks, what is incomplete, and which of them wins.

use crate::example;
use tollgate_model::assessment::RuleFailure;
use tollgate_model::{Delta, Diagnostic, Outcome, Severity};
use tollgate_report::{Conclusion, GateMode, Run, Standing, Tally};

/// A run with one verdict of `RDS-001`, which is of high severity.
fn with(outcome: Outcome, delta: Option<Delta>) -> Run {
    let mut run = example::passing();
    let mut verdict = example::verdict("RDS-001", "aws_db_instance.main", outcome);
    verdict.delta = delta;
    run.documents[0].assessment.verdicts = vec![verdict];
    run
}

fn standing(run: &Run) -> Standing {
    let document = &run.documents[0];
    run.standing(document, &document.assessment.verdicts[0])
}

#[test]
fn every_combination_has_one_meaning() {
    use Standing::{BelowThreshold, Blocks, NotNew, Passes, Unassessed, Undecided, Waived};
    let (all, new) = (GateMode::All, GateMode::New);
    let (high, critical) = (Severity::High, Severity::Critical);
    let (old, introduced) = (Some(Delta::Touched), Some(Delta::Introduced));
    #[rustfmt::skip]
    let table = [
        (Outcome::Pass,    introduced, high,     all, false, Passes),
        (Outcome::Fail,    introduced, high,     all, false, Blocks),
        (Outcome::Fail,    introduced, critical, all, false, BelowThreshold),
        (Outcome::Fail,    old,        high,     all, false, Blocks),
        (Outcome::Fail,    old,        high,     new, false, NotNew),
        (Outcome::Fail,    old,        critical, new, false, BelowThreshold),
        (Outcome::Fail,    introduced, high,     new, false, Blocks),
        (Outcome::Fail,    Some(Delta::Worsened),  high, new, false, Blocks),
        (Outcome::Fail,    Some(Delta::Untouched), high, new, false, NotNew),
        // Without a plan there is no telling old from new.
        (Outcome::Fail,    None,       high,     new, false, Blocks),
        (Outcome::Unknown, introduced, high,     all, false, Undecided),
        (Outcome::Unknown, introduced, high,     all, true,  Blocks),
        (Outcome::Unknown, introduced, critical, all, true,  Undecided),
        (Outcome::Unknown, old,        high,     new, true,  Undecided),
        (Outcome::Unknown, None,       high,     new, true,  Blocks),
        (Outcome::Waived,  introduced, high,     all, true,  Waived),
        (Outcome::Error,   introduced, critical, new, false, Unassessed),
    ];
    for (outcome, delta, threshold, gate, unknown_blocks, expected) in table {
        let run = Run {
            threshold,
            gate,
            unknown_blocks,
            ..with(outcome, delta)
        };
        assert_eq!(
            standing(&run),
            expected,
            "{outcome:?} {delta:?} {threshold} {gate:?} {unknown_blocks}"
        );
        let conclusion = match expected {
            Blocks => Conclusion::Findings,
            Unassessed => Conclusion::Incomplete,
            _ => Conclusion::Passed,
        };
        assert_eq!(run.conclusion(), conclusion, "{outcome:?}");
        assert_eq!(Tally::of(&run).blocking, usize::from(expected == Blocks));
    }
}

/// Each of these, alone, keeps a run in which nothing fails from passing.
#[test]
fn whatever_was_not_assessed_makes_a_run_incomplete() {
    type Change = fn(&mut Run);
    let changes: [(&str, Change); 6] = [
        ("no document", |run| run.documents.clear()),
        ("no rule", |run| run.documents[0].assessment.rules.clear()),
        ("part of the document", |run| {
            run.documents[0].incomplete.push("module.x".to_owned())
        }),
        ("broken rule", |run| {
            let failure = RuleFailure {
                rule: "RDS-001".to_owned(),
                message: "broke".to_owned(),
            };
            run.documents[0].assessment.failures.push(failure);
        }),
        ("error on a resource", |run| {
            let verdict = example::verdict("RDS-001", "aws_db_instance.main", Outcome::Error);
            run.documents[0].assessment.verdicts.push(verdict);
        }),
        ("unreadable part", |run| {
            run.documents[0]
                .warnings
                .push(Diagnostic::error("hcl::x", "cannot be read"));
        }),
    ];
    assert_eq!(example::passing().conclusion(), Conclusion::Passed);
    for (name, change) in changes {
        let mut run = example::passing();
        change(&mut run);
        assert_eq!(run.conclusion(), Conclusion::Incomplete, "{name}");
        assert!(!run.is_complete(), "{name}");
    }
}

#[test]
fn a_warning_does_not_make_a_run_incomplete() {
    let mut run = example::passing();
    run.documents[0]
        .warnings
        .push(Diagnostic::warning("hcl::x", "old syntax"));
    assert_eq!(run.conclusion(), Conclusion::Passed);
}

#[test]
fn findings_win_over_incompleteness() {
    let run = example::run();
    assert!(!run.is_complete());
    assert_eq!(run.conclusion(), Conclusion::Findings);
}

/// A verdict whose rule nobody knows cannot be said to be below the threshold.
#[test]
fn a_rule_that_is_not_listed_is_critical() {
    let mut run = Run {
        threshold: Severity::Critical,
        ..with(Outcome::Fail, None)
    };
    assert_eq!(run.conclusion(), Conclusion::Passed);
    run.documents[0]
        .assessment
        .rules
        .retain(|rule| rule.id.as_str() != "RDS-001");
    assert_eq!(run.conclusion(), Conclusion::Findings);
}

#[test]
fn a_waiver_is_stale_only_if_no_document_needs_it() {
    let mut run = example::run();
    assert_eq!(run.unused_waivers().len(), 1);
    let waiver = run.documents[0].assessment.unused_waivers[0].clone();
    let mut other = example::passing().documents.remove(0);
    other.assessment.unused_waivers = vec![waiver.clone()];
    run.documents.push(other);
    assert_eq!(run.unused_waivers().len(), 1, "named once");
    let mut verdict = example::verdict("RDS-001", "aws_db_instance.old", Outcome::Waived);
    verdict.waiver = Some(waiver);
    run.documents[0].assessment.unused_waivers.clear();
    run.documents[0].assessment.verdicts.push(verdict);
    assert!(run.unused_waivers().is_empty());
}

#[test]
fn the_tally_adds_up() {
    let run = example::run();
    let tally = Tally::of(&run);
    let assessment = &run.documents[0].assessment;
    let errors = assessment.count(Outcome::Error);
    let verdicts = tally.passed + tally.failed + tally.unknown + tally.waived + errors;
    assert_eq!(verdicts, assessment.verdicts.len());
    assert_eq!(tally.failed_by_severity.iter().sum::<usize>(), tally.failed);
    assert_eq!(tally.severities(), "1 critical, 15 high, 3 medium, 1 low");
    assert_eq!(tally.gaps, 3);
}
