//! What a user meets on the command line: colours, streams, several documents, interruption.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tollgate_tests::binary;
use tollgate_tests::generator;
use tollgate_tests::plan::{change, plan};
use tollgate_tests::project::{Project, outcome};

fn bad_plan(name: &str) -> String {
    let values = json!({ "availability_zone": "eu-west-1a", "encrypted": false });
    plan(&[change(
        &format!("aws_ebs_volume.{name}"),
        &["create"],
        &Value::Null,
        &values,
    )])
}

/// Runs `tollgate` with these arguments on a terminal of its own, by `script` of util-linux.
fn on_a_terminal(project: &Project, args: &str, environment: &[(&str, &str)]) -> String {
    let mut command = Command::new("script");
    command
        .arg("-qec")
        .arg(format!("{} {args}", binary::path().display()))
        .arg("/dev/null");
    command
        .current_dir(project.folder())
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color");
    command.envs(environment.iter().copied());
    outcome(command, b"").stdout
}

/// Whether a text has colours: an escape that ends in `m`.
fn coloured(text: &str) -> bool {
    let mut escapes = text.split("\u{1b}[").skip(1);
    escapes.any(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
            .starts_with('m')
    })
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let project = Project::new(&[("plan.json", &bad_plan("v"))]);
    for args in [
        "check plan.json",
        "check missing.json",
        "check plan.json --quiet",
    ] {
        assert!(coloured(&on_a_terminal(&project, args, &[])), "{args}");
        assert!(
            !coloured(&on_a_terminal(&project, args, &[("NO_COLOR", "1")])),
            "{args}"
        );
        assert!(
            !coloured(&on_a_terminal(&project, args, &[("TERM", "dumb")])),
            "{args}"
        );
        assert!(
            coloured(&on_a_terminal(&project, args, &[("NO_COLOR", "")])),
            "{args}: empty is not set"
        );
        let never = format!("{args} --color never");
        assert!(!coloured(&on_a_terminal(&project, &never, &[])), "{args}");
    }
    let piped = |args: &[&str]| project.tollgate(args).stdout;
    assert!(!coloured(&piped(&["check", "plan.json"])));
    assert!(coloured(&piped(&[
        "check",
        "plan.json",
        "--color",
        "always"
    ])));
    for format in ["json", "junit", "sarif", "markdown", "github"] {
        assert!(
            !coloured(&on_a_terminal(
                &project,
                &format!("check plan.json --format {format}"),
                &[]
            )),
            "{format}"
        );
    }
}

#[test]
fn several_documents_are_judged_in_one_run() {
    let project = Project::new(&[
        ("one.json", &bad_plan("one")),
        ("two.json", &bad_plan("two")),
        (
            "code/main.tf",
            "resource \"aws_ebs_volume\" \"three\" {\n  availability_zone = \"a\"\n}\n",
        ),
    ]);
    let (code, report) = project.check(&["one.json", "two.json", "code", "--rule", "EC2-002"]);
    assert_eq!(code, Some(1));
    let kinds: Vec<_> = report["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| (&document["name"], &document["kind"]))
        .collect();
    assert_eq!(
        json!(kinds),
        json!([
            ["one.json", "terraform_plan"],
            ["two.json", "terraform_plan"],
            ["code", "terraform_code"]
        ])
    );

    // One document from standard input beside a file, and never twice.
    let mut command = project.command(
        "",
        &["check", "-", "two.json", "--rule", "EC2-002", "--quiet"],
    );
    let run = outcome(command, bad_plan("piped").as_bytes());
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout
            .contains("standard input: high EC2-002: aws_ebs_volume.piped"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("two.json: high EC2-002: aws_ebs_volume.two"),
        "{}",
        run.stdout
    );
    command = project.command("", &["check", "-", "-"]);
    let run = outcome(command, bad_plan("piped").as_bytes());
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`-` is named twice"), "{}", run.stderr);
}

#[test]
fn quiet_prints_what_blocks_and_the_summary() {
    let project = Project::new(&[("plan.json", &bad_plan("v"))]);
    let quiet = |args: &[&str]| {
        project.tollgate(
            &[
                &["check", "plan.json", "--quiet", "--rule", "EC2-002"],
                args,
            ]
            .concat(),
        )
    };
    let run = quiet(&[]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.stdout);
    assert_eq!(
        lines.first(),
        Some(&"plan.json: high EC2-002: aws_ebs_volume.v: it is not encrypted")
    );
    assert!(
        lines.get(1).is_some_and(|line| line.ends_with("— blocked")),
        "{}",
        run.stdout
    );
    let run = quiet(&["--severity", "critical"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(
        run.stdout.starts_with("1 resource · 1 rule"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("passed at critical"), "{}", run.stdout);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::new(&[("plan.json", &generator::plan(300, 3).unwrap().json)]);
    for verb in [
        "check plan.json --verbose",
        "check plan.json --format json",
        "rules list",
        "man",
        "completions bash",
        "inventory plan.json",
    ] {
        let mut command = Command::new("sh");
        let line = format!(
            "{} {verb} 2>stderr.txt | head -n 1 >/dev/null; cat stderr.txt",
            binary::path().display()
        );
        command.args(["-c", &line]).current_dir(project.folder());
        let run = outcome(command, b"");
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{verb}");
    }
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let project = Project::new(&[
        ("plan.json", &bad_plan("v")),
        ("folder/keep", ""),
        ("file", ""),
    ]);
    for (output, said) in [
        ("junit=folder", "cannot write `folder`"),
        ("junit=file/gate.xml", "cannot write `file/gate.xml`"),
        (
            "sarif=/proc/nowhere/x.sarif",
            "cannot write `/proc/nowhere/x.sarif`",
        ),
    ] {
        let run = project.tollgate(&["check", "plan.json", "--format", output]);
        assert_eq!(run.code, Some(2), "{output}");
        assert!(run.stderr.contains(said), "{said} in {}", run.stderr);
    }
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            &format!("{} check plan.json >/dev/full", binary::path().display()),
        ])
        .current_dir(project.folder());
    let run = outcome(command, b"");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("cannot write the output"),
        "{}",
        run.stderr
    );
}

#[test]
fn reports_do_not_spoil_each_other() {
    let project = Project::new(&[("plan.json", &bad_plan("v"))]);
    for (formats, said) in [
        (["json", "terminal"], "both go to standard output"),
        (["sarif=-", "json"], "both go to standard output"),
        (["json=a.json", "sarif=a.json"], "both go to `a.json`"),
    ] {
        let [one, other] = formats;
        let run = project.tollgate(&["check", "plan.json", "--format", one, "--format", other]);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{formats:?}"
        );
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    assert!(!project.folder().join("a.json").exists());
    let run = project.tollgate(&[
        "check",
        "plan.json",
        "--format",
        "terminal",
        "--format",
        "github",
    ]);
    assert_eq!(run.code, Some(1), "a log of GitHub takes both");
    assert!(
        run.stdout.contains("::error title=EC2-002"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_interrupt_ends_a_long_run_at_once_and_leaves_no_part_of_a_report() {
    let project = Project::new(&[
        ("plan.json", &generator::plan(20_000, 3).unwrap().json),
        ("out/keep", ""),
    ]);
    let files = || {
        std::fs::read_dir(project.folder().join("out"))
            .unwrap()
            .count()
    };
    // While it reads, and while it writes.
    for wait in ["reads", "writes"] {
        let mut child = project
            .command(
                "",
                &["check", "plan.json", "--format", "json=out/gate.json"],
            )
            .spawn()
            .unwrap();
        let start = Instant::now();
        while match wait {
            "reads" => start.elapsed() < Duration::from_millis(300),
            _ => files() == 1,
        } {
            assert_eq!(
                child.try_wait().unwrap(),
                None,
                "it ended before it could be interrupted"
            );
            std::thread::sleep(Duration::from_millis(2));
        }
        let sent = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        let status = child.wait().unwrap();
        assert!(sent.success(), "{wait}");
        assert!(!status.success(), "{wait}: {status}");
        // A run that was quicker than the signal has left its whole report; none leaves a part of one.
        let report = project.folder().join("out/gate.json");
        if report.exists() {
            let text = std::fs::read_to_string(&report).unwrap();
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{wait}");
            std::fs::remove_file(report).unwrap();
        }
        assert_eq!(files(), 1, "{wait}: only what was there");
    }
}

#[test]
fn a_rule_that_runs_out_of_time_is_told_once_for_all_resources() {
    let rule = "# METADATA\n# title: A rule of a test\n# description: It is only here to be judged.\n\
        # custom:\n#   id: ACME-001\n#   severity: low\n#   domain: hygiene\n\
        #   resources: [aws_ebs_volume]\n#   attributes: [size]\n#   remediation: Do something else.\n\
        package aws.acme.endless\n\nimport rego.v1\n\n\
        deny contains finding if {\n\tsome resource in input.resources.aws_ebs_volume\n\
        \tcount([1 | some i in numbers.range(1, 3000); some j in numbers.range(1, 3000); i == j + 4000]) > 0\n\
        \tfinding := {\"address\": resource.address, \"msg\": \"never\"}\n}\n";
    let values = json!({ "availability_zone": "eu-west-1a", "encrypted": false });
    let volume = |index: usize| {
        change(
            &format!("aws_ebs_volume.v[{index}]"),
            &["create"],
            &Value::Null,
            &values,
        )
    };
    let project = Project::new(&[
        ("plan.json", &plan(&[volume(0), volume(1), volume(2)])),
        ("rules/aws/acme/endless.rego", rule),
    ]);
    let args = [
        "check",
        "plan.json",
        "--policies",
        "rules",
        "--no-builtin",
        "--time-limit",
        "0.1",
    ];
    let said = "ACME-001 on 3 resources";
    for more in [
        &[][..],
        &["--quiet"],
        &["--format", "markdown"],
        &["--format", "github"],
    ] {
        let run = project.tollgate(&[&args, more].concat());
        assert_eq!(run.code, Some(3), "{more:?}: {}", run.stderr);
        let once = run.stdout.matches(said).count() == 1 && !run.stdout.contains("v[1]");
        assert!(
            once && run.stdout.contains("it took longer than 100ms"),
            "{more:?}: {}",
            run.stdout
        );
    }
    let run = project.tollgate(&[&args[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["summary"]["errors"], 3, "programs get each");
}

#[test]
fn no_report_says_passed_when_a_document_could_not_be_read() {
    let project = Project::new(&[("good.json", &plan(&[])), ("broken.json", "{")]);
    for (format, said) in [
        ("terminal", "\nincomplete: 1 thing was not assessed"),
        ("json", "\"conclusion\": \"incomplete\""),
        ("junit", "failures=\"0\" errors=\"1\""),
        ("sarif", "\"executionSuccessful\": false"),
        ("markdown", "## ⚠️ Incomplete"),
        ("github", "::error title=not assessed::broken.json"),
    ] {
        let run = project.tollgate(&["check", "good.json", "broken.json", "--format", format]);
        assert_eq!(run.code, Some(2), "{format}");
        let report = run.stdout;
        assert!(
            report.contains(said) && report.contains("truncated"),
            "{format}: {report}"
        );
    }
}
