//! Whole configurations, judged by the real `terraform plan`.
//!
//! Each folder of `configurations/` is a root module of `terraform_data`, which terraform plans
//! without any provider. What it plans, this crate must configure: the same addresses, values,
//! unknown and sensitive parts, outputs. Each folder of `configurations/refused/` is refused by
//! terraform, and must be refused here with the code in its file `refused`. A file `arguments` holds
//! flags and `TF_VAR_` variables, one a line. No result is written down anywhere else.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "helpers of tests, not only tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::Utf8Path;
use serde_json::Value as Json;
use tollgate_hcl::config::{Configuration, Options, evaluate};
use tollgate_model::{AttributePath, Diagnostics, Segment, Value};

/// Plans that are made at the same time.
const THREADS: usize = 4;

/// What a resource or output is planned to be: the known part, and paths into the rest.
#[derive(Debug, Default, PartialEq)]
struct Planned {
    known: Json,
    unknown: BTreeSet<String>,
    sensitive: BTreeSet<String>,
}

type Plan = BTreeMap<String, Planned>;

#[test]
fn configurations_are_what_terraform_plans() {
    let cases = folders("configurations");
    assert!(cases.len() >= 25, "{} cases", cases.len());
    each(&cases, |case| {
        let theirs = match terraform(case) {
            Ok(plan) => plan,
            Err(output) => return Some(format!("terraform refuses it:\n{output}")),
        };
        let ours = match tollgate(case) {
            Ok(configuration) => ours(&configuration),
            Err(found) => return Some(format!("refused: {found}")),
        };
        (ours != theirs).then(|| difference(&ours, &theirs))
    });
}

#[test]
fn what_terraform_refuses_is_refused_with_its_own_code() {
    let cases = folders("configurations/refused");
    assert!(cases.len() >= 40, "{} cases", cases.len());
    each(&cases, |case| {
        if terraform(case).is_ok() {
            return Some("terraform accepts it".to_owned());
        }
        let expected = std::fs::read_to_string(case.join("refused")).unwrap();
        let expected: BTreeSet<&str> = expected.split_whitespace().collect();
        match tollgate(case) {
            Ok(_) => Some("accepted".to_owned()),
            Err(found) => {
                let codes: BTreeSet<&str> = found.0.iter().map(|found| found.code).collect();
                (codes != expected).then(|| format!("{codes:?} instead of {expected:?}: {found}"))
            }
        }
    });
}

/// Judges all cases, a few at a time, and tells every failure.
fn each(cases: &[PathBuf], judge: impl Fn(&Path) -> Option<String> + Sync) {
    if Command::new("terraform").arg("version").output().is_err() {
        assert!(
            std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_none(),
            "terraform is not installed, and TOLLGATE_REQUIRE_ORACLES is set"
        );
        eprintln!("skipped: terraform is not installed");
        return;
    }
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(failure) = judge(case) {
                        let name = case.file_name().unwrap().to_string_lossy();
                        failures.lock().unwrap().push(format!("{name}: {failure}"));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(
        failures.is_empty(),
        "{} of {} differ\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
}

/// The folders that are cases.
fn folders(below: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(below);
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !path.ends_with("refused"))
        .collect();
    folders.sort();
    folders
}

/// The lines of the file `arguments`.
fn arguments(case: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(case.join("arguments")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn tollgate(case: &Path) -> Result<Configuration, Diagnostics> {
    let case = Utf8Path::from_path(case).unwrap();
    let mut options = Options::default();
    for line in arguments(case.as_std_path()) {
        let pair = |text: &str| {
            let (name, value) = text.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        if let Some(file) = line.strip_prefix("-var-file=") {
            options.var_files.push(case.join(file));
        } else if let Some(given) = line.strip_prefix("-var=") {
            options.variables.push(pair(given));
        } else if let Some(given) = line.strip_prefix("TF_VAR_") {
            options.environment.extend([pair(given)]);
        }
    }
    evaluate(case, &options)
}

fn terraform(case: &Path) -> Result<Plan, String> {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    let arguments = arguments(case);
    let (variables, flags): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .partition(|line| line.starts_with("TF_VAR_"));
    let run = |arguments: &[&str]| {
        let output = Command::new("terraform")
            .args(arguments)
            .env("TF_CLI_CONFIG_FILE", "/dev/null")
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_IN_AUTOMATION", "1")
            .envs(variables.iter().map(|line| line.split_once('=').unwrap()))
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            Ok(text)
        } else {
            Err(text + &String::from_utf8_lossy(&output.stderr))
        }
    };
    run(&["get", "-no-color"])?;
    let plan = [
        &["plan", "-input=false", "-no-color", "-out=plan.bin"],
        flags.as_slice(),
    ]
    .concat();
    run(&plan)?;
    let json: Json = serde_json::from_str(&run(&["show", "-json", "plan.bin"])?).unwrap();
    Ok(theirs(&json))
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The plan of terraform: managed resources and outputs.
fn theirs(plan: &Json) -> Plan {
    let mut all = Plan::new();
    for change in plan["resource_changes"].as_array().into_iter().flatten() {
        let mut planned = read(&change["change"]);
        // They are computed: the author does not set them.
        if let Some(known) = planned.known.as_object_mut() {
            known.retain(|name, _| !is_computed(name));
        }
        planned.unknown.retain(|path| !is_computed(path));
        planned.sensitive.retain(|path| !is_computed(path));
        all.insert(change["address"].as_str().unwrap().to_owned(), planned);
    }
    for (name, change) in plan["output_changes"].as_object().into_iter().flatten() {
        all.insert(format!("output.{name}"), read(change));
    }
    all
}

fn is_computed(path: &str) -> bool {
    ["id", "output"].iter().any(|name| {
        path == *name
            || path.starts_with(&format!("{name}."))
            || path.starts_with(&format!("{name}["))
    })
}

fn read(change: &Json) -> Planned {
    let mut planned = Planned {
        known: normal(&change["after"]),
        ..Planned::default()
    };
    paths(
        &change["after_unknown"],
        &mut AttributePath::default(),
        &mut planned.unknown,
    );
    paths(
        &change["after_sensitive"],
        &mut AttributePath::default(),
        &mut planned.sensitive,
    );
    planned
}

/// The paths at which a tree of marks has `true`.
fn paths(marks: &Json, path: &mut AttributePath, found: &mut BTreeSet<String>) {
    match marks {
        Json::Bool(true) => {
            found.insert(path.to_string());
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Segment::from(index));
                paths(item, path, found);
                path.pop();
            }
        }
        Json::Object(members) => {
            for (name, item) in members {
                path.push(Segment::from(name.as_str()));
                paths(item, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// JSON without nulls in objects, and with numbers as numbers: `1` and `1.0` are the same.
fn normal(json: &Json) -> Json {
    match json {
        Json::Number(number) => number.as_f64().map(Json::from).unwrap_or_default(),
        Json::Array(items) => items.iter().map(normal).collect(),
        Json::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), normal(value)))
            .collect(),
        other => other.clone(),
    }
}

fn ours(configuration: &Configuration) -> Plan {
    let resources = configuration.resources.iter().map(|resource| {
        let values = Value::Object(resource.values.clone());
        (resource.address.to_string(), lowered(&values))
    });
    let outputs = configuration
        .outputs
        .iter()
        .map(|(name, value)| (format!("output.{name}"), lowered(value)));
    resources.chain(outputs).collect()
}

fn lowered(value: &Value) -> Planned {
    let mut planned = Planned {
        known: normal(&known(value)),
        ..Planned::default()
    };
    let mut sensitive: Vec<AttributePath> = Vec::new();
    value.visit_marks(&mut |path, marked| match marked {
        Value::Sensitive(_) => sensitive.push(path.clone()),
        _ => {
            planned.unknown.insert(path.to_string());
        }
    });
    // A plan marks the outermost part only.
    for path in &sensitive {
        let inside = sensitive
            .iter()
            .any(|outer| outer != path && outer.is_prefix_of(path));
        if !inside {
            planned.sensitive.insert(path.to_string());
        }
    }
    planned
}

/// The known part, as a plan has it: what is unknown is null.
fn known(value: &Value) -> Json {
    match value {
        Value::Null | Value::Unknown(_) => Json::Null,
        Value::Bool(truth) => Json::from(*truth),
        Value::Number(number) => Json::Number(number.clone()),
        Value::String(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(known).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), known(value)))
            .collect(),
        Value::Sensitive(inner) => known(inner),
    }
}

fn difference(ours: &Plan, theirs: &Plan) -> String {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| ours.get(*name) != theirs.get(*name));
    let lines = differing.map(|name| {
        format!(
            "  {name}\n    tollgate:  {:?}\n    terraform: {:?}",
            ours.get(name),
            theirs.get(name)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
