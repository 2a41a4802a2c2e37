//! What is done with each resource, and what is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeSet;

use tollgate_model::schema::Catalog;
use tollgate_model::{Action, Diagnostics, Facts, Object, Value};
use tollgate_plan::{Desired, Lifecycle, Options, PlannedChange, Prior, Reason, Standing, plan};

const VPC: Facts = Facts {
    resource_type: "aws_vpc",
    replaces: &["cidr_block"],
    ..Facts::NONE
};

const DATABASE: Facts = Facts {
    resource_type: "aws_db_instance",
    replaces: &["engine"],
    stateful: true,
    ..Facts::NONE
};

fn object(attributes: &[(&str, &str)]) -> Object {
    let pairs = attributes.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), Value::string(*value)))
        .collect()
}

fn desired(facts: Facts, address: &str, attributes: &[(&str, &str)]) -> Desired {
    Desired {
        address: address.parse().unwrap(),
        region: "eu-west-1".to_owned(),
        facts,
        values: object(attributes),
        needs: Vec::new(),
        lifecycle: Lifecycle::default(),
        location: None,
    }
}

fn prior(facts: Facts, address: &str, attributes: &[(&str, &str)]) -> Prior {
    Prior {
        address: address.parse().unwrap(),
        moved_from: None,
        region: "eu-west-1".to_owned(),
        id: "id-1".to_owned(),
        facts,
        live: Some(object(attributes)),
        needs: Vec::new(),
        standing: Standing::Sound,
        protected: false,
        create_before_destroy: false,
    }
}

fn planned(
    desired: &[Desired],
    prior: &[Prior],
    options: &Options,
) -> Result<Vec<PlannedChange>, Diagnostics> {
    plan(desired, prior, Catalog::embedded().unwrap(), options)
}

/// The one change of a plan of one resource.
fn one(desired: Option<Desired>, prior: Option<Prior>) -> PlannedChange {
    let desired: Vec<_> = desired.into_iter().collect();
    let prior: Vec<_> = prior.into_iter().collect();
    let mut changes = planned(&desired, &prior, &Options::default()).unwrap();
    assert_eq!(changes.len(), 1);
    changes.remove(0)
}

const AT: &str = "module.network.aws_vpc.main[0]";
const SMALL: &[(&str, &str)] = &[("cidr_block", "10.0.0.0/24")];
const LARGE: &[(&str, &str)] = &[("cidr_block", "10.0.0.0/16")];

#[test]
fn what_is_not_there_is_created() {
    let change = one(Some(desired(VPC, AT, SMALL)), None);
    assert_eq!((change.action, change.reason), (Action::Create, None));
    assert!(change.after.unwrap()["arn"].is_unknown());
}

#[test]
fn what_is_gone_is_created_again() {
    let mut gone = prior(VPC, AT, SMALL);
    gone.live = None;
    let change = one(Some(desired(VPC, AT, SMALL)), Some(gone));
    assert_eq!(
        (change.action, change.reason),
        (Action::Create, Some(Reason::Gone))
    );
}

#[test]
fn what_is_as_it_should_be_is_left_alone() {
    let change = one(Some(desired(VPC, AT, SMALL)), Some(prior(VPC, AT, SMALL)));
    assert_eq!(change.action, Action::NoOp);
}

#[test]
fn what_cannot_be_changed_in_place_is_replaced() {
    let change = one(Some(desired(VPC, AT, LARGE)), Some(prior(VPC, AT, SMALL)));
    assert_eq!(change.action, Action::DeleteThenCreate);
    assert_eq!(change.reason, Some(Reason::CannotUpdate));
    assert_eq!(change.replaces, ["cidr_block".parse().unwrap()]);
    let mut first = desired(VPC, AT, LARGE);
    first.lifecycle.create_before_destroy = true;
    let change = one(Some(first), Some(prior(VPC, AT, SMALL)));
    assert_eq!(change.action, Action::CreateThenDelete);
    let mut elsewhere = desired(VPC, AT, SMALL);
    elsewhere.region = "us-east-1".to_owned();
    let change = one(Some(elsewhere), Some(prior(VPC, AT, SMALL)));
    assert_eq!(change.action, Action::DeleteThenCreate);
}

#[test]
fn what_the_author_ignores_does_not_count() {
    let mut desired = desired(VPC, AT, LARGE);
    desired.lifecycle.ignore_changes = vec!["cidr_block".parse().unwrap()];
    let change = one(Some(desired), Some(prior(VPC, AT, SMALL)));
    assert_eq!(change.action, Action::NoOp);
    assert_eq!(
        change.after.unwrap()["cidr_block"],
        Value::string("10.0.0.0/24")
    );
}

#[test]
fn what_went_wrong_is_made_anew() {
    let mut tainted = prior(VPC, AT, SMALL);
    tainted.standing = Standing::Tainted;
    let change = one(Some(desired(VPC, AT, SMALL)), Some(tainted));
    assert_eq!(change.reason, Some(Reason::Tainted));
    assert_eq!(change.action, Action::DeleteThenCreate);
}

#[test]
fn what_the_code_has_no_more_is_deleted_and_what_it_lets_go_of_is_not() {
    let change = one(None, Some(prior(VPC, AT, SMALL)));
    assert_eq!(
        (change.action, change.reason),
        (Action::Delete, Some(Reason::NotInCode))
    );
    let mut forgotten = prior(VPC, AT, SMALL);
    forgotten.standing = Standing::Forgotten;
    assert_eq!(one(None, Some(forgotten)).action, Action::Forget);
}

#[test]
fn what_was_replaced_is_removed_beside_its_successor() {
    let mut old = prior(VPC, AT, SMALL);
    old.standing = Standing::Deposed("a1".to_owned());
    let now = prior(VPC, AT, LARGE);
    let changes = planned(&[desired(VPC, AT, LARGE)], &[now, old], &Options::default()).unwrap();
    let actions: Vec<_> = changes
        .iter()
        .map(|change| (change.action, change.deposed.as_deref()))
        .collect();
    assert_eq!(
        actions,
        [(Action::NoOp, None), (Action::Delete, Some("a1"))]
    );
}

#[test]
fn a_trigger_replaces_what_names_it() {
    let mut named = desired(VPC, "aws_vpc.b", SMALL);
    named.lifecycle.replace_triggered_by = vec!["aws_vpc.a.cidr_block".to_owned()];
    let both = [desired(VPC, "aws_vpc.a", LARGE), named];
    let there = [
        prior(VPC, "aws_vpc.a", SMALL),
        prior(VPC, "aws_vpc.b", SMALL),
    ];
    let changes = planned(&both, &there, &Options::default()).unwrap();
    assert_eq!(changes[1].reason, Some(Reason::Triggers));
    let there = [
        prior(VPC, "aws_vpc.a", LARGE),
        prior(VPC, "aws_vpc.b", SMALL),
    ];
    let changes = planned(&both, &there, &Options::default()).unwrap();
    assert_eq!(changes[1].action, Action::NoOp);
}

#[test]
fn data_is_lost_only_when_that_is_asked_for_and_what_is_protected_never() {
    let postgres = &[("engine", "postgres")][..];
    let database = desired(DATABASE, "aws_db_instance.main", &[("engine", "mysql")]);
    let there = prior(DATABASE, "aws_db_instance.main", postgres);
    let refused = |desired: &[Desired], prior: Prior, options: &Options| {
        planned(desired, &[prior], options).unwrap_err().to_string()
    };
    let said = refused(
        std::slice::from_ref(&database),
        there.clone(),
        &Options::default(),
    );
    assert!(
        said.contains("would be replaced because of `engine`"),
        "{said}"
    );
    assert!(refused(&[], there.clone(), &Options::default()).contains("would be deleted"));
    let allowed = Options {
        allow_data_loss: true,
        ..Options::default()
    };
    assert!(
        planned(
            std::slice::from_ref(&database),
            std::slice::from_ref(&there),
            &allowed
        )
        .is_ok()
    );
    let mut protected = database;
    protected.lifecycle.prevent_destroy = true;
    assert!(refused(&[protected], there.clone(), &allowed).contains("prevent_destroy"));
    // The protection holds although the block is gone.
    let mut remembered = there;
    remembered.protected = true;
    assert!(refused(&[], remembered, &allowed).contains("prevent_destroy"));
}

#[test]
fn everything_goes_when_all_is_to_be_destroyed_and_what_is_asked_for_is_replaced() {
    let destroy = Options {
        destroy: true,
        ..Options::default()
    };
    let changes = planned(
        &[desired(VPC, AT, SMALL)],
        &[prior(VPC, AT, SMALL)],
        &destroy,
    )
    .unwrap();
    assert_eq!(changes[0].action, Action::Delete);
    let replace = Options {
        replace: BTreeSet::from([AT.parse().unwrap()]),
        ..Options::default()
    };
    let changes = planned(
        &[desired(VPC, AT, SMALL)],
        &[prior(VPC, AT, SMALL)],
        &replace,
    )
    .unwrap();
    assert_eq!(changes[0].reason, Some(Reason::Requested));
}

#[test]
fn what_a_trigger_replaces_triggers_more_and_is_made_anew() {
    let at = |name: &str| format!("aws_vpc.{name}");
    let mut first = desired(VPC, &at("a"), LARGE);
    first.lifecycle.create_before_destroy = true;
    let mut second = desired(VPC, &at("b"), SMALL);
    second.lifecycle.replace_triggered_by = vec![at("a")];
    let mut third = desired(VPC, &at("c"), SMALL);
    third.lifecycle.replace_triggered_by = vec![format!("{}.id", at("b"))];
    third.needs = vec![at("d").into()];
    third.lifecycle.create_before_destroy = true;
    let fourth = desired(VPC, &at("d"), LARGE);
    let names = ["a", "b", "c", "d"].map(at);
    let prior: Vec<_> = names.iter().map(|at| prior(VPC, at, SMALL)).collect();
    let changes = planned(&[first, second, third, fourth], &prior, &Options::default()).unwrap();
    let actions: Vec<_> = changes
        .iter()
        .map(|change| (change.action, change.reason))
        .collect();
    assert_eq!(
        actions,
        [
            (Action::CreateThenDelete, Some(Reason::CannotUpdate)),
            (Action::DeleteThenCreate, Some(Reason::Triggers)),
            (Action::CreateThenDelete, Some(Reason::Triggers)),
            // What is needed by one that is created first is created first, too.
            (Action::CreateThenDelete, Some(Reason::CannotUpdate)),
        ]
    );
    for change in &changes {
        let id = change.after.as_ref().and_then(|after| after.get("id"));
        assert!(id.is_some_and(Value::is_unknown), "{id:?}");
    }
}
