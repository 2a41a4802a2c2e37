//! The state in a bucket and its key in KMS, from end to end: what is built, who may write, and what is
//! left on this machine.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use serde_json::Value as Json;
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::{self, Cloud};

const CODE: &str = r#"
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

variable "topics" {
  type    = number
  default = 2
}

resource "aws_sns_topic" "main" {
  count             = var.topics
  name              = "topic-${count.index}"
  kms_master_key_id = "alias/aws/sns"
}
"#;

/// A project whose state is in a bucket of its own account.
fn remote(more: &str) -> Option<Cloud> {
    let cloud = Cloud::new(&[("code/main.tf", CODE)])?;
    let bucket = format!("tollgate-state-{}", cloud.account);
    let settings = cloud.project.read("tollgate.toml");
    cloud.project.write(
        "tollgate.toml",
        &format!("{settings}state = \"s3://{bucket}/shop\"\n{more}"),
    );
    Some(cloud)
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

/// What was said, without the frame that the terminal draws around it.
fn words(outcome: &Outcome) -> String {
    let text = outcome.stderr.replace('│', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The keys in the bucket, and the start of the snapshot, through another client than ours.
const LOOK: &str = r#"
import boto3, json
s3 = boto3.client("s3")
bucket = [b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("tollgate-state-")][0]
keys = sorted(o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"])
snapshot = s3.get_object(Bucket=bucket, Key="shop/dev/snapshot")["Body"].read()
print(json.dumps({"keys": keys, "head": json.loads(snapshot.split(b"\n")[0]), "topic": b"topic-" in snapshot}))
"#;

/// Somebody else takes the lease, for an hour.
const SEIZE: &str = r#"
import boto3, json, datetime
s3 = boto3.client("s3")
bucket = [b["Name"] for b in s3.list_buckets()["Buckets"] if b["Name"].startswith("tollgate-state-")][0]
lease = json.loads(s3.get_object(Bucket=bucket, Key="shop/dev/lease.json")["Body"].read())
lease["released"] = False
lease["holder"] = {"who": "ben@laptop", "doing": "tollgate apply"}
lease["expires"] = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
s3.put_object(Bucket=bucket, Key="shop/dev/lease.json", Body=json.dumps(lease).encode())
"#;

fn look(cloud: &Cloud) -> Json {
    serde_json::from_str(&cloud.python(LOOK)).unwrap()
}

fn local_state(cloud: &Cloud) -> Vec<String> {
    let files = cloud.files().into_iter();
    let names = files.map(|(path, _)| path.display().to_string());
    names.filter(|name| name.contains("/state/")).collect()
}

#[test]
fn a_plan_is_made_approved_and_applied_with_the_state_in_a_bucket() {
    let Some(cloud) = remote("") else { return };
    expect(&cloud.run(&["plan", "--out", "plan.tgp"]), 0);
    expect(&cloud.run(&["approve", "plan.tgp"]), 0);
    expect(&cloud.run(&["apply", "plan.tgp"]), 0);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    let listed = cloud.run(&["state", "list"]);
    expect(&listed, 0);
    assert_eq!(
        listed.stdout,
        "aws_sns_topic.main[0]\naws_sns_topic.main[1]\n"
    );

    let found = look(&cloud);
    assert_eq!(
        found["keys"],
        serde_json::json!(["shop/dev/lease.json", "shop/dev/snapshot"])
    );
    assert_eq!(found["head"]["object"], "dev/snapshot");
    assert_eq!(found["head"]["key"]["provider"], "key-file");
    assert_eq!(found["topic"], false, "the snapshot is readable");
    assert_eq!(local_state(&cloud), Vec::<String>::new());

    // Without the key file the state is neither read nor taken for a new one.
    let name = cloud.project.folder().file_name().unwrap();
    let key = format!(".tollgate/sandbox/keys/{}-dev.key", name.to_str().unwrap());
    let kept = cloud.project.read(&key);
    std::fs::remove_file(cloud.project.folder().join(&key)).unwrap();
    let refused = cloud.run(&["plan"]);
    expect(&refused, 2);
    assert!(
        words(&refused).contains("there is no key file"),
        "{refused:?}"
    );
    cloud.project.write(&key, &kept);
    let open = cloud.run(&["state", "list"]);
    expect(&open, 2);
    assert!(words(&open).contains("is open to others"), "{open:?}");
}

/// What the manual does with the AWS CLI.
const MOVE: &str = r#"
import boto3, pathlib
s3 = boto3.client("s3")
s3.create_bucket(Bucket="BUCKET", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
folder = pathlib.Path("FOLDER/.tollgate/sandbox/state/dev/dev")
for path in folder.rglob("*"):
    if path.is_file():
        s3.upload_file(str(path), "BUCKET", f"shop/dev/{path.relative_to(folder)}")
"#;

#[test]
fn a_state_moves_from_its_folder_to_a_bucket() {
    let Some(cloud) = remote("") else { return };
    let settings = cloud.project.read("tollgate.toml");
    let (local, _) = settings.split_once("state = ").unwrap();
    cloud.project.write("tollgate.toml", local);
    expect(&cloud.run(&["up"]), 0);
    let folder = cloud.project.folder().display().to_string();
    let bucket = format!("tollgate-state-{}", cloud.account);
    let program = MOVE.replace("BUCKET", &bucket).replace("FOLDER", &folder);
    assert_eq!(cloud.python(&program), "");

    cloud.project.write("tollgate.toml", &settings);
    std::fs::remove_dir_all(cloud.project.folder().join(".tollgate/sandbox/state")).unwrap();
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
    expect(&cloud.run(&["up", "--var", "topics=3"]), 0);
    assert_eq!(cloud.run(&["state", "list"]).stdout.lines().count(), 3);
    assert_eq!(local_state(&cloud), Vec::<String>::new());
}

#[test]
fn who_holds_the_lease_in_the_bucket_keeps_others_out() {
    let Some(cloud) = remote("") else { return };
    expect(&cloud.run(&["up"]), 0);
    assert_eq!(cloud.python(SEIZE), "");
    for refused in [
        cloud.run(&["up", "--var", "topics=3"]),
        cloud.run(&["state", "rm", "aws_sns_topic.main[0]"]),
    ] {
        expect(&refused, 2);
        let said = words(&refused);
        assert!(
            said.contains("held by ben@laptop (tollgate apply)"),
            "{said}"
        );
    }
    assert_eq!(cloud.run(&["state", "list"]).stdout.lines().count(), 2);
    expect(&cloud.run(&["state", "unlock"]), 0);
    expect(&cloud.run(&["up", "--var", "topics=3"]), 0);
    assert_eq!(cloud.run(&["state", "list"]).stdout.lines().count(), 3);
}

#[test]
fn two_runs_at_the_same_time_build_everything_once() {
    let Some(cloud) = remote("") else { return };
    expect(&cloud.run(&["up", "--var", "topics=1"]), 0);
    let runs: Vec<_> = (0..2)
        .map(|_| cloud::started(cloud.command(&["up", "--var", "topics=8"])))
        .collect();
    let mut codes = Vec::new();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_expected = output.status.success()
            || ["is held by", "the state has moved", "taken over"]
                .iter()
                .any(|words| said.replace('│', " ").contains(words));
        assert!(is_expected, "{:?}: {said}", output.status);
        codes.push(output.status.code());
    }
    assert!(codes.contains(&Some(0)), "{codes:?}");
    expect(
        &cloud.run(&["plan", "--detailed-exitcode", "--var", "topics=8"]),
        0,
    );
    assert_eq!(cloud.run(&["state", "list"]).stdout.lines().count(), 8);
}

#[test]
fn a_run_that_is_killed_is_cleared_up_from_the_bucket() {
    let Some(mut cloud) = remote("") else { return };
    expect(&cloud.run(&["up", "--var", "topics=1"]), 0);
    cloud.set("TOLLGATE_TEST_KILL", "after:9");
    let killed = cloud.run(&["up", "--var", "topics=60"]);
    assert_eq!(killed.code, None, "it was over too soon: {killed:?}");
    cloud.set("TOLLGATE_TEST_KILL", "");
    let keys = look(&cloud)["keys"].to_string();
    assert!(keys.contains("shop/dev/journal/"), "{keys}");
    expect(&cloud.run(&["up", "--var", "topics=60"]), 0);
    expect(
        &cloud.run(&["plan", "--detailed-exitcode", "--var", "topics=60"]),
        0,
    );
    assert_eq!(cloud.run(&["state", "list"]).stdout.lines().count(), 60);
    // The snapshot, the lease, and the seal on what the dead run wrote.
    assert_eq!(look(&cloud)["keys"].as_array().unwrap().len(), 3);
}
