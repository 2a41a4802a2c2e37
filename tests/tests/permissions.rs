//! What `tollgate permissions` prints is enough, and without any one action of it no run ends well: moto
//! enforces IAM.
//!
//! moto says which actions it asked for. Each of them is then taken from the policy: the run must stop, and
//! name that action and no other. To save time, actions of different services are taken away together; what
//! is not named then is taken away alone. `--ignored` takes each away alone.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests; the figures are what one runs it for"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde_json::{Value as Json, json};
use tollgate_tests::binary::{Outcome, tollgate};
use tollgate_tests::guarded::Guarded;
use tollgate_tests::stack::expect;

/// Accounts that are built in at the same time. An audit waits most of the time, for what moto lacks.
const AT_ONCE: usize = 6;
const AUDITS_AT_ONCE: usize = 14;

/// What IAM permits whatever a policy says.
const ALWAYS: &str = "sts:GetCallerIdentity";

/// The life of a stack: the arguments, which values its variables have, and how it ends.
const LIFE: &[(&[&str], &str)] = &[
    (&["up", "--env", "dev", "--yes"], "first"),
    (&["plan", "--env", "dev", "--detailed-exitcode"], "first"),
    (&["up", "--env", "dev", "--yes"], "second"),
    (&["plan", "--env", "dev", "--detailed-exitcode"], "second"),
    (
        &["destroy", "--env", "dev", "--yes", "--allow-data-loss"],
        "second",
    ),
];

/// What moto does not have, or does not say so that an SDK can read it. It is not assessed, whoever asks.
const LACKS: &[&str] = &[
    "aws_ce_anomaly_monitor",
    "aws_ce_anomaly_subscription",
    "aws_chatbot_slack_channel_configuration",
    "aws_cloudfront_cache_policy",
    "aws_cloudfront_origin_request_policy",
    "aws_cloudfront_response_headers_policy",
    // The SDK speaks CBOR to CloudWatch, and moto does not.
    "aws_cloudwatch_composite_alarm",
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_metric_alarm",
    "aws_elasticache_parameter_group",
    // The SDK puts the account before the host, and no machine is called 111122223333.127.0.0.1.
    "aws_s3_account_public_access_block",
    // Its answer has another root than S3's.
    "aws_s3_bucket_versioning",
];

type Actions = BTreeSet<String>;

fn everything() -> Json {
    json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
}

fn printed(account: &Guarded, more: &[&str]) -> Json {
    let args = [&["permissions", "--env", "dev"], more].concat();
    let printed = account.run(&everything(), &args, "first");
    expect(&printed, 0, "permissions");
    serde_json::from_str(&printed.stdout).unwrap()
}

/// The policy without these actions.
fn without(policy: &Json, missing: &Actions) -> Json {
    let mut policy = policy.clone();
    for statement in policy["Statement"].as_array_mut().unwrap() {
        let actions = match &statement["Action"] {
            Json::Array(actions) => actions.clone(),
            one => vec![one.clone()],
        };
        let left = actions.into_iter();
        let left: Vec<Json> = left
            .filter(|action| !missing.contains(action.as_str().unwrap()))
            .collect();
        statement["Action"] = left.into();
    }
    let statements = policy["Statement"].as_array_mut().unwrap();
    statements.retain(|statement| statement["Action"] != json!([]));
    policy
}

/// The actions that a run says it needs.
fn named(outcome: &Outcome) -> Actions {
    let all = format!("{}\n{}", outcome.stdout, outcome.stderr).replace('│', " ");
    let words: Vec<&str> = all.split_whitespace().collect();
    let text = words.join(" ");
    let said = text.split("; it needs ").skip(1);
    let said = said.filter_map(|rest| rest.split_once(" (`tollgate permissions`"));
    said.flat_map(|(actions, _)| actions.split(" and "))
        .map(str::to_owned)
        .collect()
}

/// What moto asked for, all of which it must have permitted. Nobody asks for what goes to a service that
/// moto does not have.
fn asked(account: &Guarded, what: &str, lacks: &[&str]) -> Actions {
    let (judged, unjudged): (Vec<_>, Vec<_>) = account
        .judged()
        .into_iter()
        .partition(|judged| judged.permitted.is_some());
    let denied: Vec<_> = judged
        .iter()
        .filter(|judged| judged.permitted == Some(false))
        .collect();
    assert!(denied.is_empty(), "{what}: {denied:?}");
    let unjudged: Vec<_> = unjudged
        .iter()
        .filter(|judged| {
            let service = judged.action.split(' ').next();
            !lacks.contains(&service.unwrap())
        })
        .collect();
    assert!(unjudged.is_empty(), "{what}: nobody asked: {unjudged:?}");
    let actions = judged.into_iter().map(|judged| judged.action);
    actions.filter(|action| action != ALWAYS).collect()
}

/// Groups of actions, none with two of the same service.
fn groups(actions: &Actions) -> Vec<Actions> {
    let mut services: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for action in actions {
        let (service, _) = action.split_once(':').unwrap();
        services.entry(service).or_default().push(action);
    }
    let most = services.values().map(Vec::len).max().unwrap_or_default();
    (0..most)
        .map(|number| {
            let of_each = services.values().filter_map(|of| of.get(number));
            of_each.map(|action| (*action).clone()).collect()
        })
        .collect()
}

fn each(actions: &Actions) -> Vec<Actions> {
    let each = actions.iter();
    each.map(|action| [action.clone()].into()).collect()
}

/// A run that lacks actions.
struct Lack<'a> {
    run: &'a (dyn Fn(&Actions) -> Outcome + Sync),
    /// How it must end.
    code: i32,
    at_once: usize,
}

/// Runs that lack something: which actions they name that they lack.
fn named_by(lacking: &[Actions], lack: &Lack<'_>) -> (Actions, Vec<String>) {
    let left = Mutex::new(lacking.iter());
    let found = Mutex::new((Actions::new(), Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..lack.at_once {
            scope.spawn(|| {
                while let Some(missing) = { left.lock().unwrap().next() } {
                    let outcome = (lack.run)(missing);
                    let named = named(&outcome);
                    let mut found = found.lock().unwrap();
                    if outcome.code != Some(lack.code) || !named.is_subset(missing) {
                        found.1.push(format!(
                            "without {missing:?} it ended with {:?} and named {named:?}\n{}\n{}",
                            outcome.code, outcome.stdout, outcome.stderr
                        ));
                    }
                    found.0.extend(named);
                }
            });
        }
    });
    found.into_inner().unwrap()
}

/// Takes the actions away, and fails unless each is named.
fn each_is_missed(what: &str, actions: &Actions, is_alone: bool, lack: &Lack<'_>) {
    let mut left = actions.clone();
    let mut problems = Vec::new();
    let together = if is_alone {
        Vec::new()
    } else {
        groups(actions)
    };
    let mut runs = together.len();
    for alone in [false, true] {
        let lacking = if alone {
            runs += left.len();
            each(&left)
        } else {
            together.clone()
        };
        let (named, more) = named_by(&lacking, lack);
        left.retain(|action| !named.contains(action));
        problems.extend(more);
    }
    println!("{what}: {} actions, {runs} runs", actions.len());
    if !left.is_empty() {
        problems.push(format!("nobody misses {left:?}"));
    }
    assert!(problems.is_empty(), "{what}: {}", problems.join("\n\n"));
}

fn deployer(is_alone: bool) {
    let Some(account) = Guarded::stack() else {
        return;
    };
    let policy = printed(&account, &[]);
    let _ = account.judged();
    let mut known = Actions::new();
    let mut steps = Vec::new();
    for (args, run) in LIFE {
        let what = format!("{} {run}", args.join(" "));
        expect(&account.run(&policy, args, run), 0, &what);
        let mut new = asked(&account, &what, &[]);
        new.retain(|action| !known.contains(action));
        known.extend(new.clone());
        steps.push(new);
    }
    let listed = policy["Statement"][0]["Action"].as_array().unwrap().len();
    println!("moto asked for {} actions of {listed}", known.len());
    assert!(known.len() > 160, "moto asked for {known:?}");

    for (number, new) in steps.iter().enumerate() {
        let (args, run) = LIFE[number];
        let lacking = |missing: &Actions| {
            let account = Guarded::stack().unwrap();
            for (before, run) in &LIFE[..number] {
                if before.first() != Some(&"plan") {
                    expect(&account.run(&policy, before, run), 0, "what comes before");
                }
            }
            account.run(&without(&policy, missing), args, run)
        };
        let what = format!("{} {run}", args.join(" "));
        let lack = Lack {
            run: &lacking,
            code: 4,
            at_once: AT_ONCE,
        };
        each_is_missed(&what, new, is_alone, &lack);
    }
}

#[test]
fn what_is_printed_is_enough_to_build_change_and_remove_and_one_action_less_is_not() {
    deployer(false);
}

#[test]
#[ignore = "takes minutes"]
fn each_action_is_missed_alone() {
    deployer(true);
}

#[test]
fn an_auditor_reads_all_and_what_one_action_less_hides_is_not_assessed() {
    let Some(account) = Guarded::stack() else {
        return;
    };
    let build = printed(&account, &[]);
    let policy = printed(&account, &["--audit"]);
    let (up, run) = LIFE[0];
    let audit = ["audit", "--env", "dev"];
    expect(&account.run(&build, up, run), 0, "up");
    let _ = account.judged();

    let audited = account.run(&policy, &audit, run);
    expect(&audited, 3, "audit");
    let asked = asked(&account, "audit", &["chatbot", "cloudfront", "monitoring"]);
    let not_assessed = audited.stdout.lines().chain(audited.stderr.lines());
    let not_assessed: BTreeSet<&str> = not_assessed
        .filter_map(|line| line.split_once("not assessed: the live account: "))
        .filter_map(|(_, rest)| rest.split_whitespace().next())
        .collect();
    assert_eq!(not_assessed, LACKS.iter().copied().collect());
    assert!(asked.len() > 80, "moto asked for {asked:?}");

    let lack = Lack {
        run: &|missing| {
            let account = Guarded::stack().unwrap();
            expect(&account.run(&build, up, run), 0, "up");
            account.run(&without(&policy, missing), &audit, run)
        },
        code: 3,
        at_once: AUDITS_AT_ONCE,
    };
    each_is_missed("audit", &asked, false, &lack);

    // Who looks changes nothing.
    let destroyed = account.run(&policy, LIFE[4].0, run);
    expect(&destroyed, 4, "destroy");
    expect(&account.run(&policy, &audit, run), 3, "audit");
}

/// The bucket and the key of a state, as whoever runs the account makes them.
const KEPT: &str = include_str!("../src/guarded/kept.tf");

/// What is built with a state that is kept there.
const TOPIC: &str = include_str!("../src/guarded/topic.tf");

#[test]
fn a_state_in_a_bucket_needs_just_what_is_printed() {
    let Some(account) = Guarded::new(&[("code/main.tf", KEPT)]) else {
        return;
    };
    let (up, run) = LIFE[0];
    let built = account.run(&everything(), up, run);
    expect(&built, 0, "what keeps the state");
    let words = built
        .stdout
        .split(|letter: char| letter.is_whitespace() || "\"[]".contains(letter));
    let key = words
        .into_iter()
        .find(|word| word.starts_with("arn:aws:kms:"));
    let key = key.unwrap_or_else(|| panic!("{}", built.stdout));
    account.settings(&format!(
        "state = \"s3://guarded-{}/shop\"\nstate_key = \"kms:{key}\"\n",
        account.account
    ));
    account.project.write("code/main.tf", TOPIC);
    let policy = printed(&account, &[]);
    let auditor = printed(&account, &["--audit"]);
    let _ = account.judged();

    expect(&account.run(&policy, up, run), 0, "up");
    let plan = ["plan", "--env", "dev", "--detailed-exitcode"];
    expect(&account.run(&policy, &plan, run), 0, "plan");
    let asked = asked(&account, "up", &[]);
    let destroy = ["destroy", "--env", "dev", "--yes"];
    for action in [
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
    ] {
        assert!(asked.contains(action), "moto did not ask for {action}");
        let missing = [action.to_owned()].into();
        let stopped = account.run(&without(&policy, &missing), &destroy, run);
        let (said, more) = (&stopped.stdout, &stopped.stderr);
        assert_ne!(stopped.code, Some(0), "{action}: {said}");
        assert_eq!(named(&stopped), missing, "{said}{more}");
    }

    // Another folder of the bucket is not this state's, and who looks does not write.
    let elsewhere = policy.to_string().replace("/shop/dev/*", "/shop/prod/*");
    let elsewhere = serde_json::from_str(&elsewhere).unwrap();
    assert_ne!(account.run(&elsewhere, &plan, run).code, Some(0));
    let printed = auditor.to_string();
    for action in ["s3:PutObject", "s3:DeleteObject", "kms:GenerateDataKey"] {
        assert!(!printed.contains(action), "{action}: {printed}");
    }

    // What cannot be cleared away does no harm, and the next run tries again.
    let _ = account.judged();
    let missing = ["s3:DeleteObject".to_owned()].into();
    let lacking = without(&policy, &missing);
    expect(&account.run(&lacking, &destroy, run), 0, "destroy");
    let judged = account.judged().into_iter();
    let denied = judged.filter(|judged| judged.permitted == Some(false));
    let denied: Actions = denied.map(|judged| judged.action).collect();
    assert_eq!(denied, missing);
}

#[test]
fn what_is_printed_for_a_plan_is_enough_to_apply_it() {
    let Some(account) = Guarded::stack() else {
        return;
    };
    let deployer = printed(&account, &[]);
    let plan = ["plan", "--env", "dev", "--out", "plan.tgp"];
    expect(&account.run(&deployer, &plan, "first"), 0, "plan");
    let alone = printed(&account, &["--plan", "plan.tgp"]);
    let text = alone.to_string();
    assert!(text.contains("ec2:CreateVpc") && !text.contains("ec2:DeleteVpc"));
    for args in [["approve", "plan.tgp"], ["apply", "plan.tgp"]] {
        expect(&account.run(&alone, &args, "first"), 0, args[0]);
    }
    let (destroy, _) = LIFE[4];
    expect(&account.run(&alone, destroy, "first"), 4, "destroy");
}

#[test]
fn a_policy_that_is_too_long_is_divided_into_policies_that_aws_takes() {
    const ROOM: usize = 6144;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policies");
    let stale = path.join("tollgate-prod-deploy-4.json");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(&stale, "{}").unwrap();
    let whole = tollgate(&["permissions", "--env", "prod"]);
    expect(&whole, 0, "permissions");
    assert!(whole.stderr.contains("--split"), "{}", whole.stderr);
    let split = [
        "permissions",
        "--env",
        "prod",
        "--split",
        path.to_str().unwrap(),
    ];
    expect(&tollgate(&split), 0, "permissions --split");
    assert!(!stale.exists(), "it was of an earlier policy");

    let allowed = |text: &str| -> Vec<String> {
        let policy: Json = serde_json::from_str(text).unwrap();
        let actions = policy["Statement"][0]["Action"].as_array().unwrap().iter();
        actions
            .map(|action| action.as_str().unwrap().to_owned())
            .collect()
    };
    let mut together = Vec::new();
    for number in 1..=3 {
        let part = path.join(format!("tollgate-prod-deploy-{number}.json"));
        let part = std::fs::read_to_string(part).unwrap();
        let size = part
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .count();
        assert!(size <= ROOM, "{size}");
        together.extend(allowed(&part));
    }
    assert_eq!(together, allowed(&whole.stdout));
}
