//! The engine, from end to end, against emulators that others wrote: what is built, changed, mended and
//! removed, and what is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use serde_json::Value as Json;
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;

const NETWORK: &str = r#"
provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Project     = "test"
      Environment = "dev"
      Owner       = "tests@example.org"
    }
  }
}

variable "subnets" {
  type    = number
  default = 2
}

resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count      = var.subnets
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "The application."
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "From the network."
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 8000
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

output "vpc" {
  value = aws_vpc.main.id
}
"#;

/// Everything of the network that another client lists.
const LIST: &str = r#"
import boto3, json
ec2 = boto3.client("ec2"); iam = boto3.client("iam")
vpcs = [v["VpcId"] for v in ec2.describe_vpcs()["Vpcs"] if v["CidrBlock"] == "10.20.0.0/16"]
inside = [{"Name": "vpc-id", "Values": vpcs}]
print(json.dumps({
    "vpcs": len(vpcs),
    "subnets": len(ec2.describe_subnets(Filters=inside)["Subnets"]) if vpcs else 0,
    "gateways": len(ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": vpcs}])["InternetGateways"]) if vpcs else 0,
    "groups": len([g for g in ec2.describe_security_groups(Filters=inside)["SecurityGroups"] if g["GroupName"] == "app"]) if vpcs else 0,
    "roles": len([r for r in iam.list_roles()["Roles"] if r["RoleName"] == "app"]),
}))
"#;

fn counts(cloud: &Cloud) -> Json {
    serde_json::from_str(&cloud.python(LIST)).unwrap()
}

fn network() -> Option<Cloud> {
    Cloud::new(&[("code/main.tf", NETWORK)])
}

fn expect(outcome: &Outcome, code: i32) {
    assert_eq!(
        outcome.code,
        Some(code),
        "{}\n{}",
        outcome.stdout,
        outcome.stderr
    );
}

fn up(cloud: &Cloud) -> Outcome {
    let outcome = cloud.run(&["up"]);
    expect(&outcome, 0);
    outcome
}

#[test]
fn what_is_built_is_there_and_a_second_plan_is_empty_until_the_code_changes() {
    let Some(cloud) = network() else { return };
    let built = up(&cloud);
    assert!(built.stdout.contains("vpc = vpc-"), "{}", built.stdout);
    let found = counts(&cloud);
    assert_eq!(
        found,
        serde_json::json!({"vpcs": 1, "subnets": 2, "gateways": 1, "groups": 1, "roles": 1})
    );
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    expect(&cloud.run(&["drift"]), 0);

    // Only the difference is applied.
    let bigger = cloud.run(&["up", "--var", "subnets=3"]);
    expect(&bigger, 0);
    assert!(
        bigger
            .stdout
            .contains("1 to create, 0 to change, 0 to destroy"),
        "{}",
        bigger.stdout
    );
    assert_eq!(counts(&cloud)["subnets"], 3);
    let smaller = up(&cloud);
    assert!(
        smaller
            .stdout
            .contains("0 to create, 0 to change, 1 to destroy"),
        "{}",
        smaller.stdout
    );

    expect(&cloud.run(&["destroy"]), 0);
    assert_eq!(
        counts(&cloud),
        serde_json::json!({"vpcs": 0, "subnets": 0, "gateways": 0, "groups": 0, "roles": 0})
    );
    assert_eq!(cloud.run(&["state", "list"]).stdout, "");
}

#[test]
fn what_breaks_a_rule_is_blocked_before_anything_is_called() {
    let Some(cloud) = network() else { return };
    let open = NETWORK
        .replace("\"Service\"", "\"AWS\"")
        .replace("\"ecs-tasks.amazonaws.com\"", "\"*\"");
    cloud.project.write("code/main.tf", &open);
    let outcome = cloud.run(&["up"]);
    expect(&outcome, 1);
    assert!(
        outcome.stderr.contains("nothing was changed"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stdout.contains("code/main.tf:"),
        "{}",
        outcome.stdout
    );
    assert_eq!(counts(&cloud)["vpcs"], 0);
    assert_eq!(counts(&cloud)["roles"], 0);
}

#[test]
fn nothing_is_applied_but_exactly_what_was_approved() {
    let Some(cloud) = network() else { return };
    let message = |outcome: &Outcome, word: &str| {
        expect(outcome, 2);
        let text = outcome
            .stderr
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(text.replace("│ ", "").contains(word), "{text}");
    };
    expect(&cloud.run(&["plan", "--out", "plan.tgp"]), 0);
    message(&cloud.run(&["apply", "plan.tgp"]), "is not approved");
    expect(&cloud.run(&["approve", "plan.tgp"]), 0);

    // Another plan, with the attestation of this one.
    let plan: Json = serde_json::from_str(&cloud.project.read("plan.tgp")).unwrap();
    let mut other = plan.clone();
    other["resource_changes"][0]["change"]["after"]["description"] = "planted".into();
    cloud.project.write("other.tgp", &other.to_string());
    message(
        &cloud.run(&[
            "apply",
            "other.tgp",
            "--attestation",
            "plan.tgp.attestation.json",
        ]),
        "another plan",
    );

    // An attestation that says something else than was signed.
    let mut forged: Json =
        serde_json::from_str(&cloud.project.read("plan.tgp.attestation.json")).unwrap();
    let payload = forged["payload"].as_str().unwrap().to_owned();
    forged["payload"] = format!("{}A{}", &payload[..40], &payload[41..]).into();
    cloud.project.write("forged.json", &forged.to_string());
    message(
        &cloud.run(&["apply", "plan.tgp", "--attestation", "forged.json"]),
        "was changed since",
    );

    // Code that is not what the plan was made from.
    cloud
        .project
        .write("code/main.tf", &NETWORK.replace("10.20.", "10.21."));
    message(
        &cloud.run(&["apply", "plan.tgp"]),
        "is not what the plan was made from",
    );
    cloud.project.write("code/main.tf", NETWORK);

    // Other rules.
    cloud.project.write("more/README.md", "no rules");
    let config = cloud.project.read("tollgate.toml");
    cloud.project.write(
        "tollgate.toml",
        &config.replace(&cloud.account, "111122223333"),
    );
    let outcome = cloud.run(&["apply", "plan.tgp"]);
    message(&outcome, "was approved for the account");
    cloud.project.write("tollgate.toml", &config);

    assert_eq!(counts(&cloud)["vpcs"], 0);
    expect(&cloud.run(&["apply", "plan.tgp"]), 0);
    assert_eq!(counts(&cloud)["vpcs"], 1);
    message(&cloud.run(&["apply", "plan.tgp"]), "the state has moved");
}

#[test]
fn what_was_done_behind_its_back_is_found_and_mended() {
    let Some(cloud) = network() else { return };
    let _ = up(&cloud);
    let changed = cloud.python(
        r#"
import boto3
ec2 = boto3.client("ec2")
vpc = [v["VpcId"] for v in ec2.describe_vpcs()["Vpcs"] if v["CidrBlock"] == "10.20.0.0/16"][0]
inside = [{"Name": "vpc-id", "Values": [vpc]}]
ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": False})
group = [g for g in ec2.describe_security_groups(Filters=inside)["SecurityGroups"] if g["GroupName"] == "app"][0]["GroupId"]
ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
subnet = sorted(ec2.describe_subnets(Filters=inside)["Subnets"], key=lambda s: s["CidrBlock"])[1]
ec2.delete_subnet(SubnetId=subnet["SubnetId"])
boto3.client("iam").update_assume_role_policy(RoleName="app", PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}')
"#,
    );
    assert_eq!(changed, "");
    let drift = cloud.run(&["drift", "--json"]);
    expect(&drift, 1);
    let drift: Json = serde_json::from_str(&drift.stdout).unwrap();
    let mut found: Vec<String> = drift["drift"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let address = one["address"].as_str().unwrap();
            let address = address.split("[\"").next().unwrap();
            format!(
                "{} {address} {}",
                one["kind"].as_str().unwrap(),
                one["attributes"]
            )
        })
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "changed aws_iam_role.app [\"assume_role_policy\"]",
            "changed aws_vpc.main [\"enable_dns_hostnames\"]",
            "missing aws_subnet.main[1] []",
            "unmanaged aws_vpc_security_group_ingress_rule.live []",
        ]
    );

    // The audit finds what the changes broke.
    let audit = cloud.run(&["audit", "--format", "json=audit.json"]);
    expect(&audit, 1);
    let report = cloud.project.read("audit.json");
    assert!(
        report.contains("aws_security_group.app") && report.contains("aws_iam_role.app"),
        "{report}"
    );

    let mended = up(&cloud);
    assert!(
        mended
            .stdout
            .contains("1 to create, 2 to change, 0 to destroy"),
        "{}",
        mended.stdout
    );
}

#[test]
fn a_lease_keeps_a_second_writer_out() {
    let Some(cloud) = network() else { return };
    let _ = up(&cloud);
    expect(&cloud.run(&["state", "unlock"]), 0);
    let moved = cloud.run(&["state", "mv", "aws_iam_role.app", "aws_iam_role.service"]);
    expect(&moved, 0);
    let listed = cloud.run(&["state", "list"]).stdout;
    assert!(
        listed.contains("aws_iam_role.service") && !listed.contains("aws_iam_role.app"),
        "{listed}"
    );
    let missing = cloud.run(&["state", "show", "aws_vpc.other"]);
    expect(&missing, 2);
}

#[test]
fn what_moves_stays_and_what_is_there_is_imported() {
    let Some(cloud) = network() else { return };
    let _ = up(&cloud);
    let role = |text: &str| {
        text.replace("\"aws_iam_role\" \"app\"", "\"aws_iam_role\" \"service\"")
            + "\nmoved {\n  from = aws_iam_role.app\n  to   = aws_iam_role.service\n}\n"
    };
    cloud.project.write("code/main.tf", &role(NETWORK));
    let moved = up(&cloud);
    assert!(
        moved
            .stdout
            .contains("aws_iam_role.service  was aws_iam_role.app"),
        "{}",
        moved.stdout
    );
    assert!(
        moved
            .stdout
            .contains("0 to create, 0 to change, 0 to destroy"),
        "{}",
        moved.stdout
    );
    let listed = cloud.run(&["state", "list"]).stdout;
    assert!(
        listed.contains("aws_iam_role.service") && !listed.contains("aws_iam_role.app"),
        "{listed}"
    );
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    // Forgotten, and taken over again by its id.
    expect(&cloud.run(&["state", "rm", "aws_iam_role.service"]), 0);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 2);
    expect(&cloud.run(&["import", "aws_iam_role.service", "nobody"]), 2);
    expect(&cloud.run(&["import", "aws_iam_role.service", "app"]), 0);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    expect(&cloud.run(&["import", "aws_iam_role.service", "app"]), 2);
    assert_eq!(counts(&cloud)["roles"], 1);
}

#[test]
fn an_import_block_says_what_differs_before_anything_is_changed() {
    let Some(cloud) = network() else { return };
    let _ = up(&cloud);
    expect(&cloud.run(&["state", "rm", "aws_iam_role.app"]), 0);
    let with = |id: &str, text: &str| {
        let block = format!("\nimport {{\n  to = aws_iam_role.app\n  id = {id}\n}}\n");
        cloud
            .project
            .write("code/main.tf", &(text.to_owned() + &block));
        cloud.run(&["plan", "--detailed-exitcode"])
    };
    let missing = with("\"nobody\"", NETWORK);
    expect(&missing, 2);
    assert!(
        missing.stderr.contains("there is no aws_iam_role `nobody`")
            && missing.stderr.contains("import {"),
        "{}",
        missing.stderr
    );
    let unknown = with("aws_iam_role.other.name", NETWORK);
    expect(&unknown, 2);

    let same = with("\"app\"", NETWORK);
    expect(&same, 2);
    assert!(
        same.stdout.contains("<-  aws_iam_role.app  is app")
            && same
                .stdout
                .contains("0 to change, 0 to destroy, 1 to import"),
        "{}",
        same.stdout
    );
    let described = NETWORK.replace(
        "resource \"aws_iam_role\" \"app\" {",
        "resource \"aws_iam_role\" \"app\" {\n  description = \"taken over\"",
    );
    let other = with("\"app\"", &described);
    assert!(
        other
            .stdout
            .contains("<~  aws_iam_role.app  is app, and changes: description"),
        "{}",
        other.stdout
    );
    let path = described.replace(
        "{\n  description = \"taken over\"",
        "{\n  path = \"/other/\"",
    );
    let replaced = with("\"app\"", &path);
    expect(&replaced, 2);
    assert!(
        replaced
            .stderr
            .contains("would be replaced at once because of `path`"),
        "{}",
        replaced.stderr
    );

    let _ = with("\"app\"", &described);
    let _ = up(&cloud);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    assert_eq!(counts(&cloud)["roles"], 1);
    let shown = cloud.run(&["state", "show", "aws_iam_role.app"]).stdout;
    assert!(shown.contains("taken over"), "{shown}");
}

#[test]
fn a_secret_that_changes_is_planned_although_nobody_remembers_the_old_one() {
    let Some(mut cloud) = tollgate_tests::stack::stack() else {
        return;
    };
    let _ = up(&cloud);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    cloud.set("TF_VAR_given", "another value of the secret");
    let plan = cloud.run(&["plan", "--detailed-exitcode"]);
    expect(&plan, 2);
    assert!(
        plan.stdout
            .contains("aws_secretsmanager_secret_version.given"),
        "{}",
        plan.stdout
    );
    let _ = up(&cloud);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
}

#[test]
fn what_somebody_else_made_is_not_taken_over_unasked() {
    let Some(cloud) = network() else { return };
    let group = "\nresource \"aws_elasticache_parameter_group\" \"main\" {\n  name   = \"theirs\"\n  family = \"redis7\"\n}\n";
    let code = NETWORK.to_owned() + group;
    cloud.project.write("code/main.tf", &code);
    let made = "import boto3; boto3.client('elasticache').create_cache_parameter_group(CacheParameterGroupName='theirs', CacheParameterGroupFamily='redis7', Description='theirs')";
    assert_eq!(cloud.python(made), "");
    let refused = cloud.run(&["up"]);
    expect(&refused, 4);
    assert!(
        refused.stderr.contains("`theirs` exists already")
            && refused
                .stderr
                .contains("tollgate import aws_elasticache_parameter_group.main theirs"),
        "{}",
        refused.stderr
    );
    let listed = cloud.run(&["state", "list"]).stdout;
    assert!(
        !listed.contains("aws_elasticache_parameter_group.main"),
        "{listed}"
    );
    expect(
        &cloud.run(&["import", "aws_elasticache_parameter_group.main", "theirs"]),
        0,
    );
    let listed = cloud.run(&["state", "list"]).stdout;
    assert!(
        listed.contains("aws_elasticache_parameter_group.main"),
        "{listed}"
    );
}
