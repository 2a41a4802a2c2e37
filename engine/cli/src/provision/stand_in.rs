//! What AWS makes by itself beside something, and emulators do not: in a sandbox the engine makes it.
//!
//! RDS keeps the password of a database that manages its own in a secret, and tells its ARN. Without
//! that ARN nothing of the stack that reads the secret could be built.

use tollgate_aws::{Attributes, Aws, Kind, Operation, kinds};
use tollgate_model::{Object, Value};

/// What RDS calls such a secret, before the name of the database.
const SECRET: &str = "rds!db-";

/// The kind of the secrets.
fn secrets() -> Option<&'static Kind> {
    kinds::kind("aws_secretsmanager_secret")
}

/// Completes what an emulator told of a database that manages its password.
pub async fn complete(aws: &Aws, resource_type: &str, recorded: &Object, live: &mut Object) {
    let is_managed = recorded
        .get("manage_master_user_password")
        .and_then(Value::as_bool);
    if resource_type != "aws_db_instance"
        || is_managed != Some(true)
        || live.contains_key("master_user_secret")
    {
        return;
    }
    let Some(name) = live.get("identifier").and_then(Value::as_str) else {
        return;
    };
    let key = recorded.get("master_user_secret_kms_key_id");
    if let Some(arn) = secret(aws, name, key).await {
        let block = Object::from([
            ("secret_arn".to_owned(), Value::string(arn)),
            ("secret_status".to_owned(), Value::string("active")),
        ]);
        let blocks = Value::List(vec![Value::Object(block)]);
        live.insert("master_user_secret".to_owned(), blocks);
    }
}

/// Removes what was made beside a database.
pub async fn remove(aws: &Aws, resource_type: &str, id: &str) {
    if resource_type != "aws_db_instance" {
        return;
    }
    if let (Some(kind), Some(arn)) = (secrets(), found(aws, id).await) {
        let at_once = Object::from([("recovery_window_in_days".to_owned(), Value::from(0))]);
        let prior = Attributes::new("aws_secretsmanager_secret", &at_once);
        // An emulator that keeps it does no harm.
        let _ = kind.operations.delete(aws, &arn, prior).await;
    }
}

/// The ARN of the secret of a database, which is made if it is not there.
async fn secret(aws: &Aws, name: &str, key: Option<&Value>) -> Option<String> {
    if let Some(arn) = found(aws, name).await {
        return Some(arn);
    }
    let mut desired = Object::from([("name".to_owned(), Value::string(format!("{SECRET}{name}")))]);
    desired.extend(key.map(|key| ("kms_key_id".to_owned(), key.clone())));
    let attributes = Attributes::new("aws_secretsmanager_secret", &desired);
    let operation = Operation {
        id: format!("{:0>26}", name.replace('-', "")),
    };
    let made = secrets()?
        .operations
        .create(aws, attributes, &operation)
        .await;
    made.ok()
}

async fn found(aws: &Aws, name: &str) -> Option<String> {
    let listed = secrets()?.operations.list(aws).await.ok()?;
    let part = format!(":secret:{SECRET}{name}-");
    listed.into_iter().find(|arn| arn.contains(&part))
}
