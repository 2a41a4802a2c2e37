//! The files of a module.

use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use hcl_edit::structure::Body;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics};

use crate::config::Limits;

/// A file of code, parsed.
#[derive(Debug)]
pub struct CodeFile {
    /// Its text, by the name that people are shown.
    pub source: SourceFile,
    /// Its blocks and attributes, with spans.
    pub body: Body,
}

/// Reads and parses the `.tf` files of a directory, in Terraform's order: by name, overrides last.
pub fn read_directory(
    directory: &Utf8Path,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Vec<CodeFile> {
    let mut paths = match list(directory) {
        Ok(paths) => paths,
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                "hcl::unreadable-directory",
                format!("cannot read the directory `{directory}`: {error}"),
            ));
            return Vec::new();
        }
    };
    paths.sort_by_key(|path| (is_override(path), path.clone()));
    let mut files = Vec::new();
    for path in paths {
        if path.as_str().ends_with(".tf.json") {
            match read(&path, limits).and_then(|source| super::module::json_as_code(&source)) {
                Ok((source, body)) => files.push(CodeFile { source, body }),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
            continue;
        }
        match read(&path, limits).and_then(|source| Ok((parse(&source)?, source))) {
            Ok((body, source)) => files.push(CodeFile { source, body }),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    files
}

fn list(directory: &Utf8Path) -> std::io::Result<Vec<Utf8PathBuf>> {
    let mut paths = Vec::new();
    for entry in directory.read_dir_utf8()? {
        let path = entry?.into_path();
        let name = path.file_name().unwrap_or_default();
        let is_code = name.ends_with(".tf") || name.ends_with(".tf.json");
        let is_backup = name.starts_with('.') || name.ends_with('~') || name.starts_with('#');
        if is_code && !is_backup && path.is_file() {
            paths.push(path);
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

/// Reads a file of text.
pub fn read(path: &Utf8Path, limits: &Limits) -> Result<SourceFile, Diagnostic> {
    let unreadable = |reason: String| {
        Diagnostic::error(
            "hcl::unreadable-file",
            format!("cannot read `{path}`: {reason}"),
        )
    };
    let size = path
        .metadata()
        .map_err(|error| unreadable(error.to_string()))?
        .len();
    if size > limits.file_bytes {
        return Err(unreadable(format!(
            "it has more than {} bytes",
            limits.file_bytes
        )));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(SourceFile::new(path, Arc::from(text)))
}

/// Parses a file of code.
pub fn parse(source: &SourceFile) -> Result<Body, Diagnostic> {
    hcl_edit::parser::parse_body(source.text()).map_err(|error| {
        let place = offset(
            source.text(),
            error.location().line(),
            error.location().column(),
        );
        Diagnostic::error(
            "hcl::syntax",
            format!("the code cannot be parsed: {}", error.message()),
        )
        .at(source, place, "here")
    })
}

/// The byte at a line and column, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> Range<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    let inside = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    let at = (start + inside).min(text.len());
    at..(at + 1).min(text.len()).max(at)
}
