//! The files of a module's directory, in the order in which Terraform reads them.

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_model::schema::Catalog;
use tollgate_model::{Diagnostic, Diagnostics};

use super::json;
use super::options::Limits;
use super::syntax::{self, Body};
use super::text::{self, Text};

/// A file of code, parsed.
#[derive(Debug)]
pub struct CodeFile {
    /// Its text.
    pub text: Text,
    /// Its blocks.
    pub body: Body,
    /// Whether its blocks are laid over those of other files.
    pub overrides: bool,
}

/// Reads and parses all code of a directory: sorted by name, overrides last.
///
/// None if the directory cannot be read at all.
pub fn read_directory(
    directory: &Utf8Path,
    limits: &Limits,
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> Option<Vec<CodeFile>> {
    let mut paths = match list(directory) {
        Ok(paths) => paths,
        Err(error) => {
            found.push(Diagnostic::error(
                "hcl::unreadable-directory",
                format!("the directory `{directory}` cannot be read: {error}"),
            ));
            return None;
        }
    };
    paths.sort_by_key(|path| (is_override(path), path.clone()));
    let mut files = Vec::new();
    for path in paths {
        let text = match text::read(&path, limits.file_bytes) {
            Ok(text) => text,
            Err(diagnostic) => {
                found.push(diagnostic);
                continue;
            }
        };
        let body = if path.as_str().ends_with(".json") {
            json::parse(&text, catalog, found)
        } else {
            syntax::parse(&text).unwrap_or_else(|diagnostic| {
                found.push(diagnostic);
                Body::default()
            })
        };
        files.push(CodeFile {
            text,
            body,
            overrides: is_override(&path),
        });
    }
    Some(files)
}

fn list(directory: &Utf8Path) -> std::io::Result<Vec<Utf8PathBuf>> {
    let mut paths = Vec::new();
    for entry in directory.read_dir()? {
        // A name that is not UTF-8 cannot end in `.tf` in any encoding that Terraform accepts.
        let Ok(path) = Utf8PathBuf::from_path_buf(entry?.path()) else {
            continue;
        };
        let name = path.file_name().unwrap_or_default();
        let is_code = name.ends_with(".tf") || name.ends_with(".tf.json");
        let is_backup = name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
        if is_code && !is_backup && !path.is_dir() {
            paths.push(text::clean(&path));
        }
    }
    Ok(paths)
}

fn is_override(path: &Utf8Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let stem = name
        .strip_suffix(".tf.json")
        .or_else(|| name.strip_suffix(".tf"))
        .unwrap_or(name);
    stem == "override" || stem.ends_with("_override")
}
