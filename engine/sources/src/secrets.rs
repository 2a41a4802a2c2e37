//! Attributes that are always secret, also where the document does not mark them.
//!
//! Plans before format 0.2 and states carry no marks, or only some.

use tollgate_model::{Object, Value};

/// Type, and its secret attributes. A name that holds a path steps through blocks with dots.
const SECRETS: &[(&str, &[&str])] = &[
    ("aws_api_gateway_api_key", &["value"]),
    ("aws_appsync_api_key", &["key"]),
    ("aws_cognito_identity_provider", &["provider_details"]),
    ("aws_cognito_user_pool_client", &["client_secret"]),
    ("aws_codebuild_source_credential", &["token"]),
    ("aws_db_instance", &["password", "password_wo"]),
    ("aws_directory_service_directory", &["password"]),
    ("aws_dms_endpoint", &["password"]),
    (
        "aws_docdb_cluster",
        &["master_password", "master_password_wo"],
    ),
    ("aws_elasticache_replication_group", &["auth_token"]),
    (
        "aws_elasticache_user",
        &["passwords", "authentication_mode.passwords"],
    ),
    (
        "aws_fsx_windows_file_system",
        &["self_managed_active_directory.password"],
    ),
    ("aws_iam_access_key", &["secret", "ses_smtp_password_v4"]),
    ("aws_iam_user_login_profile", &["password"]),
    ("aws_kms_external_key", &["key_material_base64"]),
    ("aws_lightsail_database", &["master_password"]),
    ("aws_memorydb_user", &["authentication_mode.passwords"]),
    ("aws_mq_broker", &["user.password"]),
    ("aws_mskconnect_connector", &["connector_configuration"]),
    (
        "aws_opensearch_domain",
        &["advanced_security_options.master_user_options.master_user_password"],
    ),
    (
        "aws_elasticsearch_domain",
        &["advanced_security_options.master_user_options.master_user_password"],
    ),
    (
        "aws_rds_cluster",
        &["master_password", "master_password_wo"],
    ),
    (
        "aws_redshift_cluster",
        &["master_password", "master_password_wo"],
    ),
    (
        "aws_redshiftserverless_namespace",
        &["admin_user_password", "admin_user_password_wo"],
    ),
    (
        "aws_secretsmanager_secret_version",
        &["secret_string", "secret_binary", "secret_string_wo"],
    ),
    ("aws_transfer_ssh_key", &["body"]),
    ("random_bytes", &["base64", "hex"]),
    ("random_password", &["result", "bcrypt_hash"]),
    (
        "tls_private_key",
        &[
            "private_key_pem",
            "private_key_openssh",
            "private_key_pem_pkcs8",
        ],
    ),
];

/// Marks the secret attributes of a resource.
pub fn mark(resource_type: &str, values: &mut Object) {
    let Ok(found) = SECRETS_BY_TYPE.binary_search_by(|(name, _)| (*name).cmp(resource_type)) else {
        // A parameter is secret only if it says so itself.
        if resource_type == "aws_ssm_parameter"
            && values.get("type").and_then(Value::as_str) == Some("SecureString")
        {
            mark_path(values, "value");
        }
        return;
    };
    for path in SECRETS_BY_TYPE
        .get(found)
        .map_or(&[][..], |(_, paths)| paths)
    {
        mark_path(values, path);
    }
}

static SECRETS_BY_TYPE: std::sync::LazyLock<Vec<(&str, &[&str])>> =
    std::sync::LazyLock::new(|| {
        let mut table = SECRETS.to_vec();
        table.sort_unstable();
        table
    });

fn mark_path(values: &mut Object, path: &str) {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(value) = values.get_mut(name) else {
        return;
    };
    let Some(rest) = rest else {
        if !matches!(value, Value::Sensitive(_) | Value::Null) {
            *value = Value::Sensitive(Box::new(std::mem::take(value)));
        }
        return;
    };
    match value {
        Value::Object(attributes) => mark_path(attributes, rest),
        Value::List(items) => {
            for item in items {
                if let Value::Object(attributes) = item {
                    mark_path(attributes, rest);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(resource_type: &str, values: serde_json::Value) -> Vec<String> {
        let mut value = Value::from(values);
        if let Value::Object(values) = &mut value {
            mark(resource_type, values);
        }
        let mut paths = Vec::new();
        value.visit_marks(&mut |path, _| paths.push(path.to_string()));
        paths
    }

    #[test]
    fn passwords_are_marked_at_any_depth() {
        let db = serde_json::json!({"password": "x", "username": "y"});
        assert_eq!(marked("aws_db_instance", db), ["password"]);
        let broker = serde_json::json!({"user": [{"password": "x"}, {"password": "y"}]});
        assert_eq!(
            marked("aws_mq_broker", broker),
            ["user[0].password", "user[1].password"]
        );
        let user = serde_json::json!({"authentication_mode": {"passwords": ["x"]}});
        assert_eq!(
            marked("aws_elasticache_user", user),
            ["authentication_mode.passwords"]
        );
    }

    #[test]
    fn a_parameter_is_secret_when_it_says_so() {
        for (kind, expected) in [("String", 0), ("SecureString", 1)] {
            let parameter = serde_json::json!({"type": kind, "value": "x"});
            assert_eq!(marked("aws_ssm_parameter", parameter).len(), expected);
        }
    }

    #[test]
    fn every_listed_attribute_exists() {
        let catalog = tollgate_model::schema::Catalog::embedded().unwrap();
        for (resource_type, paths) in SECRETS.iter().filter(|(name, _)| name.starts_with("aws_")) {
            let schema = catalog.resource(resource_type).unwrap();
            for path in *paths {
                let root = path.split('.').next().unwrap();
                assert!(
                    schema.names().any(|name| name == root),
                    "{resource_type}.{path}"
                );
            }
        }
    }
}
