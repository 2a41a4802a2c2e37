//! A run that is killed anywhere: the next one ends with what an undisturbed run ends with.
//!
//! The binary ends itself at a write to its state that `TOLLGATE_TEST_KILL` names, before or after it;
//! every write is named in turn. Nothing is cleared up in between, and the next run begins at once.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests; the figures are what one runs it for"
)]

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value as Json;
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;
use tollgate_tests::stack::{all, dev, live, stack, up_with};

/// Points that are tried at the same time: emulators and runs wait for each other most of the time.
const AT_ONCE: usize = 6;

/// More writes than any of them needs.
const MOST: usize = 2000;

const KILL: &str = "TOLLGATE_TEST_KILL";

/// What is wrong; the text names it.
type Found = Result<(), String>;

fn ended(outcome: &Outcome, what: &str) -> Found {
    match outcome.code {
        Some(0) => Ok(()),
        code => Err(format!(
            "{what} ended with {code:?}\n{}\n{}",
            outcome.stdout, outcome.stderr
        )),
    }
}

/// What differs between two listings, each object on a line.
fn differ(expected: &Json, found: &Json) -> Found {
    let lines = |listed: &Json| -> Vec<String> {
        let listed = listed.as_array().unwrap();
        listed.iter().map(Json::to_string).collect()
    };
    let (mut missing, mut more) = (lines(expected), lines(found));
    for one in more.clone() {
        if let Some(place) = missing.iter().position(|other| *other == one) {
            missing.remove(place);
            more.remove(more.iter().position(|other| *other == one).unwrap());
        }
    }
    if missing.is_empty() && more.is_empty() {
        return Ok(());
    }
    Err(format!(
        "missing:\n{}\ntoo much:\n{}",
        missing.join("\n"),
        more.join("\n")
    ))
}

/// Goes on after a run that was killed, in the one way or the other.
fn go_on(cloud: &Cloud, in_steps: bool) -> Found {
    if !in_steps {
        return ended(&cloud.run(&["up"]), "up");
    }
    ended(&cloud.run(&["plan", "--out", "next.tgp"]), "plan")?;
    ended(&cloud.run(&["approve", "next.tgp"]), "approve")?;
    ended(&cloud.run(&["apply", "next.tgp"]), "apply")
}

/// What is built, and how it is listed.
#[derive(Clone, Copy)]
struct Subject {
    make: fn() -> Option<Cloud>,
    list: fn(&Cloud) -> Json,
}

/// Kills a run at a point, and goes on. Whether the run was killed.
fn killed_at(
    subject: Subject,
    point: &str,
    in_steps: bool,
    expected: &Json,
) -> Result<bool, String> {
    let cloud = (subject.make)().ok_or("the emulators are gone")?;
    let first = up_with(&cloud, KILL, point);
    if first.code == Some(0) {
        return Ok(false);
    }
    if first.code.is_some() {
        ended(&first, "the run that was to be killed")?;
    }
    go_on(&cloud, in_steps)?;
    differ(expected, &(subject.list)(&cloud))?;
    ended(&cloud.run(&["plan", "--detailed-exitcode"]), "a last plan")?;
    Ok(true)
}

/// Kills runs at every write, or at every so many, before and after it. At how many points it was; none
/// where the emulators cannot be had.
fn killed_at_every(stride: usize, subject: Subject) -> Option<usize> {
    let undisturbed = (subject.make)()?;
    ended(&undisturbed.run(&["up"]), "an undisturbed run").unwrap();
    let expected = (subject.list)(&undisturbed);
    let (next, last) = (AtomicUsize::new(0), AtomicUsize::new(MOST));
    let (problems, killed) = (Mutex::new(Vec::new()), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(stride, Ordering::Relaxed) + 1;
                    if number > last.load(Ordering::Relaxed) {
                        return;
                    }
                    let mut is_over = true;
                    for (when, in_steps) in
                        [("before", number % 2 == 0), ("after", number % 2 == 1)]
                    {
                        let point = format!("{when}:{number}");
                        match killed_at(subject, &point, in_steps, &expected) {
                            Ok(false) => {}
                            Ok(true) => {
                                is_over = false;
                                killed.lock().unwrap().insert(point);
                            }
                            Err(problem) => {
                                is_over = false;
                                let problem = format!("killed {point}: {problem}");
                                println!("{problem}");
                                problems.lock().unwrap().push(problem);
                            }
                        }
                    }
                    if is_over {
                        last.fetch_min(number, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let problems = problems.into_inner().unwrap();
    let killed = killed.into_inner().unwrap().len();
    let last = last.into_inner();
    println!("killed at {killed} points, stride {stride}, up to write {last}");
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(last < MOST, "no run came to its end");
    Some(killed)
}

#[test]
fn a_run_that_is_killed_at_any_write_is_taken_up_by_the_next_one() {
    if !cfg!(debug_assertions) {
        println!("skipped: a released binary cannot be made to end itself");
        return;
    }
    let subject = Subject {
        make: stack,
        list: live,
    };
    if let Some(killed) = killed_at_every(1, subject) {
        assert!(killed > 60, "killed at {killed} points only");
    }
}

/// The same with a whole environment, at every so many writes: `TOLLGATE_KILL_STRIDE=20`.
#[test]
#[ignore = "takes long; TOLLGATE_KILL_STRIDE says how long"]
fn an_environment_that_is_killed_is_taken_up_by_the_next_run() {
    let stride = std::env::var_os("TOLLGATE_KILL_STRIDE");
    let stride = stride.and_then(|stride| stride.to_str()?.parse().ok());
    let subject = Subject {
        make: dev,
        list: all,
    };
    if let Some(killed) = killed_at_every(stride.unwrap_or(20), subject) {
        assert!(killed > 0, "killed nowhere");
    }
}

/// How many writes the runs of a chain come to, at most. The first dozen are the lease, and passwords that
/// were lost with the run that made them, since no state holds them.
const FURTHEST: usize = 25;

/// A whole environment, built by runs of which all but the last are killed after a few writes: what one left
/// is taken up by a run that does not get far either.
#[test]
fn an_environment_is_built_by_runs_that_are_all_killed() {
    if !cfg!(debug_assertions) {
        println!("skipped: a released binary cannot be made to end itself");
        return;
    }
    let Some(undisturbed) = dev() else { return };
    ended(&undisturbed.run(&["up"]), "an undisturbed run").unwrap();
    let expected = all(&undisturbed);
    drop(undisturbed);
    let cloud = dev().unwrap();
    let mut killed = 0;
    loop {
        let when = if killed % 2 == 0 { "after" } else { "before" };
        let point = format!("{when}:{}", killed % FURTHEST + 1);
        let run = up_with(&cloud, KILL, &point);
        match run.code {
            Some(0) => break,
            Some(_) => ended(&run, &format!("run {killed}, to be killed {point}")).unwrap(),
            None => killed += 1,
        }
        assert!(killed < MOST, "no run came to its end");
    }
    println!("killed {killed} times");
    assert!(killed > 20, "killed {killed} times only");
    differ(&expected, &all(&cloud)).unwrap();
    ended(&cloud.run(&["plan", "--detailed-exitcode"]), "a last plan").unwrap();
}
