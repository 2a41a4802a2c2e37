//! Literals that are secret by their shape, whatever they are called.

use std::ops::Range;

/// How credentials of common providers start, and how many characters of `[A-Za-z0-9_-]` follow at
/// least.
const PREFIXES: &[(&str, usize)] = &[
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghs_", 30),
    ("github_pat_", 30),
    ("glpat-", 20),
    ("npm_", 30),
    ("sk_live_", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
];

/// The part of `literal` that is secret by its shape.
pub(super) fn secret_part(literal: &str) -> Option<Range<usize>> {
    if literal.contains("PRIVATE KEY-----") {
        return Some(0..literal.len());
    }
    let credential = PREFIXES.iter().find_map(|(prefix, length)| {
        literal.match_indices(prefix).find_map(|(start, _)| {
            let tail = literal.get(start + prefix.len()..)?;
            let end = tail.find(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)));
            let end = end.unwrap_or(tail.len());
            (end >= *length).then_some(start..start + prefix.len() + end)
        })
    });
    credential.or_else(|| password_of_url(literal))
}

/// `hunter2` of `postgres://app:hunter2@host`.
fn password_of_url(literal: &str) -> Option<Range<usize>> {
    let authority = literal.find("://")? + 3;
    let rest = literal.get(authority..)?;
    let rest = rest.get(..rest.find(['/', '?', ' ']).unwrap_or(rest.len()))?;
    let end = rest.rfind('@')?;
    let start = rest.get(..end)?.find(':')? + 1;
    let password = rest.get(start..end)?;
    let reference = password.starts_with("${") && password.ends_with('}');
    (!password.is_empty() && !reference).then_some(authority + start..authority + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_of_a_url_is_secret() {
        let url = "postgres://app:hunter2@db:5432/x";
        assert_eq!(
            secret_part(url).and_then(|part| url.get(part)),
            Some("hunter2")
        );
        assert_eq!(secret_part("https://example.com/a:b@c"), None);
        assert_eq!(secret_part("https://app:${var.password}@db"), None);
        assert_eq!(secret_part("AKIA is a prefix"), None);
    }
}
