//! The form of a case.

use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_cost::book::COLUMNS;
use tollgate_cost::usage::{Profile, UsageFile};
use tollgate_cost::{PriceBook, Usage};
use tollgate_model::Inventory;
use tollgate_model::diagnostic::SourceFile;
use tollgate_sources::{self as sources, Input};

/// One heading with its blocks.
#[derive(Default)]
pub struct Case {
    pub name: String,
    pub code: String,
    pub region: Option<String>,
    pub profile: Option<String>,
    pub usage: Option<String>,
    pub prices: Option<String>,
    pub bill: String,
}

/// The cases of a file: headings that have code.
pub fn all(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(std::mem::take(&mut case));
            name.clone_into(&mut case.name);
        } else if let Some(info) = line.strip_prefix("```") {
            let block: String = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect();
            let mut words = info.split_whitespace();
            match words.next() {
                Some("hcl") => {
                    for word in words {
                        match word.split_once('=') {
                            Some(("region", region)) => case.region = Some(region.to_owned()),
                            Some(("profile", name)) => case.profile = Some(name.to_owned()),
                            _ => panic!("{}: `{word}` is not understood", case.name),
                        }
                    }
                    case.code = block;
                }
                Some("usage") => case.usage = Some(block),
                Some("prices") => case.prices = Some(block),
                Some("bill") => case.bill = block,
                other => panic!("{}: a block of {other:?}", case.name),
            }
        }
    }
    cases.push(case);
    cases.retain(|case| !case.code.is_empty());
    cases
}

impl Case {
    pub fn inventory(&self) -> Inventory {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("main.tf"), &self.code).unwrap();
        let region = self.region.as_deref().unwrap_or("us-east-1");
        let options = sources::Options {
            region: Some(region.to_owned()),
            now: "2026-11-23T00:00:00Z".to_owned(),
            ..sources::Options::default()
        };
        let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        sources::read(Input::Path(path), &options)
            .unwrap_or_else(|error| panic!("{}: {:?}", self.name, error.into_diagnostics()))
            .inventory
    }

    /// The built-in prices, under those of the case.
    pub fn book(&self) -> PriceBook {
        let mut book = PriceBook::builtin().unwrap();
        if let Some(rows) = self.prices.as_deref() {
            let text = format!("{}\n{rows}", COLUMNS.join(","));
            book.overlay(&SourceFile::new("prices.csv", Arc::from(text)))
                .unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name));
        }
        book
    }

    pub fn usage(&self) -> Usage {
        let file = self.usage.as_deref().map(|text| {
            UsageFile::parse(&SourceFile::new("usage.yml", Arc::from(text)))
                .unwrap_or_else(|problems| panic!("{}: {problems:?}", self.name))
        });
        let profile = self.profile.as_deref().unwrap_or("dev");
        Usage::new(file, Profile::of(Some(profile)))
    }
}
