//! Links between pages: every file that one names is there, and every heading.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The Markdown files below `folder`, as paths from `root` with `/`, sorted; none when there is no
/// such folder.
#[must_use]
pub fn pages_below(root: &Path, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten()
    {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(pages_below(root, &path));
        } else if path.ends_with(".md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The links of `pages` that lead nowhere, each with its page and what is wrong. Links to other
/// sites are not followed.
#[must_use]
pub fn broken(root: &Path, pages: &[String]) -> Vec<String> {
    let mut anchors = BTreeMap::new();
    let mut found = Vec::new();
    for page in pages {
        let Ok(text) = std::fs::read_to_string(root.join(page)) else {
            found.push(format!("{page} cannot be read"));
            continue;
        };
        let folder = Path::new(page).parent().unwrap_or(Path::new(""));
        for link in targets(&text) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = if file.is_empty() {
                PathBuf::from(page)
            } else {
                inside(&folder.join(file))
            };
            if !root.join(&path).exists() {
                found.push(format!("{page}: `{link}` names a file that is not there"));
            } else if !anchor.is_empty() {
                let known = anchors.entry(path).or_insert_with_key(|path| {
                    headings(&std::fs::read_to_string(root.join(path)).unwrap_or_default())
                });
                if !known.contains(anchor) {
                    found.push(format!(
                        "{page}: `{link}` names a heading that is not there"
                    ));
                }
            }
        }
    }
    found
}

/// The targets of links and images that do not lead to another site.
fn targets(text: &str) -> Vec<String> {
    let is_here = |target: &str| !target.contains("://") && !target.starts_with("mailto:");
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .filter(|target| is_here(target))
        .collect()
}

/// The anchors of a page's headings, made as GitHub and GitLab make them.
fn headings(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match (&mut heading, event) {
            (_, Event::Start(Tag::Heading { .. })) => heading = Some(String::new()),
            (Some(title), Event::Text(text) | Event::Code(text)) => title.push_str(&text),
            (Some(title), Event::End(TagEnd::Heading(_))) => {
                let anchor = anchor(title);
                let again = (1..).map(|number| format!("{anchor}-{number}"));
                let mut names = std::iter::once(anchor.clone()).chain(again);
                anchors.extend(names.find(|name| !anchors.contains(name)));
                heading = None;
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(title: &str) -> String {
    title
        .chars()
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            other if other.is_alphanumeric() => Some(other),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// `path` without `.` and `..`.
fn inside(path: &Path) -> PathBuf {
    let mut inside = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                // One step above the root is above everything that is there.
                if !inside.pop() {
                    return path.to_path_buf();
                }
            }
            Component::CurDir => {}
            other => inside.push(other),
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        let text = "# The `gate`: what, and why?\n\n## RDS-001\n\n## Twice\n\n## Twice\n";
        let expected = ["the-gate-what-and-why", "rds-001", "twice", "twice-1"];
        assert_eq!(headings(text), expected.map(str::to_owned).into());
    }

    #[test]
    fn a_link_to_nothing_is_told_and_a_good_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("docs")).unwrap();
        let write = |path: &str, text: &str| {
            std::fs::write(folder.path().join(path), text).unwrap();
        };
        write(
            "README.md",
            "# Top\n\n[good](docs/a.md#part) [bad](docs/b.md)\n",
        );
        write(
            "docs/a.md",
            "## Part\n\n[up](../README.md#top) [self](#part) [bad](../README.md#bottom) \
             [site](https://example.com/x) `[code](nowhere)` ![no](no.png) [out](../../etc)\n",
        );
        let pages = ["README.md", "docs/a.md"].map(str::to_owned);
        assert_eq!(
            broken(folder.path(), &pages),
            [
                "README.md: `docs/b.md` names a file that is not there",
                "docs/a.md: `../README.md#bottom` names a heading that is not there",
                "docs/a.md: `no.png` names a file that is not there",
                "docs/a.md: `../../etc` names a file that is not there",
            ]
        );
    }
}
