//! A secret value is in nothing that a run writes or says.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, not only tests"
)]

use tollgate_tests::binary::Outcome;
use tollgate_tests::cloud::Cloud;
use tollgate_tests::proxy::{Call, Fault, Proxy};
use tollgate_tests::stack::{GIVEN, expect, stack};

/// Everything in which a secret could stand, each with a name for it.
#[derive(Default)]
struct Written(Vec<(String, Vec<u8>)>);

impl Written {
    fn run(&mut self, cloud: &Cloud, args: &[&str], code: i32) {
        let outcome = cloud.run(args);
        expect(&outcome, code, &format!("{args:?}"));
        self.said(&args.join(" "), outcome);
    }

    fn said(&mut self, what: &str, outcome: Outcome) {
        let streams = [("stdout", outcome.stdout), ("stderr", outcome.stderr)];
        for (stream, text) in streams {
            self.0
                .push((format!("{stream} of {what}"), text.into_bytes()));
        }
    }

    fn files(&mut self, cloud: &Cloud, when: &str) {
        for (path, bytes) in cloud.files() {
            self.0.push((format!("{} {when}", path.display()), bytes));
        }
    }

    /// Where one of these texts stands.
    fn holds(&self, forms: &[Vec<u8>]) -> Vec<String> {
        let found = self.0.iter().filter(|(_, bytes)| {
            let has = |form: &Vec<u8>| bytes.windows(form.len()).any(|window| window == form);
            forms.iter().any(has)
        });
        found.map(|(what, _)| what.clone()).collect()
    }
}

/// The ways in which a value may be written: as it is, escaped, in hexadecimal, and in base64 wherever in a
/// longer text it stands. Of a longer value a part of letters and digits stands for it.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let longest = secret.split(|c: char| !c.is_ascii_alphanumeric());
    let part = longest.max_by_key(|part| part.len()).unwrap();
    assert!(part.len() >= 12, "too short to be told from chance");
    let hex: String = part.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![
        part.as_bytes().to_vec(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    for before in 0..3 {
        // What stands before shifts the digits; those at the ends depend on their neighbours.
        let text = [&vec![b' '; before], part.as_bytes()].concat();
        let digits = base64(&text);
        let whole = text.len() / 3 * 4;
        forms.push(digits[4.min(before * 4)..whole].to_vec());
    }
    forms
}

/// Base64 of whole groups of three bytes.
fn base64(text: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = text.chunks_exact(3);
    groups
        .flat_map(|group| {
            let number = group
                .iter()
                .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            [18, 12, 6, 0].map(|shift| DIGITS[number >> shift & 63])
        })
        .collect()
}

#[test]
fn a_secret_is_found_in_each_of_its_forms() {
    let secret = "q\"-Zq8xw7Kd5mNcanary/";
    for text in [
        "{\"a\": \"q\\\"-Zq8xw7Kd5mNcanary/\"}",
        // base64 of the secret after nothing, one and two other characters.
        "cSItWnE4eHc3S2Q1bU5jYW5hcnkv",
        "IHEiLVpxOHh3N0tkNW1OY2FuYXJ5Lw==",
        "ICBxIi1acTh4dzdLZDVtTmNhbmFyeS8=",
        "22_5A713878773778644B64356D4E63616E617279_5a71387877374b64356d4e63616e617279",
    ] {
        let written = Written(vec![("text".to_owned(), text.as_bytes().to_vec())]);
        assert_eq!(written.holds(&forms(secret)), ["text"], "{text}");
    }
    let other = Written(vec![("text".to_owned(), b"Zq8xw7Kd5mMcanary".to_vec())]);
    assert!(other.holds(&forms(secret)).is_empty());
}

#[test]
fn no_secret_is_in_anything_that_is_written_or_said() {
    let Some(mut cloud) = stack() else { return };
    let mut written = Written::default();
    written.run(&cloud, &["plan", "--out", "first.tgp"], 0);
    written.run(&cloud, &["show", "first.tgp"], 0);
    written.run(&cloud, &["show", "first.tgp", "--json"], 0);
    written.run(&cloud, &["approve", "first.tgp"], 0);

    // A call that fails with the secret in it, and a run that ends before it has written everything.
    let denied = |call: &Call| (call.name == "PutSecretValue").then_some(Fault::Denied);
    let proxy = Proxy::start(cloud.upstream(), Box::new(denied));
    cloud.through(Some(&proxy));
    written.run(&cloud, &["apply", "first.tgp"], 4);
    assert_eq!(proxy.done().get(&Fault::Denied), Some(&2));
    cloud.through(None);
    written.files(&cloud, "after a failure");
    if cfg!(debug_assertions) {
        cloud.set("TOLLGATE_TEST_KILL", "after:6");
        let killed = cloud.run(&["up"]);
        assert_eq!(killed.code, None, "{}{}", killed.stdout, killed.stderr);
        written.said("up, killed", killed);
        written.files(&cloud, "after a kill");
        cloud.set("TOLLGATE_TEST_KILL", "");
    }
    written.run(&cloud, &["up", "--json"], 0);
    written.run(&cloud, &["up"], 0);
    written.run(&cloud, &["drift"], 0);
    written.run(&cloud, &["drift", "--json"], 0);
    for format in ["json", "sarif", "markdown", "junit"] {
        let file = format!("{format}=audit.{format}");
        let outcome = cloud.run(&["audit", "--format", &file]);
        assert!(
            outcome.code.is_some_and(|code| code != 2),
            "{}",
            outcome.stderr
        );
        written.said(&format!("audit as {format}"), outcome);
    }
    written.run(&cloud, &["state", "list"], 0);
    written.run(&cloud, &["state", "show", "random_password.main"], 0);
    let version = "aws_secretsmanager_secret_version.given";
    written.run(&cloud, &["state", "show", version], 0);
    written.run(&cloud, &["state", "pull"], 0);
    written.run(&cloud, &["state", "export"], 0);

    // Another value of it, and code that cannot be evaluated with it.
    let main = cloud.project.read("code/main.tf");
    let wrong = "\noutput \"wrong\" {\n  value     = tonumber(var.given)\n  sensitive = true\n}\n";
    cloud
        .project
        .write("code/main.tf", &format!("{main}{wrong}"));
    written.run(&cloud, &["plan"], 2);
    cloud.project.write("code/main.tf", &main);
    let made = cloud.python(
        "import boto3; print(boto3.client('secretsmanager').get_secret_value(SecretId='trouble/main')['SecretString'], end='')",
    );
    let next = "next-Hq4tR9vB2sXcanary";
    cloud.set("TF_VAR_given", next);
    written.run(&cloud, &["plan", "--out", "second.tgp"], 0);
    written.run(&cloud, &["show", "second.tgp", "--json"], 0);
    written.run(&cloud, &["up"], 0);
    written.run(&cloud, &["destroy", "--allow-data-loss"], 0);
    written.files(&cloud, "at the end");

    for (what, secret) in [
        ("the password", made.as_str()),
        ("the variable", GIVEN),
        ("its next value", next),
    ] {
        let found = written.holds(&forms(secret));
        assert!(found.is_empty(), "{what} is in {found:#?}");
    }
    assert!(written.0.len() > 60, "only {} places", written.0.len());
}
