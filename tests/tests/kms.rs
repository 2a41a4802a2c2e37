//! KMS, from end to end: it wraps the data keys of a state, and signs approvals that OpenSSL verifies by
//! the commands of the manual.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests, not only tests"
)]

use std::process::Command;

use serde_json::Value as Json;
use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;
use tollgate_tests::documentation::tried;
use tollgate_tests::root;

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

resource "aws_sns_topic" "main" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"
}
"#;

/// The public half of the key that signs, as the manual gets it with the AWS CLI.
const PUBLIC: &str = r#"
import base64, boto3, textwrap
der = boto3.client("kms").get_public_key(KeyId="alias/release")["PublicKey"]
print("-----BEGIN PUBLIC KEY-----")
print(textwrap.fill(base64.b64encode(der).decode(), 64))
print("-----END PUBLIC KEY-----")
"#;

fn cloud(more: &str) -> Option<Cloud> {
    let cloud = Cloud::new(&[("code/main.tf", CODE)])?;
    let settings = cloud.project.read("tollgate.toml");
    cloud
        .project
        .write("tollgate.toml", &format!("{settings}{more}"));
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

fn refused(outcome: &Outcome, words: &str) {
    expect(outcome, 2);
    let said = outcome.stderr.replace('│', " ");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(words), "{said}");
}

/// The head of the snapshot, which anybody may read.
fn head(cloud: &Cloud) -> Json {
    let files = cloud.files().into_iter();
    let mut snapshots = files.filter(|(path, _)| path.ends_with("dev/snapshot"));
    let (_, bytes) = snapshots.next().unwrap();
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap();
    serde_json::from_slice(line).unwrap()
}

#[test]
fn the_data_keys_of_a_state_are_wrapped_by_kms() {
    let Some(cloud) = cloud("state_key = \"kms:alias/state\"\n") else {
        return;
    };
    expect(&cloud.run(&["up"]), 0);
    let key = head(&cloud)["key"].clone();
    assert_eq!(key["provider"], "aws-kms");
    let arn = key["key"].as_str().unwrap().to_owned();
    assert!(
        arn.starts_with("arn:aws:kms:eu-west-1:") && arn.contains(":key/"),
        "{arn}"
    );
    let is_key_file = |path: &std::path::Path| path.extension().is_some_and(|end| end == "key");
    assert!(!cloud.files().iter().any(|(path, _)| is_key_file(path)));
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    // By its ARN it is the same key.
    let settings = cloud.project.read("tollgate.toml");
    cloud.project.write(
        "tollgate.toml",
        &settings.replace("kms:alias/state", &format!("kms:{arn}")),
    );
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    // With a key file it cannot be read, and no key file is made.
    cloud.project.write(
        "tollgate.toml",
        &settings.replace("state_key = \"kms:alias/state\"\n", ""),
    );
    refused(&cloud.run(&["state", "list"]), "there is no key file");
    assert!(!cloud.files().iter().any(|(path, _)| is_key_file(path)));

    // A key that nobody may use any more. (That another key is named, MiniStack does not look at: see
    // the table in engine/cli/src/provision/kms/tests.rs.)
    cloud.project.write("tollgate.toml", &settings);
    let disabled = format!("import boto3; boto3.client('kms').disable_key(KeyId='{arn}')");
    assert_eq!(cloud.python(&disabled), "");
    refused(&cloud.run(&["state", "list"]), "cannot unwrap a data key");
    let enabled = disabled.replace("disable", "enable");
    assert_eq!(cloud.python(&enabled), "");
    expect(&cloud.run(&["state", "list"]), 0);
}

#[test]
fn a_state_is_given_another_key() {
    let Some(cloud) = cloud("") else { return };
    expect(&cloud.run(&["up"]), 0);
    assert_eq!(head(&cloud)["key"]["provider"], "key-file");
    refused(
        &cloud.run(&["state", "rekey"]),
        "so the key file is the new key",
    );

    let settings = cloud.project.read("tollgate.toml");
    let with_kms = format!("{settings}state_key = \"kms:alias/state\"\n");
    cloud.project.write("tollgate.toml", &with_kms);
    refused(&cloud.run(&["state", "list"]), "was encrypted with key");
    expect(&cloud.run(&["state", "rekey"]), 0);
    assert_eq!(head(&cloud)["key"]["provider"], "aws-kms");
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);

    // And back, to a new key file: the former one was removed.
    let files = cloud.files().into_iter();
    let is_key = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "key");
    let (path, _) = files.clone().find(|(path, _)| is_key(path)).unwrap();
    let path = cloud.project.folder().join(path);
    let former = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    cloud.project.write("tollgate.toml", &settings);
    expect(
        &cloud.run(&["state", "rekey", "--from", "kms:alias/state"]),
        0,
    );
    assert_eq!(head(&cloud)["key"]["provider"], "key-file");
    assert_ne!(std::fs::read(&path).unwrap(), former);
    expect(&cloud.run(&["plan", "--detailed-exitcode"]), 0);
}

#[test]
fn an_approval_that_kms_signed_counts_where_its_key_is_trusted() {
    let Some(cloud) = cloud("") else { return };
    expect(&cloud.run(&["plan", "--out", "plan.tgp"]), 0);
    let approve = ["approve", "plan.tgp", "--key", "kms:alias/release"];
    expect(&cloud.run(&approve), 0);
    refused(
        &cloud.run(&["apply", "plan.tgp"]),
        "not signed by a key that is trusted here",
    );

    let settings = cloud.project.read("tollgate.toml");
    cloud.project.write(
        "tollgate.toml",
        &format!("{settings}trusted_keys = [\"release.pub.pem\"]\n"),
    );
    refused(&cloud.run(&["apply", "plan.tgp"]), "there is no key");
    cloud
        .project
        .write("release.pub.pem", &cloud.python(PUBLIC));

    // The user's own key counts no longer.
    expect(&cloud.run(&["approve", "plan.tgp", "--out", "own.json"]), 0);
    refused(
        &cloud.run(&["apply", "plan.tgp", "--attestation", "own.json"]),
        "not signed by a key that is trusted here",
    );

    let attestation = cloud.project.read("plan.tgp.attestation.json");
    let mut forged: Json = serde_json::from_str(&attestation).unwrap();
    let signature = forged["signatures"][0]["sig"].as_str().unwrap();
    let flipped = if &signature[20..21] == "A" { "B" } else { "A" };
    forged["signatures"][0]["sig"] =
        format!("{}{flipped}{}", &signature[..20], &signature[21..]).into();
    cloud.project.write("forged.json", &forged.to_string());
    refused(
        &cloud.run(&["apply", "plan.tgp", "--attestation", "forged.json"]),
        "was changed since",
    );

    by_hand(&cloud);
    expect(&cloud.run(&["apply", "plan.tgp"]), 0);
}

/// OpenSSL's opinion, by the very commands of the manual.
fn by_hand(cloud: &Cloud) {
    let page = std::fs::read_to_string(root().join("docs/attestation.md")).unwrap();
    let blocks = tried::blocks(&page).into_iter();
    let scripts: Vec<String> = blocks
        .filter(|(language, _)| language == "sh")
        .map(|(_, script)| script)
        .collect();
    assert!(scripts.len() >= 2, "{scripts:?}");
    let run = |script: &str| {
        let shell = Command::new("bash")
            .args(["-euc", "-o", "pipefail", script])
            .current_dir(cloud.project.folder())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&shell.stderr).into_owned();
        (String::from_utf8(shell.stdout).unwrap(), errors)
    };
    let (tools, _) = run("command -v openssl jq base64 || true");
    if tools.lines().count() < 3 {
        assert!(
            std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_none(),
            "openssl, jq or base64 is missing"
        );
        println!("skipped: openssl, jq or base64 is missing");
        return;
    }
    let (said, errors) = run(&scripts.concat());
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.first(), Some(&"Verified OK"), "{said}{errors}");
    assert!(lines.len() >= 3, "{said}{errors}");
    for line in lines.iter().skip(1) {
        assert!(line.ends_with(": the same"), "{said}{errors}");
    }
    // And it says no to something else.
    let changed = scripts.concat().replace("DSSEv1", "DSSEv2");
    let (said, errors) = run(&changed);
    assert!(!said.contains("Verified OK"), "{said}{errors}");
}
