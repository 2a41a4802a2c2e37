//! Where reports go: `junit=out.xml`, `markdown=-`, or just `terminal`.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_cost::format::Format as CostFormat;
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_report::Format;

use crate::interrupt::Unfinished;
use crate::terminal::{Failure, Terminal};

/// One report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output<F = Format> {
    /// The format.
    pub format: F,
    /// The file; none is standard output.
    pub file: Option<Utf8PathBuf>,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            format: Format::Terminal,
            file: None,
        }
    }
}

impl Default for Output<CostFormat> {
    fn default() -> Self {
        Self {
            format: CostFormat::Table,
            file: None,
        }
    }
}

impl<F: FromStr<Err: fmt::Display>> FromStr for Output<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((format, "-")) => (format, None),
            Some((_, "")) => return Err("a file is missing after `=`".to_owned()),
            Some((format, file)) => (format, Some(Utf8PathBuf::from(file))),
            None => (text, None),
        };
        let format = format.parse::<F>().map_err(|error| error.to_string())?;
        Ok(Self { format, file })
    }
}

/// Checks that no report spoils another.
///
/// # Errors
/// When two go to the same file, or one that programs read shares standard output.
pub fn check(outputs: &[Output]) -> Result<(), Diagnostics> {
    let for_programs =
        |output: &Output| matches!(output.format, Format::Json | Format::Junit | Format::Sarif);
    for (position, output) in outputs.iter().enumerate() {
        let mut others = outputs.iter().take(position);
        let Some(other) = others.find(|other| {
            other.file == output.file
                && (output.file.is_some() || for_programs(output) || for_programs(other))
        }) else {
            continue;
        };
        let place = match &output.file {
            Some(file) => format!("`{file}`"),
            None => "standard output".to_owned(),
        };
        let message = format!(
            "the reports `{}` and `{}` both go to {place}",
            other.format.as_str(),
            output.format.as_str()
        );
        let help = format!(
            "give one a file of its own: --format {}=FILE",
            output.format.as_str()
        );
        return Err(Diagnostic::error("cli::report-twice", message)
            .with_help(help)
            .into());
    }
    Ok(())
}

impl<F> Output<F> {
    /// Writes the report where it goes.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn write(
        &self,
        terminal: &Terminal,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match &self.file {
            None => terminal.print(content)?,
            Some(path) => write_file(path, content).map_err(|error| {
                Diagnostic::error(
                    "cli::report-unwritable",
                    format!("cannot write `{path}`: {error}"),
                )
            })?,
        }
        Ok(())
    }
}

/// Writes a file whole or not at all: a killed run leaves the old report or none, never half of one.
///
/// What is there and is no file (`/dev/stderr`, a named pipe) is written to, not replaced. A symbolic
/// link stays one; the file that it leads to is written.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn write_file(
    path: &Utf8Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let linked = path.canonicalize_utf8();
    let path = linked.as_deref().unwrap_or(path);
    if let Ok(there) = path.metadata()
        && !there.is_file()
    {
        let mut writer = io::BufWriter::new(std::fs::File::options().write(true).open(path)?);
        content(&mut writer)?;
        return writer.flush();
    }
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
    let folder = folder.unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder)?;
    let (mut file, _unfinished) = Unfinished::create(folder.as_std_path())?;
    {
        let mut writer = io::BufWriter::new(file.as_file_mut());
        content(&mut writer)?;
        writer.flush()?;
    }
    make_readable(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private to their owner; a report is for everyone who may read the folder.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_files_are_read() {
        let output: Output = "junit=out/a=b.xml".parse().unwrap();
        assert_eq!(
            (output.format, output.file),
            (Format::Junit, Some("out/a=b.xml".into()))
        );
        assert_eq!("markdown=-".parse::<Output>().unwrap().file, None);
        assert!("junit=".parse::<Output>().is_err());
        assert!("jnuit".parse::<Output>().unwrap_err().contains("junit"));
    }

    #[test]
    fn a_failed_report_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let path = folder.join("new/report.json");
        write_file(&path, |_| Err(io::Error::other("no"))).unwrap_err();
        assert!(!path.exists());
        write_file(&path, |out| out.write_all(b"{}")).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
        assert_eq!(std::fs::read_dir(folder.join("new")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let (link, target) = (folder.join("latest.json"), folder.join("run-7.json"));
        std::fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink("run-7.json", &link).unwrap();
        write_file(&link, |out| out.write_all(b"{}")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "{}");

        let socket = folder.join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        write_file(&socket, |out| out.write_all(b"{}")).unwrap_err();
        assert!(socket.exists() && !socket.is_file());
        let error = write_file(folder, |out| out.write_all(b"{}")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
    }
}
