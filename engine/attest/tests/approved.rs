//! Nothing is approved that was not, exactly.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;
use tollgate_attest::{
    Decision, Digest, Envelope, Expected, Gate, PrivateKey, PublicKey, Refusal, Statement,
    VerificationResult, canonical, verify,
};

fn plan() -> Digest {
    Digest::of(&json!({"b": 1, "a": [1.0, "é"]})).unwrap()
}

fn rules() -> Digest {
    Digest::of_bytes(b"rules")
}

fn statement() -> Statement {
    Statement::about_plan(
        &plan(),
        &rules(),
        Decision {
            engine: "0.1.0".to_owned(),
            time: "2026-11-23T02:00:00Z".to_owned(),
            rules_uri: "tollgate:built-in".to_owned(),
            result: VerificationResult::Passed,
            gate: Gate {
                version: 1,
                environment: "prod".to_owned(),
                account: "111122223333".to_owned(),
                target: "aws".to_owned(),
                lineage: "3e0f".to_owned(),
                serial: 4,
                verdicts: BTreeMap::from([("pass".to_owned(), 12)]),
                waivers: Vec::new(),
                undecided: Vec::new(),
                expires: "2026-11-23T06:00:00Z".to_owned(),
            },
        },
    )
}

fn expected() -> Expected {
    Expected {
        plan: plan(),
        rules: rules(),
        environment: "prod".to_owned(),
        account: "111122223333".to_owned(),
        target: "aws".to_owned(),
        lineage: "3e0f".to_owned(),
        serial: 4,
        now: "2026-11-23T03:00:00Z".parse().unwrap(),
    }
}

fn signed(statement: &Statement, key: &PrivateKey) -> Envelope {
    let mut envelope = Envelope::of(&canonical(statement).unwrap());
    key.sign(&mut envelope);
    envelope
}

fn refused(envelope: &Envelope, trusted: &[PublicKey], expected: &Expected) -> Refusal {
    verify((), envelope, trusted, expected).unwrap_err()
}

#[test]
fn what_was_approved_is_approved() {
    let key = PrivateKey::random().unwrap();
    let envelope = signed(&statement(), &key);
    let approved = verify("plan", &envelope, &[key.public()], &expected()).unwrap();
    assert_eq!(*approved.get(), "plan");
    assert_eq!(*approved.statement(), statement());
}

#[test]
fn each_difference_is_refused_with_its_own_reason() {
    let key = PrivateKey::random().unwrap();
    let trusted = [key.public()];
    let envelope = signed(&statement(), &key);
    let with = |change: fn(&mut Expected)| {
        let mut expected = expected();
        change(&mut expected);
        refused(&envelope, &trusted, &expected)
    };
    assert!(matches!(
        with(|e| e.plan = Digest::of_bytes(b"other")),
        Refusal::OtherPlan { .. }
    ));
    assert!(matches!(
        with(|e| e.rules = Digest::of_bytes(b"other")),
        Refusal::OtherRules { .. }
    ));
    assert!(matches!(
        with(|e| e.environment = "dev".to_owned()),
        Refusal::OtherEnvironment { .. }
    ));
    assert!(matches!(
        with(|e| e.account = "444455556666".to_owned()),
        Refusal::OtherAccount { .. }
    ));
    assert!(matches!(
        with(|e| e.target = "sandbox".to_owned()),
        Refusal::OtherAccount { .. }
    ));
    assert!(matches!(with(|e| e.serial = 5), Refusal::MovedState { .. }));
    assert!(matches!(
        with(|e| e.lineage = "other".to_owned()),
        Refusal::MovedState { .. }
    ));
    assert!(matches!(
        with(|e| e.now = "2026-11-23T06:00:01Z".parse().unwrap()),
        Refusal::Expired(_)
    ));
    assert!(matches!(
        with(|e| e.now = "2026-11-23T01:54:59Z".parse().unwrap()),
        Refusal::NotYet(_)
    ));

    let other = PrivateKey::random().unwrap();
    assert!(matches!(
        refused(&envelope, &[other.public()], &expected()),
        Refusal::Untrusted { .. }
    ));
    assert!(matches!(
        refused(&Envelope::of(b"{}"), &trusted, &expected()),
        Refusal::Untrusted { .. }
    ));
    let mut failed = statement();
    failed.predicate.verification_result = VerificationResult::Failed;
    assert_eq!(
        refused(&signed(&failed, &key), &trusted, &expected()),
        Refusal::Failed
    );
    let mut foreign = Envelope::of(b"[]");
    key.sign(&mut foreign);
    assert!(matches!(
        refused(&foreign, &trusted, &expected()),
        Refusal::Foreign(_)
    ));
}

proptest! {
    #[test]
    fn one_bit_changed_is_refused(position in any::<prop::sample::Index>(), bit in 0u8..8, of_signature in any::<bool>()) {
        let key = PrivateKey::random().unwrap();
        let mut envelope = signed(&statement(), &key);
        if of_signature {
            let mut bytes = envelope.signatures[0].bytes().unwrap();
            let place = position.index(bytes.len());
            bytes[place] ^= 1 << bit;
            let keyid = envelope.signatures.remove(0).keyid;
            envelope.add(&keyid, &bytes);
        } else {
            let mut bytes = envelope.payload().unwrap();
            let place = position.index(bytes.len());
            bytes[place] ^= 1 << bit;
            let signatures = envelope.signatures;
            envelope = Envelope { signatures, ..Envelope::of(&bytes) };
        }
        let refusal = refused(&envelope, &[key.public()], &expected());
        prop_assert!(matches!(refusal, Refusal::Tampered { .. }), "{refusal:?}");
    }

    #[test]
    fn the_order_of_names_does_not_matter(members in proptest::collection::btree_map("[a-zé\u{10000}]{0,3}", any::<i32>(), 0..6)) {
        let forwards: serde_json::Map<_, _> = members.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let backwards: Vec<String> = members.iter().rev().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        let backwards = format!("{{ {} }}", backwards.join(" , "));
        let read: serde_json::Value = serde_json::from_str(&backwards).unwrap();
        prop_assert_eq!(canonical(&forwards).unwrap(), canonical(&read).unwrap());
    }
}

/// RFC 8785, section 3.2.2 and 3.2.3.
#[test]
fn the_example_of_the_rfc() {
    let document: serde_json::Value = serde_json::from_str(
        r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
    )
    .unwrap();
    assert_eq!(
        String::from_utf8(canonical(&document).unwrap()).unwrap(),
        r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
}

/// The names of OpenSSL's own files: what is written here is read there, and the other way round.
#[test]
fn openssl_reads_and_writes_the_same_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| camino::Utf8PathBuf::try_from(folder.path().join(name)).unwrap();
    let openssl = |arguments: &[&str]| {
        let output = std::process::Command::new("openssl")
            .args(arguments)
            .output();
        output.ok().map(|output| {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            String::from_utf8(output.stdout).unwrap()
        })
    };
    let ours = PrivateKey::random().unwrap();
    ours.write(&path("ours.pem")).unwrap();
    assert!(
        ours.write(&path("ours.pem")).is_err(),
        "a key was overwritten"
    );
    let Some(public) = openssl(&["pkey", "-in", path("ours.pem").as_str(), "-pubout"]) else {
        assert!(
            std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_none(),
            "openssl is missing"
        );
        println!("skipped: there is no openssl");
        return;
    };
    assert_eq!(public, ours.public().to_pem());

    openssl(&[
        "genpkey",
        "-algorithm",
        "ed25519",
        "-out",
        path("theirs.pem").as_str(),
    ]);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(path("theirs.pem"), mode).unwrap();
    let refused = PrivateKey::read(&path("theirs.pem"))
        .unwrap_err()
        .to_string();
    assert!(refused.contains("chmod 600"), "{refused}");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(path("theirs.pem"), mode).unwrap();
    let theirs = PrivateKey::read(&path("theirs.pem")).unwrap();

    // OpenSSL verifies what we sign.
    let envelope = signed(&statement(), &theirs);
    std::fs::write(path("bytes"), envelope.signed_bytes().unwrap()).unwrap();
    std::fs::write(path("signature"), envelope.signatures[0].bytes().unwrap()).unwrap();
    let said = openssl(&[
        "pkeyutl",
        "-verify",
        "-rawin",
        "-inkey",
        path("theirs.pem").as_str(),
        "-in",
        path("bytes").as_str(),
        "-sigfile",
        path("signature").as_str(),
    ]);
    assert!(said.unwrap().contains("Signature Verified Successfully"));
}
