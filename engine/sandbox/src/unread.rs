//! What the emulators of the sandbox do not give back, although they were given it.
//!
//! A plan on the sandbox takes these attributes from what was asked for. Every row is an `except` of a
//! case of the conformance test of `tollgate-aws`, which finds the rows that are no longer true.

/// Type, attribute.
const ROWS: &[(&str, &str)] = &[
    ("aws_appautoscaling_target", "tags_all"),
    ("aws_cloudwatch_metric_alarm", "statistic"),
    ("aws_db_instance", "database_insights_mode"),
    ("aws_db_instance", "enabled_cloudwatch_logs_exports"),
    ("aws_db_instance", "manage_master_user_password"),
    ("aws_db_instance", "master_user_secret_kms_key_id"),
    ("aws_db_instance", "performance_insights_kms_key_id"),
    ("aws_ecs_service", "availability_zone_rebalancing"),
    ("aws_elasticache_replication_group", "kms_key_id"),
    ("aws_flow_log", "iam_role_arn"),
    ("aws_flow_log", "max_aggregation_interval"),
    ("aws_nat_gateway", "allocation_id"),
    ("aws_vpc_endpoint", "policy"),
    ("aws_vpc_endpoint", "private_dns_enabled"),
    ("aws_vpc_endpoint", "security_group_ids"),
    ("aws_vpc_security_group_ingress_rule", "prefix_list_id"),
];

/// Types that no emulator of the sandbox has, and what it answers instead.
const MISSING: &[(&str, &str)] = &[
    (
        "aws_backup_vault_policy",
        "MiniStack refuses a vault's policy, and moto has none",
    ),
    ("aws_ce_anomaly_monitor", "no emulator has Cost Explorer"),
    (
        "aws_ce_anomaly_subscription",
        "no emulator has Cost Explorer",
    ),
    (
        "aws_chatbot_slack_channel_configuration",
        "no emulator has Amazon Q Developer in chat",
    ),
    (
        "aws_db_event_subscription",
        "MiniStack has no event subscriptions",
    ),
    (
        "aws_db_instance_automated_backups_replication",
        "MiniStack has no such action, and moto answers 500",
    ),
];

/// Types that the emulators do not remove: they are let go, and end with what they belong to.
const STAYS: &[&str] = &["aws_secretsmanager_secret_rotation"];

/// Whether an object of a type is let go rather than removed.
#[must_use]
pub fn stays(resource_type: &str) -> bool {
    STAYS.contains(&resource_type)
}

/// Why the sandbox goes without a type; none if it has it.
#[must_use]
pub fn missing(resource_type: &str) -> Option<&'static str> {
    let mut rows = MISSING.iter();
    rows.find(|(known, _)| *known == resource_type)
        .map(|(_, reason)| *reason)
}

/// The attributes of a type that are not given back.
pub fn of(resource_type: &str) -> impl Iterator<Item = &'static str> {
    ROWS.iter()
        .filter(move |(known, _)| *known == resource_type)
        .map(|(_, attribute)| *attribute)
}
