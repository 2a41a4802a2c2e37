//! Which step waits for which.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use tollgate_model::Action;
use tollgate_plan::{Needs, PlannedChange, Step, Verb, inherit, order};

fn change(address: &str, action: Action) -> PlannedChange {
    PlannedChange {
        address: address.parse().unwrap(),
        moved_from: None,
        region: "eu-west-1".to_owned(),
        action,
        reason: None,
        id: None,
        deposed: None,
        importing: false,
        before: None,
        after: None,
        changed: Vec::new(),
        replaces: Vec::new(),
    }
}

/// Orders changes, each with what it needs now and needed before, and writes the steps as
/// `create aws_vpc.a`.
fn ordered(table: &[(&str, Action, &[&str], &[&str])]) -> Result<Vec<String>, String> {
    let mut changes: Vec<_> = table
        .iter()
        .map(|(address, action, ..)| change(address, *action))
        .collect();
    let texts =
        |names: &[&str]| -> Vec<Arc<str>> { names.iter().map(|name| Arc::from(*name)).collect() };
    let now: Vec<_> = table.iter().map(|row| texts(row.2)).collect();
    let before: Vec<_> = table.iter().map(|row| texts(row.3)).collect();
    let first = created_first(&changes);
    inherit(&mut changes, &now, first);
    let steps = order(
        &changes,
        Needs {
            now: &now,
            before: &before,
        },
    )
    .map_err(|cycle| cycle.to_string())?;
    Ok(steps.iter().map(|step| said(step, &changes)).collect())
}

fn created_first(changes: &[PlannedChange]) -> BTreeSet<usize> {
    let all = changes.iter().enumerate();
    let first = all.filter(|(_, change)| change.action == CreateThenDelete);
    first.map(|(position, _)| position).collect()
}

fn said(step: &Step, changes: &[PlannedChange]) -> String {
    let verb = match step.verb {
        Verb::Import => "import",
        Verb::Create => "create",
        Verb::Update => "update",
        Verb::Delete => "delete",
        Verb::Forget => "forget",
    };
    let address = changes.get(step.change).map(|change| &change.address);
    format!("{verb} {}", address.unwrap())
}

use Action::{Create, CreateThenDelete, Delete, DeleteThenCreate, NoOp, Update};

#[test]
fn what_is_made_waits_for_what_it_needs() {
    let steps = ordered(&[
        ("aws_a.x", Create, &["aws_b.x"], &[]),
        ("aws_b.x", Create, &["aws_c.x[1]"], &[]),
        ("aws_c.x[0]", Create, &[], &[]),
        ("aws_c.x[1]", Create, &[], &[]),
        ("aws_d.x", Create, &["aws_c.x"], &[]),
    ]);
    assert_eq!(
        steps.unwrap(),
        [
            "create aws_c.x[0]",
            "create aws_c.x[1]",
            "create aws_b.x",
            "create aws_a.x",
            "create aws_d.x",
        ]
    );
}

#[test]
fn what_is_removed_waits_for_what_stood_on_it() {
    let steps = ordered(&[
        ("aws_a.x", Delete, &[], &[]),
        ("aws_b.x", Delete, &[], &["aws_a.x"]),
        ("aws_c.x", Update, &[], &["aws_a.x"]),
    ]);
    assert_eq!(
        steps.unwrap(),
        ["delete aws_b.x", "update aws_c.x", "delete aws_a.x"]
    );
}

#[test]
fn a_replacement_takes_its_dependents_along() {
    let steps = ordered(&[
        ("aws_a.x", DeleteThenCreate, &[], &[]),
        ("aws_b.x", DeleteThenCreate, &["aws_a.x"], &["aws_a.x"]),
        ("aws_c.x", Update, &["aws_a.x"], &["aws_a.x"]),
    ]);
    assert_eq!(
        steps.unwrap(),
        [
            "delete aws_b.x",
            "delete aws_a.x",
            "create aws_a.x",
            "create aws_b.x",
            "update aws_c.x",
        ]
    );
}

#[test]
fn what_is_created_first_outlives_the_change_of_its_dependents() {
    let steps = ordered(&[
        ("aws_a.x", CreateThenDelete, &[], &[]),
        ("aws_c.x", Update, &["aws_a.x"], &["aws_a.x"]),
    ]);
    assert_eq!(
        steps.unwrap(),
        ["create aws_a.x", "update aws_c.x", "delete aws_a.x"]
    );
}

#[test]
fn what_it_needs_is_created_first_too() {
    let steps = ordered(&[
        ("aws_a.x", DeleteThenCreate, &[], &[]),
        ("aws_b.x", CreateThenDelete, &["aws_a.x"], &["aws_a.x"]),
    ]);
    assert_eq!(
        steps.unwrap(),
        [
            "create aws_a.x",
            "create aws_b.x",
            "delete aws_b.x",
            "delete aws_a.x",
        ]
    );
}

#[test]
fn waiting_for_each_other_is_told_by_name() {
    let steps = ordered(&[
        ("aws_a.x", Create, &["aws_b.x"], &[]),
        ("aws_b.x", Create, &["aws_a.x"], &[]),
        ("aws_c.x", NoOp, &[], &[]),
    ]);
    assert_eq!(
        steps.unwrap_err(),
        "these resources wait for each other: aws_a.x, aws_b.x"
    );
}

fn action() -> impl Strategy<Value = Action> {
    prop::sample::select(vec![
        NoOp,
        Create,
        Update,
        Delete,
        DeleteThenCreate,
        CreateThenDelete,
    ])
}

proptest! {
    /// Whatever is done to resources that only need earlier ones: there is an order, each step is
    /// in it once, and each stands after all that it waits for.
    #[test]
    fn there_is_always_an_order_without_cycles(
        actions in prop::collection::vec((action(), prop::collection::vec(any::<prop::sample::Index>(), 0..4)), 1..30)
    ) {
        let mut changes: Vec<_> = actions
            .iter()
            .enumerate()
            .map(|(position, (action, _))| change(&format!("aws_x.r{position}"), *action))
            .collect();
        let needs: Vec<Vec<Arc<str>>> = actions
            .iter()
            .enumerate()
            .map(|(position, (_, picks))| {
                picks
                    .iter()
                    .filter(|_| position > 0)
                    .map(|pick| Arc::from(format!("aws_x.r{}", pick.index(position))))
                    .collect()
            })
            .collect();
        let first = created_first(&changes);
        inherit(&mut changes, &needs, first);
        let steps = order(&changes, Needs { now: &needs, before: &needs }).unwrap();
        for (position, step) in steps.iter().enumerate() {
            prop_assert!(step.after.iter().all(|other| *other < position));
        }
        let expected: usize = actions.iter().map(|(action, _)| match action {
            NoOp => 0,
            DeleteThenCreate | CreateThenDelete => 2,
            _ => 1,
        }).sum();
        prop_assert_eq!(steps.len(), expected);
        // Nothing is made before what it needs, nor removed before what needed it.
        let at = |verb: Verb, name: &str| steps.iter().position(|step| {
            step.verb == verb && changes.get(step.change).is_some_and(|change| change.address.as_str() == name)
        });
        for (position, needed) in needs.iter().enumerate() {
            let own = format!("aws_x.r{position}");
            for needed in needed {
                if let (Some(own), Some(needed)) = (at(Verb::Create, &own), at(Verb::Create, needed)) {
                    prop_assert!(needed < own);
                }
                if let (Some(own), Some(needed)) = (at(Verb::Delete, &own), at(Verb::Delete, needed)) {
                    prop_assert!(own < needed);
                }
            }
        }
    }
}
