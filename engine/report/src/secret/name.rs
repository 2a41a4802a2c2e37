//! Names that sound as if a secret stood behind them.

/// Parts of names, in lower case, without `_` and `-`.
const PARTS: &[&str] = &[
    "accesskey",
    "apikey",
    "connectionstring",
    "credential",
    "encryptionkey",
    "masterkey",
    "passphrase",
    "passw",
    "presharedkey",
    "privatekey",
    "secret",
    "signingkey",
    "token",
];

/// Whole names, and last words of names.
const WORDS: &[&str] = &["pass", "pwd", "psk", "dsn"];

/// Names that hold one of the parts and say something about the secret, not the secret.
const HARMLESS: &[&str] = &[
    "http_tokens",
    "http_put_response_hop_limit",
    "password_policy",
    "secret_id",
    "secretsmanager",
];

/// Endings of such names.
const HARMLESS_ENDINGS: &[&str] = &[
    "_arn",
    "_arns",
    "_enabled",
    "_length",
    "_name",
    "_rotation",
    "_strategy",
    "_type",
    "_units",
    "_validity",
    "_version",
];

/// Resource types whose `value` is secret although their name does not say so.
const SECRET_TYPES: &[&str] = &["aws_ssm_parameter"];

/// Whether what is set under this name is to be masked.
pub(super) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    if HARMLESS.contains(&name.as_str())
        || HARMLESS_ENDINGS.iter().any(|ending| name.ends_with(ending))
    {
        return false;
    }
    let joined = name.replace('_', "");
    let last = name.rsplit('_').next().unwrap_or(&name);
    WORDS.contains(&last) || PARTS.iter().any(|part| joined.contains(part))
}

/// Whether a block with this label holds a secret in `value` or `default`.
pub(super) fn labels_secret(label: &str) -> bool {
    SECRET_TYPES.contains(&label) || is_secret(label)
}

/// Whether this is the name under which a labelled block or a named pair holds its content.
pub(super) fn holds_content(name: &str) -> bool {
    ["value", "values", "default", "content"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether this is the name under which a pair says what it is called.
pub(super) fn holds_name(name: &str) -> bool {
    ["name", "key", "parameter_name", "parameterkey"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for secret in [
            "password",
            "DB_PASSWORD",
            "authToken",
            "private-key",
            "db_pass",
            "PGPASSWD",
            "passwort",
        ] {
            assert!(is_secret(secret), "{secret}");
        }
        for harmless in [
            "bypass",
            "http_tokens",
            "kms_key_id",
            "min_password_length",
            "compass",
        ] {
            assert!(!is_secret(harmless), "{harmless}");
        }
    }
}
