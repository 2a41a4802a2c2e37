//! What happens to a run when calls fail: it comes to the same end, or says what is missing.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests; which faults were made is worth reading"
)]

use serde_json::Value as Json;
use tollgate_tests::proxy::{Call, Fault, Proxy, some};
use tollgate_tests::stack::{expect, expect_nothing_to_do, live, stack};

#[test]
fn with_every_fifth_call_failing_the_same_is_built_and_nothing_twice() {
    let Some(undisturbed) = stack() else { return };
    expect(&undisturbed.run(&["up"]), 0, "undisturbed");
    let expected = live(&undisturbed);
    std::thread::scope(|scope| {
        for seed in 1..=3 {
            let expected = &expected;
            // Most of the time they wait.
            scope.spawn(move || is_built_through(seed, expected));
        }
    });
}

fn is_built_through(seed: u64, expected: &Json) {
    let mut cloud = stack().unwrap();
    let proxy = Proxy::start(cloud.upstream(), some(seed, 20, u64::from(seed == 1)));
    cloud.through(Some(&proxy));
    let outcome = cloud.run(&["up"]);
    let what = format!("seed {seed}: {:?}", proxy.done());
    println!("{what}");
    expect(&outcome, 0, &what);
    for fault in [
        Fault::Throttled,
        Fault::Broken,
        Fault::BrokenAfter,
        Fault::DroppedBefore,
        Fault::DroppedAfter,
    ] {
        assert!(proxy.done().contains_key(&fault), "{what}: no {fault:?}");
    }
    cloud.through(None);
    let found = live(&cloud);
    assert_eq!(found, *expected, "{what}\n{found:#}\n{expected:#}");
    expect_nothing_to_do(&cloud, &what);
}

#[test]
fn what_is_denied_stops_only_what_needs_it() {
    let Some(undisturbed) = stack() else { return };
    expect(&undisturbed.run(&["up"]), 0, "undisturbed");
    let mut cloud = stack().unwrap();
    let denied = |call: &Call| (call.name == "CreateLogGroup").then_some(Fault::Denied);
    let proxy = Proxy::start(cloud.upstream(), Box::new(denied));
    cloud.through(Some(&proxy));
    let outcome = cloud.run(&["up"]);
    expect(&outcome, 4, "denied");
    assert_eq!(
        proxy.done().get(&Fault::Denied),
        Some(&1),
        "asked once only"
    );
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(said.contains("AccessDenied"), "{said}");
    assert!(said.contains("1 failed, 1 left out"), "{said}");

    // All that does not need the log group is there.
    let missing = ["log group", "role"];
    let others = |listed: Json| -> Vec<Json> {
        let mut listed = listed.as_array().unwrap().clone();
        listed.retain(|one| !missing.contains(&one["kind"].as_str().unwrap()));
        listed
    };
    assert_eq!(others(live(&cloud)), others(live(&undisturbed)));

    // The next plan is about what is missing, and nothing else.
    cloud.through(None);
    let plan = cloud.run(&["plan", "--detailed-exitcode"]);
    assert!(
        plan.stdout
            .contains("2 to create, 0 to change, 0 to destroy"),
        "{}",
        plan.stdout
    );
    expect(&cloud.run(&["up"]), 0, "the next run");
    assert_eq!(live(&cloud), live(&undisturbed));
    expect_nothing_to_do(&cloud, "after it");
}
