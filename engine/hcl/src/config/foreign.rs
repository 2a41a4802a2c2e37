//! Types that are not in the AWS provider's schema, as far as it matters here: the built-in
//! `terraform_data`, and the small providers that most stacks use besides AWS.
//!
//! Any attribute of such a type may be asked for; these tables say which there are, which of them
//! have a type that is not text, and which are secret.

use crate::types::Type;
use crate::value::{Members, Value};

/// Attributes of the types that are known completely: references to a resource as a whole see all of
/// them. Those with a type that is not text are in [`NOT_TEXT`].
const ATTRIBUTES: &[(&str, &[&str])] = &[
    (
        "archive_file",
        &[
            "id",
            "output_base64sha256",
            "output_base64sha512",
            "output_md5",
            "output_path",
            "output_sha",
            "output_sha256",
            "output_sha512",
            "output_size",
        ],
    ),
    ("cloudinit_config", &["id", "rendered"]),
    (
        "local_file",
        &[
            "content",
            "content_base64sha256",
            "content_md5",
            "content_sha1",
            "content_sha256",
            "content_sha512",
            "filename",
            "id",
        ],
    ),
    ("null_resource", &["id", "triggers"]),
    ("random_bytes", &["base64", "hex", "keepers", "length"]),
    (
        "random_id",
        &[
            "b64_std",
            "b64_url",
            "byte_length",
            "dec",
            "hex",
            "id",
            "keepers",
            "prefix",
        ],
    ),
    (
        "random_integer",
        &["id", "keepers", "max", "min", "result", "seed"],
    ),
    (
        "random_password",
        &["bcrypt_hash", "id", "keepers", "length", "result"],
    ),
    (
        "random_pet",
        &["id", "keepers", "length", "prefix", "separator"],
    ),
    (
        "random_shuffle",
        &["id", "input", "keepers", "result", "result_count", "seed"],
    ),
    ("random_string", &["id", "keepers", "length", "result"]),
    ("random_uuid", &["id", "keepers", "result"]),
    (
        "time_offset",
        &["base_rfc3339", "id", "rfc3339", "triggers"],
    ),
    (
        "time_rotating",
        &["id", "rfc3339", "rotation_rfc3339", "triggers"],
    ),
    ("time_sleep", &["id", "triggers"]),
    ("time_static", &["id", "rfc3339", "triggers", "unix"]),
    (
        "tls_private_key",
        &[
            "algorithm",
            "id",
            "private_key_openssh",
            "private_key_pem",
            "private_key_pem_pkcs8",
            "public_key_fingerprint_md5",
            "public_key_fingerprint_sha256",
            "public_key_openssh",
            "public_key_pem",
        ],
    ),
    (
        "tls_self_signed_cert",
        &[
            "cert_pem",
            "id",
            "key_algorithm",
            "validity_end_time",
            "validity_start_time",
        ],
    ),
];

/// A type, made when it is needed: most cannot be constants.
type MakeType = fn() -> Type;

/// The types of attributes that are not text.
const NOT_TEXT: &[(&str, MakeType)] = &[
    ("byte_length", || Type::Number),
    ("input", || Type::list(Type::String)),
    ("keepers", || Type::map(Type::String)),
    ("length", || Type::Number),
    ("max", || Type::Number),
    ("min", || Type::Number),
    ("output_size", || Type::Number),
    ("result_count", || Type::Number),
    ("triggers", || Type::map(Type::String)),
    ("unix", || Type::Number),
];

/// Results that differ from what their name has elsewhere.
const RESULTS: &[(&str, MakeType)] = &[
    ("random_integer", || Type::Number),
    ("random_shuffle", || Type::list(Type::String)),
];

/// Attributes that are always secret, by type: computed ones, which the author does not set. What
/// the author sets is known to be secret by the reader of documents.
const SECRETS: &[(&str, &[&str])] = &[
    ("aws_iam_access_key", &["secret", "ses_smtp_password_v4"]),
    ("aws_kms_secrets", &["plaintext"]),
    ("aws_secretsmanager_random_password", &["random_password"]),
    (
        "aws_secretsmanager_secret_version",
        &["secret_binary", "secret_string"],
    ),
    ("aws_ssm_parameter", &["value"]),
    ("local_sensitive_file", &["content", "content_base64"]),
    ("random_bytes", &["base64", "hex"]),
    ("random_password", &["bcrypt_hash", "result"]),
    (
        "tls_private_key",
        &[
            "private_key_openssh",
            "private_key_pem",
            "private_key_pem_pkcs8",
        ],
    ),
];

/// Whether an attribute that the author did not set is secret.
pub fn is_secret(kind: &str, name: &str) -> bool {
    SECRETS
        .iter()
        .any(|(known, names)| *known == kind && names.contains(&name))
}

/// Whether all attributes of a type are known, so that a resource is an object of just those.
pub fn is_complete(kind: &str) -> bool {
    kind == "terraform_data" || ATTRIBUTES.iter().any(|(known, _)| *known == kind)
}

/// An attribute that the author did not set.
pub fn attribute(kind: &str, name: &str) -> Value {
    let known = |table: &[(&str, MakeType)], key: &str| {
        table
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, kind)| kind())
    };
    let typed = match name {
        "result" => known(RESULTS, kind),
        name => known(NOT_TEXT, name),
    };
    let value = Value::unknown(match typed {
        _ if !is_complete(kind) => Type::Any,
        Some(typed) => typed,
        None => Type::String,
    });
    if is_secret(kind, name) {
        value.into_sensitive()
    } else {
        value
    }
}

/// Adds the attributes of a type that are known and not set.
pub fn complete(kind: &str, members: &mut Members) {
    let names = ATTRIBUTES
        .iter()
        .find(|(known, _)| *known == kind)
        .map(|(_, names)| *names);
    for name in names.unwrap_or_default() {
        members
            .entry((*name).into())
            .or_insert_with(|| attribute(kind, name));
    }
    if kind == "terraform_data" {
        complete_terraform_data(members);
    }
}

fn complete_terraform_data(members: &mut Members) {
    let input = members
        .get("input")
        .cloned()
        .unwrap_or_else(|| Value::null(Type::Any));
    // The output is the input, and still comes only after apply.
    let output = if input.is_null() {
        input
    } else {
        Value {
            sensitive: input.has_sensitive(),
            ..Value::unknown(input.kind())
        }
    };
    members.insert("output".into(), output);
    members.insert("id".into(), Value::unknown(Type::String));
    for name in ["input", "triggers_replace"] {
        members
            .entry(name.into())
            .or_insert_with(|| Value::null(Type::Any));
    }
}
