//! Where ECS's JSON says in other words what Terraform's blocks say.

use crate::wire::{Form, Spelling};

/// `aws_ecs_cluster`.
pub const CLUSTER: Spelling = Spelling {
    of: "aws_ecs_cluster",
    capital: false,
    names: &[(
        "s3_bucket_encryption_enabled",
        "s3EncryptionEnabled",
        Form::Same,
    )],
};

/// `aws_ecs_task_definition`.
pub const TASK_DEFINITION: Spelling = Spelling {
    of: "aws_ecs_task_definition",
    capital: false,
    names: &[
        ("size_in_gib", "sizeInGiB", Form::Same),
        ("host_path", "host.sourcePath", Form::Same),
        ("configure_at_launch", "configuredAtLaunch", Form::Same),
        ("properties", "properties", Form::Pairs("name", "value")),
    ],
};

/// `aws_ecs_service`.
pub const SERVICE: Spelling = Spelling {
    of: "aws_ecs_service",
    capital: false,
    names: &[
        ("elb_name", "loadBalancerName", Form::Same),
        ("bake_time_in_minutes", "bakeTimeInMinutes", Form::Number),
        (
            "canary_bake_time_in_minutes",
            "canaryBakeTimeInMinutes",
            Form::Number,
        ),
        (
            "step_bake_time_in_minutes",
            "stepBakeTimeInMinutes",
            Form::Number,
        ),
        ("lifecycle_hook", "lifecycleHooks", Form::Same),
        ("hook_details", "hookDetails", Form::Document),
        ("service", "services", Form::Same),
        ("client_alias", "clientAliases", Form::List),
        ("test_traffic_rules", "testTrafficRules", Form::One),
        (
            "issuer_cert_authority",
            "issuerCertificateAuthority",
            Form::Same,
        ),
        ("secret_option", "secretOptions", Form::Same),
        ("managed_ebs_volume", "managedEBSVolume", Form::Same),
        ("file_system_type", "filesystemType", Form::Same),
        ("size_in_gb", "sizeInGiB", Form::Same),
        ("tags", "tags", Form::Pairs("key", "value")),
    ],
};
