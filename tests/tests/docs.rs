//! The manual is what the code says: generated pages are up to date, and links lead somewhere.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, not only tests"
)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use camino::Utf8PathBuf;
use tollgate_policy::Bundle;
use tollgate_tests::documentation::framework::{self, Framework};
use tollgate_tests::documentation::{Page, cli, links, page, rules, tried};
use tollgate_tests::root;

/// The rules as they lie on disk: those in the binary may be older.
fn bundle() -> Bundle {
    let folder = Utf8PathBuf::from_path_buf(root().join("policies")).unwrap();
    let bundle = Bundle::load(&[folder], None).unwrap_or_else(|error| panic!("{error}"));
    assert!(bundle.failures().is_empty(), "{:?}", bundle.failures());
    bundle
}

fn frameworks() -> BTreeMap<String, Framework> {
    framework::load(&root().join("policies/frameworks"))
}

/// A group of pages, and the folder (or the file) that holds nothing else.
type Group = (Vec<Page>, &'static str);

/// Every generated page. With `UPDATE_DOCS=1` they are written first, before any test reads them.
fn generated() -> &'static [Group] {
    static GENERATED: OnceLock<Vec<Group>> = OnceLock::new();
    GENERATED.get_or_init(|| {
        let groups = vec![
            (rules::pages(&bundle(), &frameworks()), rules::FOLDER),
            (vec![cli::page()], cli::PATH),
        ];
        if std::env::var_os("UPDATE_DOCS").is_some_and(|value| value == "1") {
            for (pages, folder) in &groups {
                page::write(pages, root(), folder).unwrap();
            }
        }
        groups
    })
}

#[test]
fn generated_pages_are_what_the_code_says() {
    for (pages, folder) in generated() {
        let differences = page::differences(pages, root(), folder);
        assert!(
            differences.is_empty(),
            "{}\nwrite them anew: UPDATE_DOCS=1 cargo test -p tollgate-tests --test docs",
            differences.join("\n")
        );
    }
}

/// A page without examples would say less than it could.
#[test]
fn most_rules_are_shown_passing_and_failing() {
    let text: String = generated()
        .iter()
        .flat_map(|(pages, _)| pages)
        .map(|page| page.text.as_str())
        .collect();
    let rules = bundle().rules().len();
    for verb in ["**Passes**", "**Fails**"] {
        let shown = text.matches(verb).count();
        assert!(shown * 100 >= rules * 95, "{verb}: {shown} of {rules}");
    }
}

/// What the pages look up by name is there: a framework and a parameter that nobody describes would
/// stand on them as a bare key.
#[test]
fn what_rules_name_is_described() {
    let bundle = bundle();
    let frameworks = frameworks();
    let defaults = bundle.parameters(None);
    for rule in bundle.rules() {
        for framework in rule.controls.keys() {
            assert!(
                frameworks.contains_key(framework),
                "{}: `{framework}` is not described in policies/frameworks",
                rule.id
            );
        }
        for parameter in &rule.parameters {
            let pointer = format!("/{}", parameter.replace('.', "/"));
            assert!(
                defaults.pointer(&pointer).is_some(),
                "{}: `{parameter}` has no default",
                rule.id
            );
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let mut pages = ["README.md", "CONTRIBUTING.md", "policies/README.md"]
        .map(str::to_owned)
        .to_vec();
    pages.extend(links::pages_below(root(), "docs"));
    for (group, _) in generated() {
        for page in group {
            assert!(pages.contains(&page.path), "{} is missing", page.path);
        }
    }
    let broken = links::broken(root(), &pages);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What the page on the inventory shows is what the binary prints.
#[test]
fn examples_of_the_inventory_hold() {
    let page = std::fs::read_to_string(root().join("docs/inventory.md")).unwrap();
    let examples = tried::examples(&page);
    assert!(examples.len() >= 5, "{} examples", examples.len());
    for example in examples {
        if let Some(problem) = tried::wrong(&example) {
            panic!("docs/inventory.md: {problem}\n{}", example.code);
        }
    }
}
