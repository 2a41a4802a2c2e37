//! What is no plan and no state: one clear sentence, never an empty inventory.

use std::fs;

use camino::Utf8PathBuf;
use tollgate_sources::{Input, Options, read};

use crate::support::{fixture, load_bytes};

fn plan() -> String {
    fs::read_to_string(fixture("plans/unknowns.json")).unwrap()
}

#[test]
fn bad_documents_are_refused_with_a_reason() {
    let plan = plan();
    let half = plan.get(..plan.len() / 2).unwrap().to_owned();
    let logs = format!("2026-11-23T02:00:00Z [INFO]  Terraform version: 1.9.8\n{plan}");
    let errored = plan.replace("\"errored\": false", "\"errored\": true");
    let major = plan.replace("\"format_version\": \"1.2\"", "\"format_version\": \"2.0\"");
    let action = plan.replacen("\"create\"", "\"conjure\"", 1);
    let address = plan.replacen(
        "\"address\": \"aws_kms_key.db\"",
        "\"address\": \"aws_kms_key\"",
        1,
    );
    let zip = b"PK\x03\x04\x14\x00tfplan".to_vec();
    for (bytes, expected) in [
        (Vec::new(), "is empty"),
        (b"{}".to_vec(), "is `{}`, an object with nothing in it"),
        (b"null".to_vec(), "is `null`, neither a plan nor a state"),
        (b"[{}]".to_vec(), "is an array, neither a plan nor a state"),
        (zip, "looks like the binary plan file, not its JSON"),
        (
            logs.into_bytes(),
            "has other lines before the JSON, which starts at line 2",
        ),
        (
            errored.into_bytes(),
            "is a plan that failed (`errored: true`), so it does not say what would be built",
        ),
        (
            major.into_bytes(),
            "has format version 2.0, which this reader does not know",
        ),
        (
            action.into_bytes(),
            "has an action for `aws_kms_key.db` that this reader does not know: conjure",
        ),
        (
            address.into_bytes(),
            "has a bad address: `aws_kms_key` is not a resource address: it does not end in a type \
             and a name (write it like `module.db.aws_db_instance.main[0]`)",
        ),
    ] {
        assert_eq!(
            load_bytes(bytes).unwrap_err(),
            format!("`plan.json` {expected}")
        );
    }
    let truncated = load_bytes(half.clone()).unwrap_err();
    assert_eq!(
        truncated,
        format!(
            "`plan.json` ends in the middle (truncated) at byte {}",
            half.len()
        )
    );
}

#[test]
fn every_refusal_says_what_to_do() {
    for text in [
        "",
        "{}",
        "null",
        "hello",
        "{\"a\": 1}",
        "Resources:\n",
        "{\"format_version\": \"9.0\"}",
    ] {
        let input = Input::Bytes {
            name: "x".to_owned(),
            bytes: text.into(),
        };
        let diagnostics = read(input, &Options::default())
            .unwrap_err()
            .into_diagnostics();
        let diagnostic = diagnostics.0.first().unwrap();
        assert!(diagnostic.help.is_some(), "{diagnostic}");
        assert!(
            diagnostic.code.starts_with("sources::"),
            "{}",
            diagnostic.code
        );
    }
}

#[test]
fn a_missing_file_is_named() {
    let input = Input::Path(Utf8PathBuf::from("/nonexistent/plan.json"));
    let error = read(input, &Options::default()).unwrap_err().to_string();
    assert!(
        error.starts_with("`/nonexistent/plan.json` cannot be read: No such file"),
        "{error}"
    );
}

#[test]
fn a_document_over_the_limit_is_refused_before_it_is_read() {
    let options = Options {
        max_bytes: 1_000,
        ..Options::default()
    };
    let error = read(Input::Path(fixture("plans/unknowns.json")), &options)
        .unwrap_err()
        .to_string();
    assert!(
        error.ends_with("is larger than the limit of 1000 bytes"),
        "{error}"
    );
    // A sparse file of 600 MB is refused by its size alone.
    let folder = tempfile::tempdir().unwrap();
    let path = Utf8PathBuf::from_path_buf(folder.path().join("huge.json")).unwrap();
    fs::File::create(&path)
        .unwrap()
        .set_len(600 * 1024 * 1024)
        .unwrap();
    let error = read(Input::Path(path), &Options::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.ends_with("is larger than the limit of 512 MiB"),
        "{error}"
    );
}
