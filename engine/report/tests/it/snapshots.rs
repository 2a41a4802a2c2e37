//! What each format says of the example run, word for word.

use crate::{example, large};
use tollgate_model::Severity;
use tollgate_report::{Format, GateMode, Run, Style, write};

fn written(format: Format, run: &Run, style: Style) -> String {
    let mut out = Vec::new();
    write(format, run, &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(format: Format, run: &Run) -> String {
    written(format, run, Style::default())
}

#[test]
fn terminal() {
    insta::assert_snapshot!(plain(Format::Terminal, &example::run()));
}

#[test]
fn terminal_narrow() {
    let style = Style {
        width: 60,
        ..Style::default()
    };
    insta::assert_snapshot!(written(Format::Terminal, &example::run(), style));
}

#[test]
fn terminal_quiet() {
    let style = Style {
        quiet: true,
        ..Style::default()
    };
    insta::assert_snapshot!(written(Format::Terminal, &example::run(), style));
}

#[test]
fn terminal_verbose() {
    let style = Style {
        verbose: true,
        ..Style::default()
    };
    let run = Run {
        threshold: Severity::Low,
        unknown_blocks: true,
        ..example::run()
    };
    insta::assert_snapshot!(written(Format::Terminal, &run, style));
}

#[test]
fn terminal_new_only() {
    let run = Run {
        gate: GateMode::New,
        ..example::run()
    };
    insta::assert_snapshot!(plain(Format::Terminal, &run));
}

#[test]
fn terminal_passing() {
    insta::assert_snapshot!(plain(Format::Terminal, &example::passing()));
}

#[test]
fn terminal_without_anything_to_judge() {
    let mut run = example::passing();
    run.documents[0].assessment.verdicts.clear();
    insta::assert_snapshot!(plain(Format::Terminal, &run));
}

#[test]
fn terminal_without_documents() {
    let run = Run {
        documents: Vec::new(),
        ..example::run()
    };
    insta::assert_snapshot!(plain(Format::Terminal, &run));
}

#[test]
fn terminal_incomplete() {
    let mut run = example::passing();
    let part = "module.vpc: its source is not on disk (run `terraform init`)";
    run.documents[0].incomplete.push(part.to_owned());
    insta::assert_snapshot!(plain(Format::Terminal, &run));
}

#[test]
fn terminal_many() {
    let text = plain(Format::Terminal, &large::run_of(100));
    let tail: Vec<&str> = text.lines().rev().take(24).collect();
    insta::assert_snapshot!(tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
}

#[test]
fn json() {
    insta::assert_snapshot!(plain(Format::Json, &example::run()));
}

#[test]
fn junit() {
    insta::assert_snapshot!(plain(Format::Junit, &example::run()));
}

#[test]
fn sarif() {
    insta::assert_snapshot!(plain(Format::Sarif, &example::run()));
}

#[test]
fn markdown() {
    let code_url = Some("https://github.com/acme/infra/blob/3f2a9c1/".to_owned());
    insta::assert_snapshot!(plain(
        Format::Markdown,
        &Run {
            code_url,
            ..example::run()
        }
    ));
}

#[test]
fn markdown_passing() {
    insta::assert_snapshot!(plain(Format::Markdown, &example::passing()));
}

#[test]
fn github() {
    insta::assert_snapshot!(plain(Format::Github, &example::run()));
}

/// Colours add nothing but colour: without the escape sequences the text is the same.
#[test]
fn colours_say_nothing_that_words_do_not() {
    let colored = written(
        Format::Terminal,
        &example::run(),
        Style {
            color: true,
            ..Style::default()
        },
    );
    let mut bare = String::new();
    let mut chars = colored.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            assert!(chars.by_ref().any(|c| c == 'm'));
        } else {
            bare.push(c);
        }
    }
    assert!(colored.len() > bare.len());
    assert_eq!(bare, plain(Format::Terminal, &example::run()));
}

/// No report, in any style, shows the password that stands in the code.
#[test]
fn secrets_in_the_code_reach_no_report() {
    for (format, name) in Format::ALL {
        for verbose in [false, true] {
            let text = written(
                format,
                &example::run(),
                Style {
                    verbose,
                    ..Style::default()
                },
            );
            assert!(!text.contains("hunter2"), "{name}");
        }
    }
}

/// The same run is written the same way, every time.
#[test]
fn reports_can_be_reproduced() {
    for (format, name) in Format::ALL {
        let (one, two) = (
            plain(format, &example::run()),
            plain(format, &example::run()),
        );
        assert_eq!(one, two, "{name}");
    }
}
