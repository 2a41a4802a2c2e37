//! Reports against schemas: those of other people for SARIF and JUnit, our own for JSON.

mod example;
mod large;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;
use tollgate_model::{Outcome, Severity};
use tollgate_report::{Format, GateMode, Run, Style, Tally, write};

fn written(format: Format, run: &Run) -> String {
    let mut out = Vec::new();
    write(format, run, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(format: Format, run: &Run) -> Value {
    serde_json::from_str(&written(format, run)).unwrap()
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

/// The official schema writes one pattern that only JavaScript's lenient regular expressions take:
/// a stray `]`. It is of a property that Tollgate does not write.
fn sarif_schema() -> Validator {
    let schema = include_str!("schemas/sarif-2.1.0.json");
    let stray = "-[a-zA-Z]{2}]?$";
    assert!(schema.contains(stray));
    validator(&schema.replace(stray, "-[a-zA-Z]{2}?$"))
}

fn complaints(validator: &Validator, report: &Value) -> Vec<String> {
    validator
        .iter_errors(report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Runs that between them use every part of every format.
fn runs() -> Vec<(&'static str, Run)> {
    let without_code = {
        let mut run = example::run();
        for verdict in &mut run.documents[0].assessment.verdicts {
            verdict.location = None;
            verdict
                .findings
                .iter_mut()
                .for_each(|finding| finding.location = None);
        }
        run
    };
    let nothing_known = {
        let mut run = example::run();
        let document = &mut run.documents[0];
        document.context.environment = None;
        document.context.account = None;
        document.context.region = None;
        document.assessment.rules.clear();
        document
            .assessment
            .verdicts
            .iter_mut()
            .for_each(|verdict| verdict.findings.clear());
        run
    };
    let twice = Run {
        documents: vec![example::document(), example::document()],
        ..example::run()
    };
    let strict = Run {
        gate: GateMode::New,
        unknown_blocks: true,
        threshold: Severity::Low,
        duration: Some(std::time::Duration::from_millis(1234)),
        ..example::run()
    };
    vec![
        ("example", example::run()),
        ("passing", example::passing()),
        ("without code", without_code),
        ("nothing known", nothing_known),
        ("twice", twice),
        ("strict", strict),
        (
            "empty",
            Run {
                documents: Vec::new(),
                ..example::run()
            },
        ),
        ("large", large::run_of(200)),
    ]
}

#[test]
fn json_follows_its_schema() {
    let schema = validator(include_str!("../../../docs/report-schema.json"));
    for (name, run) in runs() {
        assert_eq!(
            complaints(&schema, &json(Format::Json, &run)),
            [""; 0],
            "{name}"
        );
    }
}

#[test]
fn the_json_schema_is_strict() {
    let schema = validator(include_str!("../../../docs/report-schema.json"));
    let good = json(Format::Json, &example::run());
    for (pointer, wrong) in [
        ("/conclusion", Value::from("ok")),
        ("/documents/0/verdicts/0/outcome", Value::from("passed")),
        (
            "/documents/0/verdicts/0/findings/0/fingerprint",
            Value::from("ABC"),
        ),
        ("/documents/0/verdicts/0/location/line", Value::from(0)),
        ("/summary", Value::from("none")),
        (
            "/gate",
            serde_json::json!({"threshold": "low", "only": "all", "unknown_blocks": false, "x": 1}),
        ),
    ] {
        let mut report = good.clone();
        *report.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema.is_valid(&report), "{pointer}");
    }
}

#[test]
fn sarif_follows_the_standard() {
    let schema = sarif_schema();
    for (name, run) in runs() {
        let log = json(Format::Sarif, &run);
        assert_eq!(complaints(&schema, &log), [""; 0], "{name}");
    }
}

#[test]
fn the_sarif_schema_looks_at_values() {
    let mut log = json(Format::Sarif, &example::run());
    log["runs"][0]["results"][0]["level"] = Value::from("critical");
    assert!(!sarif_schema().is_valid(&log));
}

/// What the schema cannot say, and GitHub refuses or merges when it is not so.
#[test]
fn sarif_holds_together() {
    for (name, run) in runs() {
        let log = json(Format::Sarif, &run);
        let mut categories = Vec::new();
        for sarif in log["runs"].as_array().unwrap() {
            categories.push(
                sarif["automationDetails"]["id"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
            let rules = sarif["tool"]["driver"]["rules"].as_array().unwrap();
            let mut prints = Vec::new();
            for result in sarif["results"].as_array().unwrap() {
                if let Some(index) = result["ruleIndex"].as_u64() {
                    assert_eq!(rules[index as usize]["id"], result["ruleId"], "{name}");
                }
                if result["kind"] != "fail" {
                    assert_eq!(result["level"], "none", "{name}");
                }
                prints.push(result["partialFingerprints"]["primaryLocationLineHash"].to_string());
            }
            let all = prints.len();
            prints.sort();
            prints.dedup();
            assert_eq!(
                prints.len(),
                all,
                "{name}: fingerprints are unique within a run"
            );
        }
        let all = categories.len();
        categories.sort();
        categories.dedup();
        assert_eq!(categories.len(), all, "{name}");
    }
}

/// Fingerprints survive moved lines and other words, and so do the alerts that people closed.
#[test]
fn fingerprints_survive_edits() {
    let prints = |run: &Run| -> Vec<Value> {
        let log = json(Format::Sarif, run);
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results
            .map(|result| result["partialFingerprints"].clone())
            .collect()
    };
    let mut edited = example::run();
    for verdict in &mut edited.documents[0].assessment.verdicts {
        for finding in &mut verdict.findings {
            finding.message.push_str(", as before");
            finding
                .location
                .iter_mut()
                .for_each(|location| location.line += 7);
        }
    }
    assert_eq!(prints(&example::run()), prints(&edited));
}

fn junit_complaints(xml: &str) -> Vec<String> {
    let schema = fastxml::schema::Schema::from_xsd(include_bytes!("schemas/junit-10.xsd")).unwrap();
    let report = fastxml::schema::Validator::from_reader(xml.as_bytes())
        .schema(schema)
        .run();
    let report = report.unwrap();
    report.errors().iter().map(ToString::to_string).collect()
}

#[test]
fn junit_follows_the_xsd() {
    for (name, run) in runs() {
        assert_eq!(
            junit_complaints(&written(Format::Junit, &run)),
            [""; 0],
            "{name}"
        );
    }
    let wrong = written(Format::Junit, &example::run()).replace("classname", "class");
    assert_ne!(
        junit_complaints(&wrong),
        [""; 0],
        "the validator looks at attributes"
    );
}

#[test]
fn junit_counts_agree_with_its_cases_and_with_the_verdicts() {
    for (name, run) in runs() {
        let xml = written(Format::Junit, &run);
        let count = |text: &str| xml.matches(text).count();
        let (cases, failures, errors) = (count("<testcase "), count("<failure "), count("<error "));
        let root = format!(
            "<testsuites name=\"tollgate\" tests=\"{cases}\" failures=\"{failures}\" errors=\"{errors}\""
        );
        assert!(xml.contains(&root), "{name}: {root}");
        let tally = Tally::of(&run);
        assert_eq!((failures, errors), (tally.blocking, tally.gaps), "{name}");
    }
}

/// What a document may hold, wherever a report repeats it.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("|".to_owned()),
        Just("`".to_owned()),
        Just("``` ".to_owned()),
        Just("\\".to_owned()),
        Just("</code>".to_owned()),
        Just("</details>".to_owned()),
        Just("<!--".to_owned()),
        Just("]]>".to_owned()),
        Just("&amp;".to_owned()),
        Just("@acme".to_owned()),
        Just("\n\n# x".to_owned()),
        Just("[a](b)".to_owned()),
        Just("**".to_owned()),
        Just("\u{1b}[2J".to_owned()),
        Just("\u{0}".to_owned()),
        Just("\u{fffe}".to_owned()),
        Just("_a_ ~~b~~ $c$".to_owned()),
        Just("https://evil.example".to_owned()),
        "[ -~]{1,6}",
        "\\PC{1,3}",
    ];
    prop::collection::vec(pieces, 1..6).prop_map(|pieces| pieces.concat())
}

/// The example, with the same text as message, address key, document, attribute, owner and file.
fn disturbed(text: &str) -> Run {
    let mut run = example::run();
    let document = &mut run.documents[0];
    document.name = text.to_owned();
    document.context.environment = Some(text.to_owned());
    document.incomplete.push(text.to_owned());
    document
        .assessment
        .fixed
        .push((example::id("RDS-001"), text.to_owned()));
    for verdict in &mut document.assessment.verdicts {
        let key = tollgate_model::InstanceKey::Key(text.into());
        verdict.address = verdict.address.with_key(Some(key));
        for finding in &mut verdict.findings {
            finding.message = text.to_owned();
            finding.attribute = Some(text.into());
            finding
                .location
                .iter_mut()
                .for_each(|location| location.file = text.into());
        }
        if let Some(waiver) = &mut verdict.waiver {
            let waiver = std::sync::Arc::make_mut(waiver);
            waiver.owner = text.to_owned();
            waiver.reason = text.to_owned();
        }
    }
    run
}

/// The page as a reader sees it: text of table cells, and every tag that is real.
fn rendered(markdown: &str) -> (Vec<Vec<String>>, Vec<String>, usize) {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut html = Vec::new();
    let mut markup = 0;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut in_cell = false;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                in_cell = true;
                rows.last_mut().unwrap().push(String::new());
            }
            Event::End(TagEnd::TableCell) => in_cell = false,
            Event::Text(text) if in_cell => {
                rows.last_mut().unwrap().last_mut().unwrap().push_str(&text)
            }
            Event::Html(tag) | Event::InlineHtml(tag) => html.push(tag.trim().to_owned()),
            Event::Start(
                Tag::Emphasis | Tag::Strikethrough | Tag::Image { .. } | Tag::CodeBlock(_),
            )
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => markup += 1,
            _ => {}
        }
    }
    (rows, html, markup)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_in_a_document_breaks_the_xml(text in nasty()) {
        let xml = written(Format::Junit, &disturbed(&text));
        prop_assert_eq!(junit_complaints(&xml), [""; 0]);
        let plain = written(Format::Junit, &example::run());
        prop_assert_eq!(xml.matches("<testcase").count(), plain.matches("<testcase").count() + 1);
    }

    #[test]
    fn nothing_in_a_document_breaks_the_page(text in nasty()) {
        let run = disturbed(&text);
        let page = written(Format::Markdown, &run);
        let (rows, html, markup) = rendered(&page);
        prop_assert!(rows.iter().all(|row| row.len() == 5), "{}", page);
        prop_assert_eq!(markup, 0, "{}", page);
        let known = ["<code>", "</code>", "<br>", "<!-- -->", "<!-- tollgate -->", "<details><summary>", "</details>", "<sub>", "</sub>"];
        for tag in &html {
            prop_assert!(known.iter().any(|known| tag.starts_with(known)), "{}\n{}", tag, page);
        }
        prop_assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
        // The message reads as it was written, but for what cannot be printed.
        let seen: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let cell: String = rows[1][3].chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        prop_assert!(cell.contains(&seen) || text.contains(|c: char| c.is_control() || c == '\u{fffe}'), "{} in {}", seen, cell);
    }

    #[test]
    fn nothing_in_a_document_breaks_the_terminal(text in nasty(), width in 0_usize..200) {
        for quiet in [false, true] {
            let mut out = Vec::new();
            let style = Style { width, quiet, ..Style::default() };
            write(Format::Terminal, &disturbed(&text), &style, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            prop_assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{}", out);
        }
    }

    #[test]
    fn nothing_in_a_document_starts_a_workflow_command(text in nasty()) {
        let out = written(Format::Github, &disturbed(&text));
        for line in out.lines() {
            prop_assert!(line.starts_with("::error ") || line.starts_with("::warning "), "{}", line);
        }
    }

    #[test]
    fn nothing_in_a_document_breaks_the_json(text in nasty()) {
        let schema = sarif_schema();
        prop_assert_eq!(complaints(&schema, &json(Format::Sarif, &disturbed(&text))), [""; 0]);
        let report = json(Format::Json, &disturbed(&text));
        prop_assert_eq!(&report["documents"][0]["name"], &Value::from(text));
    }
}

#[test]
fn a_comment_is_never_too_long_and_says_what_is_missing() {
    let page = written(Format::Markdown, &large::run_of(20_000));
    assert!(page.len() <= 65_536, "{}", page.len());
    assert!(page.contains("did not fit"));
    let (rows, ..) = rendered(&page);
    assert!(rows.len() > 100 && rows.iter().all(|row| row.len() == 5));
    assert_eq!(
        page.matches("<details>").count(),
        page.matches("</details>").count()
    );
}

#[test]
fn every_outcome_is_in_the_example() {
    let run = example::run();
    let verdicts = &run.documents[0].assessment.verdicts;
    for outcome in [
        Outcome::Pass,
        Outcome::Waived,
        Outcome::Unknown,
        Outcome::Fail,
        Outcome::Error,
    ] {
        assert!(
            verdicts.iter().any(|verdict| verdict.outcome == outcome),
            "{outcome:?}"
        );
    }
}
