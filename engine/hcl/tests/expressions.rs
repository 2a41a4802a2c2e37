//! Expressions, judged by the real `terraform console`.
//!
//! Each line of `expressions/*.txt` is an expression. What terraform prints for it, this crate must print,
//! too; what it refuses must be refused here. No result is written down anywhere.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use hcl_edit::expr::Expression;
use tollgate_hcl::expr::{Fault, Scope, Step, evaluate};
use tollgate_hcl::functions::Environment;
use tollgate_hcl::{Value, console};

/// Consoles that run at the same time.
const THREADS: usize = 4;

struct Nothing(Environment);

impl Scope for Nothing {
    fn resolve(&self, root: &str, _: &[Step]) -> Result<(Value, usize), Fault> {
        Err(Fault::new(
            "hcl::undeclared",
            format!("there is no `{root}`"),
        ))
    }

    fn environment(&self) -> &Environment {
        &self.0
    }
}

fn ours(expression: &str) -> Option<String> {
    let parsed: Expression = expression.parse().ok()?;
    let value = evaluate(&parsed, &Nothing(Environment::default())).ok()?;
    Some(console::format(&value))
}

/// What terraform prints for an expression; none where it refuses. From a pipe the console reads one
/// expression, so it is started for each.
fn terraforms(expression: &str, folder: &Path) -> Option<String> {
    let mut child = Command::new("terraform")
        .arg("console")
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{expression}").unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output
        .status
        .success()
        .then(|| text.trim_end_matches('\n').to_owned())
}

#[test]
fn every_expression_has_the_value_that_terraform_gives_it() {
    if Command::new("terraform").arg("version").output().is_err() {
        assert!(
            !std::env::vars()
                .any(|(name, value)| name == "TOLLGATE_REQUIRE_ORACLES" && value == "1"),
            "terraform is not on the path"
        );
        eprintln!("skipped: terraform is not on the path");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expressions");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let expressions: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.trim().is_empty())
        .collect();
    assert!(expressions.len() >= 400, "{}", expressions.len());
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                // A folder each: the console takes a lock in its own.
                let folder = tempfile::tempdir().unwrap();
                while let Some(expression) = expressions.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let theirs = terraforms(expression, folder.path());
                    let ours = ours(expression);
                    if ours != theirs {
                        let told =
                            format!("{expression}\n  terraform: {theirs:?}\n  tollgate:  {ours:?}");
                        wrong.lock().unwrap().push(told);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        expressions.len(),
        wrong.join("\n")
    );
}
