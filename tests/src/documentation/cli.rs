//! `docs/cli.md`: what the binary says of each of its verbs when it is asked for `--help`.

use std::process::{Command, Stdio};

use super::markdown::{block, link};
use super::page::Page;
use crate::binary;

/// Where the page is, from the root of the repository.
pub const PATH: &str = "docs/cli.md";

const INTRODUCTION: &str = "\
# The command line

What `--help` says of each verb; `-h` is shorter, `tollgate man` prints the same as a manual page, and
`tollgate completions SHELL` teaches it to a shell. Flags can be set once and for all in `tollgate.toml`, which
`tollgate init` writes with an explanation. [The gate](gate.md) tells what the flags of `check` mean
together.

This page is written by `UPDATE_DOCS=1 cargo test -p tollgate-tests --test docs`.
";

/// The page, asked of the built binary.
///
/// # Panics
/// When the binary does not build or does not say anything.
#[must_use]
pub fn page() -> Page {
    let mut sections = Vec::new();
    collect(&[], &mut sections);
    let contents: String = sections
        .iter()
        .map(|(name, _)| format!("- {}\n", link(name, format!("#{}", name.replace(' ', "-")))))
        .collect();
    let mut parts = vec![INTRODUCTION.to_owned(), contents];
    for (name, help) in &sections {
        parts.push(format!("## {name}\n"));
        parts.push(block("text", help));
    }
    Page {
        path: PATH.to_owned(),
        text: parts.join("\n"),
    }
}

/// The help of the verb that `words` name, and of all below it, in the order in which help lists them.
fn collect(words: &[&str], sections: &mut Vec<(String, String)>) {
    let help = help(words);
    let mut name = vec!["tollgate"];
    name.extend(words);
    sections.push((name.join(" "), help.clone()));
    for verb in verbs(&help) {
        let mut words = words.to_vec();
        words.push(verb);
        collect(&words, sections);
    }
}

#[expect(clippy::panic, reason = "only tests call this")]
fn help(words: &[&str]) -> String {
    let output = Command::new(binary::path())
        .args(words)
        .args(["--help", "--color", "never"])
        .current_dir(crate::root())
        // Without a terminal this is the width of the text.
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output();
    let output = output.unwrap_or_else(|error| panic!("cannot start the binary: {error}"));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && !text.is_empty(),
        "{words:?} --help: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The verbs that a help lists under `Commands:`, but for `help` itself.
fn verbs(help: &str) -> Vec<&str> {
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What is indented further goes on about the verb above it.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_those_that_help_lists() {
        let help = "Usage: x\n\nCommands:\n  check  Judge\n         more\n  man    Print\n  \
                    help   Print this\n\nOptions:\n  -h\n";
        assert_eq!(verbs(help), ["check", "man"]);
    }
}
