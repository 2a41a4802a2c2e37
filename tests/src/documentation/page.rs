//! A generated page, and whether the one on disk is the same.

use std::path::Path;

use super::links;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path from the root of the repository, such as `docs/rules/rds.md`.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// What of `pages` differs from the files below `root`, and which pages in `folder` nobody
/// generates any more; each a path and what is wrong with it.
#[must_use]
pub fn differences(pages: &[Page], root: &Path, folder: &str) -> Vec<String> {
    let mut found: Vec<_> = pages
        .iter()
        .filter_map(|page| {
            let Ok(text) = std::fs::read_to_string(root.join(&page.path)) else {
                return Some(format!("{} is missing", page.path));
            };
            let line = first_difference(&text, &page.text)?;
            Some(format!("{} differs from line {line} on", page.path))
        })
        .collect();
    let stale = stale(pages, root, folder);
    found.extend(
        stale
            .into_iter()
            .map(|path| format!("{path} is not generated any more")),
    );
    found
}

/// Writes `pages` below `root`, and removes what is stale in `folder`.
///
/// # Errors
/// When a file cannot be written or removed.
pub fn write(pages: &[Page], root: &Path, folder: &str) -> std::io::Result<()> {
    for path in stale(pages, root, folder) {
        std::fs::remove_file(root.join(path))?;
    }
    for page in pages {
        let path = root.join(&page.path);
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(path, &page.text)?;
    }
    Ok(())
}

fn stale(pages: &[Page], root: &Path, folder: &str) -> Vec<String> {
    let mut present = links::pages_below(root, folder);
    present.retain(|path| pages.iter().all(|page| page.path != *path));
    present
}

/// The first line, counted from one, that two texts do not share.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return None;
    }
    let same = one
        .split('\n')
        .zip(other.split('\n'))
        .take_while(|(one, other)| one == other);
    Some(same.count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_missing_and_a_stale_page_are_told_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let page = |path: &str, text: &str| Page {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let before = [page("docs/a.md", "1\n2\n"), page("docs/b.md", "1\n")];
        write(&before, folder.path(), "docs").unwrap();
        assert!(differences(&before, folder.path(), "docs").is_empty());
        let after = [page("docs/a.md", "1\n3\n"), page("docs/c.md", "1\n")];
        assert_eq!(
            differences(&after, folder.path(), "docs"),
            [
                "docs/a.md differs from line 2 on",
                "docs/c.md is missing",
                "docs/b.md is not generated any more",
            ]
        );
        write(&after, folder.path(), "docs").unwrap();
        assert!(differences(&after, folder.path(), "docs").is_empty());
    }
}
