//! What AWS tells of a database, in the provider's words.

use aws_sdk_rds::types::{
    DatabaseInsightsMode, DbInstance, DomainMembership, Endpoint, MasterUserSecret, ReplicaMode,
};
use aws_smithy_types::date_time::Format;

use crate::live::Live;

/// The attributes of a database. `id` is its identifier, as Terraform imports it.
pub fn live(id: &str, database: &DbInstance) -> Live {
    let live = Live::with_id(id)
        .text("identifier", database.db_instance_identifier())
        .text("arn", database.db_instance_arn())
        .text("resource_id", database.dbi_resource_id())
        .text("status", database.db_instance_status())
        .text("instance_class", database.db_instance_class())
        .text("username", database.master_username())
        .text("db_name", database.db_name())
        .text("license_model", database.license_model())
        .text("timezone", database.timezone())
        .text("character_set_name", database.character_set_name())
        .text(
            "nchar_character_set_name",
            database.nchar_character_set_name(),
        )
        .text(
            "custom_iam_instance_profile",
            database.custom_iam_instance_profile(),
        )
        .flag("deletion_protection", database.deletion_protection())
        .flag(
            "iam_database_authentication_enabled",
            database.iam_database_authentication_enabled(),
        );
    let live = engine(live, database);
    let live = storage(live, database);
    let live = network(live, database);
    let live = backup(live, database);
    let live = monitoring(live, database);
    let live = replication(live, database);
    let live = secret(live, database.master_user_secret());
    domain(live, database.domain_memberships().first())
}

fn engine(live: Live, database: &DbInstance) -> Live {
    let parameters = database.db_parameter_groups().first();
    let options = database.option_group_memberships().first();
    live.text("engine", database.engine())
        .text("engine_version", database.engine_version())
        .text("engine_version_actual", database.engine_version())
        .text(
            "engine_lifecycle_support",
            database.engine_lifecycle_support(),
        )
        .flag(
            "auto_minor_version_upgrade",
            database.auto_minor_version_upgrade(),
        )
        .text("ca_cert_identifier", database.ca_certificate_identifier())
        .text(
            "parameter_group_name",
            parameters.and_then(|group| group.db_parameter_group_name()),
        )
        .text(
            "option_group_name",
            options.and_then(|group| group.option_group_name()),
        )
}

fn storage(live: Live, database: &DbInstance) -> Live {
    live.text("storage_type", database.storage_type())
        .whole("allocated_storage", database.allocated_storage())
        .whole("max_allocated_storage", database.max_allocated_storage())
        .whole("iops", database.iops())
        .whole("storage_throughput", database.storage_throughput())
        .flag("dedicated_log_volume", database.dedicated_log_volume())
        .flag("storage_encrypted", database.storage_encrypted())
        .text("kms_key_id", database.kms_key_id())
}

fn network(live: Live, database: &DbInstance) -> Live {
    let endpoint = database.endpoint();
    let address = endpoint.and_then(Endpoint::address);
    let port = endpoint.and_then(Endpoint::port);
    let both = address.zip(port);
    let listener = database.listener_endpoint().map(|listener| {
        Live::block_of()
            .text("address", listener.address())
            .whole("port", listener.port())
            .text("hosted_zone_id", listener.hosted_zone_id())
    });
    let groups = database.vpc_security_groups().iter();
    let groups = groups.filter(|group| group.status() != Some("removing"));
    live.text("address", address)
        .whole("port", port)
        .text(
            "endpoint",
            both.map(|(address, port)| format!("{address}:{port}")),
        )
        .text(
            "hosted_zone_id",
            endpoint.and_then(Endpoint::hosted_zone_id),
        )
        .block("listener_endpoint", listener)
        .text(
            "db_subnet_group_name",
            database
                .db_subnet_group()
                .and_then(|group| group.db_subnet_group_name()),
        )
        .texts(
            "vpc_security_group_ids",
            groups.filter_map(|group| group.vpc_security_group_id()),
        )
        .text("availability_zone", database.availability_zone())
        .flag("multi_az", database.multi_az())
        .text("network_type", database.network_type())
        .flag("publicly_accessible", database.publicly_accessible())
        .flag(
            "customer_owned_ip_enabled",
            database.customer_owned_ip_enabled(),
        )
}

fn backup(live: Live, database: &DbInstance) -> Live {
    let restorable = database.latest_restorable_time();
    live.whole(
        "backup_retention_period",
        database.backup_retention_period(),
    )
    .text("backup_window", database.preferred_backup_window())
    .text("backup_target", database.backup_target())
    .text(
        "maintenance_window",
        database.preferred_maintenance_window(),
    )
    .flag("copy_tags_to_snapshot", database.copy_tags_to_snapshot())
    .text(
        "latest_restorable_time",
        restorable.and_then(|time| time.fmt(Format::DateTime).ok()),
    )
}

fn monitoring(live: Live, database: &DbInstance) -> Live {
    let mode = database.database_insights_mode();
    live.text(
        "database_insights_mode",
        mode.map(DatabaseInsightsMode::as_str),
    )
    .flag(
        "performance_insights_enabled",
        database.performance_insights_enabled(),
    )
    .text(
        "performance_insights_kms_key_id",
        database.performance_insights_kms_key_id(),
    )
    .whole(
        "performance_insights_retention_period",
        database.performance_insights_retention_period(),
    )
    .texts(
        "enabled_cloudwatch_logs_exports",
        database.enabled_cloudwatch_logs_exports(),
    )
    .whole("monitoring_interval", database.monitoring_interval())
    .text("monitoring_role_arn", database.monitoring_role_arn())
}

fn replication(live: Live, database: &DbInstance) -> Live {
    live.text(
        "replicate_source_db",
        database.read_replica_source_db_instance_identifier(),
    )
    .text(
        "replica_mode",
        database.replica_mode().map(ReplicaMode::as_str),
    )
    .texts("replicas", database.read_replica_db_instance_identifiers())
}

/// The secret that RDS keeps the owner's password in: where there is one, RDS manages the password.
fn secret(live: Live, secret: Option<&MasterUserSecret>) -> Live {
    let block = secret.map(|secret| {
        Live::block_of()
            .text("kms_key_id", secret.kms_key_id())
            .text("secret_arn", secret.secret_arn())
            .text("secret_status", secret.secret_status())
    });
    live.flag("manage_master_user_password", secret.map(|_| true))
        .text(
            "master_user_secret_kms_key_id",
            secret.and_then(MasterUserSecret::kms_key_id),
        )
        .block("master_user_secret", block)
}

fn domain(live: Live, domain: Option<&DomainMembership>) -> Live {
    let Some(domain) = domain else { return live };
    live.text("domain", domain.domain())
        .text("domain_iam_role_name", domain.iam_role_name())
        .text("domain_fqdn", domain.fqdn())
        .text("domain_ou", domain.ou())
        .text("domain_auth_secret_arn", domain.auth_secret_arn())
        .texts("domain_dns_ips", domain.dns_ips())
}
