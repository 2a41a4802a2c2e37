//! `tollgate init`: a first configuration, explained.

use camino::Utf8Path;
use jiff::{ToSpan, civil::Date};
use tollgate_model::Diagnostic;

use crate::args::Init;
use crate::config::{ENVIRONMENT_KEYS, FILE_NAME, KEYS};
use crate::exit::Exit;
use crate::output::write_file;
use crate::system::System;
use crate::terminal::{Failure, Terminal};

const WAIVERS_FILE: &str = "waivers.toml";

/// Writes both files.
///
/// # Errors
/// When one of them is there already, or cannot be written.
pub fn run(args: &Init, system: &System, terminal: &Terminal) -> Result<Exit, Failure> {
    let files = [
        (FILE_NAME, configuration(&args.directory)),
        (
            WAIVERS_FILE,
            waivers(system.now.to_zoned(jiff::tz::TimeZone::UTC).date()),
        ),
    ];
    for (name, _) in &files {
        let path = args.directory.join(name);
        if path.exists() && !args.force {
            return Err(Diagnostic::error(
                "cli::file-exists",
                format!("`{path}` is there already"),
            )
            .with_help("use --force to write over it")
            .into());
        }
    }
    for (name, text) in &files {
        let path = args.directory.join(name);
        write_file(&path, |out| out.write_all(text.as_bytes())).map_err(|error| {
            Diagnostic::error(
                "cli::file-unwritable",
                format!("cannot write `{path}`: {error}"),
            )
        })?;
        terminal.print(|out| writeln!(out, "wrote {path}"))?;
    }
    terminal.print(|out| {
        writeln!(
            out,
            "next: tollgate check <your Terraform folder or plan.json>"
        )
    })?;
    Ok(Exit::Passed)
}

/// A `tollgate.toml` with every key, its explanation, and those set that are sure to be right.
fn configuration(directory: &Utf8Path) -> String {
    let mut text = String::from(
        "# What `tollgate` does here. Every key has a flag of the same name, and the flag wins.\n\n",
    );
    for (name, explanation) in KEYS.iter().filter(|(name, _)| *name != "environments") {
        let example = match *name {
            "severity" => "\"low\"",
            "only" => "\"all\"",
            "unknown" => "\"allow\"",
            "environment" => "\"prod\"",
            "no_builtin" | "require_resources" => "false",
            "budget" => "true",
            "prices" => "[\"prices/eu-west-1.csv\"]",
            "time_limit" => "2.0",
            "waivers" => "[\"waivers.toml\"]",
            "format" => "[\"terminal\", \"junit=gate.xml\"]",
            _ => "[\"policies\"]",
        };
        let set = if matches!(*name, "severity" | "waivers") {
            ""
        } else {
            "# "
        };
        text.push_str(&format!("# {explanation}\n{set}{name} = {example}\n\n"));
    }
    for environment in ["dev", "staging", "prod"] {
        let file = format!("{environment}.tfvars");
        let found = [file.clone(), format!("environments/{file}")]
            .into_iter()
            .find(|file| directory.join(file).is_file());
        let set = if found.is_some() { "" } else { "# " };
        text.push_str(&format!("{set}[environments.{environment}]\n"));
        for (name, explanation) in ENVIRONMENT_KEYS {
            let (set, example) = match *name {
                "var_file" => (set, format!("[\"{}\"]", found.as_ref().unwrap_or(&file))),
                "account" => ("# ", "\"111122223333\"".to_owned()),
                "code" => ("# ", "\"infra\"".to_owned()),
                "usage" => ("# ", format!("\"{environment}.usage.yml\"")),
                "state" => ("# ", "\"s3://acme-tollgate-state/shop\"".to_owned()),
                "state_key" => ("# ", "\"kms:alias/tollgate-state\"".to_owned()),
                "trusted_keys" => ("# ", "[\"keys/release.pub.pem\"]".to_owned()),
                _ => ("# ", "\"eu-west-1\"".to_owned()),
            };
            text.push_str(&format!("{set}{name} = {example} # {explanation}\n"));
        }
        text.push('\n');
    }
    text
}

/// A waiver file with one waiver, commented out, that would expire in 90 days.
fn waivers(today: Date) -> String {
    let expires = today.saturating_add(90.days());
    format!(
        "# Accepted failures. Each names a rule, a resource (`*` stands for any run of characters),\n\
         # why it is acceptable, who answers for it, and the last day on which it counts.\n\
         # A waiver that is expired no longer counts; one that excuses nothing is reported.\n\
         #\n\
         # In the code itself, above or inside a block, the same is written as\n\
         #   # tollgate:ignore RDS-001 reason=\"…\" owner=\"…\" expires={expires}\n\
         #\n\
         # [[waiver]]\n\
         # rule = \"RDS-001\"\n\
         # resource = \"module.reporting.aws_db_instance.*\"\n\
         # reason = \"copy of public data, rebuilt every night\"\n\
         # owner = \"data-platform@example.com\"\n\
         # expires = \"{expires}\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_written_configuration_is_read_back_and_so_is_every_commented_key() {
        let text = configuration(Utf8Path::new("/nonexistent"));
        assert_eq!(
            Config::parse(FILE_NAME, &text).unwrap().waivers,
            [WAIVERS_FILE]
        );
        let uncommented: String = text
            .lines()
            .filter_map(|line| match line.strip_prefix("# ") {
                Some(key) if key.starts_with('[') || key.contains(" = ") => Some(key),
                Some(_) => None,
                None => Some(line),
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        let config = Config::parse(FILE_NAME, &uncommented).unwrap();
        assert_eq!(
            config.environments["prod"].region.as_deref(),
            Some("eu-west-1")
        );
    }
}
