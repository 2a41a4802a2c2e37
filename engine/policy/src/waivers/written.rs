//! A waiver as its author wrote it: an element of a TOML file, or the text of a comment.

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// A waiver file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its waivers.
    #[serde(default)]
    pub waiver: Vec<Spanned<Written>>,
}

/// A waiver as its author wrote it. Everything may be missing, so that each gap can be named.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    /// The rule's id.
    pub rule: Option<String>,
    /// A pattern of addresses.
    pub resource: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub owner: Option<String>,
    /// Until when.
    pub expires: Option<Expiry>,
}

/// A day: a TOML date, or text that should be one.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Expiry {
    /// `2027-01-31`
    Date(toml::value::Datetime),
    /// `"2027-01-31"`
    Text(String),
}

impl Expiry {
    /// The day as it was written.
    pub fn text(&self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Written {
    /// The same for another rule.
    pub fn for_rule(&self, rule: String) -> Self {
        Self {
            rule: Some(rule),
            resource: self.resource.clone(),
            reason: self.reason.clone(),
            owner: self.owner.clone(),
            expires: self.expires.as_ref().map(|day| Expiry::Text(day.text())),
        }
    }
}

/// Whether the day is past. The day itself still counts; what is not a day counts as past.
pub fn is_expired(day: &str, today: &str) -> bool {
    let date = |text: &str| text.get(..10).unwrap_or(text).parse::<Date>().ok();
    match (date(day), date(today)) {
        (Some(day_date), Some(today)) => day.len() != 10 || day_date < today,
        _ => true,
    }
}

/// The rule ids and the keys of `RULE-001, RULE-002 reason="…" owner="…" expires=2027-01-31`.
///
/// # Errors
/// Why it is not understood, a lower-case fragment.
pub fn comment(body: &str) -> Result<(Vec<String>, Written), String> {
    let keys_at = body.find('=').map_or(body.len(), |equals| {
        let before = body.get(..equals).unwrap_or_default();
        before.rfind(char::is_whitespace).unwrap_or(0)
    });
    let (ids, mut rest) = body.split_at(keys_at);
    let ids = ids.split(|c: char| c == ',' || c.is_whitespace());
    let ids: Vec<String> = ids.filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if ids.is_empty() {
        return Err("the waiver names no rule".to_owned());
    }
    let mut written = Written::default();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok((ids, written));
        }
        let (key, value, after) = pair(rest)?;
        let value = value.to_owned();
        let known = match key {
            "reason" => written.reason.replace(value).is_some(),
            "owner" => written.owner.replace(value).is_some(),
            "expires" => written.expires.replace(Expiry::Text(value)).is_some(),
            _ => return Err(format!("`{key}` is not a key of a waiver")),
        };
        if known {
            return Err(format!("the waiver has two keys `{key}`"));
        }
        rest = after;
    }
}

/// A key and its value, and what comes after them.
fn pair(text: &str) -> Result<(&str, &str, &str), String> {
    let end = text.find(|c: char| c == '=' || c.is_whitespace());
    let (key, after) = text.split_at(end.unwrap_or(text.len()));
    let Some(value) = after.strip_prefix('=') else {
        return Err(format!(
            "`{key}` is neither a key nor in quotes: write a value of several words in double quotes"
        ));
    };
    if value.starts_with(['\'', '“', '”', '„', '‘']) {
        return Err(format!("`{key}` is not in double quotes (\")"));
    }
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find(char::is_whitespace).unwrap_or(value.len());
        let (value, after) = value.split_at(end);
        return Ok((key, value, after));
    };
    let (value, after) = quoted
        .split_once('"')
        .ok_or_else(|| format!("the quote after `{key}=` is not closed"))?;
    if after.starts_with(|c: char| !c.is_whitespace()) {
        return Err(format!(
            "text stands directly behind the quote that closes `{key}`: a quote is missing or one too many"
        ));
    }
    Ok((key, value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_and_what_is_no_day_does_not() {
        let today = "2027-01-31T23:59:59Z";
        assert!(!is_expired("2027-01-31", today));
        assert!(is_expired("2027-01-30", today));
        for wrong in ["31.01.2028", "2028-02-30", "soon", "", "2028-01-01x"] {
            assert!(is_expired(wrong, today), "{wrong}");
        }
    }

    #[test]
    fn a_comment_names_rules_and_keys() {
        let (rules, written) =
            comment(" RDS-001, S3-002 reason=\"a = b\" owner=me expires=2027-01-31").unwrap();
        assert_eq!(rules, ["RDS-001", "S3-002"]);
        assert_eq!(written.reason.as_deref(), Some("a = b"));
        assert_eq!(
            written.expires.map(|day| day.text()).as_deref(),
            Some("2027-01-31")
        );
    }

    #[test]
    fn a_comment_that_is_not_understood_says_why() {
        for (text, words) in [
            (" reason=\"x\"", "no rule"),
            ("", "no rule"),
            (" A-001 reason=\"x", "not closed"),
            (" A-001 until=now", "`until` is not a key"),
            (
                " A-001 reason=\"x owner=\"y\" expires=2027-01-31",
                "a quote is missing",
            ),
            (" A-001 reason='x y' owner=me", "double quotes"),
            (" A-001 reason=“x” owner=me", "double quotes"),
            (" A-001 reason=free words owner=me", "`words` is neither"),
            (" A-001 owner=me owner=you", "two keys `owner`"),
        ] {
            let reason = comment(text).err().unwrap_or_default();
            assert!(reason.contains(words), "{text}: {reason}");
        }
    }
}
