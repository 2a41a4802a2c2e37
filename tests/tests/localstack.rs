//! The engine against LocalStack in a container, and what that lacks against the other emulators: built,
//! changed and removed; and the answers of LocalStack that the table of gaps keeps.
//!
//! Needs a Docker engine (`ci/docker.sh`) and the image (`ci/localstack/build.sh`); without, the tests say that
//! they were skipped and why, or fail where `TOLLGATE_REQUIRE_LOCALSTACK` is set.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tollgate_sandbox::GAPS;
use tollgate_tests::cloud::Cloud;
use tollgate_tests::localstack::{CODE, LocalStack};
use tollgate_tests::root;
use tollgate_tests::stack::{expect, expect_nothing_to_do};

/// The program that holds the container.
const HOLDER: &str = env!("CARGO_BIN_EXE_localstack");

/// Lists an account with another client than ours.
const INVENTORY: &str = include_str!("environments/inventory.py");

fn inventory(cloud: &Cloud) -> Json {
    serde_json::from_str(&cloud.python(INVENTORY)).unwrap()
}

/// What another client finds of a few attributes, each from the service that was to keep it.
const KEPT: &str = r#"
import boto3, json
tags = boto3.client("ec2").describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.40.0.0/16"]}])["Vpcs"][0]["Tags"]
rules = boto3.client("ec2").describe_security_group_rules()["SecurityGroupRules"]
watch = boto3.client("cloudwatch")
alarm = watch.describe_alarms(AlarmNames=["contained-errors"])["MetricAlarms"][0]
print(json.dumps({
    "project": next(tag["Value"] for tag in tags if tag["Key"] == "Project"),
    "port": next(rule["FromPort"] for rule in rules if rule.get("Description") == "From the network."),
    "days": boto3.client("logs").describe_log_groups(logGroupNamePrefix="/contained")["logGroups"][0]["retentionInDays"],
    "threshold": alarm["Threshold"],
    "alarm project": next(tag["Value"] for tag in watch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"] if tag["Key"] == "Project"),
    "targets": [target["Id"] for target in boto3.client("events").list_targets_by_rule(Rule="contained-stopped")["Targets"]],
    "cluster": boto3.client("ecs").describe_clusters(clusters=["contained"])["clusters"][0]["status"],
}))
"#;

#[test]
fn what_localstack_has_is_built_changed_and_removed_beside_what_it_lacks() {
    let Some(localstack) = LocalStack::shared(HOLDER) else {
        return;
    };
    let Some(mut cloud) = Cloud::new(&[("code/main.tf", CODE)]) else {
        return;
    };
    localstack.answers(&mut cloud);
    let bucket = format!("contained-{}", cloud.account);
    cloud.set("TF_VAR_bucket", &bucket);
    assert_eq!(inventory(&cloud), json!({}), "the account is not empty");

    let built = cloud.run(&["up"]);
    expect(&built, 0, "it is built");
    assert!(built.stdout.contains("what was built:"), "{}", built.stdout);
    assert!(built.stdout.contains("vpc = vpc-"), "{}", built.stdout);
    expect_nothing_to_do(&cloud, "what is read is what was asked for");

    // Only the difference is applied, in place.
    let kept: Json = serde_json::from_str(&cloud.python(KEPT)).unwrap();
    let asked = json!({
        "project": "contained", "port": 8000, "days": 365, "threshold": 10.0, "alarm project": "contained",
        "targets": ["alarms"], "cluster": "ACTIVE",
    });
    assert_eq!(kept, asked);
    cloud.set("TF_VAR_port", "8443");
    cloud.set("TF_VAR_retention", "731");
    let changed = cloud.run(&["up"]);
    expect(&changed, 0, "it is changed");
    assert!(
        changed
            .stdout
            .contains("0 to create, 2 to change, 0 to destroy"),
        "{}",
        changed.stdout
    );
    let kept: Json = serde_json::from_str(&cloud.python(KEPT)).unwrap();
    assert_eq!((&kept["port"], &kept["days"]), (&json!(8443), &json!(731)));
    expect_nothing_to_do(&cloud, "the change is done");

    expect(&cloud.run(&["drift"]), 0, "nothing drifts");
    let audit = cloud.run(&["audit"]);
    expect(&audit, 0, "all of it is assessed, and passes");

    expect(
        &cloud.run(&["destroy", "--allow-data-loss"]),
        0,
        "it is removed",
    );
    assert_eq!(inventory(&cloud), json!({}), "something is left");
    assert_eq!(cloud.run(&["state", "list"]).stdout, "");
}

#[test]
fn it_answers_as_the_table_of_gaps_says() {
    let Some(localstack) = LocalStack::shared(HOLDER) else {
        return;
    };
    let Some(cloud) = Cloud::new(&[]) else { return };
    let folder = root().join("engine/sandbox/tests/probes");
    let program = format!(
        "import runpy, sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, {folder:?})\nsys.argv = ['run.py', '{}']\nrunpy.run_path({:?})",
        localstack.url,
        folder.join("run.py"),
    );
    let answers: Json = serde_json::from_str(&cloud.python(&program)).unwrap();
    let mut found = BTreeSet::new();
    for (service, probes) in answers.as_object().unwrap() {
        for (probe, answer) in probes.as_object().unwrap() {
            found.insert((service.as_str(), probe.as_str(), answer.as_str().unwrap()));
        }
    }
    found.retain(|(.., answer)| *answer != "ok");
    let rows = GAPS
        .iter()
        .map(|gap| (gap.service, gap.probe, gap.localstack));
    let known: BTreeSet<_> = rows.filter(|(.., answer)| *answer != "ok").collect();
    assert_eq!(found, known);
}
