//! Eight rules.

use std::sync::Arc;

use tollgate_model::{Domain, Rule, Severity};

use super::id;

const REMEDIATION: &[(&str, &str)] = &[
    (
        "RDS-001",
        "Set `storage_encrypted = true`; an existing instance needs an encrypted snapshot copy and a restore.",
    ),
    (
        "RDS-004",
        "Set `publicly_accessible = false`, and reach it through the VPC or a bastion.",
    ),
    (
        "RDS-012",
        "Set `manage_master_user_password = true`, and change the password that is in the history.",
    ),
    ("RDS-020", "Set `kms_key_id` to a key of the account."),
    (
        "SG-001",
        "Allow 22 from a bastion's security group, or use Session Manager and close it.",
    ),
    ("VPC-003", "Set `map_public_ip_on_launch = false`."),
    (
        "S3-004",
        "Add `aws_s3_bucket_versioning` with `status = \"Enabled\"`.",
    ),
    (
        "S3-009",
        "Add `aws_s3_bucket_lifecycle_configuration` with an expiration.",
    ),
];

pub fn rules() -> Vec<Arc<Rule>> {
    use Domain::{Encryption, Hygiene, LeastPrivilege, Resilience};
    let mut rules = vec![
        rule(
            "RDS-001",
            Severity::High,
            Encryption,
            "aws.rds.storage_encrypted",
            "RDS storage is encrypted",
        ),
        rule(
            "RDS-004",
            Severity::Critical,
            LeastPrivilege,
            "aws.rds.not_public",
            "Databases cannot be reached from the internet",
        ),
        rule(
            "RDS-012",
            Severity::High,
            Encryption,
            "aws.rds.no_plaintext_password",
            "Passwords are not written in the code",
        ),
        rule(
            "RDS-020",
            Severity::Medium,
            Encryption,
            "aws.rds.customer_managed_key",
            "Databases use a key of their own",
        ),
        rule(
            "SG-001",
            Severity::High,
            LeastPrivilege,
            "aws.sg.no_open_ssh",
            "SSH is not open to the world",
        ),
        rule(
            "VPC-003",
            Severity::High,
            LeastPrivilege,
            "aws.vpc.no_public_ip",
            "Subnets give no public addresses",
        ),
        rule(
            "S3-004",
            Severity::Medium,
            Resilience,
            "aws.s3.versioning",
            "Buckets keep earlier versions",
        ),
        rule(
            "S3-009",
            Severity::Low,
            Hygiene,
            "aws.s3.lifecycle",
            "Buckets delete what is old",
        ),
    ];
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

fn rule(rule: &str, severity: Severity, domain: Domain, package: &str, title: &str) -> Arc<Rule> {
    let controls = [
        ("aws-fsbp", vec!["RDS.3"]),
        ("nist-800-53-r5", vec!["SC-28", "SC-7(3)"]),
    ];
    Arc::new(Rule {
        id: id(rule),
        title: title.to_owned(),
        description: "Whoever obtains the disks can read storage, snapshots and replicas."
            .to_owned(),
        severity,
        domain,
        resources: vec!["aws_db_instance".into()],
        attributes: Vec::new(),
        presence: Vec::new(),
        control: Some("rds-storage-encrypted".to_owned()),
        controls: controls
            .map(|(framework, ids)| {
                (
                    framework.to_owned(),
                    ids.into_iter().map(str::to_owned).collect(),
                )
            })
            .into(),
        remediation: REMEDIATION
            .iter()
            .find_map(|(id, fix)| (*id == rule).then(|| (*fix).to_owned()))
            .unwrap_or_default(),
        related_resources: vec![
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"
                .to_owned(),
        ],
        waivable: true,
        advisory: false,
        parameters: Vec::new(),
        package: package.to_owned(),
        file: format!("{}.rego", package.replace('.', "/")),
    })
}
