//! Masks what looks like a secret in text that an author wrote.
//!
//! A report quotes source lines, and a source line may hold what should never have been written
//! there: that is what some rules find. [`mask`] reads a whole file, because the line that says
//! that something is a secret (`name = "DB_PASSWORD"`, `variable "token" {`) need not be the line
//! that holds it. Too much masked costs a reader little; too little cannot be taken back. So
//! nothing here asks whether a value is really secret:
//!
//! - a quoted literal under a name that sounds secret, or anywhere inside such a list or object;
//! - `value` and `default` in a block that is labelled or named so, or marked `sensitive = true`;
//! - a heredoc under such a name, and `NAME=value` lines in any other heredoc;
//! - a literal that is recognised by its own shape, wherever it stands.
//!
//! This is a scanner, not a parser: it also has to work on files that do not parse.

mod name;
mod scan;
mod shape;

use std::ops::Range;

use tollgate_model::value::MASK;

/// `text` with every literal that looks secret replaced; lines keep their numbers.
pub(crate) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = 0;
    for range in merged(scan::secrets(text)) {
        let (Some(before), Some(secret)) = (text.get(rest..range.start), text.get(range.clone()))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(MASK);
        // What spans lines is masked as one, and leaves its lines behind.
        out.extend(secret.chars().filter(|c| *c == '\n'));
        rest = range.end;
    }
    out.push_str(text.get(rest..).unwrap_or_default());
    out
}

/// The text of a file with the bytes of everything that looks secret replaced by stars, so that byte
/// ranges into it stay right: for what quotes the file by itself, such as the drawing of an error.
///
/// Which variables are sensitive is not said where their values stand (`*.tfvars`, `--var`, `TF_VAR_…`),
/// so nothing but their names is left there.
#[must_use]
pub fn blanked(file: &str, text: &str) -> String {
    let values = [".tfvars", ".tfvars.json"]
        .iter()
        .any(|end| file.ends_with(end))
        || ["--var ", "TF_VAR_"]
            .iter()
            .any(|start| file.starts_with(start));
    let mut secrets = if values {
        values_of(text)
    } else {
        merged(scan::secrets(text))
    }
    .into_iter()
    .peekable();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        while secrets.next_if(|secret| secret.end <= at).is_some() {}
        let hidden = secrets.peek().is_some_and(|secret| secret.contains(&at));
        if hidden && !c.is_whitespace() {
            out.extend(std::iter::repeat_n('*', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Everything in a file of values but the names in front of `=` and `:`, and punctuation.
fn values_of(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let name = line.find(['=', ':']).filter(|end| {
            let name = line
                .get(..*end)
                .unwrap_or_default()
                .trim()
                .trim_matches('"');
            name.chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        });
        let words = line
            .char_indices()
            .skip_while(|(at, _)| name.is_some_and(|end| *at <= end))
            .filter(|(_, c)| !",[]{}\"".contains(*c));
        found.extend(words.map(|(at, c)| start + at..start + at + c.len_utf8()));
        start += line.len();
    }
    found
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each text hides `hunter2`, and shows `seen`.
    const SECRETS: &[&str] = &[
        r#"password = "hunter2" # seen"#,
        r#"  master_password="hunter2" # seen"#,
        r#"  "auth_token": "hunter2", "x": "seen""#,
        r#"authToken : "hunter2", other : "seen""#,
        r#"password = var.generated ? "hunter2" : "hunter2" # seen"#,
        r#"password = base64decode("hunter2")"#,
        r#"env = { DB_PASSWORD = "hunter2", HOST = "seen" }"#,
        "password = join(\"\", [\n  \"hunter2\",\n])\nname = \"seen\"",
        r#"environment = [{ name = "DB_PASSWORD", value = "hunter2" }, { name = "A", value = "seen" }]"#,
        r#"environment = [{ value = "hunter2", name = "DB_PASSWORD" }]"#,
        "{\n  \"name\": \"API_TOKEN\",\n  \"value\": \"hunter2\"\n}\nx = \"seen\"",
        "variable \"db_password\" {\n  description = \"seen\"\n  default     = \"hunter2\"\n}",
        "variable \"db\" {\n  default   = \"hunter2\"\n  sensitive = true\n}\nx = \"seen\"",
        "resource \"aws_ssm_parameter\" \"x\" {\n  name = \"seen\"\n  value = \"hunter2\"\n}",
        "secrets = {\n  db = \"hunter2\"\n}\nhost = \"seen\"",
        "secret_string = <<-EOT\n  hunter2\n  EOT\nname = \"seen\"",
        "user_data = <<EOF\nexport DB_PASSWORD=hunter2\necho seen\nEOF\n",
        "user_data = <<EOF\necho seen\ncurl --password hunter2 https://example.com\nEOF\n",
        "policy = <<EOF\n{\"token\": \"hunter2\", \"a\": \"seen\"}\nEOF\n",
        r#"# seen password = "hunter2""#,
        r#"url = "postgres://app:hunter2@db.seen:5432/x""#,
        r#"password = "${var.prefix}hunter2" # seen"#,
        r#"password = "${var.a ? "hunter2" : ""}" # seen"#,
        r#"password = var.a["seen"] == "" ? "hunter2" : "hunter2""#,
        r#"password = var.a ? f("hunter2", b) + x : "hunter2""#,
        "password = (var.a\n  ? \"hunter2\"\n  : \"hunter2\"\n)\nx = \"seen\"",
        r#"command = ["psql", "--password", "hunter2", "seen"]"#,
        r#"command = "seen PGPASSWORD=hunter2 psql""#,
        "password = <<EOT\nhunter2",
        "password = \"hunter2\nname = \"seen\"",
    ];

    #[test]
    fn secrets_are_masked_and_the_rest_is_not() {
        for text in SECRETS {
            let masked = mask(text);
            assert!(!masked.contains("hunter2"), "{text}\n{masked}");
            assert!(
                !text.contains("seen") || masked.contains("seen"),
                "{text}\n{masked}"
            );
            assert_eq!(
                text.lines().count(),
                masked.lines().count(),
                "{text}\n{masked}"
            );
        }
    }

    #[test]
    fn blanking_keeps_every_byte_in_its_place() {
        for text in SECRETS {
            let blanked = blanked("main.tf", text);
            assert!(!blanked.contains("hunter2"), "{text}\n{blanked}");
            assert_eq!(blanked.len(), text.len(), "{text}\n{blanked}");
        }
        let text = "name = \"é\"\npassword = \"é€\" # é\n";
        assert_eq!(
            blanked("main.tf", text),
            "name = \"é\"\npassword = \"*****\" # é\n"
        );
    }

    #[test]
    fn of_a_file_of_values_the_names_are_left() {
        assert_eq!(
            blanked(
                "x/prod.tfvars",
                "db = \"a:b=c\"\nports = [1, 2]\nnet = {\n  a = \"x\"\n}\noops y\n"
            ),
            "db = \"*****\"\nports = [*, *]\nnet = {\n  a = \"*\"\n}\n**** *\n"
        );
        assert_eq!(
            blanked("terraform.tfvars.json", "{\n  \"db\": \"x\"\n}\n"),
            "{\n  \"db\": \"*\"\n}\n"
        );
    }

    #[test]
    fn what_has_a_shape_of_its_own_needs_no_name() {
        for secret in [
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_0123456789abcdefghijABCDEFGHIJ012345",
            "-----BEGIN RSA PRIVATE KEY-----\\nMIIE",
        ] {
            let masked = mask(&format!("x = \"{secret}\"\n"));
            assert_eq!(masked, format!("x = \"{MASK}\"\n"), "{secret}");
        }
    }

    #[test]
    fn harmless_text_is_left_alone() {
        for text in [
            r#"http_tokens = "optional""#,
            r#"secret_arn = "arn:aws:secretsmanager:eu-west-1:1:secret:x""#,
            "resource \"aws_secretsmanager_secret\" \"db\" {\n  name = \"prod/db\"\n}\n",
            r#"password = "${random_password.db.result}""#,
            r#"password = var.password"#,
            r#"password = "${var.user}:${var.password}""#,
            r#"password = aws_secretsmanager_secret.main["application"].arn"#,
            r#"manage_master_user_password = true"#,
            r#"auth_token_update_strategy = "ROTATE""#,
            r#"cidr_blocks = ["0.0.0.0/0"] # anyone"#,
            r#"image = "${local.registry}/app:${var.tag}""#,
            "variable \"region\" {\n  default = \"eu-west-1\"\n}\n",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    proptest! {
        /// Whatever the text, the lines keep their numbers, and nothing crashes.
        #[test]
        fn lines_keep_their_numbers(text in "[a-z\"{}\\[\\]()=:<?$\\\\ \n#é-]{0,80}") {
            prop_assert_eq!(mask(&text).matches('\n').count(), text.matches('\n').count());
        }

        #[test]
        fn a_password_in_any_surroundings_is_masked(
            before in "[a-z0-9 ={}\\[\\]\n]{0,40}",
            secret in "[A-Z]{8,20}",
            after in "[a-z0-9 ={}\\[\\]\n\"]{0,40}",
        ) {
            let masked = mask(&format!("{before}\npassword = \"{secret}\"\n{after}"));
            prop_assert!(!masked.contains(&secret), "{}", masked);
        }
    }
}
