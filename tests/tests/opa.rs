//! Rules, judged by Open Policy Agent itself.
//!
//! Our evaluator differs from OPA in places, silently. So each rule is asked about each of its own
//! cases, and about every fixture, stack and plan of the corpus, by both; what they find must be the
//! same, finding by finding. No result is written down anywhere.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "helpers of tests, not only tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Serialize;
use serde_json::{Value as Json, json};
use tollgate_model::Inventory;
use tollgate_model::rule_view::RuleView;
use tollgate_policy::{Bundle, Gate, GateOptions, testing};
use tollgate_sources::{Input, Options, read};
use tollgate_tests::{generator, root};

/// OPA, in a process of its own.
struct Opa {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Opa {
    /// OPA with the rules of a bundle; none where it is not installed and need not be.
    fn start(bundle: &Bundle) -> Option<Self> {
        let python = cache().join("tollgate/oracles/bin/python3");
        if !python.exists() {
            let required =
                std::env::var("TOLLGATE_REQUIRE_ORACLES").is_ok_and(|value| value == "1");
            assert!(
                !required,
                "{} is missing: run ci/oracles.sh",
                python.display()
            );
            eprintln!(
                "skipped: {} is missing; ci/oracles.sh installs it",
                python.display()
            );
            return None;
        }
        let mut process = Command::new(python)
            .arg(root().join("tests/oracles/opa.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut opa = Self {
            questions: process.stdin.take().unwrap(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
        };
        let rules = bundle.modules().iter().map(|rule| &rule.module);
        let modules: BTreeMap<&str, &str> = rules
            .chain(bundle.libraries())
            .map(|module| (module.path.as_str(), module.source.text().as_ref()))
            .collect();
        let packages: Vec<&str> = bundle
            .modules()
            .iter()
            .map(|rule| rule.rule.package.as_str())
            .collect();
        opa.write(&json!({ "modules": modules, "packages": packages }));
        Some(opa)
    }

    fn write(&mut self, line: &Json) {
        serde_json::to_writer(&mut self.questions, line).unwrap();
        writeln!(self.questions).unwrap();
        self.questions.flush().unwrap();
    }

    /// What OPA finds, by package.
    fn ask(
        &mut self,
        document: &impl Serialize,
        parameters: &Json,
        packages: Option<&[String]>,
    ) -> BTreeMap<String, Json> {
        self.write(&json!({ "input": document, "parameters": parameters, "packages": packages }));
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("OPA ended: {error}"))
    }

    /// The differences between what a gate finds and what OPA finds.
    fn differences(&mut self, gate: &Gate<'_>, inventory: &Inventory, all: bool) -> Vec<String> {
        let ours = gate.denials(inventory);
        let packages: Vec<String> = ours.iter().map(|denial| denial.package.clone()).collect();
        let asked = (!all).then_some(packages.as_slice());
        let mut theirs = self.ask(&RuleView::new(inventory), gate.parameters(), asked);
        let mut differences = Vec::new();
        for denial in ours {
            if let Some(document) = &denial.revealed {
                let alone = std::slice::from_ref(&denial.package);
                theirs.extend(self.ask(document, gate.parameters(), Some(alone)));
            }
            let theirs = theirs.get(&denial.package).cloned().unwrap_or_default();
            if let Some(difference) = difference(&denial.findings, &theirs) {
                differences.push(format!("{}: {difference}", denial.package));
            }
        }
        differences
    }
}

impl Drop for Opa {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn difference(ours: &Result<Json, String>, theirs: &Json) -> Option<String> {
    let ours = match ours {
        Ok(ours) => set(ours),
        Err(error) => return Some(format!("only ours stops: {error}")),
    };
    if let Some(error) = theirs.get("error") {
        return Some(format!("only OPA stops: {error}"));
    }
    let theirs = set(theirs);
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.difference(b)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n      ")
    };
    (ours != theirs).then(|| {
        format!(
            "\n    only ours:\n      {}\n    only OPA's:\n      {}",
            only(&ours, &theirs),
            only(&theirs, &ours)
        )
    })
}

fn set(findings: &Json) -> BTreeSet<String> {
    let findings = findings
        .as_array()
        .unwrap_or_else(|| panic!("{findings} is no set"));
    findings.iter().map(ToString::to_string).collect()
}

fn cache() -> PathBuf {
    std::env::var("XDG_CACHE_HOME").map_or_else(
        |_| Path::new(&std::env::var("HOME").unwrap()).join(".cache"),
        PathBuf::from,
    )
}

fn fail_with(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn every_case_of_every_rule_is_the_same_to_opa() {
    let bundle = Bundle::builtin().unwrap();
    let Some(mut opa) = Opa::start(&bundle) else {
        return;
    };
    let examples = testing::examples(&bundle);
    assert!(examples.len() > 1_000, "{}", examples.len());
    let mut differences = Vec::new();
    for example in examples {
        let gate = Gate::new(&bundle, example.options).unwrap();
        for difference in opa.differences(&gate, &example.inventory, false) {
            differences.push(format!("{} — {}: {difference}", example.rule, example.name));
        }
    }
    fail_with(&differences);
}

/// Reads a document as the gate would; none where it is refused, which other tests hold.
fn document(path: &Path, var_file: Option<&str>) -> Option<Inventory> {
    let mut options = Options::default();
    options.terraform.var_files = var_file
        .map(|file| root().join(file).try_into().unwrap())
        .into_iter()
        .collect();
    let input = Input::Path(path.to_path_buf().try_into().unwrap());
    read(input, &options)
        .ok()
        .map(|document| document.inventory)
}

/// The JSON files of a folder, and of the folders in it.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "json" || end == "tfstate")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every document at hand, by name.
fn documents() -> Vec<(String, Inventory)> {
    let mut documents = Vec::new();
    for environment in ["dev", "staging", "prod"] {
        let variables = format!("environments/{environment}.tfvars");
        let stack = document(&root().join("environments/stack"), Some(&variables)).unwrap();
        documents.push((format!("the stack in {environment}"), stack));
    }
    let violating = document(&root().join("fixtures/stacks/violating"), None).unwrap();
    documents.push(("the violating stack".to_owned(), violating));
    let plan = generator::plan(1_000, 11).unwrap();
    let input = Input::Bytes {
        name: "plan".to_owned(),
        bytes: plan.json.into_bytes(),
    };
    let generated = read(input, &Options::default()).unwrap().inventory;
    documents.push(("a generated plan".to_owned(), generated));
    let mut folders = vec![
        root().join("fixtures/plans"),
        root().join("fixtures/states"),
    ];
    match std::env::var("TOLLGATE_CORPUS") {
        Ok(corpus) => folders.push(corpus.into()),
        Err(_) => eprintln!("skipped: the corpus, since TOLLGATE_CORPUS is not set"),
    }
    for file in folders.iter().flat_map(|folder| json_files(folder)) {
        if let Some(inventory) = document(&file, None) {
            documents.push((file.display().to_string(), inventory));
        }
    }
    documents
}

#[test]
fn every_rule_finds_the_same_as_opa_in_every_document() {
    let bundle = Bundle::builtin().unwrap();
    let Some(mut opa) = Opa::start(&bundle) else {
        return;
    };
    let documents = documents();
    assert!(documents.len() > 10, "{}", documents.len());
    let mut differences = Vec::new();
    for environment in ["dev", "staging", "prod"] {
        let options = GateOptions {
            environment: Some(environment.to_owned()),
            ..GateOptions::default()
        };
        let gate = Gate::new(&bundle, options).unwrap();
        for (name, inventory) in &documents {
            for difference in opa.differences(&gate, inventory, true) {
                differences.push(format!("{name}, {environment}: {difference}"));
            }
        }
    }
    fail_with(&differences);
}
