//! The whole stack of this repository, from end to end, in each of its environments, against emulators
//! that others wrote.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, not only tests"
)]

use serde_json::{Value as Json, json};
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;
use tollgate_tests::project::verdicts;

/// Lists an account with another client than ours.
const INVENTORY: &str = include_str!("environments/inventory.py");

/// Changes the staging stack with another client than ours.
const HAND: &str = include_str!("environments/hand.py");

#[track_caller]
fn expect(outcome: &Outcome, code: i32) {
    assert_eq!(
        outcome.code,
        Some(code),
        "{}\n{}",
        outcome.stdout,
        outcome.stderr
    );
}

fn inventory(cloud: &Cloud) -> Json {
    serde_json::from_str(&cloud.python(INVENTORY)).unwrap()
}

/// How many of each there are.
fn counts(inventory: &Json) -> Json {
    let members = inventory.as_object().unwrap();
    let counts = members
        .iter()
        .map(|(kind, names)| (kind.clone(), json!(names.as_array().unwrap().len())));
    Json::Object(counts.collect())
}

/// Builds an environment, and sees that it stands, that it is judged, and that nothing is left to do.
fn built(name: &str, before: &Json, cloud: &Cloud) {
    assert_eq!(*before, json!({}), "the account is not empty");
    let up = cloud.run(&["up", "--format", "terminal", "--format", "json=run.json"]);
    expect(&up, 0);
    assert!(up.stdout.contains("what was built:"), "{}", up.stdout);
    assert!(
        up.stdout.contains(&format!("objects stand in {name}")),
        "{}",
        up.stdout
    );
    let report: Json = serde_json::from_str(&cloud.project.read("run.json")).unwrap();
    assert!(report["documents"].is_array(), "{report}");

    // Another client sees it, too.
    let found = counts(&inventory(cloud));
    for kind in [
        "vpc",
        "database",
        "cache",
        "cluster",
        "balancer",
        "distribution",
    ] {
        assert!(found[kind].as_u64() >= Some(1), "{kind}: {found}");
    }

    let again = cloud.run(&["plan", "--detailed-exitcode"]);
    expect(&again, 0);
    assert!(again.stdout.contains("nothing to do"), "{}", again.stdout);
    let drift = cloud.run(&["drift"]);
    expect(&drift, 0);
}

#[test]
fn dev_is_built_changed_and_removed_without_a_trace() {
    let Some(cloud) = Cloud::environment("dev") else {
        return;
    };
    built("dev", &inventory(&cloud), &cloud);

    // Larger: nothing but the difference is done.
    let tfvars = cloud.project.read("environments/dev.tfvars");
    let larger = tfvars.replace("log_retention_days = 30", "log_retention_days = 60");
    assert_ne!(larger, tfvars);
    cloud.project.write("environments/dev.tfvars", &larger);
    let changed = cloud.run(&["up"]);
    expect(&changed, 0);
    let line = changed
        .stdout
        .lines()
        .find(|line| line.contains(" to change, "))
        .unwrap();
    assert!(
        line.starts_with("0 to create, ") && line.contains(", 0 to destroy"),
        "{line}"
    );
    assert!(!line.contains(" 0 to change"), "{line}");
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    expect(&cloud.run(&["destroy", "--allow-data-loss"]), 0);
    assert_eq!(cloud.run(&["state", "list"]).stdout, "");
    // The zone that a sandbox provides is not of this code.
    assert_eq!(inventory(&cloud), json!({"zone": ["socialflow.com."]}));
}

/// What [`HAND`] does, as drift has it: what became of which resource, and in which attribute.
const DRIFT: &[&str] = &[
    "changed module.ecs.aws_cloudwatch_log_group.service[\"app\"] retention_in_days",
    "changed module.ecs.aws_ecr_repository.backend image_tag_mutability",
    "changed module.ecs.aws_ecs_cluster.main setting",
    "changed module.ecs.aws_lb.app drop_invalid_header_fields",
    "changed module.ecs.aws_lb_listener.https ssl_policy",
    "changed module.ecs.aws_lb_target_group.app health_check[0].path",
    "changed module.elasticache.aws_elasticache_replication_group.main snapshot_retention_limit",
    "changed module.monitoring.aws_cloudtrail.main enable_logging",
    "changed module.monitoring.aws_iam_role.backup assume_role_policy",
    "changed module.monitoring.aws_sns_topic.tier[\"critical\"] kms_master_key_id",
    "changed module.rds.aws_db_instance.main publicly_accessible",
    "changed module.s3.aws_s3_bucket_versioning.main[\"videos\"] versioning_configuration[0].status",
    "changed module.secrets.aws_kms_key.secrets enable_key_rotation",
    "changed module.security_groups.aws_security_group.cache tags_all",
    "changed module.vpc.aws_subnet.private[0] map_public_ip_on_launch",
    "changed module.vpc.aws_vpc.main enable_dns_hostnames",
    "missing module.monitoring.aws_cloudwatch_dashboard.main[\"costs\"] ",
    "missing module.monitoring.aws_cloudwatch_metric_alarm.warning[\"worker-cpu-high\"] ",
    "missing module.s3.aws_s3_bucket_public_access_block.main[\"uploads\"] ",
    "missing module.security_groups.aws_vpc_security_group_ingress_rule.database_from_app ",
];

/// The rules that it breaks, and where.
const BROKEN: &[&str] = &[
    "CT-001 module.monitoring.aws_cloudtrail.main",
    "CW-001 module.ecs.aws_cloudwatch_log_group.service[\"app\"]",
    "ECR-002 module.ecs.aws_ecr_repository.backend",
    "ECS-009 module.ecs.aws_ecs_cluster.main",
    "ELB-002 module.ecs.aws_lb_listener.https",
    "ELB-005 module.ecs.aws_lb.app",
    "IAM-013 module.monitoring.aws_iam_role.backup",
    "KMS-001 module.secrets.aws_kms_key.secrets",
    "RDS-006 module.rds.aws_db_instance.main",
    "S3-001 module.s3.aws_s3_bucket.main[\"uploads\"]",
    "S3-012 module.s3.aws_s3_bucket.main[\"videos\"]",
    "SNS-001 module.monitoring.aws_sns_topic.tier[\"critical\"]",
    "VPC-002 module.vpc.aws_subnet.private[0]",
];

/// The drift, a line for each object.
fn drift(cloud: &Cloud, code: i32) -> Vec<String> {
    let outcome = cloud.run(&["drift", "--json"]);
    expect(&outcome, code);
    let drift: Json = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(drift["not_assessed"], json!([]));
    let line = |one: &Json| {
        let text = |name: &str| one[name].as_str().unwrap();
        let attributes = one["attributes"].as_array().unwrap().iter();
        let attributes: Vec<&str> = attributes.filter_map(Json::as_str).collect();
        format!(
            "{} {} {}",
            text("kind"),
            text("address"),
            attributes.join(", ")
        )
    };
    let mut found: Vec<String> = drift["drift"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect();
    found.sort();
    found
}

/// The rules that an audit finds broken by what the state knows. What AWS makes by itself in every
/// account, such as the default network, breaks some, too.
fn broken(cloud: &Cloud) -> Vec<String> {
    let outcome = cloud.run(&["audit", "--format", "json=audit.json"]);
    expect(&outcome, 1);
    let report: Json = serde_json::from_str(&cloud.project.read("audit.json")).unwrap();
    let mut found: Vec<String> = verdicts(&report, "fail")
        .into_iter()
        .map(|verdict| {
            let text = |name: &str| verdict[name].as_str().unwrap();
            format!("{} {}", text("rule"), text("address"))
        })
        .filter(|line| line.contains(" module."))
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn what_hands_do_to_staging_is_found_judged_and_mended() {
    let Some(cloud) = Cloud::environment("staging") else {
        return;
    };
    built("staging", &inventory(&cloud), &cloud);
    assert_eq!(broken(&cloud), [""; 0]);

    assert_eq!(cloud.python(HAND).trim(), DRIFT.len().to_string());
    assert_eq!(drift(&cloud, 1), DRIFT);
    assert_eq!(broken(&cloud), BROKEN);

    let mended = cloud.run(&["up"]);
    expect(&mended, 0);
    assert!(
        mended
            .stdout
            .contains("4 to create, 16 to change, 0 to destroy"),
        "{}",
        mended.stdout
    );
    assert_eq!(drift(&cloud, 0), [""; 0]);
    assert_eq!(broken(&cloud), [""; 0]);
}

#[test]
fn prod_is_built_and_its_database_is_not_removed_while_it_is_protected() {
    let Some(cloud) = Cloud::environment("prod") else {
        return;
    };
    built("prod", &inventory(&cloud), &cloud);
    // The networks that AWS makes in every region count as zones without a gateway.
    assert_eq!(
        broken(&cloud),
        ["COST-002 module.vpc.aws_nat_gateway.main[0]"]
    );
    let refused = cloud.run(&["destroy"]);
    expect(&refused, 2);
    assert!(
        refused.stderr.contains("with the data that it holds"),
        "{}",
        refused.stderr
    );
    let stopped = cloud.run(&["destroy", "--allow-data-loss"]);
    expect(&stopped, 4);
    let left = counts(&inventory(&cloud));
    assert_eq!(left["database"], 1, "{left}");
    assert_eq!(left["balancer"], Json::Null, "{left}");
}
