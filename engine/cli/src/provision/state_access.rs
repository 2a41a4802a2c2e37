//! What whoever uses a state that is kept in AWS may do with it, as statements of an IAM policy.

use serde_json::{Value as Json, json};

use super::target::SANDBOX_REGION;
use crate::config::Environment;
use crate::remote::{BucketPlace, KmsName};

/// What is done with a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is read.
    Read,
    /// It is written, too.
    Write,
}

/// The statements for the state of an environment; none if it is on the user's own machine.
#[must_use]
pub fn statements(name: &str, environment: &Environment, of: Use) -> Vec<Json> {
    let region = environment.region.as_deref().unwrap_or(SANDBOX_REGION);
    let mut statements = Vec::new();
    if let Some(place) = &environment.state {
        statements.extend(bucket(place, name, region, of));
    }
    if let Some(key) = &environment.state_key {
        statements.push(kms(key, environment.account.as_deref(), region, of));
    }
    statements
}

fn bucket(place: &BucketPlace, name: &str, region: &str, of: Use) -> [Json; 2] {
    let partition = partition(place.region.as_deref().unwrap_or(region));
    let bucket = format!("arn:{partition}:s3:::{}", place.bucket);
    let folder = match place.prefix.as_str() {
        "" => format!("{bucket}/{name}/*"),
        prefix => format!("{bucket}/{prefix}/{name}/*"),
    };
    let actions: &[&str] = match of {
        Use::Read => &["s3:GetObject"],
        Use::Write => &["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    };
    [
        json!({"Sid": "State", "Effect": "Allow", "Action": actions, "Resource": folder}),
        // Without it S3 answers "denied" for what is not there.
        json!({"Sid": "StateBucket", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": bucket}),
    ]
}

fn kms(key: &KmsName, account: Option<&str>, region: &str, of: Use) -> Json {
    let actions: &[&str] = match of {
        Use::Read => &["kms:Decrypt"],
        Use::Write => &["kms:Decrypt", "kms:GenerateDataKey"],
    };
    let id = key.id();
    let own = account.unwrap_or("*");
    // A policy does not know a key by its alias, but by which alias it was asked for.
    if let Some((_, alias)) = id.split_once("alias/") {
        return json!({
            "Sid": "StateKey",
            "Effect": "Allow",
            "Action": actions,
            "Resource": "*",
            "Condition": {"StringEquals": {"kms:RequestAlias": format!("alias/{alias}")}},
        });
    }
    let resource = if id.starts_with("arn:") {
        id.to_owned()
    } else {
        format!("arn:{}:kms:{region}:{own}:key/{id}", partition(region))
    };
    json!({"Sid": "StateKey", "Effect": "Allow", "Action": actions, "Resource": resource})
}

fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(state: &str, key: &str) -> Environment {
        Environment {
            account: Some("111122223333".to_owned()),
            region: Some("eu-west-1".to_owned()),
            state: state.parse().ok(),
            state_key: key.parse().ok(),
            ..Environment::default()
        }
    }

    fn resources(statements: &[Json]) -> Vec<&str> {
        let resources = statements.iter();
        resources
            .filter_map(|statement| statement["Resource"].as_str())
            .collect()
    }

    #[test]
    fn a_state_here_needs_nothing_of_aws() {
        assert!(statements("prod", &Environment::default(), Use::Write).is_empty());
    }

    #[test]
    fn a_state_is_the_folder_of_its_environment() {
        let environment = environment("s3://acme-state/shop", "kms:1234abcd");
        let all = statements("prod", &environment, Use::Write);
        assert_eq!(
            resources(&all),
            [
                "arn:aws:s3:::acme-state/shop/prod/*",
                "arn:aws:s3:::acme-state",
                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
            ]
        );
        let elsewhere = Environment {
            region: Some("cn-north-1".to_owned()),
            ..environment
        };
        let all = statements("prod", &elsewhere, Use::Write);
        assert_eq!(
            resources(&all).first(),
            Some(&"arn:aws-cn:s3:::acme-state/shop/prod/*")
        );
    }

    #[test]
    fn who_only_looks_writes_nothing() {
        let all = statements(
            "prod",
            &environment("s3://acme-state", "kms:alias/state"),
            Use::Read,
        );
        let text = Json::Array(all.clone()).to_string();
        for action in ["PutObject", "DeleteObject", "GenerateDataKey"] {
            assert!(!text.contains(action), "{text}");
        }
        assert_eq!(
            all.last().map(|key| key["Condition"].clone()),
            Some(json!({"StringEquals": {"kms:RequestAlias": "alias/state"}}))
        );
    }
}
