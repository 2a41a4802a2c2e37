//! Whatever text a document holds, no report is broken by it.

use crate::judges::{complaints, json, junit_complaints, sarif_schema, written};
use crate::{example, large};
use proptest::prelude::*;
use serde_json::Value;
use tollgate_report::{Format, Run, Style, write};

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
fn a_comment_on_many_documents_is_not_too_long_either() {
    let documents = vec![example::document(); 500];
    let mut run = Run {
        documents,
        ..example::run()
    };
    run.bundle.name = "|".repeat(100_000);
    let page = written(Format::Markdown, &run);
    assert!(page.len() <= 65_536, "{}", page.len());
    assert!(page.contains("did not fit"));
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
